"""Intervals of contrasts: published examples, exact symmetries, coverage of a known truth."""

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize
from scipy.stats import chi2, sem, t

from sim.analysis.contrasts import (
    Contrast,
    of_shares,
    paired_difference,
    paired_ratio,
    unpaired_difference,
    unpaired_ratio,
)
from sim.analysis.contrasts_of_means import (
    FEW,
    Mean,
    Moments,
    of_means,
    paired_mean_difference,
)
from sim.analysis.intervals import freedom_of

COUNTS = st.integers(0, 300)
REPEATS = 4000


def test_published_example_of_matched_pairs() -> None:
    # Airway hyper-responsiveness before and after treatment, 21 children (Fagerland, Lydersen &
    # Laake 2014, doi:10.1002/sim.6148): 1 in both, 1 before only, 7 after only, 12 in neither.
    assert paired_difference(7, 1, 21) == pytest.approx((-0.517, -0.026), abs=5e-4)
    assert paired_ratio(1, 7, 1, 21) == pytest.approx((0.065, 0.907), abs=5e-4)


def test_published_example_of_independent_arms() -> None:
    # 7 of 34 against 1 of 34 (Fagerland, Lydersen & Laake 2015, doi:10.1177/0962280211415469).
    assert float(unpaired_ratio(1, 7, 34)[1]) == pytest.approx(43, abs=0.5)


def constrained_square(
    counts: tuple[int, int, int, int], of: Callable[..., float], value: float
) -> float:
    """Squared score of ``of(p) = value``, its variance at the likeliest p sought numerically."""
    n = sum(counts)

    def loss(p: Any) -> float:
        return -float(np.sum(np.array(counts) * np.log(p)))

    rules = [
        {"type": "eq", "fun": lambda p: p.sum() - 1.0},
        {"type": "eq", "fun": lambda p: of(p, value)},
    ]
    start = (np.array(counts) + 1.0) / (n + 4.0)
    best = minimize(
        loss, start, bounds=[(1e-9, 1)] * 4, constraints=rules, method="SLSQP", tol=1e-14
    ).x
    # The slope of ``of`` in each cell gives the variance of the multinomial under the constraint.
    slopes = np.array([of(cell, value) for cell in np.eye(4)])
    observed = float(slopes @ np.array(counts)) / n
    variance = float(slopes**2 @ best - (slopes @ best) ** 2) / n
    return observed**2 / variance


@pytest.mark.parametrize("counts", [(30, 12, 25, 83), (5, 9, 2, 34)])
def test_ends_of_matched_intervals_are_where_the_score_meets_its_quantile(
    counts: tuple[int, int, int, int],
) -> None:
    both, a_only, b_only, _ = counts
    n = sum(counts)
    quantile = float(chi2.ppf(0.95, 1))
    for end in paired_difference(a_only, b_only, n):
        square = constrained_square(counts, lambda p, d: p[2] - p[1] - d * p.sum(), float(end))
        assert square == pytest.approx(quantile, rel=1e-3)
    for end in paired_ratio(both, a_only, b_only, n):
        square = constrained_square(
            counts, lambda p, t: p[0] + p[2] - t * (p[0] + p[1]), float(end)
        )
        assert square == pytest.approx(quantile, rel=1e-3)


@given(COUNTS, COUNTS, COUNTS, COUNTS)
@settings(max_examples=200, deadline=None)
def test_intervals_hold_their_estimates_and_turn_round_with_the_arms(
    both: int, a_only: int, b_only: int, neither: int
) -> None:
    if both + a_only + b_only + neither == 0:
        return
    here, there = (
        of_shares(both, a_only, b_only, neither),
        of_shares(both, b_only, a_only, neither),
    )
    for low, high in ((here.low, here.high), (here.unpaired_low, here.unpaired_high)):
        assert -1 <= low <= here.difference + 1e-12
        assert here.difference - 1e-12 <= high <= 1
    assert here.low == pytest.approx(-there.high, abs=1e-9)
    assert here.unpaired_low == pytest.approx(-there.unpaired_high, abs=1e-9)
    if both + a_only + b_only == 0:
        assert math.isnan(here.ratio)
        return
    assert here.ratio_low <= here.ratio * (1 + 1e-9)
    assert here.ratio <= here.ratio_high * (1 + 1e-9)
    if here.ratio_low > 0:
        assert here.ratio_low == pytest.approx(1 / there.ratio_high, rel=1e-6)


