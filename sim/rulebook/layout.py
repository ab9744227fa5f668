"""The arrays of one trial: parameters that stay and a world that changes.

One record array an axis, plain arrays where there are two axes. Every field is eight bytes, so a
whole world is one run of words: a trial starts by copying the initial words, a month is recorded by
copying them out, and the timeline writes to a word.
"""

from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any

import numpy as np
import numpy.typing as npt

from ..arrays import Floats, Integers
from ..kernel.tables import Tables, Width
from .declare import Parameter, Variable
from .tracing import MENU

Records = Any
Rungs = Annotated[Floats, Width(MENU)]


@dataclass(frozen=True, eq=False)
class Parameters(Tables):
    """What a scenario says: constant within a trial.

    ``world`` has one row; ``states``, ``rivalries``, ``alliances``, ``pacts``, ``sanctions`` one a
    name, in name order; ``ladder`` one a rung, upward. ``stocks`` and ``tracks`` are (states, 4),
    ``levels`` (states, rungs), ``vetoes`` (sanctions, states), ``ties`` (states, states), ``keys``
    (states + 1, states + 1). ``lines`` (states, lines) is the row of each line in ``policies``, or -1;
    ``scales`` (scales, MENU) and ``distances`` (MENU, MENU) are what terms of utility weigh. ``timeline``,
    ``doctrine``, ``conditions``, ``own`` and ``own_conditions`` are the scenario's tables of dated changes, rules
    and own outcomes.
    """

    world: Records
    marks: Records
    states: Records
    tracks: Records
    stocks: Records
    levels: Records
    rivalries: Records
    pairs: Records
    alliances: Records
    pacts: Records
    sanctions: Records
    policies: Records
    ladder: Records
    doctrine: Records
    conditions: Records
    timeline: Records
    own: Records
    own_conditions: Records
    lines: Integers
    scales: Rungs
    distances: Rungs
    vetoes: Floats
    ties: Floats
    keys: npt.NDArray[np.uint64]


@dataclass(frozen=True, eq=False)
class WorldState(Tables):
    """One trial's world. ``clock`` and the arrays up to ``year`` are what a trial is: all but the clock are
    views of the same words, which ``words`` and ``integers`` show whole. ``beliefs`` is (alliances, states),
    ``ties`` (states, states), ``events`` (states, rungs); ``year`` holds the events counted up to each of the
    last twelve months.

    The others are worked out anew, within each month or trial. They are rows of ``MENU`` rungs, wider than most
    ladders, so that loops over them have one fixed length; beyond a ladder's last rung they hold nothing
    that is read. Of each state: ``standing``, utilities that rest on the state alone; ``programme_menus``;
    ``event_weights``, the month's odds of each kind of event. Of each rivalry: ``views``, utilities that rest on
    public quantities; ``menus``; ``replies``, what others expect; ``chances``, the probabilities of the choice last
    made. One for all: ``programme_chances`` of the programme act last chosen; ``repeated``, how many acts of
    the month further events may repeat; ``utility``, ``weights``, ``yields``, ``options`` and ``public`` to work in,
    and ``nearby`` (2, MENU). ``lessons`` (rivalries,) is what the rival's act of the month teaches about its resolve,
    as ``yielding`` returns it; ``tilts`` is (states, 2, rungs), factors of the resolute and irresolute type in
    replies, and ``closeness`` (states,) that of each rung of distance. ``terms`` (terms, MENU) and ``log`` keep a
    traced trial's decisions.
    """

    clock: Records
    world: Records
    states: Records
    tracks: Records
    stocks: Records
    rivalries: Records
    pairs: Records
    alliances: Records
    pacts: Records
    sanctions: Records
    policies: Records
    doctrine: Records
    own: Records
    beliefs: Floats
    ties: Floats
    events: Floats
    year: Floats
    words: Floats
    integers: Integers
    standing: Rungs
    programme_menus: Rungs
    event_weights: Rungs
    views: Rungs
    menus: Rungs
    replies: Rungs
    chances: Rungs
    programme_chances: Rungs
    repeated: Rungs
    utility: Rungs
    weights: Rungs
    yields: Rungs
    options: Rungs
    public: Rungs
    nearby: Rungs
    lessons: Floats
    tilts: Floats
    closeness: Floats
    terms: Rungs
    log: Floats


