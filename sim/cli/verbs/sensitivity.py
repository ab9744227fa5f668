"""``peninsula sensitivity``: which parameters an outcome depends on."""

from typing import TYPE_CHECKING

from ...api.sensitivity import SensitivityRequest
from ..generated import takes
from ..options import Figure
from ..terminal import command_line, say

if TYPE_CHECKING:
    from ...api.results.sensitivity import Plan


@takes(SensitivityRequest)
def command(request: SensitivityRequest, figures: Figure = True) -> None:
    """Run the points, print what matters most and draw it."""
    from ...api.results.sensitivity import carry_out, plan
    from ...experiment.checkpoint import kept_in
    from ...experiment.run import warm
    from ..interrupting import at_work
    from ..progress import save_figure
    from ..tables.sensitivity import print_sensitivity

    made = plan(request)
    _announce(made)
    if made.wanted is not None:
        say(warm(made.wanted))
    with at_work(made.folder, kept_in, made.points * made.trials) as (advance, stop):
        found = carry_out(made, advance, stop, command_line())
    print_sensitivity(found)
    if figures:
        save_figure(found.plot, made.folder, "sensitivity")
    say(f"\nresults in    {made.folder}")


def _announce(made: "Plan") -> None:
    from ...presentation.naming import counted
    from ...presentation.sensitivity import WHAT

    names = {"sobol": "Sobol' indices", "morris": "Morris' method", "pawn": "PAWN"}
    method = made.design.method
    say(f"{made.measure.label}, {made.scenario.name}")
    say(f"{names[method]}: {WHAT[method]}")
    say(
        f"{counted(len(made.dimensions), 'parameter')}, {counted(made.points, 'point')} of "
        f"{counted(made.trials, 'trial')}: "
        f"{counted(made.points * made.trials, 'trial')} in all, seed {made.seed}"
    )
    if made.ran is not None:
        say(f"as they are in {made.ran.swept.folder}")
