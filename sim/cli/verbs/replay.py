"""``peninsula replay``: one trial as a chronicle, or decision by decision."""

from typing import Annotated

import typer

from ..options import Draws, Off, Seed, Settings, settings_of
from ..terminal import whole_number


def command(
    scenario: Annotated[
        str, typer.Argument(help="A scenario file, or the name of a shipped scenario.")
    ],
    trial: Annotated[
        int | None,
        typer.Option(
            parser=whole_number,
            metavar="K",
            help="Number of the trial, the first is 0.  [default: 0]",
        ),
    ] = None,
    typical: Annotated[
        str | None,
        typer.Option(
            metavar="OUTCOME",
            help="The most typical trial with an outcome, such as first_war or events>200.",
        ),
    ] = None,
    trials: Annotated[
        int,
        typer.Option(
            parser=whole_number, metavar="N", help="Among how many trials --typical looks."
        ),
    ] = 1000,
    seed: Seed = None,
    settings: Settings = None,
    off: Off = None,
    draws: Draws = None,
    month: Annotated[
        str | None,
        typer.Option(metavar="YYYY-MM", help="Only this month, with every decision in it."),
    ] = None,
    as_json: Annotated[
        bool,
        typer.Option("--json", help="JSON with every decision, its address and its draw."),
    ] = False,
) -> None:
    """Tell one trial in plain sentences: who did what, why, and with which probability.

    Brackets hold the probability with which something was drawn, and what raised and lowered it
    most. The trial is that of ``peninsula run`` with the same number.
    """
    from ..replaying import Wanted, replay

    sets = settings_of(settings, off)
    replay(Wanted(scenario, trial, typical, trials, seed, sets, draws, month, as_json))
