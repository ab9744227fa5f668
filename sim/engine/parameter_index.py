"""Where the value at each parameter path lies in a scenario's arrays, and what it may be."""

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from ..rulebook.declare import POLICY_LINES, Parameter
from ..rulebook.layout import TIMELINE, kind_dtype, parameter_dtype
from ..rulebook.policy_lines import OPTIONS
from ..scenario.catalogue import PARTIES, catalogue
from ..scenario.language import CHANCE
from ..scenario.rules import RUNAWAY_LIMIT
from ..scenario.scenario import Scenario
from ..scenario.shapes import Leaf
from .initial import start_path
from .rows import AXES, cells
from .rule_tables import settings
from .state_index import Word, words

INITIAL = "initial"
"""Name of the words a trial starts from, beside the names of the arrays of ``Parameters``."""


_RUNS_AWAY = (
    "the rule answers above its rival's rung, which runs away unless its probability is below 1 "
    "and its limit is 1 or 2"
)


class Place(NamedTuple):
    """One word: the array that holds it, where in that array, and whether it is a whole number."""

    array: str
    word: int
    whole: bool


class Spot(NamedTuple):
    """A parameter: what its value may be, and every word that holds it as it is.

    ``parameter`` is its declaration, None for settings of the timeline, whose values are of a
    variable's kind. ``because`` says why its range is narrower than declared, where it is.
    """

    leaf: Leaf
    parameter: Parameter | None
    places: tuple[Place, ...]
    because: str = ""


@lru_cache(maxsize=16)
def spots(scenario: Scenario) -> dict[str, Spot]:
    """Every parameter of a scenario by path.

    Left out is what a scenario is made of: the two states that a row is between, a rule's answer.
    """
    every_word = words(scenario)
    starts: dict[str, list[Place]] = {}
    for k, word in enumerate(every_word):
        starts.setdefault(start_path(word), []).append(Place(INITIAL, k, word.integer))
    found: dict[str, Spot] = {}
    for axis in AXES:
        for cell in cells(scenario, axis):
            if cell.parameter.name in (role for role, _ in PARTIES.get(axis, ())):
                continue
            place = _field(axis, cell.row, cell.field)
            leaf = _limited(Leaf.of(cell.parameter), axis, cell.path)
            found[cell.path] = Spot(leaf, cell.parameter, (place, *starts.get(cell.path, ())))
    found.update(_ties(scenario, every_word))
    found.update(_doctrine(scenario))
    found.update(_timeline(scenario, every_word))
    return found


@lru_cache(maxsize=16)
def belief_places(scenario: Scenario) -> dict[str, tuple[Place, ...]]:
    """Words of what each state believes of each alliance at first, by alliance."""
    found: dict[str, list[Place]] = {}
    for k, word in enumerate(words(scenario)):
        if word.name.startswith("beliefs."):
            found.setdefault(word.name.split(".")[1], []).append(Place(INITIAL, k, False))
    return {alliance: tuple(places) for alliance, places in found.items()}


def _field(array: str, row: int, field: str) -> Place:
    dtype = parameter_dtype(array) if array != "timeline" else TIMELINE
    names = dtype.names or ()
    return Place(array, row * len(names) + names.index(field), dtype[field] == np.int64)


def _limited(leaf: Leaf, axis: str, path: str) -> Leaf:
    """The leaf of a level or pin of policy ends at the last option of its line."""
    keys = path.split(".")
    if axis != "policies" or keys[-1] not in ("level", "pin"):
        return leaf
    return replace(leaf, high=float(OPTIONS[POLICY_LINES.index(keys[-2])] - 1))


def _ties(scenario: Scenario, every_word: tuple[Word, ...]) -> Iterator[tuple[str, Spot]]:
    states = scenario.names["states"]
    first = next(k for k, word in enumerate(every_word) if word.name.startswith("ties."))
    parameter = catalogue().parameters("ties")["tie"]
    for name, (a, b) in scenario.parties["ties"].items():
        i, j = states.index(a), states.index(b)
        cell = (i * len(states) + j, j * len(states) + i)
        places = [Place("ties", k, False) for k in cell]
        places += [Place(INITIAL, first + k, False) for k in cell]
        yield f"ties.{name}.tie", Spot(Leaf.of(parameter), parameter, tuple(places))


def _doctrine(scenario: Scenario) -> Iterator[tuple[str, Spot]]:
    declared = catalogue().parameters("doctrine")
    for k, rule in enumerate(scenario.doctrine):
        climbs = rule.action == "in_kind_plus" and int(rule.value) >= 1
        highest = {"probability": float(np.nextafter(1.0, 0.0)), "limit": float(RUNAWAY_LIMIT)}
        for field in ("probability", "delay", "limit"):
            leaf, because = Leaf.of(declared[field]), ""
            if climbs and field in highest:
                leaf, because = replace(leaf, high=highest[field]), _RUNS_AWAY
            path = f"states.{rule.state}.doctrine.{rule.name}.{field}"
            place = _field("doctrine", k, field)
            yield path, Spot(leaf, declared[field], (place,), because)


def _timeline(scenario: Scenario, every_word: tuple[Word, ...]) -> Iterator[tuple[str, Spot]]:
    variables = {word.name: word.variable for word in every_word}
    chances: dict[str, list[Place]] = {}
    for k, (entry, otherwise, setting) in enumerate(settings(scenario)):
        path = f"timeline.{entry.name}"
        chances.setdefault(f"{path}.probability", []).append(_field("timeline", k, "probability"))
        v = variables[setting.path]
        kind = "switch" if isinstance(setting.value, bool) else v.kind
        if kind_dtype(v.kind) is kind_dtype("number") or kind in ("integer", "switch", "rung"):
            leaf = Leaf(v.meaning, kind, v.unit, v.low, v.high)
            key = "otherwise" if otherwise else "set"
            yield (
                f"{path}.{key}.{setting.path}",
                Spot(leaf, None, (_field("timeline", k, "value"),)),
            )
    for path, places in chances.items():
        if path in scenario.values:
            yield path, Spot(CHANCE, None, tuple(places))
