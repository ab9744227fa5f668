"""Intervals agree with known values and cover what they promise."""

import math

import numpy as np
import pytest
from scipy.stats import binom, binomtest, t

from sim.analysis.intervals import bound_of_none, mean, mean_within, repeated_share, share, wilson


@pytest.mark.parametrize(("count", "trials"), [(1, 10), (5, 10), (9, 10), (37, 1000), (999, 1000)])
@pytest.mark.parametrize("level", [0.9, 0.95, 0.99])
def test_wilson_agrees_with_an_independent_implementation(
    count: int, trials: int, level: float
) -> None:
    expected = binomtest(count, trials).proportion_ci(level, method="wilson")
    low, high = wilson(count, trials, level)
    assert low == pytest.approx(expected.low, rel=1e-12)
    assert high == pytest.approx(expected.high, rel=1e-12)


def test_wilson_stays_within_zero_and_one_at_the_ends() -> None:
    low, high = wilson([0, 8], 8)
    assert low[0] == 0.0
    assert high[1] == 1.0
    assert 0.0 < high[0] < 1.0
    assert 0.0 < low[1] < 1.0


@pytest.mark.parametrize(("count", "trials"), [(-1, 5), (6, 5), (0, 0)])
def test_counts_outside_their_trials_are_refused(count: int, trials: int) -> None:
    with pytest.raises(ValueError, match="trial"):
        wilson(count, trials)


@pytest.mark.parametrize("trials", [1, 10, 10_000, 10_000_000])
def test_seeing_none_leaves_the_exact_one_sided_bound(trials: int) -> None:
    bound = bound_of_none(trials)
    assert bound == pytest.approx(1.0 - 0.05 ** (1.0 / trials), rel=1e-8)
    expected = binomtest(0, trials).proportion_ci(0.90, method="exact").high
    assert bound == pytest.approx(expected, rel=1e-6)


def test_the_bound_of_none_approaches_the_rule_of_three() -> None:
    assert bound_of_none(10_000) * 10_000 == pytest.approx(3.0, rel=0.002)


def test_zero_of_many_and_all_of_many_are_bounds_and_nothing_of_nothing_is_unknown() -> None:
    none, every, unknown = share(0, 100), share(100, 100), share(0, 0)
    assert (none.low, none.method) == (0.0, "bound")
    assert none.high == bound_of_none(100)
    assert (every.high, every.method) == (1.0, "bound")
    assert every.low == 1.0 - bound_of_none(100)
    assert math.isnan(unknown.estimate)


@pytest.mark.parametrize("true_share", [0.01, 0.1, 0.5, 0.9])
def test_the_interval_of_a_share_covers_it_about_as_often_as_it_says(true_share: float) -> None:
    trials = 200
    counts = np.arange(trials + 1)
    found = [share(int(count), trials) for count in counts]
    covered = [interval.low <= true_share <= interval.high for interval in found]
    coverage = float(np.sum(binom.pmf(counts, trials, true_share)[covered]))
    assert 0.92 < coverage < 0.99


def test_one_chance_a_trial_makes_a_repeated_share_a_plain_one() -> None:
    taken = np.array([1.0] * 30 + [0.0] * 70)
    repeated, plain = repeated_share(taken, np.ones(100)), share(30, 100)
    assert repeated.estimate == plain.estimate
    assert repeated.low == pytest.approx(plain.low, abs=1e-3)
    assert repeated.high == pytest.approx(plain.high, abs=1e-3)


def test_chances_that_go_together_count_for_less_than_independent_ones() -> None:
    together = repeated_share(np.repeat([5.0, 0.0], 50), np.full(100, 5.0))
    trials = share(50, 100)
    assert together.low == pytest.approx(trials.low, abs=2e-3)
    independent = share(250, 500)
    assert together.high - together.low > 1.8 * (independent.high - independent.low)


def test_no_chance_taken_is_bounded_by_the_trials_that_held_one() -> None:
    found = repeated_share(np.zeros(6), np.array([0, 2, 2, 2, 0, 9]))
    assert (found.estimate, found.high) == (0.0, bound_of_none(4))
    assert math.isnan(repeated_share(np.zeros(3), np.zeros(3)).estimate)


