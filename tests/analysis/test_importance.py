"""Importance weights, smoothed and judged."""

import numpy as np
import pytest

from sim.analysis.importance import RELIABLE, effective_size, pareto_fit, resample, smooth


def test_equal_weights_are_worth_as_many_draws_as_there_are():
    assert effective_size(np.full(50, 3.0)) == pytest.approx(50)
    assert effective_size(np.array([1.0, 0.0, 0.0])) == 1.0


@pytest.mark.parametrize("shape", [0.1, 0.5, 0.9])
def test_the_shape_of_a_pareto_tail_is_found(shape):
    share = np.random.default_rng(0).random(4000)
    found, scale = pareto_fit(np.sort(((1 - share) ** -shape - 1) / shape * 2.0))
    assert found == pytest.approx(shape, abs=0.08)
    assert scale == pytest.approx(2.0, rel=0.1)


def test_weighted_draws_have_the_moments_of_the_target():
    x = 1.5 * np.random.default_rng(1).standard_normal(20_000)
    made = smooth(-0.5 * (x - 0.5) ** 2 + 0.5 * (x / 1.5) ** 2)
    assert made.weights.sum() == pytest.approx(1.0)
    assert made.shape < RELIABLE
    mean = made.weights @ x
    assert mean == pytest.approx(0.5, abs=0.04)
    assert made.weights @ (x - mean) ** 2 == pytest.approx(1.0, abs=0.05)


def test_a_proposal_that_misses_the_target_is_told_by_its_tail():
    x = np.random.default_rng(2).standard_normal(5000)
    assert smooth(-0.5 * (x / 3.0) ** 2 + 0.5 * x**2).shape > RELIABLE


def test_smoothing_never_raises_the_largest_weight():
    logs = 3.0 * np.random.default_rng(3).standard_normal(500)
    raw = np.exp(logs - logs.max())
    made = smooth(logs)
    assert made.weights.max() / made.weights.min() <= raw.max() / raw.min() * (1 + 1e-9)


def test_few_draws_are_left_as_they_are():
    made = smooth(np.log(np.array([1.0, 2.0, 1.0])))
    assert np.isnan(made.shape)
    assert made.weights == pytest.approx([0.25, 0.5, 0.25])


def test_draws_are_taken_in_proportion_to_their_weights():
    weights = np.array([0.5, 0.0, 0.25, 0.25])
    taken = np.bincount(resample(weights, 400, np.random.default_rng(4)), minlength=4)
    assert np.abs(taken - 400 * weights).max() <= 1
