"""What a path means: for the person who reads or writes it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ..errors import Problem, ScenarioError
from ..rulebook.declare import Parameter, Variable
from .catalogue import Catalogue, catalogue
from .claims import AXIS
from .evidence import evidence_book
from .language import shape
from .nearest import closest
from .problems import listing
from .readers import readers, writers
from .scenario import Scenario
from .shapes import Leaf, Named, Section, Shape, bounds, child
from .values import worded

BELOW_A_STATE = ("tracks", "stocks", "levels", "policies", "doctrine")


@dataclass(frozen=True, slots=True)
class Explanation:
    """All that is known of a path.

    ``what`` says whether it is a parameter, a state variable, both, a setting of the scenario file
    or a section of it; ``moved_by`` names the rules and dated changes that move it in a trial; ``below``
    lists a section's keys with their meanings. ``stated`` and
    ``claim`` are filled where a scenario is given.
    """

    path: str
    what: str
    meaning: str
    unit: str = ""
    allowed: str = ""
    default: str = ""
    source: str = ""
    mechanism: str = ""
    read_by: tuple[str, ...] = ()
    moved_by: tuple[str, ...] = ()
    below: tuple[tuple[str, str], ...] = ()
    stated: str = ""
    claim: str = ""

    def __str__(self) -> str:
        lines = [f"{self.path}: {self.meaning}", f"  what      {self.what}"]
        for label, text in (
            ("unit", self.unit),
            ("allowed", self.allowed),
            ("default", self.default),
            ("source", self.source),
            ("declared", self.mechanism),
            ("read by", ", ".join(self.read_by)),
            ("moved by", ", ".join(self.moved_by)),
            ("stated", self.stated),
            ("evidence", self.claim),
        ):
            if text:
                lines.append(f"  {label:<9} {text}")
        lines += [f"  .{key}  {meaning}" for key, meaning in self.below]
        return "\n".join(lines)


def explain(path: str, scenario: Scenario | None = None) -> Explanation:
    """What a parameter, state variable or section means.

    Parameters
    ----------
    path : str
        Such as ``alliances.russia-dprk.commitment``; ``*`` or any name stands for a name.
    scenario : Scenario, optional
        Adds the value it states there, with its origin and evidence.

    Raises
    ------
    ScenarioError
        If nothing stands at this path; the message names the nearest.
    """
    known = catalogue()
    keys = path.strip().split(".")
    axis = axis_of(keys)
    parameter = known.parameters(axis).get(keys[-1]) if axis else None
    variable = known.variables(axis).get(keys[-1]) if axis else None
    mechanism = known.mechanism_of(axis, keys[-1])
    item = parameter if parameter is not None else variable
    if item is None or mechanism is None:
        found = _structure(path, keys, known)
        if scenario is not None and keys == [AXIS]:
            # Each claim by its name instead of the keys of any claim.
            left_out = {
                claim.name: "" if claim.holds else " (left out)" for claim in scenario.claims
            }
            below = tuple((one.name, one.meaning + left_out[one.name]) for one in scenario.claims)
            found = replace(found, below=below)
        return found
    if scenario is not None and "*" not in keys:
        _check_names(path, keys, scenario)
    field = f"{mechanism.name}_{item.name}" if item.axis == "world" else item.name
    stated, claim = _stated(path, scenario)
    return Explanation(
        path,
        _what(parameter, variable),
        item.meaning,
        item.unit,
        _allowed(item),
        _default(parameter, variable),
        parameter.source if parameter else "",
        f"{mechanism.name}: {mechanism.meaning}",
        readers(field),
        _movers(keys, variable, scenario),
        stated=stated,
        claim=claim,
    )


def _movers(
    keys: list[str], variable: Variable | None, scenario: Scenario | None
) -> tuple[str, ...]:
    """What moves a state variable in a trial: modules of rules, and the scenario's dated changes.

    A dated change of another variable of the same row and mechanism counts: rules may carry it over.
    """
    if variable is None:
        return ()
    movers = [f"rules of {module}" for module in writers(variable.name)]
    if scenario is None:
        return tuple(movers)
    together = {
        other.name
        for mechanism in catalogue().mechanisms.values()
        if variable in mechanism.variables
        for other in mechanism.variables
    }
    row = ".".join(keys[:-1])
    for entry in scenario.timeline:
        for setting in (*entry.set, *entry.otherwise):
            owner, _, name = setting.path.rpartition(".")
            mover = f"timeline.{entry.name} (sets {name})"
            if owner == row and name in together and mover not in movers:
                movers.append(mover)
    return tuple(movers)


def _what(parameter: Parameter | None, variable: Variable | None) -> str:
    if parameter is None:
        return "state variable"
    return "parameter" if variable is None else "parameter, at which a state variable starts"


def axis_of(keys: list[str]) -> str:
    """The axis that a path's last key belongs to, or an empty text."""
    if len(keys) == 3:
        return f"mechanisms.{keys[1]}" if keys[0] == "mechanisms" else keys[0]
    if len(keys) == 5 and keys[0] == "states" and keys[2] in BELOW_A_STATE:
        return keys[2]
    return ""


