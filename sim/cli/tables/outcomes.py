"""The summary of a run as tables of a terminal."""

from typing import TYPE_CHECKING, Any

import pandas as pd

from ...analysis.summary import Row
from ...presentation.choices import rests_on
from ...presentation.drawing import band_text
from ...presentation.shares import interval_text, share_text
from ...presentation.shown import SECTIONS, amounts_of, shares_of
from ...scenario.scenario import Scenario
from ..terminal import plain_table

if TYPE_CHECKING:
    from rich.console import Console

PARTS = "split"
SPLIT = (
    "split: percent of the variance of a trial's outcome that comes from what is not known of the "
    "parameters (between draws) / from chance (within a draw)"
)


def print_summary(
    summary: pd.DataFrame, scenario: Scenario, screen: "Console", split: bool
) -> None:
    """Print shares with their 95% intervals and some amounts; the rest is in summary.csv.

    With ``split``, for a run with parameter draws, the variance of each outcome is split into what
    is not known and chance.
    """
    for section, (title, of) in SECTIONS.items():
        rows = shares_of(summary, section)
        if len(rows):
            screen.print()
            screen.print(_shares(title, of, rows, split, screen.width))
    amounts = amounts_of(summary)
    if len(amounts):
        screen.print()
        screen.print(_amounts(amounts, split))
    screen.print()
    screen.print(rests_on(scenario))
    screen.print(band_text(split))
    if split:
        screen.print(SPLIT)


def number(value: float) -> str:
    """A quantity with three digits or, where large, whole and with commas."""
    if pd.isna(value):
        return ""
    return (f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}").replace("-", "−")


def _shares(title: str, of: str, rows: pd.DataFrame, split: bool, width: int) -> Any:
    table = plain_table(title)
    # Tables below each other line up; a narrow screen folds labels, never numbers.
    label = min(32 if split else 40, max(12, width - (48 if split else 40)))
    table.add_column("", ratio=1, min_width=label)
    for name in ("share", "95% interval", of, *((PARTS,) if split else ())):
        table.add_column(name, justify="right", no_wrap=True)
    for row in map(Row._make, rows.itertuples(index=False, name=None)):
        if row.of:
            share, interval = (
                share_text(row.number, row.of),
                interval_text(row.low, row.high, row.of),
            )
        else:
            share, interval = "–", ""
        parts = (_parts(row),) if split else ()
        table.add_row(row.label, share, interval, f"{row.of:,}", *parts)
    return table


def _parts(row: Row) -> str:
    """Shares of the variance that parameters and chance have, in whole percent."""
    if pd.isna(row.parameter_share):
        return "–"
    known_not = round(100 * row.parameter_share)
    return f"{known_not}/{100 - known_not}"


def _amounts(rows: pd.DataFrame, split: bool) -> Any:
    table = plain_table("How much: the mean with its 95% interval, and where 90% of trials lie")
    # With a column more there is no room for units of their own.
    table.add_column("")
    for name in ("mean", "95% interval", "90% of trials", *((PARTS,) if split else ())):
        table.add_column(name, justify="right", no_wrap=True)
    if not split:
        table.add_column("unit")
    for row in map(Row._make, rows.itertuples(index=False, name=None)):
        around = f"{number(row.low)} to {number(row.high)}" if row.method else ""
        spread = f"{number(row.q05)} to {number(row.q95)}" if row.of else ""
        label = f"{row.label} ({row.unit})" if split else row.label
        table.add_row(
            label, number(row.estimate), around, spread, _parts(row) if split else row.unit
        )
    return table
