"""Learning: kernels that keep what is known, and particles picked by weight."""

import numpy as np
import pytest

from sim.history.learning import Prior, drawn, refreshed, systematic, values
from sim.scenario.loading import load

LEVEL = Prior("states.dprk.levels.clash.constant", -1.0, 2.0)
SIZE = Prior("mechanisms.events.dispersion", 0.8, 0.5, logarithmic=True)


def test_draws_from_a_prior_have_its_median_and_spread() -> None:
    # 20,000 draws: four standard errors.
    draws = drawn((LEVEL, SIZE), 20_000, np.random.default_rng(0))
    found = values((LEVEL, SIZE), draws, load("history_1994"))
    assert np.median(found[LEVEL.path]) == pytest.approx(-1.0, abs=0.08)
    assert found[LEVEL.path].std() == pytest.approx(2.0, rel=0.03)
    assert np.median(found[SIZE.path]) == pytest.approx(0.8, rel=0.025)


def test_values_stay_within_what_the_language_allows() -> None:
    far = np.array([[100.0, 50.0], [-100.0, -50.0]])
    found = values((LEVEL, SIZE), far, load("history_1994"))
    assert found[LEVEL.path].tolist() == [40.0, -40.0]
    assert found[SIZE.path].tolist() == [1000.0, 0.01]


def test_refreshing_keeps_mean_and_covariance() -> None:
    rng = np.random.default_rng(0)
    draws = rng.standard_normal((40_000, 2)) @ np.array([[1.0, 0.8], [0.0, 0.5]])
    weights = rng.random(40_000)
    weights /= weights.sum()
    kept = systematic(weights, 40_000, 0.3)
    again = refreshed(draws, weights, kept, rng)
    mean = weights @ draws
    assert again.mean(axis=0) == pytest.approx(mean, abs=0.03)
    expected = np.cov(draws.T, aweights=weights)
    assert np.cov(again.T) == pytest.approx(expected, abs=0.04)
    # Parameters that had died out would be few; refreshed, all differ.
    assert len(np.unique(again[:, 0])) == 40_000


def test_nothing_learnt_is_nothing_refreshed() -> None:
    kept = np.array([0, 0])
    empty = np.zeros((2, 0))
    assert refreshed(empty, np.ones(2) / 2, kept, np.random.default_rng(0)).shape == (2, 0)


def test_particles_are_picked_in_proportion_to_their_weights() -> None:
    weights = np.array([0.5, 0.0, 0.3, 0.2])
    for start in (0.0, 0.37, 0.99):
        picked = np.bincount(systematic(weights, 1000, start), minlength=4)
        assert np.abs(picked - 1000 * weights).max() <= 1
        assert picked[1] == 0
