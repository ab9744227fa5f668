"""A comparison on the terminal: at a glance, or each contrast with its intervals and counts."""

from typing import TYPE_CHECKING, Any

import pandas as pd

from ...analysis.contrasts_of_means import FEW
from ...presentation.contrasts import factor, points, points_range, times, times_range
from ...presentation.drawing import band_text
from ...presentation.naming import counted, percent
from ...presentation.shown import listed_amounts, listed_shares, seen_at_all
from ..terminal import console, plain_table, say
from .outcomes import number
from .side_by_side import LABEL, NOTE, label, side_by_side

if TYPE_CHECKING:
    from rich.table import Table


def print_side_by_side(table: pd.DataFrame) -> None:
    """All scenarios at a glance; what else there is to say of them is in contrasts.csv."""
    screen = console()
    say()
    for name, rows in table.groupby("contrast", sort=False):
        same = ": both say the same, every difference is exactly zero"
        say(f"{name}{_planned(rows)}{same if rows.iloc[0]['method'] == 'identical' else ''}")
    apart = table[table["method"] != "identical"]
    if not len(apart):
        return
    for one in side_by_side(apart):
        screen.print()
        screen.print(one)
    say(f"\n{NOTE}")
    say(band_text(apart.iloc[0]["draws"] > 0))
    say("--details prints intervals, ratios and counts, all of which contrasts.csv has")


def _planned(rows: pd.DataFrame) -> str:
    """Under which name a contrast was planned, if it was."""
    planned = rows.iloc[0]["planned"]
    return f" (planned: {planned})" if planned else ""


def print_details(rows: pd.DataFrame) -> None:
    """A contrast with everything that is known of it."""
    screen = console()
    first = rows.iloc[0]
    say()
    say(f"{first['contrast']}{_planned(rows)}")
    if first["method"] == "identical":
        say("both say the same: every difference is exactly zero")
        return
    shown = rows[listed_shares(rows)]
    seen = shown[seen_at_all(shown)]
    for table in (_differences(seen), _ratios(seen), _discordant(seen)):
        screen.print()
        screen.print(table)
    unseen = len(shown) - len(seen)
    if unseen:
        say(f"{counted(unseen, 'outcome')} seen in no trial of either; see contrasts.csv")
    amounts = rows[listed_amounts(rows)]
    if len(amounts):
        screen.print()
        screen.print(_amounts(amounts))
    say(f"\n{band_text(first['draws'] > 0)}")
    if first["draws"] > 0 and seen["between_draws"].isna().all():
        say(
            "what each of the two makes of it is told where draws have more than one\n"
            f"trial: above {counted(first['draws'], 'trial')}"
        )
    elif first["draws"] > 0:
        screen.print(_errors(seen))


def _errors(rows: pd.DataFrame) -> "Table":
    table = _table(
        "Differences in points: what is not known of them, and why",
        "between draws",
        "from chance",
        "from draws",
    )
    for row in _records(rows):
        parts = (row["between_draws"], row["chance_error"], row["parameter_error"])
        table.add_row(row["label"], *("–" if pd.isna(p) else f"{100 * p:.2g}" for p in parts))
    table.caption = (
        "between draws: standard deviation of the true difference; then the two parts of the "
        "estimate's standard error"
    )
    table.caption_justify = "left"
    return table


def _table(title: str, *names: str) -> "Table":
    table = plain_table(title)
    table.add_column("", ratio=1, min_width=LABEL)
    for name in names:
        table.add_column(name, justify="right", no_wrap=True)
    return table


def _records(rows: pd.DataFrame) -> list[dict[Any, Any]]:
    records: list[dict[Any, Any]] = rows.to_dict("records")
    return [{**row, "label": label(row)} for row in records]


def _differences(rows: pd.DataFrame) -> "Table":
    table = _table(
        "Shares: difference in points with 95% intervals", "A", "B", "B − A", "matched", "unpaired"
    )
    for row in _records(rows):
        table.add_row(
            row["label"],
            percent(row["a_estimate"]),
            percent(row["b_estimate"]),
            points(row["difference"]),
            points_range(row["low"], row["high"]),
            points_range(row["unpaired_low"], row["unpaired_high"]),
        )
    return table


def _ratios(rows: pd.DataFrame) -> "Table":
    table = _table(
        "Ratios, and the variance factor of matching", "B / A", "matched", "unpaired", "factor"
    )
    for row in _records(rows):
        table.add_row(
            row["label"],
            times(row["ratio"]),
            times_range(row["ratio_low"], row["ratio_high"]),
            times_range(row["ratio_unpaired_low"], row["ratio_unpaired_high"]),
            factor(row["variance_factor"]),
        )
    return table


def _discordant(rows: pd.DataFrame) -> "Table":
    table = _table("Matched trials", "both", "A only", "B only", "neither")
    table.add_column("first: A; B")
    for row in _records(rows):
        named = [
            " ".join(row[side].split()[:2]) or "–" for side in ("a_only_trials", "b_only_trials")
        ]
        counts = (f"{row[name]:,}" for name in ("both", "a_only", "b_only", "neither"))
        table.add_row(row["label"], *counts, "; ".join(named))
    return table


def _amounts(rows: pd.DataFrame) -> "Table":
    table = _table(
        "Means, with the matched 95% interval of the difference",
        "A",
        "B",
        "B − A",
        "matched",
        "factor",
    )
    for row in _records(rows):
        around = f"{number(row['low'])} to {number(row['high'])}" if row["method"] else ""
        around += " (few)" if row["method"] == "few" else ""
        table.add_row(
            f"{row['label']} ({row['unit']})",
            number(row["a_estimate"]),
            number(row["b_estimate"]),
            number(row["difference"]),
            around,
            factor(row["variance_factor"]),
        )
    if (rows["method"] == "few").any():
        table.caption = (
            f"few: fewer than {FEW} trials, or draws, differ; the interval may be too narrow"
        )
        table.caption_justify = "left"
    return table