def _allowed(item: Parameter | Variable) -> str:
    if isinstance(item, Parameter):
        return Leaf.of(item).allowed()
    return ("a number" + bounds(item.low, item.high)) if item.kind == "number" else item.kind


def _default(parameter: Parameter | None, variable: Variable | None) -> str:
    if parameter is None:
        return f"starts at {variable.initial:g}" if variable is not None else ""
    if parameter.default is None:
        return "none: every scenario must state it"
    return str(parameter.default)


def _stated(path: str, scenario: Scenario | None) -> tuple[str, str]:
    value = scenario.values.get(path) if scenario is not None else None
    if scenario is None or value is None:
        return "", ""
    stated = f"{worded(value)}; {value.origin}"
    book, _ = evidence_book(Path(scenario.folder) if scenario.folder else None)
    claim = book.get(value.evidence)
    if claim is None:
        return stated, value.evidence or "none"
    return stated, f"{claim.key}: {claim.source}, {claim.published}, grade {claim.grade}"


def _structure(path: str, keys: list[str], known: Catalogue) -> Explanation:
    of: Shape | None = shape()
    below_last: Shape = shape()
    for key in keys:
        below_last = of if of is not None else below_last
        of = child(of, key) if of is not None else None
    if of is None or keys == [""]:
        patterns = _patterns(known)
        near = closest(path, [_with_names(pattern, keys) for pattern in patterns])
        allowed = listing(below_last.fields) if isinstance(below_last, Section) else ""
        message = "there is nothing at this path"
        raise ScenarioError([Problem(path or "''", 0, 0, message, allowed=allowed, nearest=near)])
    if isinstance(of, Leaf):
        return Explanation(path, "setting", of.meaning, of.unit, of.allowed())
    fields = of.fields if isinstance(of, Section) else {}
    if isinstance(of, Named) and isinstance(of.each, Section):
        fields = {f"NAME.{key}": inner for key, inner in of.each.fields.items()}
    below = tuple((key, inner.meaning) for key, inner in fields.items())
    return Explanation(path, "section", of.meaning, below=below)


def _patterns(known: Catalogue) -> list[str]:
    """Every path of a parameter or variable, with ``*`` where a name stands."""
    result = []
    for axis in known.axes():
        for name in {**known.parameters(axis), **known.variables(axis)}:
            if axis.startswith("mechanisms."):
                result.append(f"{axis}.{name}")
            elif axis in BELOW_A_STATE:
                result.append(f"states.*.{axis}.*.{name}")
            else:
                result.append(f"{axis}.*.{name}")
    return result


def _with_names(pattern: str, keys: list[str]) -> str:
    parts = pattern.split(".")
    if len(parts) == len(keys):
        parts = [key if part == "*" else part for part, key in zip(parts, keys, strict=True)]
    return ".".join(parts)


def _check_names(path: str, keys: list[str], scenario: Scenario) -> None:
    """Refuse a path whose names the scenario does not have."""
    if keys[0] == "mechanisms":
        return
    names = scenario.names[keys[0]]
    _check_name(path, keys, 1, names, scenario.name)
    if len(keys) == 5:
        axis, state = keys[2], keys[1]
        rows = [name.removeprefix(f"{state}.") for name in scenario.names.get(axis, ())]
        rungs = scenario.names["ladder"]
        _check_name(path, keys, 3, rungs if axis == "levels" else rows, f"states.{state}.{axis}")


def _check_name(path: str, keys: list[str], at: int, names: Sequence[str], where: str) -> None:
    if keys[at] in names:
        return
    near = closest(keys[at], names)
    nearest = ".".join([*keys[:at], near, *keys[at + 1 :]]) if near else ""
    message = f"{where} has nothing of this name"
    raise ScenarioError([Problem(path, 0, 0, message, f"'{keys[at]}'", listing(names), nearest)])
