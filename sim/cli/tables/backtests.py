"""A back-test on the terminal."""

import pandas as pd

from ...api.results.backtests import BacktestResult
from ...history.backtest import AVERAGE, SPANS, Backtest
from ...history.baselines import SUMS
from ...history.origins import HORIZONS
from ...history.variants import MODEL, UPPER_BOUND
from ..terminal import console, plain_table

_WHOLE = next(iter(SPANS))
_BRIEF = (MODEL, AVERAGE, *SUMS)
"""Forecasters of the table by class."""


def print_backtest(result: BacktestResult) -> None:
    """Mean scores by horizon, span, class and variant."""
    of, found, effort = result
    screen = console()
    screen.print(
        f"{effort.particles // effort.worlds:,} draws of parameters, each with {effort.worlds} worlds, "
        "live through the record; "
        f"{effort.trials:,} worlds go on from each origin; all events"
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
