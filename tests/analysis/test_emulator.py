"""A quadratic emulator of a noisy log density."""

import numpy as np
import pytest

from sim.analysis.emulator import emulate


def noisy(rng, draws, mean, covariance, noise):
    at = 1.2 * rng.standard_normal((draws, mean.size))
    off = at - mean
    exact = -0.5 * (off @ np.linalg.inv(covariance) * off).sum(axis=1)
    return at, exact + noise * rng.standard_normal(draws) - 600.0


def test_a_normal_density_is_found_through_noise():
    rng = np.random.default_rng(0)
    mean = np.array([0.4, -0.3, 0.0, 0.2])
    root = np.eye(4) + 0.3 * np.triu(np.ones((4, 4)), 1)
    covariance = root @ root.T / 1.2
    found = emulate(*noisy(rng, 1500, mean, covariance, 0.5))
    assert np.abs(found.mean - mean).max() < 0.12
    assert np.abs(found.covariance - covariance).max() < 0.25
    assert np.diag(found.covariance) == pytest.approx(np.diag(covariance), rel=0.2)
    assert found.left == pytest.approx(0.5, rel=0.2)


def test_few_and_noisy_draws_leave_the_first_guess_nearly_as_it_is():
    rng = np.random.default_rng(1)
    found = emulate(*noisy(rng, 20, np.zeros(10), np.eye(10), 5.0))
    assert np.diag(found.covariance) == pytest.approx(np.ones(10), abs=0.35)


def test_an_exact_guess_is_kept():
    rng = np.random.default_rng(2)
    found = emulate(*noisy(rng, 400, np.zeros(5), np.eye(5), 0.0))
    assert np.abs(found.mean).max() < 1e-3
    assert np.abs(found.covariance - np.eye(5)).max() < 1e-2


def test_a_density_without_a_peak_stays_within_bounds():
    rng = np.random.default_rng(3)
    at = rng.standard_normal((500, 3))
    found = emulate(at, 2.0 * (at**2).sum(axis=1))
    assert np.linalg.eigvalsh(found.covariance).max() <= 4.0 + 1e-9
