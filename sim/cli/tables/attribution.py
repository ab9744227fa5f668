"""An attribution on the terminal: shares of each assumption, or what depends on each mechanism."""

from typing import Any

import pandas as pd

from ...analysis.ablation import sign
from ...presentation.contrasts import points, points_range
from ...presentation.shown import listed_of_attribution
from ..terminal import console, plain_table, say
from .outcomes import number


def print_shares(table: pd.DataFrame) -> None:
    """A table an outcome of those shown that any group moves."""
    for _, rows in table.groupby(["section", "outcome"], sort=False):
        if (
            listed_of_attribution(rows.iloc[0])
            and (rows[["alone", "last", "share"]] != 0).to_numpy().any()
        ):
            say()
            console().print(_shares(rows))


def print_ablation(table: pd.DataFrame) -> None:
    """What becomes of each outcome of those shown without each mechanism."""
    show = _held if "holds" in table else _moved
    for _, rows in table.groupby(["section", "outcome"], sort=False):
        if listed_of_attribution(rows.iloc[0]):
            say()
            show(rows)


def _shares(rows: pd.DataFrame) -> Any:
    first = rows.iloc[0]
    share = first["unit"] == "share"
    unit = "percentage points" if share else first["unit"]
    table = plain_table(f"{first['label']}, {unit}")
    table.add_column("", ratio=1, min_width=24)
    for name in ("alone", "last", "share", "95% interval"):
        table.add_column(name, justify="right", no_wrap=True)
    for row in rows.to_dict("records"):
        table.add_row(
            row["group"],
            *(_amount(row[name], share) for name in ("alone", "last", "share")),
            _range(row["low"], row["high"], share),
        )
    return table


def _held(rows: pd.DataFrame) -> None:
    """A result of two scenarios, and the mechanisms without which it is another."""
    first = rows.iloc[0]
    share = first["unit"] == "share"
    say(f"{first['label']}: {_change(dict(first), '', 'difference', share)}")
    other = rows[~rows["holds"]]
    if other.empty:
        say(f"  the same without any of the {len(rows)} mechanisms")
    for row in other.to_dict("records"):
        say(f"  without {row['mechanism']}: {_change(row, 'without_', 'without', share)}")


def _moved(rows: pd.DataFrame) -> None:
    """What becomes of an outcome without each mechanism, where that surely differs."""
    first = rows.iloc[0]
    share = first["unit"] == "share"
    value = _level(first["a_estimate"], share)
    say(f"{first['label']}: {value} with all mechanisms")
    moved = rows[
        [sign(low, high) != 0 for low, high in zip(rows["low"], rows["high"], strict=True)]
    ]
    if moved.empty:
        say(f"  the same, as far as these trials show, without any of the {len(rows)}")
    order = moved["difference"].abs().sort_values(ascending=False, kind="stable").index
    for row in moved.loc[order].to_dict("records"):
        say(f"  without {row['mechanism']}: {_change(row, '', 'difference', share)}")


def _level(value: float, share: bool) -> str:
    return f"{100 * value:.3g}%" if share else number(value)


def _amount(value: float, share: bool) -> str:
    return points(value) if share else number(value)


def _range(low: float, high: float, share: bool) -> str:
    if pd.isna(low):
        return "–"
    return points_range(low, high) if share else f"{number(low)} to {number(high)}"


def _change(row: dict[Any, Any], prefix: str, what: str, share: bool) -> str:
    """A difference with its interval, signed, so that it is not taken for a level."""
    ends = (row[f"{prefix}low"], row[f"{prefix}high"])
    if share or pd.isna(ends[0]):
        return f"{_amount(row[what], share)} ({_range(*ends, share)})"
    value, low, high = (("+" if end > 0 else "") + number(end) for end in (row[what], *ends))
    return f"{value} ({low} to {high})"
