"""The summary of a run as tables of a terminal."""

from typing import TYPE_CHECKING, Any

import pandas as pd

from ..analysis.summary import Row
from ..report.shares import interval_text, share_text
from .terminal import plain_table

if TYPE_CHECKING:
    from rich.console import Console

SECTIONS = {
    "class": ("How the trials end", "trials"),
    "ever": ("What happens in a trial, at least once", "trials"),
    "given": ("What follows from what", "of"),
    "own": ("The scenario's own outcomes", "trials"),
}
AMOUNTS = ("events", "event_months", "force_months", "lethal_months")


def print_summary(summary: pd.DataFrame, screen: "Console") -> None:
    """Print shares with their 95% intervals and some amounts; the rest is in summary.csv."""
    for section, (title, of) in SECTIONS.items():
        rows = summary[(summary["section"] == section) & (summary["unit"] == "share")]
        if len(rows):
            screen.print()
            screen.print(_shares(title, of, rows))
    amounts = summary[
        (summary["unit"] != "share")
        & (
            (summary["section"] == "own")
            | summary["name"].isin(AMOUNTS)
            | summary["name"].str.match(r"pacts\.[^.]+\.(sent|paid)$")
        )
    ]
    if len(amounts):
        screen.print()
        screen.print(_amounts(amounts))


def number(value: float) -> str:
    """A quantity with three digits or, where large, whole and with commas."""
    if pd.isna(value):
        return ""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def _shares(title: str, of: str, rows: pd.DataFrame) -> Any:
    table = plain_table(title)
    table.add_column("", ratio=1, min_width=40)
    table.add_column("share", justify="right", no_wrap=True)
    table.add_column("95% interval", justify="right", no_wrap=True)
    table.add_column(of, justify="right", no_wrap=True)
    for row in map(Row._make, rows.itertuples(index=False, name=None)):
        if row.of:
            share, interval = (
                share_text(row.number, row.of),
                interval_text(row.low, row.high, row.of),
            )
        else:
            share, interval = "–", ""
        table.add_row(row.label, share, interval, f"{row.of:,}")
    return table


def _amounts(rows: pd.DataFrame) -> Any:
    table = plain_table("How much: the mean with its 95% interval, and where 90% of trials lie")
    for name in ("", "mean", "95% interval", "90% of trials", "unit"):
        table.add_column(
            name,
            justify="left" if name in ("", "unit") else "right",
            no_wrap=name not in ("", "unit"),
        )
    for row in map(Row._make, rows.itertuples(index=False, name=None)):
        around = f"{number(row.low)} to {number(row.high)}" if row.method == "student" else ""
        spread = f"{number(row.q05)} to {number(row.q95)}" if row.of else ""
        table.add_row(row.label, number(row.estimate), around, spread, row.unit)
    return table
