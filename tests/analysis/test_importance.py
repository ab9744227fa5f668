"""Importance weights."""

import numpy as np
import pytest

from sim.analysis.importance import effective_size, resample


def test_equal_weights_are_worth_as_many_draws_as_there_are():
    assert effective_size(np.full(50, 3.0)) == pytest.approx(50)
    assert effective_size(np.array([1.0, 0.0, 0.0])) == 1.0


def test_draws_are_taken_in_proportion_to_their_weights():
    weights = np.array([0.5, 0.0, 0.25, 0.25])
    taken = np.bincount(resample(weights, 400, np.random.default_rng(4)), minlength=4)
    assert np.abs(taken - 400 * weights).max() <= 1
