"""A comparison as tables: scenarios side by side, and each contrast by itself."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pandas as pd

from ..choices import rests_on, sizes_assumed
from ..naming import words
from ..shown import listed_amounts, listed_shares, outcome_words, seen_at_all, settings_shortened
from . import notes
from .numbers import difference, estimated, level
from .table import Column, Group, Table

if TYPE_CHECKING:
    from ...api.results.comparisons import Comparison

_DIFFERENCES = "Differences of shares are in percentage points."


def scenarios(found: "Comparison", digits: int | None = None) -> Table:
    """Every scenario beside the first: its estimate and, below, the difference with its interval."""
    rows = _listed(found.table)
    against = rows["a_digest"].iloc[0]
    # A folder may hold contrasts with several first scenarios; the others are in `contrasts`.
    rows = rows[rows["a_digest"] == against]
    names = list(dict.fromkeys(rows["contrast"]))
    heads = [rows[rows["contrast"] == name]["b"].iloc[0] for name in names]
    groups: dict[str, list[tuple[str, ...]]] = {}
    for (unit, _, _), of in rows.groupby(["unit", "section", "outcome"], sort=False):
        by_name = {row["contrast"]: row for row in of.to_dict("records")}
        title = "Shares of trials (percent)" if unit == "share" else "Means of a trial"
        groups.setdefault(title, []).extend(_pair(by_name, names, digits))
    first = str(rows["a"].iloc[0])
    return Table(
        "scenarios",
        f"Scenarios compared with {_named(first)}",
        (
            Column("Outcome", text=True),
            Column(_named(first)),
            *(Column(_named(str(b))) for b in heads),
        ),
        tuple(Group(title, tuple(lines)) for title, lines in groups.items()),
        ("Below each estimate: the difference from the first scenario.", *_notes(found, rows)),
        fixed=2,
    )


def contrasts(found: "Comparison", digits: int | None = None) -> Table:
    """Every contrast with both estimates, the difference and the ratio, and their intervals."""
    rows = _listed(found.table)
    groups = [
        Group(
            _contrast_named(of.iloc[0].to_dict()),
            tuple(_contrast(row, digits) for row in of.to_dict("records")),
        )
        for _, of in rows.groupby("contrast", sort=False)
    ]
    return Table(
        "contrasts",
        "Contrasts of scenarios",
        (Column("Outcome", text=True), Column("A"), Column("B"), *contrast_columns()),
        tuple(groups),
        ("Each heading names B against A; the ratio is B over A.", *_notes(found, rows)),
    )


def contrast_columns() -> tuple[Column, ...]:
    """Columns of a difference and of a ratio."""
    heading = notes.interval_heading()
    return Column("B − A"), Column(heading), Column("B / A"), Column(heading)


def _contrast(row: dict[Any, Any], digits: int | None) -> tuple[str, ...]:
    ends = row["low"], row["high"]
    return (
        outcome_named(row),
        *(level(row[side], row["unit"], *ends, digits) for side in ("a_estimate", "b_estimate")),
        *difference(row["difference"], *ends, row["unit"], digits),
        *estimated(row["ratio"], row["ratio_low"], row["ratio_high"], "", digits),
    )


def _pair(
    by_name: dict[str, dict[Any, Any]], names: list[str], digits: int | None
) -> Iterator[tuple[str, ...]]:
    """Two lines of an outcome: estimates, then differences with intervals."""
    one = next(iter(by_name.values()))
    finest = min(by_name.values(), key=lambda row: abs(row["high"] - row["low"]))
    above = [level(one["a_estimate"], one["unit"], finest["low"], finest["high"], digits)]
    below = [""]
    for name in names:
        if name not in by_name:
            above.append("")
            below.append("")
            continue
        row = by_name[name]
        ends = row["low"], row["high"]
        above.append(level(row["b_estimate"], row["unit"], *ends, digits))
        below.append(" ".join(difference(row["difference"], *ends, row["unit"], digits)).strip())
    yield outcome_named(one, percent=False), *above
    yield "", *below


def outcome_named(row: dict[Any, Any], percent: bool = True) -> str:
    """An outcome of a contrast with its unit; ``percent`` says that of shares too."""
    worst = row["section"] == "class"
    usual = f"worst: {row['label']}" if worst else row["label"]
    name = outcome_words(row["outcome"], usual, row["unit"])
    return f"{name} (%)" if percent and row["unit"] == "share" else name


def _named(scenario: str) -> str:
    named = settings_shortened(scenario)
    return named if "=" in named else words(named, 60)


def _contrast_named(row: dict[Any, Any]) -> str:
    planned = f" (planned: {row['planned']})" if row["planned"] else ""
    return f"{_named(row['b'])} against {_named(row['a'])}{planned}"


def _listed(table: pd.DataFrame) -> pd.DataFrame:
    """Rows of the outcomes that are shown of any contrast, shares first."""
    shown = (listed_shares(table) & seen_at_all(table)) | listed_amounts(table)
    outcomes = table["section"] + ":" + table["outcome"]
    rows = table[outcomes.isin(outcomes[shown])]
    return rows if len(rows) else table[listed_shares(table)]


def _notes(found: "Comparison", rows: pd.DataFrame) -> Iterator[str]:
    first = rows.iloc[0]
    for trials, draws, seed in dict.fromkeys(
        zip(rows["trials"], rows["draws"], rows["seed"], strict=True)
    ):
        yield notes.trials(int(trials), int(draws), int(seed), matched=True)
    yield _DIFFERENCES
    yield notes.intervals(int(first["draws"]), bool((rows["method"] == "sequence").any()))
    yield notes.ROUNDED
    every = [arm.scenario for arm in found.plan.arms]
    yield notes.with_minus(sizes_assumed(every))
    yield notes.with_minus(rests_on(every[0], paths=False))
