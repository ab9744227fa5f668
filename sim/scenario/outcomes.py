"""Outcomes of a researcher's own: a reduction of a variable or of a condition over months."""

from dataclasses import dataclass

from .entities import Entities, section
from .nodes import Mapping
from .problems import Findings
from .rules import Condition, comparisons, text
from .variables import Place, find_variable

OF_CONDITION = ("first_month", "any", "count")
OF_VARIABLE = ("mean", "last", "max")


@dataclass(frozen=True, slots=True)
class Outcome:
    """``reduce`` over months: first_month, any or count of a condition; mean, last or max.

    ``of`` is the path of a variable, or empty where conditions are reduced; mean, last and max of
    conditions take a month in which they hold as 1 and another as 0.
    """

    name: str
    meaning: str
    reduce: str
    of: str
    any_suffices: bool
    conditions: tuple[Condition, ...]


def outcomes(
    tree: Mapping, found: Entities, places: dict[str, Place], findings: Findings
) -> tuple[Outcome, ...]:
    """The scenario's own outcomes, by name."""
    result = []
    listed = section(tree, "outcomes")
    for name, body in sorted(listed.items.items()):
        path = f"outcomes.{name}"
        mark = listed.where(name)
        reduce, of = text(body, "reduce"), text(body, "of")
        if not reduce:
            findings.report(
                mark,
                f"{path} does not say how months are reduced",
                allowed=(*OF_CONDITION, *OF_VARIABLE),
            )
            continue
        any_suffices, conditions = comparisons(path, body, "variable", findings)
        if reduce in OF_CONDITION and of:
            findings.report(mark, f"{path}: {reduce} reduces a condition; state when, not of")
        elif not of and not conditions and body.get("when") is None:  # type: ignore[union-attr]  # a mapping
            wanted = "when" if reduce in OF_CONDITION else "of (or when)"
            findings.report(mark, f"{path}: {reduce} needs {wanted}")
        elif of and conditions:
            findings.report(mark, f"{path} states both of and when; keep one")
        if of:
            find_variable(of, path, places, mark, findings)
        for condition in conditions:
            place = find_variable(condition.subject, path, places, mark, findings)
            if place is not None and isinstance(condition.value, str):
                rung = place.variable.kind == "rung"
                names = found.names["ladder"] if rung else place.choices
                if condition.value not in names:
                    findings.report(
                        mark,
                        f"{path} compares {condition.subject} with what it can't be",
                        found=condition.value,
                        allowed=names or f"{place.leaf().allowed()}: {place.variable.meaning}",
                        near=names,
                    )
        result.append(Outcome(name, text(body, "meaning"), reduce, of, any_suffices, conditions))
    return tuple(result)
