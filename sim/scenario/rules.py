"""Escalation rules of a state's doctrine, read into tables."""

from dataclasses import dataclass

from ..rulebook.declare import ACTIONS
from .catalogue import Catalogue
from .entities import Entities, section
from .evidence import Cited
from .nodes import Mapping, Node, Scalar, Sequence, plain
from .problems import Findings
from .values import Value

RUNAWAY_LIMIT = 2


@dataclass(frozen=True, slots=True)
class Condition:
    """``subject`` compared with a number or the name of a rung or choice.

    The subject is a doctrine quantity, or the path of a state variable in an own outcome.
    """

    subject: str
    comparison: str
    value: float | str


@dataclass(frozen=True, slots=True)
class Rule:
    """One escalation rule: when all (or any) conditions hold, then ``action`` with ``value``.

    ``action`` is at_least, at_most or exactly, with a rung's name as ``value``, or in_kind_plus
    with a number of rungs. ``delay`` is in crisis rounds, ``limit`` in firings a trial.
    """

    state: str
    name: str
    any_suffices: bool
    conditions: tuple[Condition, ...]
    action: str
    value: str | int
    probability: float
    delay: int
    limit: int
    evidence: str = ""
    note: str = ""


def rules(
    tree: Mapping,
    found: Entities,
    known: Catalogue,
    values: dict[str, Value],
    cited: list[Cited],
    findings: Findings,
) -> tuple[Rule, ...]:
    """Rules by state, in the order listed; adds what each answers to ``values``."""
    result = []
    states = section(tree, "states")
    for path, _ in found.rows("doctrine"):
        _, state, _, name = path.split(".")
        listed = section(states.items[state], "doctrine")
        body = listed.items[name]
        mark = listed.where(name)
        answer = _answer(path, body, found, findings)
        numbers = [values.get(f"{path}.{n}") for n in ("probability", "delay", "limit")]
        if answer is None or None in numbers:
            continue
        action, value, origin = answer
        probability, delay, limit = (v.number for v in numbers if v is not None)
        evidence = text(body, "evidence")
        values[f"{path}.value"] = Value(value, evidence=evidence, origin=origin)
        climbs = action == "in_kind_plus" and isinstance(value, int) and value >= 1
        if climbs and (probability >= 1 or limit > RUNAWAY_LIMIT):
            findings.report(
                mark,
                f"{path} answers above its rival's rung, which runs away unless its "
                "probability is below 1 and its limit is 1 or 2",
                found=f"probability {probability:g}, limit {limit:g}",
            )
        any_suffices, conditions = comparisons(path, body, "quantity", findings)
        for condition in conditions:
            is_rung = condition.subject.endswith("_rung")
            if isinstance(condition.value, str):
                rungs = found.names["ladder"] if is_rung else ()
                if condition.value not in rungs:
                    allowed = "the name of a rung, or a number" if is_rung else "a number"
                    findings.report(
                        mark,
                        f"{path} compares {condition.subject} with what it can't be",
                        found=condition.value,
                        allowed=allowed,
                        near=rungs,
                    )
        cited.append(Cited(path, mark, evidence))
        result.append(
            Rule(
                state,
                name,
                any_suffices,
                conditions,
                action,
                value,
                probability,
                int(delay),
                int(limit),
                evidence,
                text(body, "note"),
            )
        )
    return tuple(result)


def _answer(
    path: str, body: Node, found: Entities, findings: Findings
) -> tuple[str, str | int, str] | None:
    then = body.get("then") if isinstance(body, Mapping) else None
    if not isinstance(then, Mapping) or len(then.items) != 1:
        findings.report(
            then.mark if then is not None else body.mark,
            f"{path} needs exactly one answer in then",
            allowed=ACTIONS,
        )
        return None
    ((action, node),) = then.items.items()
    value = plain(node)
    if action == "in_kind_plus":
        return action, int(value), str(node.mark)
    rungs = found.names["ladder"]
    if value not in rungs:
        findings.report(
            node.mark, f"{path} names no rung of the ladder", found=value, allowed=rungs, near=rungs
        )
        return None
    return action, str(value), str(node.mark)


def comparisons(
    path: str, body: Node, subject: str, findings: Findings
) -> tuple[bool, tuple[Condition, ...]]:
    """Whether any comparison suffices, and all comparisons, of a ``when``."""
    when = body.get("when") if isinstance(body, Mapping) else None
    if not isinstance(when, Mapping):
        return False, ()
    if len(when.items) != 1:
        findings.report(when.mark, f"the when of {path} needs either all or any")
        return False, ()
    ((joined, listed),) = when.items.items()
    result = []
    for item in listed.items if isinstance(listed, Sequence) else ():
        stated = plain(item)
        missing = [key for key in (subject, "is", "value") if key not in stated]
        if missing:
            findings.report(item.mark, f"a comparison of {path} lacks {', '.join(missing)}")
            continue
        value = stated["value"]
        result.append(
            Condition(
                str(stated[subject]),
                str(stated["is"]),
                str(value) if isinstance(value, str) else float(value),
            )
        )
    if isinstance(listed, Sequence) and not listed.items:
        findings.report(listed.mark, f"the when of {path} lists no comparison")
    return joined == "any", tuple(sorted(set(result), key=_in_order))


def _in_order(condition: Condition) -> tuple[str, str, str]:
    """A place for each condition: all or any of them hold in whatever order they are listed."""
    return condition.subject, condition.comparison, repr(condition.value)


def text(body: Node, key: str) -> str:
    """Text stated at a key, or an empty text."""
    node = body.get(key) if isinstance(body, Mapping) else None
    return str(node.value) if isinstance(node, Scalar) and node.value is not None else ""
