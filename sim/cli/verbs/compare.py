"""``peninsula compare``: scenarios against each other on the same trials."""

from typing import TYPE_CHECKING, Annotated

import typer

from ...api.compare import CompareRequest
from ..generated import takes
from ..options import Figure
from ..terminal import command_line, console, say

if TYPE_CHECKING:
    from ...api.results.comparisons import Comparison, Plan


@takes(CompareRequest)
def command(
    request: CompareRequest,
    figures: Figure = True,
    details: Annotated[
        bool,
        typer.Option(
            "--details", help="Print intervals, ratios and matched counts of each contrast."
        ),
    ] = False,
) -> None:
    """Run the scenarios, print what differs and draw all contrasts of the folder."""
    from ...api.results.comparisons import carry_out, plan
    from ...experiment.checkpoint import kept_in
    from ...experiment.run import warm
    from ...presentation.choices import rests_on, sizes_assumed
    from ...presentation.precision import precision_text
    from ..interrupting import at_work, say_what_waits
    from ..progress import doing
    from ..tables.contrasts import print_details, print_side_by_side

    made = plan(request)
    _announce(made)
    say(warm(made.wanted))
    with at_work(made.scratch, kept_in, made.trials) as (advance, stop):
        found = carry_out(made, advance, stop, command_line())
    if made.watch is not None:
        say("\n" + precision_text(made.watch))
    if made.short:
        say(f"{kept_in(made.scratch)}: --resume with a larger --most goes on from them")
    say_what_waits(made.folder, made.scratch)
    if details:
        for _, rows in found.table.groupby("contrast", sort=False):
            print_details(rows)
    else:
        print_side_by_side(found.table)
    if figures:
        with doing("drawing the figure"):
            _draw(found)
    scenarios = [arm.scenario for arm in made.design.arms]
    console().print(f"{sizes_assumed(scenarios)} {rests_on(scenarios[0])}".strip())
    say(f"\nresults in    {made.folder}")


def _announce(made: "Plan") -> None:
    from ...presentation.drawing import draws_text
    from ...presentation.naming import counted

    arms, scenario = made.design.arms, made.design.arms[0].scenario
    most = "" if made.watch is None else "at most "
    say(
        f"{most}{counted(made.trials, 'matched trial')} of {counted(len(arms), 'scenario')}, "
        f"seed {scenario.seed}"
    )
    say(draws_text(made.design.draws, made.wanted.draws, scenario))
    if made.design.draws is not None:
        say("each scenario draws from what it states, with common random numbers")


def _draw(found: "Comparison") -> None:
    """Draw all contrasts that the folder holds, those of this run and of those before it."""
    from ...experiment import compared
    from ...presentation.figures import all_figures
    from ...presentation.figures.contrasts import figures_of_contrasts

    if found.folder is not None:
        every = compared.read(found.folder)
        figures = figures_of_contrasts(every, found.plan.arms[0].scenario)
        all_figures(figures, found.folder / "figures")
