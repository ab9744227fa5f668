"""A sensitivity analysis in words: what is chance, what is evidence, what matters most."""

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pandas as pd

from ..analysis.sensitivity.evidence import LEADING
from .choices import rests_on_in
from .naming import counted, percent

if TYPE_CHECKING:
    from ..api.results.sensitivity import Sensitivity

MOST_SHOWN = 16
MOST_WEIGHED = 10
_BASES = {
    "source": "figures that an outside source prints",
    "computed": "figures computed here from outside data",
    "fit": "figures fitted to the record by this project",
    "assumption": "assumptions",
}
_INFLUENCE = {
    "sobol": "total indices",
    "morris": "mean sizes above what chance shows",
    "pawn": "distances above what chance shows",
}
WHAT = {
    "sobol": "shares of variance",
    "morris": "effects of moving a parameter over its whole range",
    "pawn": "distances between distributions",
}


def ranked(found: "Sensitivity") -> list[str]:
    """Parameters, the one that matters most first."""
    leading = found.table[found.table["index"] == LEADING[found.plan.design.method]]
    order = leading.sort_values("estimate", ascending=False, kind="stable", na_position="last")
    return list(order["name"])


def by_name(table: pd.DataFrame, index: str) -> dict[str, dict[Any, Any]]:
    """Rows of one index, by parameter."""
    rows: list[dict[Any, Any]] = table[table["index"] == index].to_dict("records")
    return {str(row["name"]): row for row in rows}


def chance_text(found: "Sensitivity") -> str:
    """How much of the variance is chance, and what was done about it."""
    chance = found.chance
    if math.isnan(chance.single):
        return (
            f"{found.plan.measure.label} was the same in all trials of all points: they don't say "
            "what it depends on. More trials may, or an outcome that is not so rare."
        )
    single = (
        f"Chance makes {percent(chance.single)} of the variance of a single trial and "
        f"{percent(chance.means)} of that of means over {counted(chance.trials, 'trial')}"
    )
    how = {
        "sobol": "; it is taken out of the indices, and left in where they are called raw.",
        "morris": "; the floor is the mean size that it shows by itself.",
        "pawn": "; it is part of the distances, and 19 of 20 parameters without effect lie below "
        "the floor.",
    }
    return single + how[found.plan.design.method] + no_finding(found)


def no_finding(found: "Sensitivity") -> str:
    """That shares of a variance which is not told from nought are no finding; empty where it is."""
    if found.plan.design.method != "sobol" or found.table["low"].notna().any():
        return ""
    return (
        " What parameters make can't be told from nothing with so few points and trials: no index "
        "has an interval, and none says anything yet."
    )


def evidence_lines(found: "Sensitivity") -> Iterator[str]:
    """What sourced and assumed parameters do together, one line each; none without both."""
    if found.split is None:
        return
    for index, words in (("first", "alone"), ("total", "in all")):
        rows = by_name(found.split, index)
        for name in ("sourced", "assumed"):
            row = rows[name]
            yield (
                f"{name} numbers {words}: {share(row['estimate'])} "
                f"({share_range(row['low'], row['high'])})"
            )


def weights_lines(found: "Sensitivity") -> Iterator[str]:
    """By evidence, how much of the influence on the outcome there is; and the leading parameters."""
    table = found.evidence()
    yield (
        f"{found.plan.measure.label}, {found.plan.scenario.name}: "
        f"{_INFLUENCE[found.plan.design.method]} of {counted(len(table), 'parameter')}"
    )
    if table["share"].isna().all():
        yield "  no parameter has an influence that can be told from chance"
        return
    for basis, words in _BASES.items():
        rows = table[table["basis"] == basis]
        yield f"{share(rows['share'].sum()):>6} on {words} ({len(rows)})"
    yield "the most influential:"
    for row in table[table["influence"] > 0].head(MOST_WEIGHED).to_dict("records"):
        yield f"{share(row['share']):>6}  {row['name']}: {row['basis']} {row['grade']}".rstrip()


def sensitivity_text(found: "Sensitivity") -> str:
    """The whole analysis in sentences."""
    plan = found.plan
    method = plan.design.method
    lines = [
        f"{plan.measure.label}, {plan.scenario.name}: {WHAT[method]}, "
        f"{counted(len(plan.dimensions), 'parameter')}, {counted(plan.points, 'point')} of "
        f"{counted(plan.trials, 'trial')}",
        chance_text(found),
        *evidence_lines(found),
    ]
    leading = by_name(found.table, LEADING[method])
    for name in ranked(found)[:5]:
        row = leading[name]
        lines.append(
            f"  {name}: {amount(row['estimate'], method)} "
            f"({amount_range(row['low'], row['high'], method)})"
        )
    lines.append(rests_on_in(plan.scenario, [plan.measure.name]))
    return "\n".join(filter(None, lines))


def share(value: float) -> str:
    """A share of variance, which an estimate may put below 0 or above 1."""
    if math.isnan(value):
        return "–"
    # Adding zero makes a minus nought a nought.
    return f"{round(100.0 * value) + 0:.0f}%".replace("-", "−")


def share_range(low: float, high: float) -> str:
    """Both ends of an interval of a share of variance."""
    return "–" if math.isnan(low) else f"{share(low)} to {share(high)}"


def amount(value: float, method: str) -> str:
    """An index as its method's readers know it."""
    if method == "sobol":
        return share(value)
    if math.isnan(value):
        return "–"
    # Two digits, written out: 150 and not 1.5e+02.
    rounded = float(f"{value:.2g}")
    return (f"{rounded:,.0f}" if abs(rounded) >= 100 else f"{rounded:.2g}").replace("-", "−")


def amount_range(low: float, high: float, method: str) -> str:
    """Both ends of an interval of an index."""
    return "–" if math.isnan(low) else f"{amount(low, method)} to {amount(high, method)}"


def tail(path: str, longest: int) -> str:
    """The end of a path, which tells parameters apart better than its beginning."""
    return path if len(path) <= longest else f"…{path[1 - longest :]}"


def behind(row: dict[Any, Any]) -> str:
    """What stands behind a parameter, in a word."""
    return f"source {row['grade']}" if row["grade"] else str(row["standing"])
