"""A comparison at a glance: all scenarios beside each other, differences from the first in brackets."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pandas as pd

from ...presentation.contrasts import points
from ...presentation.naming import percent
from ...presentation.shown import listed_amounts, listed_shares, seen_at_all, settings_shortened
from ..terminal import plain_table
from .outcomes import number

if TYPE_CHECKING:
    from rich.table import Table

LABEL = 18
"""Letters of a label at least: the widest numbers then fit beside it on a screen of 80."""
ABREAST = 3
"""Scenarios beside the first in one table."""
NOTE = (
    "in brackets: the difference from the first, of shares in points\n"
    "*: its matched 95% interval excludes 0"
)


def side_by_side(table: pd.DataFrame) -> Iterator["Table"]:
    """Shares and amounts of all scenarios that are set against one, in tables of four at most.

    Parameters
    ----------
    table : DataFrame
        Contrasts, one ``analysis.comparison.Row`` a row.
    """
    for _, against in table.groupby("a_digest", sort=False):
        names = list(dict.fromkeys(against["contrast"]))
        for start in range(0, len(names), ABREAST):
            some = names[start : start + ABREAST]
            rows = against[against["contrast"].isin(some)]
            shares = _whole(rows, listed_shares(rows) & seen_at_all(rows))
            yield _table(shares, some, "Shares of trials", _share)
            amounts = _whole(rows, listed_amounts(rows))
            if len(amounts):
                yield _table(amounts, some, "Means", _amount)


def label(row: dict[Any, Any]) -> str:
    """What an outcome is called in a table of contrasts."""
    said = str(row["label"])
    return f"worst: {said}" if row["section"] == "class" else said


def excludes_none(row: dict[Any, Any]) -> bool:
    """Whether the matched interval of the difference excludes 0, and is no mean's of few trials."""
    return row["method"] != "few" and bool(row["low"] > 0 or row["high"] < 0)


def _whole(rows: pd.DataFrame, shown: "pd.Series[bool]") -> pd.DataFrame:
    """All rows of the outcomes that are to be shown of any scenario."""
    outcomes = rows["section"] + ":" + rows["outcome"]
    return rows[outcomes.isin(outcomes[shown])]


def _table(rows: pd.DataFrame, names: list[str], title: str, cell: Any) -> "Table":
    table = plain_table(title)
    table.add_column("", ratio=1, min_width=LABEL)
    of: dict[str, pd.Series[Any]] = {
        name: rows[rows["contrast"] == name].iloc[0]
        for name in names
        if (rows["contrast"] == name).any()
    }
    first = next(iter(of.values()), None)
    table.add_column("" if first is None else str(first["a"]), justify="right", max_width=14)
    for pairing in of.values():
        table.add_column(settings_shortened(str(pairing["b"])), justify="right", max_width=15)
    for outcome in dict.fromkeys(zip(rows["section"], rows["outcome"], strict=True)):
        same = rows[(rows["section"] == outcome[0]) & (rows["outcome"] == outcome[1])]
        found = {row["contrast"]: row for row in same.to_dict("records")}
        one = next(iter(found.values()))
        cells = [cell(found[name]) if name in found else "" for name in of]
        shown = percent if one["unit"] == "share" else number
        unit = "" if one["unit"] == "share" else f" ({one['unit']})"
        table.add_row(f"{label(one)}{unit}", shown(one["a_estimate"]), *cells)
    return table


def _share(row: dict[Any, Any]) -> str:
    star = "*" if excludes_none(row) else ""
    return f"{percent(row['b_estimate'])} ({points(row['difference'])}{star})"


def _amount(row: dict[Any, Any]) -> str:
    star = "*" if excludes_none(row) else ""
    sign = "+" if row["difference"] > 0 else ""
    return f"{number(row['b_estimate'])} ({sign}{number(row['difference'])}{star})"
