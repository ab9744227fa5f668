"""The back-test on the terminal."""

import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import pandas as pd

from ..api.sources import prepare
from ..errors import InputError
from ..experiment.run import check_within
from ..history.backtest import AVERAGE, SPANS, Backtest, backtest, comparison, record
from ..history.baselines import SUMS
from ..history.filtering import FEWEST, WORLDS
from ..history.origins import HORIZONS
from ..history.variants import MODEL, UPPER_BOUND, VARIANTS
from ..limits import MOST_THREADS
from .progress import progress
from .tables.hindcasts import SCENARIO
from .terminal import console, plain_table, say

MOST_PARTICLES = 100_000
MOST_STEP = 60
QUICK = (48, 8, 48, 24)
"""Particles, worlds, trials and step of a quick run."""
_WHOLE = next(iter(SPANS))
_BRIEF = (MODEL, AVERAGE, *SUMS)
"""Forecasters of the table by class."""


def tell(
    quick: bool,
    particles: int,
    trials: int,
    variants: Sequence[str],
    step: int,
    lag: int,
    threads: int | None,
    as_csv: bool,
    plot: Path | None,
) -> None:
    """Run the back-test, print it, and draw it into ``plot`` if that is given.

    Raises
    ------
    InputError
        If a number is out of range, or a variant is none of those known.
    """
    check_within("particles", particles, FEWEST, MOST_PARTICLES)
    check_within("trials", trials, 1, particles)
    check_within("step", step, 1, MOST_STEP)
    check_within("lag", lag, 0, 60)
    check_within("threads", threads, 1, MOST_THREADS)
    worlds = WORLDS
    if quick:
        particles, worlds, trials, step = QUICK
    for name in variants:
        if name not in VARIANTS:
            raise InputError(f"no variant {name!r}; there are {', '.join(VARIANTS)}")
    with progress() as told:
        of = backtest(
            prepare(SCENARIO, None),
            record(),
            particles=particles,
            worlds=worlds,
            trials=trials,
            variants=tuple(dict.fromkeys(variants)) or tuple(VARIANTS),
            step=step,
            lag=lag,
            threads=threads,
            tell=partial(told, "months of the record, lived through in every form"),
        )
    found = comparison(of.scores, step)
    if as_csv:
        of.scores.to_csv(sys.stdout, index=False, lineterminator="\n")
    else:
        _print(of, found, particles, worlds, trials)
    if plot is not None:
        _draw(of.scores, found, plot)


def _print(of: Backtest, found: pd.DataFrame, particles: int, worlds: int, trials: int) -> None:
    screen = console()
    screen.print(
        f"{particles // worlds:,} draws of parameters, each with {worlds} worlds, live through the record; "
        f"{trials:,} worlds go on from each origin; all events"
    )
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
    if len(of.weights):
        screen.print()
        screen.print(_variants(of))
    screen.print()
    bound = (
        f" {_words(UPPER_BOUND)[0].upper()}{_words(UPPER_BOUND)[1:]} knows the whole record: an upper bound."
        if UPPER_BOUND in set(of.months["variant"])
        else ""
    )
    screen.print(
        "Less is better; a difference below 0 favours the forecaster, and counts only if its 90% "
        "interval excludes 0. Parameters are learnt from the months before each origin; what "
        f"hindsight remains is in docs/backtest.md.{bound}"
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
    rows = rows[rows["forecaster"].isin(_BRIEF)]
    wide = rows.pivot(index="class", columns="forecaster", values="crps")
    names = list(dict.fromkeys(rows["forecaster"]))
    table = plain_table("CRPS by class, one month ahead")
    table.add_column("")
    for name in names:
        table.add_column(_words(name), justify="right")
    for of in dict.fromkeys(rows["class"]):
        table.add_row(_words(of), *(f"{wide.loc[of, name]:.3f}" for name in names))
    return table


def _variants(of: Backtest) -> object:
    """How probable each variant held the months forecast, and its weight in the average."""
    since = of.scores["target"].min()
    months = of.months[of.months["month"] >= since]
    table = plain_table(f"Variants, months since {since}, one ahead and all classes at once")
    for name in ("", "mean log probability", "last weight", "mean weight"):
        table.add_column(name, justify="left" if name == "" else "right")
    weights = of.weights.groupby("variant", sort=False)["weight"]
    last, mean = weights.last(), weights.mean()
    for name, value in months.groupby("variant", sort=False)["log_score"].mean().items():
        shares = (f"{last[name]:.3f}", f"{mean[name]:.3f}") if name in last.index else ("", "")
        table.add_row(_words(name), f"{value:.3f}", *shares)
    return table


def _draw(scores: pd.DataFrame, found: pd.DataFrame, folder: Path) -> None:
    from ..report.figures.backtest import backtest_figure
    from ..report.style import save

    for path in save(backtest_figure(scores, found), folder, "backtest"):
        say(str(path), err=True)
