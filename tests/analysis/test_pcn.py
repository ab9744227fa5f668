"""Moves of a population that keep a distribution known by its density alone."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.analysis.importance import effective_size
from sim.analysis.pcn import Reference, move, next_power

MEAN = np.array([0.7, -0.4])
COVARIANCE = np.array([[0.5, 0.2], [0.2, 0.3]])
PLAIN = Reference(np.zeros(2), np.eye(2))
TARGET = Reference(MEAN, np.linalg.cholesky(COVARIANCE))


def moments(points):
    return points.mean(axis=0), np.cov(points.T)


def moved_on(points, target, reference, stride, rng, times):
    logs, shares = target(points), []
    for _ in range(times):
        points, logs, accepted = move(points, logs, target, reference, stride, rng)
        shares.append(accepted.mean())
    return points, np.array(shares)


@pytest.mark.parametrize("stride", [0.2, 0.6, 1.0])
def test_draws_from_a_normal_target_stay_draws_from_it(stride):
    # 20,000 draws: means within 5 standard errors (0.025), covariances within 0.03.
    rng = np.random.default_rng(0)
    start = TARGET.at(rng.standard_normal((20_000, 2)))
    points, shares = moved_on(start, TARGET.log_density, PLAIN, stride, rng, 20)
    mean, covariance = moments(points)
    assert mean == pytest.approx(MEAN, abs=0.025)
    assert covariance == pytest.approx(COVARIANCE, abs=0.03)
    assert ((shares > 0) & (shares < 1)).all()


def test_draws_from_elsewhere_become_draws_from_the_target():
    rng = np.random.default_rng(1)
    points, _ = moved_on(np.full((20_000, 2), 2.0), TARGET.log_density, PLAIN, 0.6, rng, 60)
    mean, covariance = moments(points)
    assert mean == pytest.approx(MEAN, abs=0.025)
    assert covariance == pytest.approx(COVARIANCE, abs=0.03)


def test_noise_without_bias_in_the_density_does_not_widen_the_draws():
    rng = np.random.default_rng(2)

    def noisy(points):
        # The logarithm of an estimate whose mean is the density itself.
        noise = rng.standard_normal(len(points))
        return TARGET.log_density(points) + 0.8 * noise - 0.32

    points, _ = moved_on(np.zeros((20_000, 2)), noisy, PLAIN, 0.7, rng, 120)
    mean, covariance = moments(points)
    assert mean == pytest.approx(MEAN, abs=0.03)
    assert covariance == pytest.approx(COVARIANCE, abs=0.035)


def test_an_estimate_that_is_not_kept_would_be_noticed():
    # Estimated anew at every step the draws have another distribution: the last test can fail.
    rng = np.random.default_rng(2)

    def noisy(points):
        return TARGET.log_density(points) + 2.0 * rng.standard_normal(len(points))

    points = np.zeros((20_000, 2))
    for _ in range(120):
        points = move(points, noisy(points), noisy, PLAIN, 0.7, rng).points
    assert np.trace(moments(points)[1]) > 1.1 * np.trace(COVARIANCE)


def test_where_reference_and_target_are_one_every_proposal_is_accepted():
    rng = np.random.default_rng(4)
    start = TARGET.at(rng.standard_normal((200, 2)))
    _, shares = moved_on(start, TARGET.log_density, TARGET, 0.5, rng, 3)
    assert (shares == 1.0).all()


def test_nothing_goes_where_the_target_has_no_density():
    def half(points):
        return np.where(points[:, 0] > 0, PLAIN.log_density(points), -np.inf)

    rng = np.random.default_rng(5)
    points, _ = moved_on(np.full((500, 2), 0.5), half, PLAIN, 0.9, rng, 20)
    assert (points[:, 0] > 0).all()
    # One that starts there leaves it.
    points, _ = moved_on(np.full((1, 2), -0.5), half, PLAIN, 0.9, rng, 40)
    assert points[0, 0] > 0


@given(
    seed=st.integers(0, 2**32),
    draws=st.integers(1, 6),
    size=st.integers(1, 5),
    stride=st.floats(0.01, 1.0),
)
def test_moves_keep_to_their_seed_and_each_draw_stays_or_goes_whole(seed, draws, size, stride):
    reference = Reference(np.full(size, 0.3), np.eye(size) + np.tri(size, k=-1))
    start = np.random.default_rng(7).standard_normal((draws, size))

    def target(points):
        return -np.abs(points).sum(axis=1)

    def once():
        rng = np.random.default_rng(seed)
        return move(start, target(start), target, reference, stride, rng)

    made, again = once(), once()
    assert all(np.array_equal(a, b) for a, b in zip(made, again, strict=True))
    assert made.points.shape == (draws, size)
    assert 0.0 <= made.accepted.mean() <= 1.0
    assert np.array_equal(made.points[~made.accepted], start[~made.accepted])
    assert np.array_equal(made.log_target, target(made.points))


def test_seed_0_is_a_seed_like_others():
    start = np.zeros((50, 2))
    made = [
        move(start, np.zeros(50), TARGET.log_density, PLAIN, 0.5, np.random.default_rng(seed))
        for seed in (0, 0, 1)
    ]
    assert np.array_equal(made[0].points, made[1].points)
    assert not np.array_equal(made[0].points, made[2].points)


def test_points_of_a_reference_and_back_are_the_same():
    points = np.random.default_rng(8).standard_normal((20, 2))
    assert TARGET.at(TARGET.normal(points)) == pytest.approx(points)


@pytest.mark.parametrize("stride", [0.0, 1.1, np.nan])
def test_strides_out_of_range_are_refused(stride):
    rng = np.random.default_rng(0)
    with pytest.raises(ValueError, match="must be"):
        move(np.zeros((1, 2)), np.zeros(1), TARGET.log_density, PLAIN, stride, rng)


@given(
    above=st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=40),
    power=st.floats(0.0, 0.999),
    share=st.floats(0.05, 0.95),
)
def test_a_power_goes_forward_and_keeps_the_share_that_is_asked_for(above, power, share):
    above = np.array(above)
    found = next_power(above, power, share)
    assert power < found <= 1.0
    if found < 1.0:
        worth = effective_size(np.exp((found - power) * (above - above.max())))
        assert worth <= share * above.size * (1 + 1e-6)


def test_the_powers_of_a_population_arrive_at_1():
    above = 3.0 * np.random.default_rng(9).standard_normal(200)
    power, steps = 0.0, 0
    while power < 1.0:
        power, steps = next_power(above, power, 0.5), steps + 1
    assert 2 <= steps < 20
