"""A table of responses for a paper: what each assumption does to each outcome."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import pandas as pd

from ...analysis.response_list import ROWS
from ...analysis.responses import ESCALATES
from ..labels import label
from ..naming import proper_names, words
from . import notes
from .numbers import difference, level
from .table import Column, Group, Table

STATED = "as stated"
"""Name of the row that sets nothing: the same trials at both ends."""


class Kept(NamedTuple):
    """Cells of the responses of a scenario, as ``peninsula responses`` keeps them in a CSV file.

    ``table`` has the fields of ``sim.analysis.responses.Cell``; ``trials`` and ``draws`` are those of
    each end.
    """

    scenario: str
    table: pd.DataFrame
    trials: int
    draws: int
    content_hash: str


def responses(found: Sequence[Kept], digits: int | None = None) -> list[Table]:
    """A table a scenario: the high end minus the low end of every row, with its interval below."""
    return [_responses(one, digits) for one in found]


def _responses(found: Kept, digits: int | None) -> Table:
    named = {row.key: row.label for row in ROWS}
    heads = list(dict.fromkeys(found.table["outcome"]))
    lines: list[tuple[str, ...]] = []
    for key, rows in found.table.groupby("row", sort=False):
        cells = {row["outcome"]: row for row in rows.to_dict("records")}
        if key == STATED:
            stated = (_level(cells[head], digits) if head in cells else "" for head in heads)
            lines.append((STATED, *stated))
            continue
        told = [_cell(cells[head], digits) if head in cells else ("", "") for head in heads]
        lines.append((label(str(key), named.get(str(key), str(key))), *(one[0] for one in told)))
        lines.append(("", *(one[1] for one in told)))
    shares = dict(zip(found.table["outcome"], found.table["unit"] == "share", strict=True))
    return Table(
        "responses",
        f"What each assumption does: {words(found.scenario, 60)}",
        (Column("Assumption", text=True), *(Column(_head(head, shares[head])) for head in heads)),
        (Group("", tuple(lines)),),
        (
            "Each cell: the outcome at the high end of the assumption minus that at its low end. "
            "Shares of trials are in percent, and their differences in percentage points.",
            "*: the interval excludes 0 at a level shared among the outcomes of the row (Bonferroni).",
            notes.trials(found.trials, found.draws, matched=True),
            notes.intervals(found.draws),
            notes.ROUNDED,
            f"Content hash {found.content_hash}.",
        ),
        fixed=1,
    )


def _head(outcome: str, share: bool) -> str:
    if outcome == ESCALATES:
        return "armed attack after the lethal attack (%)"
    return f"{proper_names(label(outcome, outcome))}{' (%)' if share else ''}"


def _level(cell: dict[Any, Any], digits: int | None) -> str:
    return level(cell["low_end"], cell["unit"], float("nan"), float("nan"), digits)


def _cell(cell: dict[Any, Any], digits: int | None) -> tuple[str, str]:
    if not cell["differing"]:
        return "0", ""
    ends = cell["low"], cell["high"]
    value, around = difference(cell["difference"], *ends, cell["unit"], digits)
    return f"{value}{'*' if cell['clear'] else ''}", around
