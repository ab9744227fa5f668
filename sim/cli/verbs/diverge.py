"""``peninsula diverge``: where two scenarios part in one trial."""

from typing import Annotated

import typer

from ..options import Draws, Off, Settings, Threads, settings_of
from ..terminal import whole_number


def command(
    scenarios: Annotated[
        list[str], typer.Argument(help="Two scenario files or names.", metavar="A [B]")
    ],
    trial: Annotated[
        int | None,
        typer.Option(parser=whole_number, metavar="K", help="Number of the trial, the first is 0."),
    ] = None,
    typical: Annotated[
        bool,
        typer.Option("--typical", help="The most typical of the trials that end differently."),
    ] = False,
    trials: Annotated[
        int,
        typer.Option(
            parser=whole_number, metavar="N", help="Among how many trials --typical looks."
        ),
    ] = 1000,
    off: Off = None,
    draws: Draws = None,
    settings: Settings = None,
    seed: Annotated[
        int | None,
        typer.Option(
            parser=whole_number, metavar="N", help="Seed of both; 0 is one.  [default: that of A]"
        ),
    ] = None,
    threads: Threads = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="JSON of the decision on which they part.")
    ] = False,
) -> None:
    """Say on which decision two scenarios first differ in one trial, and tell both from there.

    Options --off and --set are laid over both scenarios, or make the second where one is named.
    """
    from ..diverging import Order, diverge

    sets = settings_of(settings, off)
    diverge(Order(scenarios, trial, typical, trials, sets, draws, seed, threads, as_json))
