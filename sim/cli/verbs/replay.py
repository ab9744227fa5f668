"""``peninsula replay``: one trial as a chronicle, or decision by decision."""

from typing import Annotated

import typer

from ...api.replay import ReplayRequest
from ..generated import takes
from ..terminal import say


@takes(ReplayRequest)
def command(
    request: ReplayRequest,
    month: Annotated[
        str | None,
        typer.Option(metavar="YYYY-MM", help="Only this month, with every decision in it."),
    ] = None,
    as_json: Annotated[
        bool,
        typer.Option("--json", help="JSON with every decision, its address and its draw."),
    ] = False,
) -> None:
    """Trace the trial and print its chronicle; how common it is goes to the error stream."""
    from ...api.results.replays import carry_out
    from ..tables.replays import month_of, print_replay

    found = carry_out(request)
    number = None if month is None else month_of(found.trial.scenario, month)
    if found.typical is not None:
        say(
            f"{request.typical} in {found.typical.alike:,} of {found.typical.trials:,} trials; "
            f"trial {found.trial.trial:,} is the most typical",
            err=True,
        )
    print_replay(found, number, as_json)
