"""A sweep as tables: its points, and the contrasts that its study planned."""

from typing import TYPE_CHECKING, Any

import pandas as pd

from ..choices import rests_on_in
from ..labels import label
from ..naming import words
from ..shown import outcome_words
from ..sweeps import axis_words
from . import notes
from .comparisons import contrast_columns, outcome_named
from .numbers import difference, ends_of, estimated, level, number
from .table import Column, Group, Table

if TYPE_CHECKING:
    from ...api.results.sweeps import Sweep


def points(found: "Sweep", digits: int | None = None) -> Table:
    """Every point, outcome by outcome: its estimate with the interval."""
    study, table = found.study, found.summary()
    several = len(study.bases) > 1
    by_axis = 0 < len(study.axes) <= 3 and study.design != "list"
    axes = study.axes if by_axis else ()
    columns = [Column("scenario", text=True)] if several and by_axis else []
    columns += [Column(label(path, axis_words(path))) for path in axes]
    columns += [] if by_axis else [Column("point", text=True)]
    groups = []
    for name, rows in table.groupby("outcome", sort=False):
        unit = str(rows["unit"].iloc[0])
        heading = outcome_words(str(name), str(rows["label"].iloc[0]))
        lines = []
        for row in rows.to_dict("records"):
            cells = [words(row["scenario"], 60)] if several and by_axis else []
            cells += [_value(row[path]) for path in axes] if by_axis else [row["name"]]
            lines.append((*cells, *estimated(row["estimate"], *ends_of(row), unit, digits)))
        measured = "percent of trials" if unit == "share" else f"mean, {unit}"
        groups.append(Group(f"{heading} ({measured})", tuple(lines)))
    return Table(
        "points",
        f"Points of {study.title or words(study.name, 60)}",
        (*columns, Column("Estimate"), Column(notes.interval_heading())),
        tuple(groups),
        (
            *_trials(found),
            notes.intervals(_draws(found)),
            notes.OF_SHARES,
            notes.ROUNDED,
            notes.with_minus(rests_on_in(study.bases[0], table["outcome"], paths=False)),
            f"Content hash {found.content_hash}.",
        ),
    )


def contrasts(found: "Sweep", digits: int | None = None) -> Table:
    """The planned contrasts of points, with their intervals."""
    table = found.contrasts()
    groups = [
        Group(f"{pair} ({planned})", tuple(_contrast(row, digits) for row in _records(rows)))
        for (planned, pair), rows in table.groupby(["planned", "contrast"], sort=False)
    ]
    return Table(
        "contrasts",
        f"Planned contrasts of {found.study.title or words(found.study.name, 60)}",
        (Column("Outcome", text=True), Column("A"), Column("B"), *contrast_columns()[:2]),
        tuple(groups),
        (
            "Each heading names B against A, and the name under which the contrast was planned.",
            *_trials(found),
            "Differences of shares are in percentage points.",
            notes.intervals(_draws(found), found.watch is not None),
            notes.ROUNDED,
            f"Content hash {found.content_hash}.",
        ),
    )


def _contrast(row: dict[Any, Any], digits: int | None) -> tuple[str, ...]:
    ends = row["low"], row["high"]
    return (
        outcome_named(row),
        *(level(row[side], row["unit"], *ends, digits) for side in ("a_estimate", "b_estimate")),
        *difference(row["difference"], *ends, row["unit"], digits),
    )


def _records(rows: pd.DataFrame) -> list[dict[Any, Any]]:
    return rows.to_dict("records")


def _value(value: Any) -> str:
    return number(value) if isinstance(value, int | float) else str(value)


def _draws(found: "Sweep") -> int:
    draws = found.study.draws
    return 0 if draws is None else draws.rows


def _trials(found: "Sweep") -> tuple[str, str]:
    return "Each point:", notes.trials(found.study.trials, _draws(found), found.study.seed)
