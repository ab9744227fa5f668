"""``peninsula run``: many trials of a scenario, into a result folder."""

from typing import TYPE_CHECKING

from ...api.run import RunRequest
from ..generated import takes
from ..options import Figures
from ..terminal import command_line, console, say

if TYPE_CHECKING:
    from ...api.results.runs import Plan, Result


@takes(RunRequest)
def command(request: RunRequest, figures: Figures = True) -> None:
    """Run the trials, print their summary and draw the figures."""
    from ...api.results.runs import carry_out, kept_in, plan
    from ...experiment.run import warm
    from ..interrupting import at_work
    from ..progress import doing

    made = plan(request)
    _announce(made)
    say(warm(made.wanted))
    with at_work(made.folder, kept_in, made.wanted.trials) as (advance, stop):
        found = carry_out(made, advance, stop, command_line())
    # Half a second of imports that nothing needs before.
    from ..tables.outcomes import print_summary

    print_summary(found.summary(), made.scenario, console(), found.draws is not None)
    if figures and found.folder is not None:
        with doing("drawing the figures"):
            found.save_figures(found.folder / "figures")
    _conclude(found)


def _announce(made: "Plan") -> None:
    from ...presentation.drawing import draws_text
    from ...presentation.naming import counted

    scenario, wanted = made.scenario, made.wanted
    say(f"{scenario.name}{f': {scenario.title}' if scenario.title else ''}")
    how = "Mesa agents, one thread"
    if wanted.engine == "compiled":
        how = counted(wanted.threads, "thread")
    say(f"{wanted.trials:,} trials of {scenario.horizon} months, seed {scenario.seed}, {how}")
    say(draws_text(made.draws, wanted.draws, scenario))
    if wanted.draws is not None:
        say(f"peninsula evidence {made.request.scenario} lists stated values and their ranges")


def _conclude(found: "Result") -> None:
    say()
    say(f"content hash  {found.content_hash}")
    if found.trajectory_hash:
        say(f"trajectories  {found.trajectory_hash}")
    say(f"results in    {found.folder}")
