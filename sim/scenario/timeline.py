"""Dated changes that a scenario takes as given."""

from dataclasses import dataclass

from .calendar import first_day, last_day, month_number
from .entities import Entities, section
from .evidence import Cited
from .language import CHANCE
from .nodes import Mapping, Node, Scalar, plain
from .problems import Findings
from .rules import text
from .values import Value, build, covered
from .variables import Place, find_variable


@dataclass(frozen=True, slots=True)
class Setting:
    """A state variable and the value it takes: a number, truth value, or rung or choice."""

    path: str
    value: float | int | bool | str


@dataclass(frozen=True, slots=True)
class Entry:
    """One dated change. Months count from the scenario's start; earlier ones are negative.

    ``every`` of 0 means once, ``lasts`` of 0 for good, ``until`` of None without end. ``set`` holds
    what happens with ``probability``, ``otherwise`` what happens instead.
    """

    name: str
    month: int
    every: int
    lasts: int
    until: int | None
    known_from: str
    probability: float
    set: tuple[Setting, ...]
    otherwise: tuple[Setting, ...]
    evidence: str = ""
    note: str = ""


def timeline(
    tree: Mapping,
    found: Entities,
    places: dict[str, Place],
    dates: tuple[str, str],
    values: dict[str, Value],
    cited: list[Cited],
    findings: Findings,
) -> tuple[tuple[Entry, ...], tuple[str, ...]]:
    """Entries known at the information date, by month and name, and the names of the others.

    ``dates`` are the scenario's start and information date. Adds to ``values`` each entry's
    probability and settings. An entry not yet known is checked, but nothing of it is kept.
    """
    start, information_date = dates
    entries: list[Entry] = []
    unknown: list[str] = []
    listed = section(tree, "timeline")
    for name, body in listed.items.items():
        if not isinstance(body, Mapping):
            continue
        path = f"timeline.{name}"
        month = text(body, "month")
        if not month:
            findings.report(listed.where(name), f"{path} does not say in which month it happens")
            continue
        known_from = text(body, "known_from")
        seen = not known_from or first_day(known_from) <= last_day(information_date)
        own_values: dict[str, Value] = {}
        own_cited = [Cited(path, listed.where(name), text(body, "evidence"))]
        probability = _probability(path, body, own_values, own_cited, findings)
        changes = {
            key: _settings(path, key, body, found, places, own_values, own_cited, findings)
            for key in ("set", "otherwise")
        }
        if not changes["set"] and not changes["otherwise"]:
            if not section(body, "set").items and not section(body, "otherwise").items:
                findings.report(listed.where(name), f"{path} sets no variable")
            continue
        if not seen:
            unknown.append(name)
            continue
        values.update(own_values)
        cited.extend(own_cited)
        zero = month_number(start)
        until = text(body, "until")
        if until and until < month:
            findings.report(listed.where(name), f"{path} ends before it begins", found=until)
        every, lasts = _integer(body, "every"), _integer(body, "lasts")
        if 0 < every <= lasts:
            findings.report(
                listed.where(name),
                f"{path} begins anew before it is over: lasts must be less than every ({every})",
                found=lasts,
            )
        entries.append(
            Entry(
                name,
                month_number(month) - zero,
                every,
                lasts,
                month_number(until) - zero if until else None,
                known_from,
                probability,
                changes["set"],
                changes["otherwise"],
                text(body, "evidence"),
                text(body, "note"),
            )
        )
    return tuple(sorted(entries, key=lambda entry: (entry.month, entry.name))), tuple(
        sorted(unknown)
    )


def _integer(body: Mapping, key: str) -> int:
    node = body.get(key)
    held = node.value if isinstance(node, Scalar) else 0
    return int(held) if isinstance(held, int | float) else 0


def _probability(
    path: str, body: Mapping, values: dict[str, Value], cited: list[Cited], findings: Findings
) -> float:
    node = body.get("probability")
    if node is None:
        return 1.0
    value = build(CHANCE, node, f"{path}.probability", findings)
    if value is None:
        return 1.0
    own = bool(value.evidence)
    value = covered(value, text(body, "evidence"))
    values[f"{path}.probability"] = value
    # An entry's source backs its chance only where the source holds the number.
    if own or 0 < value.number < 1:
        cited.append(Cited(f"{path}.probability", node.mark, value.evidence, value))
    return value.number


def _settings(
    path: str,
    key: str,
    body: Mapping,
    found: Entities,
    places: dict[str, Place],
    values: dict[str, Value],
    cited: list[Cited],
    findings: Findings,
) -> tuple[Setting, ...]:
    result = []
    listed = section(body, key)
    for target, node in listed.items.items():
        place = find_variable(target, f"{path}.{key}", places, listed.where(target), findings)
        if place is None:
            continue
        if place.variable.derived:
            findings.report(
                listed.where(target),
                f"{path} sets {target}, which is worked out anew every month and would not stay",
                allowed=f"set {place.variable.derived} instead",
            )
            continue
        leaf = place.leaf()
        value = build(leaf, node, f"{path}.{key}.{target}", findings)
        fits = value is not None and (leaf.kind != "rung" or value.value in found.names["ladder"])
        if value is None or not fits:
            findings.report(
                node.mark,
                f"{path} sets {target}, which must be {leaf.allowed()}",
                found=_found(node),
                near=found.names["ladder"] if leaf.kind == "rung" else leaf.choices,
            )
            continue
        if value.evidence:
            cited.append(Cited(f"{path}.{key}.{target}", node.mark, value.evidence, value))
        else:
            value = covered(value, text(body, "evidence"))
        values[f"{path}.{key}.{target}"] = value
        result.append(Setting(target, value.value))
    return tuple(sorted(result, key=lambda setting: setting.path))


def _found(node: Node) -> object:
    stated = node.get("value") if isinstance(node, Mapping) else node
    return plain(stated) if isinstance(stated, Scalar) else "nothing"
