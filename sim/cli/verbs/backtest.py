"""``peninsula backtest``: how forecasts from the end of every month since 2011 would have done."""

from pathlib import Path
from typing import Annotated

import typer

from ..options import Threads
from ..terminal import whole_number


def command(
    quick: Annotated[
        bool,
        typer.Option(
            "--quick",
            help="See that all parts work, from an origin every two years with few worlds; the scores mean nothing.",
        ),
    ] = False,
    particles: Annotated[
        int,
        typer.Option(
            parser=whole_number,
            metavar="N",
            help="Worlds that live through the record, 24 for each draw of parameters.",
        ),
    ] = 2304,
    trials: Annotated[
        int,
        typer.Option(parser=whole_number, metavar="N", help="Worlds that go on from each origin."),
    ] = 1000,
    variant: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME", help="A variant of the model; may be given again. Default: all."
        ),
    ] = None,
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

    At each origin the model has looked at the record up to it, and learnt its parameters from nothing
    else.
    """
    from ..backtesting import tell

    tell(quick, particles, trials, variant or [], step, lag, threads, as_csv, plot)
