"""Particles: trials taken up in the middle, and worlds that act as observed."""

import numpy as np
import pytest

from sim.engine.build import build
from sim.engine.particles import Observer, go_on
from sim.engine.patch import prepare
from tests.worlds import changed, lively, run, scenario

RUNGS = (("hybrid",), ("show_of_force",), ("strategic_test",), ("clash", "lethal_incident"))


@pytest.mark.parametrize("taken_up", [1, 7])
@pytest.mark.parametrize("climb", [2, 16])
def test_a_trial_taken_up_in_the_middle_ends_as_if_it_had_never_stopped(
    taken_up: int, climb: int
) -> None:
    tree = changed(lively(), {"mechanisms": {"ladder": {"monthly_climb": climb}}})
    whole = run(tree, 40)
    compiled = build(scenario(tree))
    words = np.ascontiguousarray(whole.paths[:, taken_up - 1]).view(np.float64)
    every = range(len(compiled.words))
    months = compiled.months - taken_up
    paths = go_on(compiled, words, prepare(compiled, {}), taken_up, months, every, threads=1)
    assert np.array_equal(paths, whole.paths[:, taken_up:])


def test_threads_and_parameters_that_are_as_stated_change_nothing() -> None:
    tree = lively()
    compiled = build(scenario(tree))
    start = np.ascontiguousarray(run(tree, 600).paths[:, 5]).view(np.float64)
    stated = compiled.parameters.world[0].tension_weight
    laid = prepare(compiled, {"mechanisms.tension.weight": np.full(600, stated)})
    one, other = start.copy(), start.copy()
    paths = go_on(compiled, one, prepare(compiled, {}), 6, 4, (0, 1), threads=1)
    assert np.array_equal(paths, go_on(compiled, other, laid, 6, 4, (0, 1), threads=2))
    # Whole numbers seen as floats may be NaN.
    assert np.array_equal(one.view(np.int64), other.view(np.int64))


def test_an_observed_month_is_what_happened_in_every_particle_that_holds_it_possible() -> None:
    tree = changed(lively(), {"states": {"rok": {"events_counted": False}}})
    compiled = build(scenario(tree))
    names = [word.name for word in compiled.words]
    events = [names.index(f"events.dprk.{rungs[0]}") for rungs in RUNGS[:3]]
    words = np.tile(compiled.initial, (300, 1))
    observer = Observer(compiled, "dprk", RUNGS, threads=1)
    seen = np.array([1, 2, 1, 0])
    found = observer.month(words, np.full(300, 1 / 300), prepare(compiled, {}), 0, seen)
    held = found > 0
    assert held.sum() > 50
    assert (words[held][:, events] - compiled.initial[events] == seen[:3]).all()


def test_probabilities_of_a_month_add_up_to_the_shares_of_trials() -> None:
    # 4,000 trials: shares are within 0.035 of their probability but once in 100,000 seeds.
    quiet = {
        "mechanisms": {"incidents": {"on": False}},
        "states": {"rok": {"events_counted": False}},
    }
    compiled = build(scenario(changed(lively(), quiet)))
    names = [word.name for word in compiled.words]
    columns = [[names.index(f"events.dprk.{r}") for r in rungs] for rungs in RUNGS]
    words = np.tile(compiled.initial, (200, 1))
    observer = Observer(compiled, "dprk", RUNGS, threads=1)
    found = observer.month(
        words, np.full(200, 1.0), prepare(compiled, {}), 0, np.zeros(4, dtype=np.int64)
    )
    trials = run(scenario(changed(lively(), quiet)), 4000).paths[:, 0]
    counts = sum(
        np.ascontiguousarray(trials[:, k]).view(np.float64) for rungs in columns for k in rungs
    )
    assert abs(float((counts == 0).mean()) - found.mean()) < 0.035
