"""The back-test on the terminal."""

import sys
from pathlib import Path

import pandas as pd
import typer

from ..api import prepare
from ..experiment.run import MOST_THREADS, InputError
from ..history.backtest import HORIZONS, SPANS, backtest, comparison, record
from ..history.baselines import SUMS
from .hindcasts import SCENARIO
from .terminal import console, encodable, plain_table

MOST_TRIALS = 20_000
MOST_STEP = 60
_WHOLE = next(iter(SPANS))


def tell(
    trials: int, step: int, lag: int, threads: int | None, as_csv: bool, plot: Path | None
) -> None:
    """Run the back-test, print it, and draw it into ``plot`` if that is given.

    Raises
    ------
    InputError
        If a number is out of range.
    """
    _within("trials", trials, 1, MOST_TRIALS)
    _within("step", step, 1, MOST_STEP)
    _within("lag", lag, 0, 60)
    if threads is not None:
        _within("threads", threads, 1, MOST_THREADS)
    scores = backtest(
        prepare(SCENARIO, None),
        record(),
        trials,
        step=step,
        lag=lag,
        threads=threads,
        tell=_progress,
    )
    found = comparison(scores, step)
    if as_csv:
        scores.to_csv(sys.stdout, index=False, lineterminator="\n")
    else:
        _print(found, trials)
    if plot is not None:
        _draw(scores, found, plot)


def _within(name: str, value: int, least: int, most: int) -> None:
    if not least <= value <= most:
        raise InputError(f"{name} must be from {least} to {most:,}, not {value:,}")


def _progress(done: int, of: int) -> None:
    if sys.stderr.isatty():
        typer.echo(f"\r{done} of {of} origins", err=True, nl=done == of)


def _print(found: pd.DataFrame, trials: int) -> None:
    screen = console()
    screen.print(f"{trials:,} trials of {SCENARIO} for each state of knowledge; all events")
    of_all = found[found["class"] == "all"]
    for horizon in HORIZONS:
        rows = of_all[of_all["horizon"] == horizon]
        if len(rows):
            screen.print()
            screen.print(_scores(horizon, rows[rows["span"] == _WHOLE]))
            screen.print(_differences(rows[rows["span"] == _WHOLE]))
            screen.print(_spans(rows))
    screen.print()
    screen.print(_classes(found))
    screen.print()
    screen.print(
        "Less is better; a difference below 0 favours the model, and counts only if its 90% "
        "interval excludes 0. The model's levels were fitted to the whole record: an upper bound "
        "of its skill, no proof of any."
    )


def _words(name: object) -> str:
    return str(name).replace("_", " ")


def _scores(horizon: int, rows: pd.DataFrame) -> object:
    ahead = "One month ahead" if horizon == 1 else f"Sum of the next {horizon} months"
    table = plain_table(f"{ahead}, {rows['origins'].iloc[0]} origins")
    for name in ("", "CRPS", "log score"):
        table.add_column(name, justify="left" if name == "" else "right")
    for row in rows.to_dict("records"):
        table.add_row(_words(row["forecaster"]), f"{row['crps']:.3f}", f"{row['log_score']:.3f}")
    return table


def _differences(rows: pd.DataFrame) -> object:
    table = plain_table()
    table.add_column("CRPS less that of")
    for baseline in SUMS:
        table.add_column(_words(baseline), justify="right")
    for row in rows.dropna(subset=[f"less_{next(iter(SUMS))}"]).to_dict("records"):
        cells = []
        for baseline in SUMS:
            low, high = row[f"less_{baseline}_low"], row[f"less_{baseline}_high"]
            around = "" if pd.isna(low) else f" [{low:+.3f}, {high:+.3f}]"
            cells.append(f"{row[f'less_{baseline}']:+.3f}{around}")
        table.add_row(_words(row["forecaster"]), *cells)
    return table


def _spans(rows: pd.DataFrame) -> object:
    table = plain_table()
    spans = [span for span in SPANS if span in set(rows["span"])]
    table.add_column("CRPS by span")
    for span in spans:
        table.add_column(span, justify="right")
    wide = rows.pivot(index="forecaster", columns="span", values="crps")
    for name in dict.fromkeys(rows["forecaster"]):
        table.add_row(_words(name), *(f"{wide.loc[name, span]:.3f}" for span in spans))
    return table


def _classes(found: pd.DataFrame) -> object:
    rows = found[(found["horizon"] == HORIZONS[0]) & (found["span"] == _WHOLE)]
    wide = rows.pivot(index="class", columns="forecaster", values="crps")
    names = list(dict.fromkeys(rows["forecaster"]))
    table = plain_table("CRPS by class, one month ahead")
    table.add_column("")
    for name in names:
        table.add_column(_words(name), justify="right")
    for of in dict.fromkeys(rows["class"]):
        table.add_row(_words(of), *(f"{wide.loc[of, name]:.3f}" for name in names))
    return table


def _draw(scores: pd.DataFrame, found: pd.DataFrame, folder: Path) -> None:
    from ..report.figures.backtest import backtest_figure
    from ..report.style import save

    for path in save(backtest_figure(scores, found), folder, "backtest"):
        typer.echo(encodable(str(path)), err=True)
