"""Importance weights."""

import numpy as np
import pytest

from sim.analysis.importance import effective_size, systematic


def test_equal_weights_are_worth_as_many_draws_as_there_are():
    assert effective_size(np.full(50, 3.0)) == pytest.approx(50)
    assert effective_size(np.array([1.0, 0.0, 0.0])) == 1.0


@pytest.mark.parametrize("worth", [0.5, 1.0, 40.0])
def test_draws_are_taken_in_proportion_to_their_weights(worth):
    weights = np.array([0.5, 0.0, 0.125, 0.375])
    for start in (0.0, 0.3, 0.999):
        taken = np.bincount(systematic(worth * weights, 1000, start), minlength=4)
        assert np.abs(taken - 1000 * weights).max() <= 1
        assert taken[1] == 0
