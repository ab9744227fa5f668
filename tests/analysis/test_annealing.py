"""A population that is annealed from a normal form to a target."""

import numpy as np
import pytest

from sim.analysis.annealing import anneal
from sim.analysis.moves import Reference

REFERENCE = Reference(np.zeros(3), np.eye(3))
TARGET = Reference(np.array([1.5, -1.0, 0.5]), np.diag([0.4, 0.9, 0.6]))


def noisy(sd, seed):
    """A density estimated without bias, with this standard deviation in its logarithm."""
    rng = np.random.default_rng(seed)

    def target(points):
        noise = sd * rng.standard_normal(len(points)) - 0.5 * sd * sd
        return TARGET.log_density(points) + noise - 600.0

    return target


@pytest.mark.parametrize("sd", [0.0, 0.8])
def test_a_form_far_from_the_target_is_carried_to_it(sd):
    # Means of 3,000 such draws have standard errors of 0.03 spreads, over 40 seeds: within 4.5 of these.
    found = anneal(REFERENCE, noisy(sd, 0), 3000, [0.6] * 5, np.random.default_rng(1))
    spread = np.diag(TARGET.root)
    assert (np.abs(found.points.mean(axis=0) - TARGET.mean) < 0.14 * spread).all()
    assert found.points.std(axis=0) == pytest.approx(spread, rel=0.12)
    assert found.checked.effective < 0.1 * 3000


def test_a_form_that_is_the_target_is_left_at_once():
    powers = []
    found = anneal(TARGET, noisy(0.0, 0), 500, [0.5], np.random.default_rng(2), powers.append)
    assert powers == [1.0]
    assert found.checked.effective == pytest.approx(500)
    assert len(np.unique(found.points, axis=0)) == 500


def test_powers_rise_to_1_and_the_draws_keep_to_their_seed():
    powers = []
    made = anneal(
        REFERENCE, noisy(0.5, 3), 200, [0.6, 1.0], np.random.default_rng(0), powers.append
    )
    again = anneal(REFERENCE, noisy(0.5, 3), 200, [0.6, 1.0], np.random.default_rng(0))
    other = anneal(REFERENCE, noisy(0.5, 3), 200, [0.6, 1.0], np.random.default_rng(1))
    assert powers == sorted(powers)
    assert powers[0] < powers[-1] == 1.0
    assert np.array_equal(made.points, again.points)
    assert not np.array_equal(made.points, other.points)


def test_one_draw_alone_arrives_too():
    found = anneal(REFERENCE, noisy(0.0, 0), 1, [0.6, 1.0], np.random.default_rng(0))
    assert found.points.shape == (1, 3)