def test_arms_that_never_differ_differ_by_exactly_zero() -> None:
    shares = of_shares(40, 0, 0, 60)
    assert shares.difference == 0.0
    assert shares.ratio == 1.0
    assert shares.low == -shares.high
    same = np.arange(100.0)
    means = of_means(moments(same, same), True)
    assert means.difference == 0.0
    assert math.isnan(means.low)
    assert means.variance_factor == math.inf


def test_variance_factor_is_what_matching_saved_even_below_one() -> None:
    assert of_shares(40, 10, 10, 40).variance_factor == pytest.approx(0.5 / 0.2)
    assert of_shares(0, 50, 50, 0).variance_factor == pytest.approx(0.5)
    a = np.array([1.0, 2.0, 3.0, 4.0])
    together, against = of_means(moments(a, 2.0 * a), True), of_means(moments(a, a[::-1]), True)
    assert together.variance_factor == pytest.approx(5.0)
    assert against.variance_factor == pytest.approx(0.5)


def test_no_trials_are_refused() -> None:
    with pytest.raises(ValueError, match="at least one"):
        of_shares(0, 0, 0, 0)


def moments(a: Any, b: Any) -> Moments:
    """Moments of two amounts of matched trials, worked out at once."""

    def mean(values: Any) -> Mean:
        apart = values - values.mean()
        freedom = freedom_of(float((apart**2).sum()), float((apart**4).sum()), values.size)
        return Mean(float(values.mean()), float(sem(values)), freedom)

    gains, losses = np.maximum(b - a, 0.0), np.maximum(a - b, 0.0)
    differing = int(np.count_nonzero(a != b))
    return Moments(mean(a), mean(b), mean(gains), mean(losses), float(sem(b - a)), differing)


def moments_of_few(sizes: Any, trials: int) -> Moments:
    """Moments of an amount that is 0 throughout in A, and in B but for ``sizes``."""
    none, own = Mean(0.0, 0.0, trials - 1.0), []
    for values in (sizes, np.maximum(sizes, 0.0), np.maximum(-sizes, 0.0)):
        mean = values.sum() / trials
        apart, rest = values - mean, trials - values.size
        squares, fourths = ((apart**k).sum() + rest * mean**k for k in (2, 4))
        error = math.sqrt(squares / (trials - 1) / trials)
        own.append(Mean(float(mean), error, freedom_of(float(squares), float(fourths), trials)))
    return Moments(none, *own, own[0].error, sizes.size)


def unpaired_square(a: int, b: int, n: int, of: Callable[..., float], value: float) -> float:
    """Squared score of ``of(p) = value`` for independent arms, the likeliest p sought numerically."""

    def loss(p: Any) -> float:
        return -float(a * np.log(p[0]) + (n - a) * np.log(1 - p[0])) - float(
            b * np.log(p[1]) + (n - b) * np.log(1 - p[1])
        )

    rule = {"type": "eq", "fun": lambda p: of(p, value)}
    best = minimize(
        loss,
        ((a + 1) / (n + 2), (b + 1) / (n + 2)),
        bounds=[(1e-9, 1 - 1e-9)] * 2,
        constraints=[rule],
        method="SLSQP",
        tol=1e-14,
    ).x
    slopes = np.array([of(corner, value) - of((0, 0), value) for corner in np.eye(2)])
    variance = float(slopes**2 @ (best * (1 - best))) / n
    return float(of((a / n, b / n), value)) ** 2 / variance


@pytest.mark.parametrize(("a", "b", "n"), [(30, 55, 150), (1, 7, 34), (40, 12, 60)])
def test_ends_of_unpaired_intervals_are_where_the_score_meets_its_quantile(
    a: int, b: int, n: int
) -> None:
    quantile = float(chi2.ppf(0.95, 1))
    for end in unpaired_difference(a, b, n):
        square = unpaired_square(a, b, n, lambda p, d: p[1] - p[0] - d, float(end))
        assert square == pytest.approx(quantile, rel=1e-3)
    for end in unpaired_ratio(a, b, n):
        square = unpaired_square(a, b, n, lambda p, t: p[1] - t * p[0], float(end))
        assert square == pytest.approx(quantile, rel=1e-3)


