"""Sensitivity indices and attributions as tables."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pandas as pd

from ...analysis.ablation import sign
from ...analysis.sensitivity.evidence import LEADING
from ..labels import label
from ..naming import counted, words
from ..sensitivity import WHAT, behind, by_name, chance_text, ranked
from ..shown import listed_of_attribution, outcome_words
from . import notes
from .numbers import difference, estimated, level
from .table import Column, Group, Table

if TYPE_CHECKING:
    from ...api.results.attribution import Attribution
    from ...api.results.sensitivity import Sensitivity

_COLUMNS = {
    "sobol": (("first", "First-order"), ("total", "Total")),
    "morris": (("mean size", "Mean size"), ("mean", "Mean")),
    "pawn": (("median distance", "Median distance"),),
}
"""Indices of each method, the names by which its readers know them."""
_OTHER = {"sobol": ("raw", "Total, raw"), "morris": ("floor", "Floor"), "pawn": ("floor", "Floor")}
_BOOTSTRAP = "Intervals are at the {level} level, by bootstrap over the rows of the design."


def indices(found: "Sensitivity", digits: int | None = None) -> Table:
    """Every parameter with its indices, the most influential first, and its grade of evidence."""
    method = found.plan.design.method
    unit = "share" if method == "sobol" else ""
    of = {index: by_name(found.table, index) for index, _ in _COLUMNS[method]}
    rows = []
    for name in ranked(found):
        cells = [label(name, name)]
        for index, _ in _COLUMNS[method]:
            row = of[index][name]
            cells += estimated(row["estimate"], row["low"], row["high"], unit, digits)
        leading = of[LEADING[method]][name]
        other = leading[_OTHER[method][0]]
        cells.append(level(other, unit, leading["low"], leading["high"], digits))
        rows.append((*cells, behind(leading)))
    percent = " (%)" if unit == "share" else ""
    headings = [
        heading
        for _, title in _COLUMNS[method]
        for heading in (f"{title}{percent}", notes.interval_heading())
    ]
    return Table(
        "indices",
        f"Sensitivity of {found.plan.measure.label}: {words(found.plan.scenario.name, 60)}",
        (
            Column("Parameter", text=True),
            *map(Column, headings),
            Column(f"{_OTHER[method][1]}{percent}"),
            Column("Evidence", text=True),
        ),
        (Group("", tuple(rows)),),
        tuple(_sensitivity_notes(found)),
    )


def pairs(found: "Sensitivity", digits: int | None = None) -> Table:
    """Pairs of parameters with the share of the variance that two make only together."""
    table = found.table[found.table["index"] == "pair"]
    rows = table.sort_values("estimate", ascending=False, kind="stable")
    return Table(
        "pairs",
        f"Second-order indices of {found.plan.measure.label}: "
        f"{words(found.plan.scenario.name, 60)}",
        (
            Column("Parameter", text=True),
            Column("and", text=True),
            Column("Second-order (%)"),
            Column(notes.interval_heading()),
        ),
        (
            Group(
                "",
                tuple(
                    (
                        label(row["name"], row["name"]),
                        label(row["with"], row["with"]),
                        *estimated(row["estimate"], row["low"], row["high"], "share", digits),
                    )
                    for row in rows.to_dict("records")
                ),
            ),
        ),
        tuple(_sensitivity_notes(found)),
    )


def _sensitivity_notes(found: "Sensitivity") -> Iterator[str]:
    plan = found.plan
    yield f"{plan.design.method.capitalize()}: {WHAT[plan.design.method]}."
    yield (
        f"{counted(plan.points, 'point')} of {counted(plan.trials, 'trial')}; parameters not drawn; "
        f"seed {plan.seed}."
    )
    yield _BOOTSTRAP.format(level=notes.interval_heading().split()[0])
    yield chance_text(found)
    yield "Evidence: the grade A to D of a source, or an assumption."
    yield notes.ROUNDED


def shares(found: "Attribution", digits: int | None = None) -> Table:
    """What a difference owes to each assumption: alone, added last, and its Shapley share."""
    table = _of(found.shares)
    groups = []
    for _, rows in table.groupby(["section", "outcome"], sort=False):
        first = rows.iloc[0].to_dict()
        moved = (rows[["alone", "last", "share"]] != 0).to_numpy().any()
        if listed_of_attribution(first) and moved:
            lines = tuple(_shapley(row, digits) for row in rows.to_dict("records"))
            groups.append(Group(_measured(first), lines))
    return Table(
        "shares",
        "Shares of each assumption in the difference",
        (
            Column("Assumption", text=True),
            *map(Column, ("Alone", "Last", "Shapley share", notes.interval_heading())),
        ),
        tuple(groups),
        (
            "Alone: added to the first scenario by itself. Last: added when all others are there. "
            "Shapley share: the mean over all orders; shares add up to the whole difference.",
            *_attribution_notes(found),
        ),
    )


def _shapley(row: dict[Any, Any], digits: int | None) -> tuple[str, ...]:
    ends, unit = (row["low"], row["high"]), row["unit"]
    sides = (difference(row[name], *ends, unit, digits)[0] for name in ("alone", "last"))
    share = difference(row["share"], *ends, unit, digits)
    return (label(row["group"], row["group"]), *sides, *share)


def ablation(found: "Attribution", digits: int | None = None) -> Table:
    """What becomes of each outcome, or of a difference, without each mechanism."""
    table = _of(found.ablation)
    held = "holds" in table
    groups = []
    for _, rows in table.groupby(["section", "outcome"], sort=False):
        first = rows.iloc[0].to_dict()
        if listed_of_attribution(first):
            make = _held if held else _moved
            groups.append(Group(_measured(first, levels=not held), tuple(make(rows, digits))))
    last = "Same finding" if held else "Change"
    columns = ("Difference", notes.interval_heading(), last)
    if not held:
        columns = ("Estimate", last, notes.interval_heading())
    meaning = (
        "Same finding: the difference is as surely above zero, below it, or neither."
        if held
        else "Change: without the mechanism minus with it; *: its interval excludes 0."
    )
    return Table(
        "ablation",
        "Results without each mechanism",
        (Column("Without", text=True), *map(Column, columns)),
        tuple(groups),
        (meaning, *_attribution_notes(found)),
    )


def _held(rows: pd.DataFrame, digits: int | None) -> Iterator[tuple[str, ...]]:
    first = rows.iloc[0]
    ends = first["low"], first["high"]
    yield "(all mechanisms on)", *difference(first["difference"], *ends, first["unit"], digits), ""
    for row in rows.to_dict("records"):
        ends = row["without_low"], row["without_high"]
        told = difference(row["without"], *ends, row["unit"], digits)
        yield label(row["mechanism"], row["mechanism"]), *told, "yes" if row["holds"] else "no"


def _moved(rows: pd.DataFrame, digits: int | None) -> Iterator[tuple[str, ...]]:
    every = rows.to_dict("records")
    finest = min(every, key=lambda row: row["high"] - row["low"])
    ends: tuple[float, float] = finest["low"], finest["high"]
    value = level(finest["a_estimate"], finest["unit"], *ends, digits)
    yield "(all mechanisms on)", value, "", ""
    for row in sorted(every, key=lambda row: -abs(row["difference"])):
        ends = row["low"], row["high"]
        told = difference(row["difference"], *ends, row["unit"], digits)
        star = "*" if sign(*ends) else ""
        value = level(row["b_estimate"], row["unit"], *ends, digits)
        yield label(row["mechanism"], row["mechanism"]), value, f"{told[0]}{star}", told[1]


def _measured(row: dict[Any, Any], levels: bool = False) -> str:
    """An outcome with the unit of its differences, or of its ``levels`` too."""
    unit = row["unit"]
    if unit == "share":
        unit = "percent of trials, changes in points" if levels else "percentage points"
    return f"{outcome_words(row['outcome'], row['label'])} ({unit})"


def _attribution_notes(found: "Attribution") -> Iterator[str]:
    if found.about:
        about = found.about
        yield notes.trials(about["trials"], about["draws"], about["seed"], matched=True)
        yield notes.intervals(about["draws"])
    else:
        yield f"Intervals are at the {notes.interval_heading().split()[0]} level."
    yield notes.ROUNDED


def _of(table: pd.DataFrame | None) -> pd.DataFrame:
    if table is None:
        raise ValueError("the attribution has no such table")
    return table
