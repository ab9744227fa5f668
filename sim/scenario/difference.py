"""What two scenarios say differently, in words."""

from collections.abc import Iterator

from .calendar import month_number, month_text
from .rules import Condition, Rule
from .scenario import Scenario
from .timeline import Entry
from .values import worded

_NOUNS = {
    "states": "state",
    "ladder": "rung",
    "rivalries": "rivalry",
    "alliances": "alliance",
    "pacts": "pact",
    "sanctions": "sanctions regime",
    "policies": "policy line",
}


def difference(first: Scenario, second: Scenario) -> list[str]:
    """Sentences on what the second scenario says otherwise than the first; none if they agree.

    Only what can change a result counts: not prose, evidence, or the order of a listing.
    """
    return [
        *_top(first, second),
        *_names(first, second),
        *_values(first, second),
        *_vetoes(first, second),
        *_doctrine(first, second),
        *_timeline(first, second),
        *_outcomes(first, second),
    ]


def _top(a: Scenario, b: Scenario) -> Iterator[str]:
    for label, unit in (
        ("information_date", ""),
        ("start", ""),
        ("horizon", " months"),
        ("seed", ""),
    ):
        old, new = getattr(a, label), getattr(b, label)
        if old != new:
            yield f"{label.replace('_', ' ')}: {old}{unit} becomes {new}{unit}"


def _names(a: Scenario, b: Scenario) -> Iterator[str]:
    for axis, noun in _NOUNS.items():
        old, new = set(a.names[axis]), set(b.names[axis])
        for name in sorted(old - new):
            yield f"{noun} {name} is removed"
        for name in sorted(new - old):
            yield f"{noun} {name} is added"
    if a.names["ladder"] != b.names["ladder"] and set(a.names["ladder"]) == set(b.names["ladder"]):
        yield "the rungs stand in another order"


def _values(a: Scenario, b: Scenario) -> Iterator[str]:
    for path in sorted(set(a.values) & set(b.values)):
        if path.startswith("timeline.") or ".doctrine." in path:
            continue
        old, new = a.values[path], b.values[path]
        if path.startswith("mechanisms.") and path.endswith(".on") and old.value != new.value:
            name = path.split(".")[1]
            yield f"mechanism {name} is switched {'on' if new.value else 'off'}"
        elif worded(old) != worded(new):
            yield f"{path}: {worded(old)} becomes {worded(new)}"


def _vetoes(a: Scenario, b: Scenario) -> Iterator[str]:
    for regime in sorted(set(a.vetoes) & set(b.vetoes)):
        old, new = a.vetoes[regime], b.vetoes[regime]
        if old != new:
            yield f"veto holders of {regime}: {_list(old)} becomes {_list(new)}"


def _list(names: tuple[str, ...]) -> str:
    return ", ".join(names) or "none"


def _doctrine(a: Scenario, b: Scenario) -> Iterator[str]:
    old = {f"{rule.name} of {rule.state}": rule for rule in a.doctrine}
    new = {f"{rule.name} of {rule.state}": rule for rule in b.doctrine}
    for name in sorted(set(old) | set(new)):
        if name not in new:
            yield f"rule {name} is removed"
        elif name not in old:
            yield f"rule {name} is added: {rule_text(new[name])}"
        elif rule_text(old[name]) != rule_text(new[name]):
            yield f"rule {name}: {rule_text(old[name])}, becomes {rule_text(new[name])}"
    shared = [rule for rule in old if rule in new]
    if shared != [rule for rule in new if rule in old]:
        yield "rules are tried in another order"


def rule_text(rule: Rule) -> str:
    """An escalation rule as a phrase."""
    when = conditions_text(rule.conditions, rule.any_suffices)
    if rule.action == "in_kind_plus":
        answer = f"answer in kind plus {rule.value}"
    else:
        answer = f"{rule.action.replace('_', ' ')} {rule.value}"
    return (
        f"when {when}, {answer} with probability {rule.probability:g}, "
        f"after {rule.delay} rounds, at most {rule.limit} times"
    )


def conditions_text(conditions: tuple[Condition, ...], any_suffices: bool) -> str:
    """Comparisons as a phrase."""
    if not conditions:
        return "always"
    joined = " or " if any_suffices else " and "
    return joined.join(
        f"{condition.subject} {condition.comparison} {_bare(condition.value)}"
        for condition in conditions
    )


def _timeline(a: Scenario, b: Scenario) -> Iterator[str]:
    old = {entry.name: _entry(entry, a) for entry in a.timeline}
    new = {entry.name: _entry(entry, b) for entry in b.timeline}
    for name in sorted(set(old) | set(new)):
        if name not in new:
            yield f"timeline entry {name} is removed"
        elif name not in old:
            yield f"timeline entry {name} is added: {new[name]}"
        elif old[name] != new[name]:
            yield f"timeline entry {name}: {old[name]}, becomes {new[name]}"


def _entry(entry: Entry, scenario: Scenario) -> str:
    zero = month_number(scenario.start)
    parts = [f"in {month_text(zero + entry.month)}"]
    if entry.every:
        parts.append("every month" if entry.every == 1 else f"every {entry.every} months")
    if entry.until is not None:
        parts.append(f"until {month_text(zero + entry.until)}")
    if entry.probability != 1:
        parts.append(f"with probability {entry.probability:g}")
    if entry.lasts:
        parts.append(f"for {entry.lasts} month{'' if entry.lasts == 1 else 's'}")
    changes = [f"{setting.path} = {_bare(setting.value)}" for setting in entry.set]
    changes += [f"otherwise {s.path} = {_bare(s.value)}" for s in entry.otherwise]
    return " ".join(parts) + ": " + "; ".join(changes)


def _bare(value: float | int | bool | str) -> str:
    return value if isinstance(value, str) else f"{value:g}"


def _outcomes(a: Scenario, b: Scenario) -> Iterator[str]:
    old = {outcome.name: outcome for outcome in a.outcomes}
    new = {outcome.name: outcome for outcome in b.outcomes}
    for name in sorted(set(old) | set(new)):
        if name not in new:
            yield f"own outcome {name} is removed"
        elif name not in old:
            of = new[name].of or conditions_text(new[name].conditions, new[name].any_suffices)
            yield f"own outcome {name} is added: {new[name].reduce} of {of}"
        elif old[name] != new[name]:
            yield f"own outcome {name} is defined otherwise"
