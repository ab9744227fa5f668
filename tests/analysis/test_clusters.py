"""Trials that share a draw: intervals that cover what they should, and a variance split in two."""

import math

import numpy as np
import pytest

from sim.analysis.clusters import Totals, clustered_mean, clustered_share, parts, totals
from sim.analysis.intervals import bound_of_none, mean, share

REPEATS = 400
DRAWS, EACH = 60, 8


def of_draws(values: np.ndarray, sizes: list[int] | int = EACH) -> Totals:
    draw = np.repeat(np.arange(DRAWS), sizes)
    return totals(values, draw, DRAWS)


def covers(low: float, high: float, truth: float) -> bool:
    return low <= truth <= high


def test_totals_leave_out_what_is_missing() -> None:
    of = totals(np.array([1.0, np.nan, 2.0, 4.0]), np.array([0, 0, 2, 2]), 3)
    assert of.counts.tolist() == [1, 0, 2]
    assert of.sums.tolist() == [1, 0, 6]
    assert of.squares.tolist() == [1, 0, 20]


def test_draws_of_one_trial_each_leave_the_intervals_as_they_are() -> None:
    luck = np.random.default_rng(0)
    values = luck.normal(size=500)
    of = totals(values, np.arange(500), 500)
    found, plain = clustered_mean(of), mean(values)
    assert (found.low, found.high) == pytest.approx((plain.low, plain.high))
    holds = (values > 1).astype(float)
    found, plain = clustered_share(totals(holds, np.arange(500), 500)), share(holds.sum(), 500)
    assert found.high - found.low == pytest.approx(plain.high - plain.low, rel=0.01)


def test_clustering_never_narrows_an_interval() -> None:
    luck = np.random.default_rng(1)
    for _ in range(100):
        # Draws that differ less than by chance: every one has as many successes.
        values = np.concatenate(
            [luck.permutation([1.0, 1.0, 0, 0, 0, 0, 0, 0]) for _ in range(DRAWS)]
        )
        found, plain = clustered_share(of_draws(values)), share(values.sum(), values.size)
        assert found.high - found.low >= plain.high - plain.low - 1e-12
        found, plain = clustered_mean(of_draws(values)), mean(values)
        assert found.high - found.low >= plain.high - plain.low - 1e-12


def test_what_no_trial_shows_is_bounded_by_the_draws_that_were_tried() -> None:
    found = clustered_share(of_draws(np.zeros(DRAWS * EACH)))
    assert (found.low, found.high, found.method) == (0.0, bound_of_none(DRAWS), "bound")


@pytest.mark.parametrize("spread", [0.0, 0.5, 1.5])
def test_an_interval_of_a_mean_covers_it_in_93_to_97_of_100(spread: float) -> None:
    """With 400 repeats a true 95% falls outside 93-97% in some 7 seeds of 100."""
    luck = np.random.default_rng(3)
    sizes = [4] * (DRAWS // 2) + [12] * (DRAWS // 2)
    held = 0
    for _ in range(REPEATS):
        levels = np.repeat(
            luck.normal(2.0, spread, DRAWS) if spread else np.full(DRAWS, 2.0), sizes
        )
        found = clustered_mean(of_draws(luck.normal(levels, 1.0), sizes))
        held += covers(found.low, found.high, 2.0)
    assert 0.93 <= held / REPEATS <= 0.97 if spread else held / REPEATS >= 0.93


@pytest.mark.parametrize(("alpha", "beta"), [(2.0, 8.0), (0.5, 4.5), (200.0, 800.0)])
def test_an_interval_of_a_share_covers_it_in_93_to_97_of_100(alpha: float, beta: float) -> None:
    """Chances of draws are a beta's; with all draws alike the interval may be wider than it need be."""
    luck = np.random.default_rng(4)
    held = 0
    for _ in range(REPEATS):
        chances = np.repeat(luck.beta(alpha, beta, DRAWS), EACH)
        found = clustered_share(of_draws((luck.random(DRAWS * EACH) < chances).astype(float)))
        held += covers(found.low, found.high, alpha / (alpha + beta))
    assert 0.93 <= held / REPEATS <= (0.985 if alpha > 100 else 0.97)


def test_without_clustering_the_same_share_is_missed_far_more_often() -> None:
    luck = np.random.default_rng(4)
    held = 0
    for _ in range(REPEATS):
        chances = np.repeat(luck.beta(0.5, 4.5, DRAWS), EACH)
        count = int((luck.random(DRAWS * EACH) < chances).sum())
        found = share(count, DRAWS * EACH)
        held += covers(found.low, found.high, 0.1)
    assert held / REPEATS < 0.9


def test_the_parts_of_a_known_variance_are_found() -> None:
    luck = np.random.default_rng(5)
    draws, sizes = 3000, np.random.default_rng(6).integers(1, 12, 3000)
    levels = np.repeat(luck.normal(1e6, 2.0, draws), sizes)
    values = luck.normal(levels, 1.0)
    found = parts(totals(values, np.repeat(np.arange(draws), sizes), draws))
    assert found.parameters == pytest.approx(4.0, rel=0.1)
    assert found.chance == pytest.approx(1.0, rel=0.1)
    assert found.low < found.share < found.high
    assert found.share == found.parameters / (found.parameters + found.chance)


def test_the_interval_of_the_split_covers_it_about_as_often_as_it_says() -> None:
    luck = np.random.default_rng(7)
    held = 0
    for _ in range(200):
        levels = np.repeat(luck.normal(0.0, 1.0, DRAWS), EACH)
        found = parts(of_draws(luck.normal(levels, 1.0)), resamples=300)
        held += covers(found.low, found.high, 0.5)
    # A percentile bootstrap over 60 draws is somewhat too narrow.
    assert held / 200 > 0.85


def test_draws_that_do_not_differ_have_no_part_in_the_variance() -> None:
    luck = np.random.default_rng(8)
    shares = [parts(of_draws(luck.normal(size=DRAWS * EACH)), resamples=2).share for _ in range(50)]
    assert min(shares) == 0.0
    assert np.mean(shares) < 0.02


def test_parts_are_unknown_where_no_draw_has_two_trials_and_nothing_varies() -> None:
    assert math.isnan(parts(totals(np.arange(5.0), np.arange(5), 5)).share)
    still = parts(of_draws(np.ones(DRAWS * EACH)))
    assert (still.parameters, still.chance) == (0.0, 0.0)
    assert math.isnan(still.share)


def test_a_draw_alone_has_no_interval() -> None:
    found = clustered_mean(totals(np.array([1.0, 2.0]), np.array([0, 0]), 1))
    assert found.estimate == 1.5
    assert math.isnan(found.low)
