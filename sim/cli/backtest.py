"""``peninsula backtest``: how forecasts from the end of every month since 2011 would have done."""

from pathlib import Path
from typing import Annotated

import typer

from .options import Threads
from .terminal import whole_number


def command(
    trials: Annotated[
        int,
        typer.Option(parser=whole_number, metavar="N", help="Trials for each state of knowledge."),
    ] = 1000,
    step: Annotated[
        int, typer.Option(parser=whole_number, metavar="N", help="Months between origins.")
    ] = 1,
    lag: Annotated[
        int,
        typer.Option(
            parser=whole_number, metavar="N", help="Months by which the timeline is known later."
        ),
    ] = 0,
    threads: Threads = None,
    as_csv: Annotated[
        bool, typer.Option("--csv", help="Scores of every origin, as a table for a spreadsheet.")
    ] = False,
    plot: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Draw differences and calibration into DIR.")
    ] = None,
) -> None:
    """Forecast 1, 12 and 24 months from the end of every month, and score it beside baselines.

    Origins know the timeline of their time, but the model's levels were fitted to the whole record:
    its scores are an upper bound.
    """
    from .backtesting import tell

    tell(trials, step, lag, threads, as_csv, plot)
