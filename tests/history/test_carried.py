"""What a scenario takes over from particles that lived through the record, and what stays as stated."""

import numpy as np
import pytest

from sim.engine.build import build
from sim.errors import InputError
from sim.history.carried import carried
from sim.history.forecast import known_record
from sim.scenario.loading import load

DRIFT = "states.dprk.drift"
TENSION = "rivalries.dprk-rok.tension"


def _of(name: str, settings: tuple[str, ...] = (), months: int = 60, threads: int = 1):
    compiled = build(load(name, list(settings)))
    counts, _ = known_record(compiled.scenario.information_date)
    # The last months are enough to tell what is carried.
    return compiled, carried(compiled, counts[:months], 30, 240, threads)


def _column(compiled, words, name: str):
    return words[:, [word.name for word in compiled.words].index(name)]


def test_tension_and_the_slow_level_are_taken_over_and_differ_between_trials() -> None:
    compiled, begun = _of("baseline")
    for name in (DRIFT, TENSION):
        assert len(np.unique(_column(compiled, begun.words, name))) > 5
    warheads = _column(compiled, begun.words, "states.dprk.warheads")
    assert set(warheads) == {50.0}


def test_what_a_scenario_states_otherwise_stays() -> None:
    compiled, begun = _of("detente")
    assert set(_column(compiled, begun.words, TENSION)) == {0.2}
    assert set(_column(compiled, begun.words, "mechanisms.dialogue.dialogue")) == {1.0}
    assert set(_column(compiled, begun.words, "states.dprk.campaign")) == {0.0}
    assert len(np.unique(_column(compiled, begun.words, DRIFT))) > 5


def test_a_parameter_that_is_set_is_not_learnt() -> None:
    _, free = _of("baseline")
    _, fixed = _of("baseline", ("mechanisms.tension.weight=1.5",))
    assert fixed.parameters.positions.size == free.parameters.positions.size - 1


def test_threads_change_nothing() -> None:
    _, one = _of("baseline")
    _, other = _of("baseline", threads=2)
    assert np.array_equal(one.words.view(np.int64), other.words.view(np.int64))
    assert np.array_equal(one.parameters.words, other.parameters.words)


def test_a_scenario_that_starts_with_the_record_has_nothing_to_take_over() -> None:
    compiled = build(load("history_1994"))
    with pytest.raises(InputError, match="before any month of the record is over"):
        carried(compiled, np.zeros((12, 5)), 10, 10)
