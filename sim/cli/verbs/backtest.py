"""``peninsula backtest``: how forecasts from the end of every month since 2011 would have done."""

from pathlib import Path
from typing import Annotated

import typer

from ...api.backtest import BacktestRequest
from ..generated import takes


@takes(BacktestRequest)
def command(
    request: BacktestRequest,
    as_csv: Annotated[
        bool, typer.Option("--csv", help="Scores of every origin, as a table for a spreadsheet.")
    ] = False,
    plot: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Draw differences and calibration into DIR.")
    ] = None,
) -> None:
    """Run the back-test, print its mean scores or all of them, and draw them if wanted."""
    import sys
    from functools import partial

    from ...api.results.backtests import carry_out
    from ..progress import progress, save_plot
    from ..tables.backtests import print_backtest

    with progress() as told:
        result = carry_out(
            request, partial(told, "months of the record, lived through in every form")
        )
    if as_csv:
        result.found.scores.to_csv(sys.stdout, index=False, lineterminator="\n")
    else:
        print_backtest(result)
    if plot is not None:
        from ...presentation.figures.backtest import backtest_figure

        save_plot(backtest_figure(result.found.scores, result.comparison), plot, "backtest")
