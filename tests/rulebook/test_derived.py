"""What a dated change can set stands until a rule moves it; what rules work out anew does not."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import pytest

from sim.engine.build import Compiled, build
from sim.engine.ensemble import run_trials
from sim.engine.state_index import Word
from tests.worlds import Tree, changed, lively, scenario, two_states

MONTH, TRIALS = 7, 8
NOT_BY_PATH = ("outcomes.", "beliefs.", "ties.", "events.", "mechanisms.record.year.")
"""Words that no path of the timeline names."""
STAND_FOR_A_WHILE = {
    **dict.fromkeys(
        ("asked", "joining", "called", "support", "accident"), "while a crisis goes on"
    ),
    "chosen": "until the next quarter, and nobody reads it before",
    "polarisation": "where there are no two blocs to measure",
}
"""Derived variables that are not worked out in every month of every world, and when they are not."""


class Dated(NamedTuple):
    """A world, and the same with a dated change whose variable and value a test may replace."""

    compiled: Compiled
    before: np.ndarray

    def moved(self, position: int, value: float) -> np.ndarray:
        """Which words differ, (trials, months, words), when the change sets one word."""
        word = self.compiled.words[position]
        (entry,) = [e for e in self.compiled.parameters.timeline if e.first == MONTH]
        entry.word, entry.integer, entry.value = position, int(word.integer), value
        return _paths(self.compiled) != self.before

    def settable(self) -> Iterator[tuple[int, Word]]:
        for position, word in enumerate(self.compiled.words):
            if not word.name.startswith(NOT_BY_PATH):
                yield position, word

    def values(self, word: Word) -> list[float]:
        """Values that the variable may take, far apart."""
        rungs = self.compiled.parameters.ladder.shape[0]
        low, high = max(word.variable.low, -3.0), min(word.variable.high, 3.0)
        if word.variable.kind == "rung":
            high = rungs - 1.0
        if word.variable.name == "facing":
            high = 0.0
        middle = 0.5 * (low + high)
        return [float(round(v)) if word.integer else v for v in (low, high, middle)]


def _paths(compiled: Compiled) -> np.ndarray:
    return run_trials(compiled, 0, TRIALS, trajectories=True).trajectories


def _dated(tree: Tree, state: str) -> Dated:
    entry = {"a change": {"month": "2025-06", "set": {f"states.{state}.pressure": 0.9}}}
    plain = changed(tree, {"mechanisms": {"ladder": {"monthly_climb": 5}}})
    plain["timeline"] = {}
    before = _paths(build(scenario(plain)))
    return Dated(build(scenario({**plain, "timeline": entry})), before)


@pytest.fixture(scope="module")
def worlds() -> tuple[Dated, Dated]:
    """A world in which everything happens, and one in which little does."""
    return _dated(lively(), "rok"), _dated(two_states(), "north")


def test_a_variable_that_is_not_derived_shows_what_a_dated_change_sets(
    worlds: tuple[Dated, Dated],
) -> None:
    shown: dict[tuple[str, str], bool] = {}
    for world in worlds:
        for position, word in world.settable():
            key = (word.variable.axis, word.variable.name)
            if not word.variable.derived and not shown.get(key, False):
                values = world.values(word)
                shown[key] = any(world.moved(position, value)[:, MONTH:].any() for value in values)
    assert len(shown) > 80
    assert [key for key, seen in shown.items() if not seen] == []


def test_a_derived_variable_keeps_nothing_of_what_a_dated_change_sets(
    worlds: tuple[Dated, Dated],
) -> None:
    kept: set[str] = set()
    tried = 0
    for world in worlds:
        for position, word in world.settable():
            if not word.variable.derived or word.variable.name in STAND_FOR_A_WHILE:
                continue
            tried += 1
            if any(world.moved(position, v)[:, MONTH, position].any() for v in world.values(word)):
                kept.add(word.name)
    assert tried > 40
    assert kept == set()


def test_no_dated_change_shows_before_its_month(worlds: tuple[Dated, Dated]) -> None:
    for world in worlds:
        for position, word in world.settable():
            assert not world.moved(position, world.values(word)[1])[:, :MONTH].any(), word.name
