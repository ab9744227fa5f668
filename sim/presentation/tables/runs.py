"""The outcomes of a run as a table."""

from typing import TYPE_CHECKING, Any

import pandas as pd

from ..choices import rests_on
from ..labels import translation
from ..naming import words
from ..shown import SECTIONS, amounts_of, outcome_words, shares_of
from . import notes
from .numbers import NONE, ends_of, estimated
from .table import Column, Group, Table

if TYPE_CHECKING:
    from ...api.results.runs import Result


def outcomes(found: "Result", digits: int | None = None) -> Table:
    """Shares of trials by section and mean amounts, with their intervals."""
    summary, scenario = found.summary(), found.scenario
    groups = [
        Group(
            f"{translation(title)} ({'percent of trials' if of == 'trials' else 'percent of cases'})",
            _rows(shares_of(summary, section), digits),
        )
        for section, (title, of) in SECTIONS.items()
        if len(shares_of(summary, section))
    ]
    amounts = amounts_of(summary)
    if len(amounts):
        groups.append(Group("How much (mean of a trial)", _rows(amounts, digits)))
    drawn = 0 if found.draws is None else found.draws.rows
    return Table(
        "outcomes",
        f"Outcomes: {words(scenario.name, 60)}",
        (
            Column("Outcome", text=True),
            Column("Estimate"),
            Column(notes.interval_heading()),
            Column("Cases"),
        ),
        tuple(groups),
        (
            notes.trials(int(summary["of"].iloc[0]), drawn, scenario.seed),
            notes.intervals(drawn),
            notes.OF_SHARES,
            notes.ROUNDED,
            notes.with_minus(rests_on(scenario, paths=False)),
            f"Content hash {found.content_hash}.",
        ),
    )


def _rows(rows: pd.DataFrame, digits: int | None) -> tuple[tuple[str, ...], ...]:
    return tuple(_row(row, digits) for row in rows.to_dict("records"))


def _row(row: dict[Any, Any], digits: int | None) -> tuple[str, ...]:
    named = outcome_words(row["name"], row["label"], row["unit"])
    if not row["of"]:
        return named, NONE, "", "0"
    told = estimated(row["estimate"], *ends_of(row), row["unit"], digits)
    return named, *told, f"{row['of']:,}"