def assert_rows_agree(found: Contrast) -> None:
    """Difference and ratio say the same of no difference; matching that helps widens nothing."""
    edge = 1e-6
    for low, high, ratio_low, ratio_high in (
        (found.low, found.high, found.ratio_low, found.ratio_high),
        (
            *(found.unpaired_low, found.unpaired_high),
            *(found.ratio_unpaired_low, found.ratio_unpaired_high),
        ),
    ):
        if math.isnan(low) or math.isnan(ratio_low) or min(abs(low), abs(high)) < edge:
            continue
        assert (low <= 0.0 <= high) == (ratio_low <= 1.0 <= ratio_high), found
    if found.variance_factor >= 1.0 and not math.isnan(found.low + found.unpaired_low):
        assert found.unpaired_low <= found.low <= found.high <= found.unpaired_high
        if not math.isnan(found.ratio_low):
            assert found.ratio_unpaired_low <= found.ratio_low
            assert found.ratio_high <= found.ratio_unpaired_high


@given(COUNTS, COUNTS, COUNTS, COUNTS)
@example(0, 0, 5, 0)
@example(0, 0, 0, 9)
@example(7, 0, 0, 0)
@example(0, 3, 0, 40)
@example(100, 0, 6, 0)
@settings(max_examples=200, deadline=None)
def test_no_row_of_shares_contradicts_another(
    both: int, a_only: int, b_only: int, neither: int
) -> None:
    if both + a_only + b_only + neither:
        assert_rows_agree(of_shares(both, a_only, b_only, neither))


@given(st.integers(0, 2**32), st.integers(2, 40), st.floats(0.0, 1.0), st.floats(0.0, 3.0))
@settings(max_examples=300, deadline=None)
def test_no_row_of_means_contradicts_another(
    seed: int, trials: int, shared: float, times: float
) -> None:
    random = np.random.default_rng(seed)
    a = random.gamma(0.3, 1.0, trials)
    b = times * (shared * a + (1.0 - shared) * random.gamma(0.3, 1.0, trials))
    assert_rows_agree(of_means(moments(a, b), True))


def test_one_trial_that_differs_of_many_excludes_no_difference() -> None:
    a = np.zeros(5000)
    for differing in (1, 2, 3):
        b = a.copy()
        b[:differing] = 1.0
        found = of_means(moments(a, b), True)
        assert found.low < 0.0 < found.difference < found.high


def test_the_interval_of_differences_by_one_is_tangos_where_few_trials_differ() -> None:
    # Many degrees of freedom make Student's quantile the normal one.
    for a_only, b_only, trials in ((7, 40, 10**6), (3, 0, 10**6), (12, 12, 10**6)):
        parts = [
            Mean(count / trials, math.sqrt(count) / trials, 10**9) for count in (b_only, a_only)
        ]
        low, high = paired_mean_difference(*parts, math.sqrt(a_only + b_only) / trials)
        expected = paired_difference(a_only, b_only, trials)
        assert (low, high) == pytest.approx(tuple(map(float, expected)), rel=1e-4)


def test_the_interval_of_many_differences_is_students() -> None:
    random = np.random.default_rng(4)
    a = random.normal(10.0, 1.0, 100_000)
    b = a + random.normal(0.1, 1.0, a.size)
    low, high = t.interval(0.95, a.size - 1, (b - a).mean(), sem(b - a))
    found = of_means(moments(a, b), True)
    assert (found.low, found.high) == pytest.approx((low, high), rel=1e-3)


def test_turning_the_arms_round_turns_the_interval_of_means_round() -> None:
    random = np.random.default_rng(5)
    a = np.zeros(500)
    b = np.where(random.random(500) < 0.1, random.normal(1.0, 2.0, 500), 0.0)
    here, there = of_means(moments(a, b), False), of_means(moments(b, a), False)
    assert here.low < here.difference < here.high
    assert (here.low, here.high) == pytest.approx((-there.high, -there.low))
    assert (here.unpaired_low, here.unpaired_high) == pytest.approx(
        (-there.unpaired_high, -there.unpaired_low)
    )


def test_means_that_few_trials_change_are_marked() -> None:
    a = np.zeros(5000)
    for differing in (FEW - 1, FEW):
        b = a.copy()
        b[:differing] = np.arange(differing) + 1.0
        assert of_means(moments(a, b), True).method == ("few" if differing < FEW else "score")


