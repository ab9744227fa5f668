"""Names of the world's words: which variable of which row lives where.

A word's name is the path of its variable: ``states.dprk.reserve``, ``rivalries.dprk-rok.tension``;
``beliefs.russia-dprk.rok``, ``ties.dprk-rok`` and ``events.dprk.clash`` where two axes meet.
"""

from typing import NamedTuple

import numpy as np

from ..rulebook.declare import Variable
from ..rulebook.layout import WORLD_AXES, variable_dtype, variables
from ..rulebook.registry import MECHANISMS
from ..scenario.scenario import Scenario
from ..scenario.variables import BELIEF, EVENTS, TIE
from .kept import set_by_timeline, stated, unmet

YEAR_SLOTS = 12


class Word(NamedTuple):
    """One word: its name, its declaration and whether it holds a whole number."""

    name: str
    variable: Variable
    integer: bool


_YEAR = Variable(
    "world",
    "year",
    "events short of lethal counted up to this slot of the year",
    "events",
    0,
    carried=False,
)


def row_names(scenario: Scenario, axis: str) -> tuple[str, ...]:
    """Path of each row of an axis, in the order of the arrays; tracks and stocks row by row."""
    names = scenario.names
    if axis == "world":
        return ("world",)
    if axis in ("tracks", "stocks", "policies", "doctrine"):
        return tuple(
            f"states.{name.partition('.')[0]}.{axis}.{name.partition('.')[2]}"
            for name in names[axis]
        )
    if axis == "own":
        return tuple(f"outcomes.{outcome.name}" for outcome in scenario.outcomes)
    return tuple(f"{axis}.{name}" for name in names[axis])


def world_names() -> dict[str, str]:
    """Path of each variable of the world axis, by its name."""
    return {
        v.name: f"mechanisms.{m.name}.{v.name}"
        for m in MECHANISMS
        for v in m.variables
        if v.axis == "world"
    }


def words(scenario: Scenario) -> tuple[Word, ...]:
    """Every word of a scenario's world, in memory order."""
    found: list[Word] = []
    of_world = world_names()
    for axis in WORLD_AXES:
        dtype = variable_dtype(axis)
        for row in row_names(scenario, axis):
            for variable in variables(axis):
                name = of_world[variable.name] if axis == "world" else f"{row}.{variable.name}"
                found.append(Word(name, variable, dtype[variable.name] == np.int64))
    states = scenario.names["states"]
    found += [
        Word(f"beliefs.{a}.{s}", BELIEF, False) for a in scenario.names["alliances"] for s in states
    ]
    found += [
        Word(f"ties.{min(a, b)}-{max(a, b)}" if a <= b else f"ties.{a}-{b}", TIE, False)
        for a in states
        for b in states
    ]
    found += [
        Word(f"events.{s}.{r}", EVENTS, False) for s in states for r in scenario.names["ladder"]
    ]
    found += [Word(f"mechanisms.record.year.{k}", _YEAR, False) for k in range(YEAR_SLOTS)]
    return tuple(found)


def why_not_kept(scenario: Scenario, path: str) -> str:
    """Why a row keeps no outcome at a path, in words; empty where it does or there is no such outcome."""
    for word in words(scenario):
        if word.name == path and word.variable.outcome:
            lacks = unmet(scenario, path, word.variable, set_by_timeline(scenario))
            return f"it can't move in {scenario.name} without {' or '.join(lacks)}" if lacks else ""
    return ""


def outcome_words(scenario: Scenario) -> tuple[int, ...]:
    """Positions of the words that a trial's row holds, in memory order.

    Events by rung are kept for states whose acts are counted, at rungs that are counted; any other
    outcome where it can move.
    """
    names = scenario.names
    counted = {s for s in names["states"] if stated(scenario, f"states.{s}.events_counted")}
    rungs = {r for r in names["ladder"] if stated(scenario, f"ladder.{r}.event")}
    dated = set_by_timeline(scenario)
    kept = []
    for position, word in enumerate(words(scenario)):
        if word.variable is EVENTS:
            _, state, rung = word.name.split(".")
            if state in counted and rung in rungs:
                kept.append(position)
        elif word.variable.outcome and not unmet(scenario, word.name, word.variable, dated):
            kept.append(position)
    return tuple(kept)
