"""Contrasts in words: differences in percentage points, intervals, ratios."""

import math
from collections.abc import Iterator
from typing import Any

import pandas as pd

from ..rulebook.registry import HEADLINES
from .naming import counted, percent

FIRST = tuple(HEADLINES)
"""Outcomes that words and figures show where none are asked for."""


def points(difference: float) -> str:
    """A difference of shares in percentage points, signed, to the digit that tells it from 0."""
    value = 100.0 * difference
    if value == 0:
        return "0"
    digits = 1 if abs(value) >= 0.95 else 2 if abs(value) >= 0.095 else 3
    return f"{value:+.{digits}f}".replace("-", "−")


def points_range(low: float, high: float) -> str:
    """Both ends of an interval in percentage points; empty where there is none."""
    return "" if math.isnan(low) else f"{points(low)} to {points(high)}"


def times(ratio: float) -> str:
    """A ratio with three digits; a sign where it has no bound, empty where there is none."""
    if math.isnan(ratio):
        return ""
    return "∞" if math.isinf(ratio) else f"{ratio:.3g}"


def times_range(low: float, high: float) -> str:
    """Both ends of an interval of a ratio."""
    return "" if math.isnan(low) else f"{times(low)} to {times(high)}"


def factor(value: float) -> str:
    """How many times as many unpaired trials would have been needed."""
    if math.isnan(value):
        return "–"
    if math.isinf(value):
        return "∞"
    return f"{value:.2f}" if value < 10 else f"{value:,.0f}" if value < 1e5 else f"{value:.1e}"


def contrast_text(table: pd.DataFrame) -> str:
    """The first events of each contrast, one sentence an outcome."""
    return "\n".join(_lines(table))


def _lines(table: pd.DataFrame) -> Iterator[str]:
    for name, rows in table.groupby("contrast", sort=False):
        first = rows.iloc[0]
        planned = f", planned as {first['planned']}" if first["planned"] else ""
        yield f"{name}: {counted(int(first['trials']), 'matched trial')}{planned}"
        shown = rows[(rows["section"] == "ever") & rows["outcome"].isin(FIRST)]
        for row in shown.to_dict("records"):
            yield f"  {_line(row)}"


def _line(row: dict[Any, Any]) -> str:
    if row["method"] == "identical":
        return f"{row['label']}: {percent(row['a_estimate'])} in both, by construction"
    return (
        f"{row['label']}: {percent(row['a_estimate'])} becomes {percent(row['b_estimate'])}, "
        f"{points(row['difference'])} points (95% interval {points_range(row['low'], row['high'])})"
    )
