"""A sensitivity analysis on the terminal: chance, the parameters that matter most, evidence."""

from typing import TYPE_CHECKING

import pandas as pd

from ...analysis.sensitivity.evidence import LEADING
from ...presentation.choices import rests_on_in
from ...presentation.naming import counted
from ...presentation.sensitivity import (
    MOST_SHOWN,
    amount,
    amount_range,
    behind,
    by_name,
    chance_text,
    evidence_lines,
    ranked,
    tail,
)
from ..terminal import console, plain_table, say

if TYPE_CHECKING:
    from rich.table import Table

    from ...api.results.sensitivity import Sensitivity

_COLUMNS = {
    "sobol": (("first", "alone"), ("total", "in all")),
    "morris": (("mean size", "mean size"), ("mean", "mean")),
    "pawn": (("median distance", "distance"),),
}


def print_sensitivity(found: "Sensitivity") -> None:
    """The share of chance, the leading parameters, pairs, and what evidence there is."""
    screen = console()
    method = found.plan.design.method
    say()
    screen.print(chance_text(found))
    names = ranked(found)
    screen.print()
    screen.print(_table(found, names[:MOST_SHOWN], method))
    if len(names) > MOST_SHOWN:
        say(f"{counted(len(names) - MOST_SHOWN, 'more parameter')} in sensitivity.csv")
    pairs = found.table[found.table["index"] == "pair"]
    if len(pairs):
        screen.print()
        screen.print(_pairs(pairs))
    told = list(evidence_lines(found))
    if told:
        say("\nBy what stands behind the numbers")
        for line in told:
            say(f"  {line}")
    if said := rests_on_in(found.plan.scenario, [found.plan.measure.name]):
        screen.print(f"\n{said}")


def _table(found: "Sensitivity", names: list[str], method: str) -> "Table":
    table = plain_table()
    table.add_column("", ratio=1, no_wrap=True)
    extra = "raw" if method == "sobol" else "floor"
    for index, title in _COLUMNS[method]:
        table.add_column(title, justify="right", no_wrap=True)
        if index != "mean":
            table.add_column("95%", justify="right", no_wrap=True)
    table.add_column(extra, justify="right", no_wrap=True)
    table.add_column("evidence", no_wrap=True)
    by_index = {index: by_name(found.table, index) for index, _ in _COLUMNS[method]}
    for name in names:
        cells = []
        for index, _ in _COLUMNS[method]:
            row = by_index[index][name]
            cells.append(amount(row["estimate"], method))
            if index != "mean":
                cells.append(amount_range(row["low"], row["high"], method).replace(" to ", " … "))
        leading = by_index[LEADING[method]][name]
        table.add_row(
            tail(name, 27),
            *cells,
            amount(leading[extra], method),
            behind(leading),
        )
    return table


def _pairs(pairs: pd.DataFrame) -> "Table":
    table = plain_table("Pairs: share of the variance that two make only together")
    table.add_column("", ratio=1, overflow="fold")
    table.add_column("pair", justify="right", no_wrap=True)
    table.add_column("95%", justify="right", no_wrap=True)
    top = pairs.sort_values("estimate", ascending=False, kind="stable").head(10)
    for row in top.to_dict("records"):
        table.add_row(
            f"{row['name']} and {row['with']}",
            amount(row["estimate"], "sobol"),
            amount_range(row["low"], row["high"], "sobol"),
        )
    return table
