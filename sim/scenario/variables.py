"""State variables by path, as the timeline and own outcomes name them."""

from dataclasses import dataclass

from ..rulebook.declare import Variable
from .catalogue import Catalogue
from .entities import Entities
from .nodes import Mark
from .problems import Findings
from .shapes import Leaf

BELIEF = Variable(
    "alliances",
    "belief",
    "probability of honouring that a state believes",
    "probability",
    0,
    1,
    carried=False,
)
TIE = Variable("ties", "tie", "tie of the pair", "-1..1", -1, 1, carried=False)
EVENTS = Variable(
    "states", "events", "events of a state at a rung so far", "events", 0, outcome=True
)
"""What the tables with two axes hold; rules write them, so that no timeline can set them."""


@dataclass(frozen=True, slots=True)
class Place:
    """A variable of one row, with the names its values may have."""

    axis: str
    variable: Variable
    choices: tuple[str, ...]

    def leaf(self) -> Leaf:
        """What a value of the variable may be."""
        v = self.variable
        kind = "rung" if v.kind == "rung" else v.kind
        if kind == "choice" and not self.choices:
            kind = "integer"
        return Leaf(v.meaning, kind, v.unit, v.low, v.high, self.choices)


def variable_paths(found: Entities, known: Catalogue) -> dict[str, Place]:
    """Every variable of the scenario's rows, by path."""
    result: dict[str, Place] = {}

    def add(axis: str, row: str) -> None:
        for name, variable in known.variables(axis).items():
            _, choices = known.kind_of(axis, variable)
            result[f"{row}.{name}"] = Place(axis, variable, choices)

    for mechanism in known.mechanisms:
        add(f"mechanisms.{mechanism}", f"mechanisms.{mechanism}")
    for axis in (*found.names, "levels"):
        if known.variables(axis):
            for row, _ in found.rows(axis):
                add(axis, row)
    return result


def readable_paths(found: Entities, known: Catalogue) -> dict[str, Place]:
    """What an own outcome can read: every variable, and the tables that have two axes."""
    states, names = found.names["states"], found.names
    result = variable_paths(found, known)
    for alliance in names["alliances"]:
        for state in states:
            result[f"beliefs.{alliance}.{state}"] = Place("alliances", BELIEF, ())
    for tie in names["ties"]:
        result[f"ties.{tie}"] = Place("ties", TIE, ())
    for state in states:
        for rung in names["ladder"]:
            result[f"events.{state}.{rung}"] = Place("states", EVENTS, ())
    return result


def find_variable(
    path: str, where: str, places: dict[str, Place], mark: Mark, findings: Findings
) -> Place | None:
    """The variable at ``path``, or None after saying which names come near."""
    place = places.get(path)
    if place is None:
        parent = path.rpartition(".")[0]
        siblings = [p for p in places if p.rpartition(".")[0] == parent]
        allowed = [p.rpartition(".")[2] for p in siblings]
        findings.report(
            mark,
            f"{where} names no state variable",
            found=path,
            allowed=f"at {parent}: {', '.join(allowed)}" if allowed else "",
            near=siblings or places,
        )
    return place