def test_the_interval_of_a_mean_is_students() -> None:
    values = np.array([1.0, 2.0, 4.0, 8.0])
    low, high = t.interval(0.95, 3, values.mean(), values.std(ddof=1) / 2.0)
    found = mean(np.append(values, np.nan))
    assert (found.low, found.high) == pytest.approx((low, high))
    assert found.method == "student"


@pytest.mark.parametrize("within", [(0.0, math.inf), (-math.inf, 60.0), (0.0, 60.0)])
@pytest.mark.parametrize("values", [[0, 0, 0, 0, 33], [0, 60], [60, 60, 60, 59], [1, 2, 1, 1, 40]])
def test_the_interval_of_a_mean_stays_within_the_range_of_its_values(
    values: list[float], within: tuple[float, float]
) -> None:
    found = mean(values, within=within)
    assert within[0] < found.low < found.estimate < found.high < within[1]
    assert found.method == "score"


def test_a_mean_between_zero_and_one_has_the_interval_of_a_share() -> None:
    # The error of a share of 30 in 100; so many degrees of freedom make Student's quantile normal.
    found = mean_within(0.3, math.sqrt(0.3 * 0.7 / 100), 10**12, 0.95, (0.0, 1.0))
    low, high = wilson(30, 100)
    assert (found.low, found.high) == pytest.approx((float(low), float(high)), rel=1e-6)


def test_a_far_end_of_a_range_is_as_good_as_none_and_ends_far_on_both_sides_give_students() -> None:
    values = np.array([3.0, 4.0, 9.0])
    open_above, far_above = mean(values, within=(0, math.inf)), mean(values, within=(0, 1e12))
    assert (open_above.low, open_above.high) == pytest.approx((far_above.low, far_above.high))
    student, far = mean(values), mean(values, within=(-1e12, 1e12))
    assert (far.low, far.high) == pytest.approx((student.low, student.high), rel=1e-3)


def test_turning_a_range_around_turns_the_interval_around() -> None:
    values = np.array([0.0, 1.0, 1.0, 7.0])
    found, turned = mean(values, within=(0, math.inf)), mean(-values, within=(-math.inf, 0))
    assert (turned.low, turned.high) == pytest.approx((-found.high, -found.low))


@pytest.mark.parametrize("trials", [5, 20])
def test_of_few_skewed_trials_the_interval_within_the_range_covers_more_than_students(
    trials: int,
) -> None:
    # The exponential's mean, with 2,000 repeats: a standard error of some 0.6 points.
    values = np.random.default_rng(12).exponential(1.0, (2000, trials))
    plain = [mean(row) for row in values]
    found = [mean(row, within=(0.0, math.inf)) for row in values]
    covered = [float(np.mean([i.low <= 1.0 <= i.high for i in each])) for each in (plain, found)]
    assert covered[1] > covered[0]
    assert 0.92 <= covered[1] <= 0.97


@pytest.mark.parametrize("values", [[3.0], [2.0, 2.0], [math.nan]])
def test_a_mean_without_spread_claims_no_interval(values: list[float]) -> None:
    assert math.isnan(mean(values).low)
    assert math.isnan(mean(values).high)


def test_the_interval_of_a_share_covers_95_percent_over_many_repeats() -> None:
    # 93 to 97% is four standard errors of 2,000 repeats either way.
    counts = np.random.default_rng(8).binomial(400, 0.3, 2000)
    low, high = wilson(counts, 400)
    assert 0.93 <= float(np.mean((low <= 0.3) & (high >= 0.3))) <= 0.97


def test_the_interval_of_a_mean_covers_95_percent_over_many_repeats() -> None:
    values = np.random.default_rng(9).gamma(2.0, 3.0, (2000, 200))
    found = [mean(row) for row in values]
    held = [interval.low <= 6.0 <= interval.high for interval in found]
    assert 0.93 <= float(np.mean(held)) <= 0.97


def test_the_interval_of_chances_that_go_together_covers_95_percent_over_many_repeats() -> None:
    # Each trial has up to six chances and a propensity of its own, so its chances go together.
    random = np.random.default_rng(10)
    held = []
    for _ in range(1000):
        chances = random.integers(0, 7, 300)
        taken = random.binomial(chances, random.beta(1.0, 2.0, 300))
        found = repeated_share(taken, chances)
        held.append(found.low <= 1.0 / 3.0 <= found.high)
    assert 0.93 <= float(np.mean(held)) <= 0.97