AMOUNTS = {
    "ones": (lambda random, n: np.ones(n), 1.0),
    "signs": (lambda random, n: random.choice((-1.0, 2.0), n), 0.5),
    "heavy": (lambda random, n: random.exponential(1.0, n), 1.0),
    "heavier": (lambda random, n: random.lognormal(0.0, 1.0, n), math.exp(0.5)),
    "heavy, of both signs": (
        lambda random, n: random.exponential(1.0, n) * random.choice((-1.0, 1.0, 1.0), n),
        1.0 / 3.0,
    ),
}


@pytest.mark.parametrize("rate", [20, pytest.param(120, marks=pytest.mark.slow)])
@pytest.mark.parametrize("amounts", AMOUNTS)
def test_intervals_of_means_cover_the_truth_where_few_trials_differ(
    rate: int, amounts: str
) -> None:
    # 2,000 repeats have a standard error of half a point. Where about 20 trials differ by one of two
    # amounts, one of either sign, the interval is somewhat wide (97.1%).
    trials, random = 10_000, np.random.default_rng(rate)
    draw, mean = AMOUNTS[amounts]
    held = []
    for _ in range(2000):
        sizes = draw(random, random.binomial(trials, rate / trials))
        found = of_means(moments_of_few(sizes, trials), False)
        held.append(found.low <= rate / trials * mean <= found.high)
    assert 0.93 <= np.mean(held) <= (0.98 if rate == 20 else 0.97)


def covered(low: Any, high: Any, truth: float) -> float:
    return float(np.mean((np.asarray(low) <= truth) & (truth <= np.asarray(high))))


@pytest.mark.parametrize(
    "cells", [(0.30, 0.10, 0.05, 0.55), (0.50, 0.02, 0.08, 0.40), (0.05, 0.10, 0.12, 0.73)]
)
def test_matched_intervals_of_shares_cover_the_truth(cells: tuple[float, ...]) -> None:
    trials = 500
    both, a_only, b_only, _ = np.random.default_rng(1).multinomial(trials, cells, REPEATS).T
    low, high = paired_difference(a_only, b_only, trials)
    assert 0.94 <= covered(low, high, cells[2] - cells[1]) <= 0.96
    low, high = paired_ratio(both, a_only, b_only, trials)
    truth = (cells[0] + cells[2]) / (cells[0] + cells[1])
    assert 0.94 <= covered(low, high, truth) <= 0.96


@pytest.mark.parametrize("shares", [(0.4, 0.35), (0.1, 0.2), (0.5, 0.5)])
def test_unpaired_intervals_of_shares_cover_the_truth_of_independent_arms(
    shares: tuple[float, float],
) -> None:
    trials = 500
    random = np.random.default_rng(2)
    a, b = (random.binomial(trials, share, REPEATS) for share in shares)
    low, high = unpaired_difference(a, b, trials)
    assert 0.94 <= covered(low, high, shares[1] - shares[0]) <= 0.96
    low, high = unpaired_ratio(a, b, trials)
    assert 0.94 <= covered(low, high, shares[1] / shares[0]) <= 0.96


@pytest.mark.parametrize("shared", [0.0, 0.8])
def test_intervals_of_means_cover_the_truth(shared: float) -> None:
    trials = 100
    random = np.random.default_rng(3)
    common = random.gamma(2.0, 1.0, (REPEATS, trials))
    own = random.gamma(2.0, 1.0, (2, REPEATS, trials))
    a = shared * common + (1.0 - shared) * own[0]
    b = 1.5 * (shared * common + (1.0 - shared) * own[1])
    found = [of_means(moments(x, y), True) for x, y in zip(a, b, strict=True)]
    paired = covered([c.low for c in found], [c.high for c in found], 1.0)
    ratio = covered([c.ratio_low for c in found], [c.ratio_high for c in found], 1.5)
    unpaired = covered([c.unpaired_low for c in found], [c.unpaired_high for c in found], 1.0)
    assert 0.94 <= paired <= 0.96
    assert 0.94 <= ratio <= 0.96
    # What is shared makes the unpaired interval wider than it need be, never too narrow.
    assert 0.94 <= unpaired <= 0.96 if shared == 0.0 else unpaired > 0.97
