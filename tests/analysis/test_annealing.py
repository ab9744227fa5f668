"""A population that is annealed from the prior to a posterior known by noisy estimates."""

import numpy as np
import pytest

from sim.analysis.annealing import Population, Stride, anneal, kept_of_means

STRIDES = (Stride(1.0), Stride(0.7), Stride(0.2, anew=True))
SEEN, SPREAD = np.array([2.0, -1.5, 0.4]), np.array([0.4, 0.5, 2.0])
"""Three coordinates are seen with noise of these spreads; a fourth is not."""
DIMENSIONS = 4
EXACT_SPREAD = (1 + SPREAD**-2.0) ** -0.5
EXACT_MEAN = SEEN * SPREAD**-2.0 / (1 + SPREAD**-2.0)


def normal(noise):
    """A normal likelihood estimated without bias, with this deviation in the logarithm, the luck's alone."""

    def likelihood(points, luck):
        chance = np.array([np.random.default_rng([1, int(k)]).standard_normal() for k in luck])
        exact = -0.5 * (((points[:, :3] - SEEN) / SPREAD) ** 2).sum(axis=1)
        return exact + noise * chance - 0.5 * noise**2 - 600.0

    return likelihood


def rough(noise):
    """As ``normal``, but luck is a matter of where a draw is too, so that keeping it keeps a part of it."""

    def likelihood(points, luck):
        phases = np.array([np.random.default_rng([2, int(k)]).random(4) for k in luck])
        chance = np.sqrt(2.0) * np.cos(3.0 * points[:, 0] + 2 * np.pi * phases[:, 0])
        # The mean of exp(a cos) over a whole turn is the Bessel function I0(a).
        return normal(0.0)(points, luck) + noise * chance - np.log(np.i0(np.sqrt(2.0) * noise))

    return likelihood


def shape(mean, power):
    return np.diag(1.0 / (1.0 + power * SPREAD**-2.0))


def made(likelihood, shape=shape, draws=1500, moves=12, seed=0, dimensions=DIMENSIONS, **more):
    rng = np.random.default_rng(seed)
    return anneal(Population(likelihood, shape, draws, dimensions, rng), STRIDES, moves, **more)


@pytest.mark.parametrize("likelihood", [normal(0.0), normal(0.8), rough(0.8)])
def test_draws_of_the_prior_are_carried_to_a_normal_posterior_through_noise(likelihood):
    # Over eight seeds means were off by 0.05 spreads at most, and spreads by 3%.
    found = made(likelihood)
    mean, spread = found.points.mean(axis=0), found.points.std(axis=0)
    assert (np.abs(mean[:3] - EXACT_MEAN) < 0.1 * EXACT_SPREAD).all()
    assert spread[:3] == pytest.approx(EXACT_SPREAD, rel=0.06)
    assert abs(mean[3]) < 0.1
    assert spread[3] == pytest.approx(1.0, rel=0.06)


def test_a_posterior_with_two_tops_and_a_bend_keeps_both_in_proportion():
    # The likelihood has a top on each side of 0 in one coordinate, one three times as heavy, and bends the other.
    def likelihood(points, luck):
        x, y = points.T
        tops = np.logaddexp(
            np.log(0.75) - 0.5 * ((x - 1.2) / 0.3) ** 2, np.log(0.25) - 0.5 * ((x + 1.2) / 0.3) ** 2
        )
        chance = np.array([np.random.default_rng([3, int(k)]).standard_normal() for k in luck])
        return tops - 0.5 * ((y - 0.5 * x**2) / 0.4) ** 2 + 0.7 * chance - 0.245

    grid = np.linspace(-5, 5, 801)
    x, y = np.meshgrid(grid, grid, indexing="ij")
    exact = np.logaddexp(
        np.log(0.75) - 0.5 * ((x - 1.2) / 0.3) ** 2, np.log(0.25) - 0.5 * ((x + 1.2) / 0.3) ** 2
    )
    exact += -0.5 * ((y - 0.5 * x**2) / 0.4) ** 2 - 0.5 * (x**2 + y**2)
    weights = np.exp(exact - exact.max())
    weights /= weights.sum()
    found = made(
        likelihood, lambda mean, power: np.eye(2), draws=2000, moves=12, seed=1, dimensions=2
    ).points
    # Four standard errors of a share in 1,000 independent draws.
    assert (found[:, 0] > 0).mean() == pytest.approx(weights[x > 0].sum(), abs=0.055)
    assert found[:, 1].mean() == pytest.approx((weights * y).sum(), abs=0.06)
    for share in (0.25, 0.5, 0.75):
        below = (found[:, 1] < np.quantile(found[:, 1], share)).mean()
        assert below == pytest.approx(share, abs=1e-3)
        true = grid[np.searchsorted(np.cumsum(weights.sum(axis=0)), share)]
        assert (found[:, 1] < true).mean() == pytest.approx(share, abs=0.055)