CLOCK = np.dtype([(name, np.int64) for name in ("trial", "month", "turn", "calendar", "logging", "logged")])
MARKS = np.dtype(
    [(name, np.int64) for name in ("words", "display", "test", "force", "lethal", "attack", "war", "nuclear", "count")]
)
"""First rung of each kind, or the number of rungs where there is none."""

PAIRS = np.dtype([(name, np.int64) for name in ("first", "second", "forward", "backward")])
RIVALRY_LINKS = (("actor", np.int64), ("target", np.int64), ("reverse", np.int64), ("pair", np.int64))
STATE_LINKS = (("first_rule", np.int64), ("rules", np.int64))
POLICY_LINKS = (("state", np.int64), ("line", np.int64))
DOCTRINE_LINKS = tuple(
    (name, np.int64) for name in ("state", "kind", "entry", "first_condition", "conditions", "any_suffices", "war_only")
)
RULE_NUMBERS = (("value", np.int64), ("probability", np.float64), ("delay", np.int64), ("limit", np.int64))
CONDITIONS = np.dtype([("quantity", np.int64), ("comparison", np.int64), ("value", np.float64)])
TIMELINE = np.dtype(
    [
        ("first", np.int64),
        ("every", np.int64),
        ("lasts", np.int64),
        ("last", np.int64),
        ("probability", np.float64),
        ("otherwise", np.int64),
        ("entry", np.int64),
        ("word", np.int64),
        ("integer", np.int64),
        ("value", np.float64),
        ("revert", np.float64),
    ]
)
OWN = np.dtype(
    [(name, np.int64) for name in ("reduce", "word", "integer", "first_condition", "conditions", "any_suffices")]
)
OWN_CONDITIONS = np.dtype([("word", np.int64), ("integer", np.int64), ("comparison", np.int64), ("value", np.float64)])

WORLD_AXES = (
    "world",
    "states",
    "tracks",
    "stocks",
    "rivalries",
    "pairs",
    "alliances",
    "pacts",
    "sanctions",
    "policies",
    "doctrine",
    "own",
)
"""Axes whose variables live in the words, in their order there; beliefs, ties, events and year follow."""

_INTEGER_KINDS = {"integer", "switch", "choice", "state", "rung", "month"}


def kind_dtype(kind: str) -> Any:
    """Eight-byte type in which a parameter or variable of this kind is stored."""
    return np.int64 if kind in _INTEGER_KINDS else np.float64


@cache
def parameter_dtype(axis: str) -> np.dtype[Any]:
    """Record type of an axis of parameters."""
    from .registry import MECHANISMS

    fields: list[tuple[str, Any]] = []
    if axis == "states":
        fields += list(STATE_LINKS)
    if axis == "rivalries":
        fields += list(RIVALRY_LINKS)
    if axis == "policies":
        fields += list(POLICY_LINKS)
    if axis == "doctrine":
        fields += [*DOCTRINE_LINKS, *RULE_NUMBERS]
    for mechanism in MECHANISMS:
        if axis == "world" and mechanism.switch:
            fields.append((f"{mechanism.name}_on", np.int64))
        fields += [
            (mechanism.field(parameter), kind_dtype(parameter.kind))
            for parameter in mechanism.parameters
            if parameter.axis == axis
        ]
    return np.dtype(_unique(fields))


@cache
def variable_dtype(axis: str) -> np.dtype[Any]:
    """Record type of an axis of the world's variables."""
    return np.dtype([(variable.name, kind_dtype(variable.kind)) for variable in variables(axis)])


def parameters(axis: str) -> tuple[tuple[Any, Parameter], ...]:
    """Every declared parameter of an axis with its mechanism, in registry order."""
    from .registry import MECHANISMS

    return tuple((m, q) for m in MECHANISMS for q in m.parameters if q.axis == axis)


def variables(axis: str) -> tuple[Variable, ...]:
    """Every declared variable of an axis, in registry order."""
    from .registry import MECHANISMS

    return tuple(v for m in MECHANISMS for v in m.variables if v.axis == axis)


def _unique(fields: list[tuple[str, Any]]) -> list[tuple[str, Any]]:
    names = [name for name, _ in fields]
    repeated = {name for name in names if names.count(name) > 1}
    if repeated:
        raise ValueError(f"declared twice: {', '.join(sorted(repeated))}")
    return fields
