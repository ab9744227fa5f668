"""A quadratic emulator of a noisy log density."""

import numpy as np
import pytest

from sim.analysis.emulator import FLATTEST, STEEPEST, emulate


def noisy(rng, draws, mean, spread, noise):
    """Draws around a first guess, and the log density of independent normals there, with noise."""
    at = 1.2 * rng.standard_normal((draws, mean.size))
    exact = -0.5 * (((at - mean) / spread) ** 2).sum(axis=1)
    return at, exact + noise * rng.standard_normal(draws) - 600.0


def test_a_normal_density_is_found_through_noise():
    mean, spread = np.array([0.4, -0.3, 0.0, 0.2]), np.array([0.7, 1.0, 1.2, 0.8])
    found = emulate(*noisy(np.random.default_rng(0), 1500, mean, spread, 0.5))
    assert np.abs(found.mean - mean).max() < 0.12
    assert np.sqrt(np.diag(found.covariance)) == pytest.approx(spread, rel=0.12)
    assert found.left == pytest.approx(0.5, rel=0.2)


def test_few_and_noisy_draws_leave_the_first_guess_nearly_as_it_is():
    found = emulate(*noisy(np.random.default_rng(1), 20, np.zeros(10), np.ones(10), 5.0))
    assert np.diag(found.covariance) == pytest.approx(np.ones(10), abs=0.35)


def test_an_exact_guess_is_kept():
    found = emulate(*noisy(np.random.default_rng(2), 400, np.zeros(5), np.ones(5), 0.0))
    assert np.abs(found.mean).max() < 1e-3
    assert np.abs(found.covariance - np.eye(5)).max() < 1e-2


def test_draws_far_from_any_weight_do_not_bend_the_shape():
    rng = np.random.default_rng(3)
    at, density = noisy(rng, 600, np.zeros(4), np.ones(4), 0.1)
    worst = np.argsort(density)[:60]
    density[worst] -= 200.0
    found = emulate(at, density)
    assert np.abs(found.mean).max() < 0.1
    assert np.diag(found.covariance) == pytest.approx(np.ones(4), abs=0.1)


def test_a_density_without_a_peak_stays_within_bounds():
    at = np.random.default_rng(4).standard_normal((500, 3))
    found = emulate(at, 2.0 * (at**2).sum(axis=1))
    assert np.linalg.eigvalsh(found.covariance).max() <= 1.0 / FLATTEST + 1e-9
    steep = emulate(at, -50.0 * (at**2).sum(axis=1))
    assert np.linalg.eigvalsh(steep.covariance).min() >= 1.0 / STEEPEST - 1e-9


def test_curvatures_across_coordinates_are_found():
    rng = np.random.default_rng(5)
    covariance = np.array([[1.0, 0.4, 0.0], [0.4, 0.9, -0.3], [0.0, -0.3, 1.1]])
    at = 1.2 * rng.standard_normal((3000, 3))
    exact = -0.5 * (at * np.linalg.solve(covariance, at.T).T).sum(axis=1)
    found = emulate(at, exact + 0.5 * rng.standard_normal(3000))
    assert found.covariance == pytest.approx(covariance, abs=0.12)


def test_dimensions_that_are_given_slopes_alone_keep_their_variance():
    rng = np.random.default_rng(6)
    mean, spread = np.array([0.3, -0.2, 0.2, 0.0]), np.array([0.7, 1.2, 1.0, 1.0])
    found = emulate(*noisy(rng, 1500, mean, spread, 0.5), bent=2)
    assert np.abs(found.mean - mean).max() < 0.12
    assert np.array_equal(found.covariance[2:], np.eye(4)[2:])
    assert np.sqrt(np.diag(found.covariance)[:2]) == pytest.approx(spread[:2], rel=0.12)