def test_few_ancestors_do_not_make_the_draws_narrow():
    # A likelihood so sharp that few draws of the prior are near it: 64 chains, all of a handful of lineages.
    sharp = np.full(3, 0.05)

    def likelihood(points, luck):
        return -0.5 * (((points[:, :3] - SEEN) / sharp) ** 2).sum(axis=1)

    def narrow(mean, power):
        return np.diag(1.0 / (1.0 + power * sharp**-2.0))

    spreads = []
    for seed in range(8):
        found = made(likelihood, narrow, draws=64, moves=18, seed=seed)
        assert found.lineages <= 20
        spreads.append(found.points[:, :3].std(axis=0) / sharp)
    assert np.mean(spreads) == pytest.approx(1.0, abs=0.06)


def test_a_likelihood_that_says_nothing_leaves_the_prior_at_once():
    found = made(lambda points, luck: np.zeros(len(points)), draws=3000, moves=4)
    assert found.powers == (1.0,)
    assert found.lineages == 3000
    assert found.points.std(axis=0) == pytest.approx(np.ones(4), abs=0.05)


def test_powers_rise_to_1_and_the_draws_keep_to_their_seed():
    told = []
    one = made(normal(0.5), draws=100, tell=lambda power, moves: told.append((power, moves)))
    again, other = made(normal(0.5), draws=100), made(normal(0.5), draws=100, seed=1)
    assert list(one.powers) == sorted(set(one.powers))
    assert one.powers[-1] == 1.0
    assert told == sorted(told)
    assert np.array_equal(one.points, again.points)
    assert not np.array_equal(one.points, other.points)
    # States of 100 draws after each of the last six of twelve moves.
    assert one.points.shape == (600, DIMENSIONS)


def test_luck_that_is_kept_is_the_luck_that_a_draw_was_estimated_with():
    likelihood = normal(0.8)
    population = Population(likelihood, shape, 50, DIMENSIONS, np.random.default_rng(2))
    while population.power < 1.0:
        population.rise()
        for stride in STRIDES:
            population.move(stride)
            again = likelihood(population.points, population.streams)
            assert population.log_likelihood == pytest.approx(again)


def test_new_luck_is_new():
    asked = []

    def likelihood(points, luck):
        asked.append(luck)
        return normal(0.3)(points, luck)

    population = Population(likelihood, shape, 20, DIMENSIONS, np.random.default_rng(3))
    population.rise()
    population.move(Stride(0.5))
    population.move(Stride(0.5, anew=True))
    population.move(Stride(0.5, anew=True))
    first, _, second, third = (set(luck) for luck in asked)
    assert not first & second
    assert not (first | second) & third
    assert set(asked[1]) <= first


def test_means_that_are_chance_are_left_out_and_others_kept():
    rng = np.random.default_rng(4)
    chance = rng.standard_normal(100) / np.sqrt(50)
    assert kept_of_means(chance, 50.0) < 0.25
    assert kept_of_means(chance + 1.0, 50.0) > 0.95
    assert kept_of_means(np.zeros(3), 50.0) == 0.0


def test_one_draw_alone_arrives_too():
    found = made(normal(0.0), draws=1, moves=2)
    assert found.points.shape == (1, DIMENSIONS)
