"""Learning: scores and values, the surroundings of draws, and particles picked by weight."""

import numpy as np
import pytest

from sim.history.learning import WIDER, Prior, surroundings, values
from sim.scenario.loading import load

LEVEL = Prior("states.dprk.levels.clash.constant", -1.0, 2.0)
SIZE = Prior("mechanisms.events.dispersion", 0.8, 0.5, logarithmic=True)


def test_standard_normal_scores_have_the_prior_s_median_and_spread() -> None:
    # 20,000 draws: four standard errors.
    scores = np.random.default_rng(0).standard_normal((20_000, 2))
    found = values((LEVEL, SIZE), scores, load("history_1994"))
    assert np.median(found[LEVEL.path]) == pytest.approx(-1.0, abs=0.08)
    assert found[LEVEL.path].std() == pytest.approx(2.0, rel=0.03)
    assert np.median(found[SIZE.path]) == pytest.approx(0.8, rel=0.025)


def test_values_stay_within_what_the_language_allows() -> None:
    far = np.array([[50.0, 100.0], [-50.0, -100.0]])
    found = values((LEVEL, SIZE), far, load("history_1994"))
    assert found[LEVEL.path].tolist() == [40.0, -40.0]
    assert found[SIZE.path].tolist() == [1000.0, 0.01]


def test_many_draws_are_surrounded_by_their_mean_and_a_wider_covariance() -> None:
    rng = np.random.default_rng(0)
    scores = rng.standard_normal((40_000, 2)) @ np.array([[1.0, 0.8], [0.0, 0.5]])
    weights = rng.random(40_000)
    weights /= weights.sum()
    around = surroundings(scores, weights)
    assert around.mean == pytest.approx(weights @ scores, abs=1e-3)
    expected = np.cov(scores.T, aweights=weights, ddof=0)
    assert around.root @ around.root.T == pytest.approx(WIDER * expected, abs=2e-3)


def test_few_draws_of_many_independent_parameters_are_not_believed_to_lie_in_a_plane() -> None:
    # 30 draws of 26 parameters: their own covariance has directions 100 times too narrow.
    rng = np.random.default_rng(0)
    scores = rng.standard_normal((30, 26))
    around = surroundings(scores, np.full(30, 1 / 30))
    narrowest = np.linalg.eigvalsh(around.root @ around.root.T)[0]
    assert np.linalg.eigvalsh(np.cov(scores.T))[0] < 0.02
    assert narrowest > 0.3


def test_a_population_that_has_become_one_draw_is_surrounded_by_half_the_prior() -> None:
    scores = np.tile([2.0, -1.0], (5, 1))
    around = surroundings(scores, np.array([1.0, 0.0, 0.0, 0.0, 0.0]))
    assert around.mean.tolist() == [1.0, -0.5]
    assert around.root @ around.root.T == pytest.approx(0.5 * WIDER * np.eye(2))


def test_nothing_learnt_is_surrounded_by_nothing() -> None:
    assert surroundings(np.zeros((4, 0)), np.full(4, 0.25)).mean.size == 0
