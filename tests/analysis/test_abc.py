"""Approximate Bayesian computation with regression adjustment."""

import numpy as np
import pytest

from sim.analysis.abc import adjust


def normal_table(rng, rows, noise=0.5):
    """A standard normal parameter seen with normal noise: the posterior is known."""
    truth = rng.standard_normal((rows, 1))
    return truth, truth + noise * rng.standard_normal((rows, 1))


def test_a_normal_seen_with_noise_gets_its_known_posterior():
    table, seen = normal_table(np.random.default_rng(0), 20_000)
    made = adjust(table, seen, np.array([1.0]), 0.2)
    # Precision 1 + 4, mean 4 / 5 of what was seen.
    mean = made.weights @ made.draws[:, 0]
    spread = np.sqrt(made.weights @ (made.draws[:, 0] - mean) ** 2)
    assert mean == pytest.approx(0.8, abs=0.04)
    assert spread == pytest.approx(np.sqrt(1 / 5), rel=0.05)


def test_a_parameter_that_statistics_do_not_tell_keeps_its_draws():
    rng = np.random.default_rng(1)
    table, seen = normal_table(rng, 20_000)
    blind = np.column_stack([table, rng.standard_normal(len(table))])
    made = adjust(blind, seen, np.array([1.5]), 0.3)
    assert made.explained[0] > 0.1 > 0.01 > made.explained[1]
    assert np.abs(made.weights @ made.draws[:, 1]) < 0.05
    assert made.draws[:, 1].std() == pytest.approx(1.0, abs=0.05)


def test_residuals_are_scaled_where_the_spread_changes_with_the_statistic():
    rng = np.random.default_rng(2)
    seen = rng.uniform(0.0, 1.0, (40_000, 1))
    table = (0.2 + seen) * rng.standard_normal((40_000, 1))
    wide = adjust(table, seen, np.array([0.0]), 0.5, scaling=False)
    scaled = adjust(table, seen, np.array([0.0]), 0.5)
    assert scaled.draws.std() < wide.draws.std()
    assert scaled.draws.std() == pytest.approx(0.2, abs=0.08)


def test_a_statistic_that_never_varies_moves_nothing():
    table, seen = normal_table(np.random.default_rng(3), 2000)
    both = np.column_stack([seen, np.full(len(seen), 7.0)])
    made = adjust(table, both, np.array([0.5, 9.0]), 0.3)
    again = adjust(table, both, np.array([0.5, 7.0]), 0.3)
    assert np.array_equal(made.draws, again.draws)


def test_too_few_accepted_draws_are_refused():
    table, seen = normal_table(np.random.default_rng(4), 20)
    with pytest.raises(ValueError, match="2 accepted"):
        adjust(table, seen, np.array([0.0]), 0.1)
