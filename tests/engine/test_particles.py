"""Particles: trials taken up in the middle, and worlds that act as observed."""

import numpy as np
import pytest

from sim.engine.build import Compiled, build
from sim.engine.overrides import prepare
from sim.engine.particle_filter import Observed, live
from sim.engine.particles import Observer, Population, go_on
from tests.worlds import changed, lively, run, scenario

RUNGS = (("hybrid",), ("show_of_force",), ("strategic_test",), ("clash", "lethal_incident"))


def population(compiled: Compiled, draws: int, worlds: int, first: int = 0) -> Population:
    words = np.tile(compiled.initial, (draws, worlds, 1))
    firsts = first + worlds * np.arange(draws)
    return Population(words, np.full((draws, worlds), 1 / worlds), firsts)


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
    particles = population(compiled, 300, 1)
    seen = np.array([[1, 2, 1, 0]])
    observer = Observer(compiled, "dprk", RUNGS, threads=1)
    found = observer.live(particles, prepare(compiled, {}), 0, seen, np.zeros((300, 1)))
    held = found[:, 0] > 0
    assert held.sum() > 50
    assert (particles.words[held, 0][:, events] - compiled.initial[events] == seen[0, :3]).all()


def test_probabilities_of_a_month_add_up_to_the_shares_of_trials() -> None:
    # 4,000 trials: shares are within 0.035 of their probability but once in 100,000 seeds.
    quiet = {
        "mechanisms": {"incidents": {"on": False}},
        "states": {"rok": {"events_counted": False}},
    }
    compiled = build(scenario(changed(lively(), quiet)))
    names = [word.name for word in compiled.words]
    columns = [[names.index(f"events.dprk.{r}") for r in rungs] for rungs in RUNGS]
    observer = Observer(compiled, "dprk", RUNGS, threads=1)
    found = observer.live(
        population(compiled, 1, 200),
        prepare(compiled, {}),
        0,
        np.zeros((1, 4), dtype=np.int64),
        np.zeros((1, 1)),
    )
    trials = run(scenario(changed(lively(), quiet)), 4000).paths[:, 0]
    counts = sum(
        np.ascontiguousarray(trials[:, k]).view(np.float64) for rungs in columns for k in rungs
    )
    assert abs(float((counts == 0).mean()) - found.mean()) < 0.035


def test_months_lived_through_one_by_one_or_at_once_are_the_same() -> None:
    compiled = build(scenario(lively()))
    observer = Observer(compiled, "dprk", RUNGS, threads=1)
    seen = np.array([[0, 1, 0, 0], [2, 0, 1, 0], [0, 0, 0, 0], [0, 3, 0, 1], [1, 0, 0, 0]])
    starts = np.random.default_rng(0).random((6, 5))
    laid = prepare(compiled, {"mechanisms.tension.weight": np.linspace(0.5, 3.0, 6)})
    at_once, by_month = population(compiled, 6, 8), population(compiled, 6, 8)
    found = observer.live(at_once, laid, 0, seen, starts)
    for m in range(5):
        one = observer.live(by_month, laid, m, seen[m : m + 1], starts[:, m : m + 1])
        assert np.array_equal(one[:, 0], found[:, m])
    assert np.array_equal(by_month.words.view(np.int64), at_once.words.view(np.int64))
    assert np.array_equal(by_month.weights, at_once.weights)


def test_worlds_of_one_draw_live_as_those_of_the_likelihood() -> None:
    compiled = build(scenario(lively()))
    seen = np.array([[0, 1, 0, 0], [2, 0, 1, 0], [0, 0, 0, 0], [0, 3, 0, 1], [1, 0, 0, 0]])
    particles = population(compiled, 1, 16, first=40)
    observer = Observer(compiled, "dprk", RUNGS, threads=1)
    found = observer.live(particles, prepare(compiled, {}), 0, seen, np.full((1, 5), 0.5))
    lived = live(compiled, Observed("dprk", seen, RUNGS), 16, 40)
    assert np.log(found[0]) == pytest.approx(lived.log_likelihood)
    assert np.array_equal(particles.weights[0], lived.weights)
