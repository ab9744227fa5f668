"""Baselines from counts known by hand."""

import numpy as np
import pytest

from sim.analysis.scores import crps, mean, probabilities
from sim.history.baselines import (
    BASELINES,
    MOST_EVEN,
    SUMS,
    autoregressive,
    climatology,
    climatology_sum,
    last_year,
    recent_mean,
    sums,
)


def test_climatology_is_how_often_each_count_was_seen() -> None:
    assert climatology(np.array([0.0, 2.0, 0.0, 1.0]))["counts"] == [2, 1, 1]


def test_the_recent_mean_sees_twelve_months_and_is_never_nothing() -> None:
    assert recent_mean(np.array([50.0, *[1.0] * 12])) == pytest.approx(12.5 / 12)
    assert recent_mean(np.zeros(40)) == pytest.approx(0.5 / 12)
    assert recent_mean(np.array([3.0, 3.0])) == pytest.approx(6.5 / 2)


def test_the_size_of_the_negative_binomial_is_found_again() -> None:
    rng = np.random.default_rng(0)
    counts = rng.negative_binomial(1.5, 1.5 / (1.5 + 3.0), 3000).astype(float)
    # The mean of the last twelve months is a guess at 3, which adds a little spread.
    assert last_year(counts)["size"] == pytest.approx(1.5, rel=0.3)


def test_counts_without_overdispersion_are_as_good_as_poisson() -> None:
    assert last_year(np.tile([1.0, 2.0], 60))["size"] > MOST_EVEN / 10


@pytest.mark.parametrize("name", BASELINES)
@pytest.mark.parametrize("counts", [[0.0] * 30, [4.0] * 3, [0.0, 9.0] * 20])
def test_every_baseline_is_a_distribution_that_can_be_scored(
    name: str, counts: list[float]
) -> None:
    made = BASELINES[name](np.array(counts))
    assert probabilities(made).sum() == pytest.approx(1.0)
    assert crps(made, 3) >= 0
    assert mean(made) >= 0


def test_sums_of_months_in_a_row() -> None:
    assert sums(np.array([1.0, 2.0, 3.0, 4.0]), 2).tolist() == [3.0, 5.0, 7.0]
    assert climatology_sum(np.array([1.0, 0.0, 1.0, 0.0]), 2)["counts"] == [0, 3]


def test_a_negative_binomial_autoregression_is_found_again() -> None:
    rng = np.random.default_rng(2)
    counts = [1.0]
    for _ in range(4000):
        average = 0.8 + 0.5 * counts[-1]
        counts.append(float(rng.negative_binomial(2.0, 2.0 / (2.0 + average))))
    found = autoregressive(np.array([*counts, 4.0]), 1)
    assert found["mean"] == pytest.approx(0.8 + 0.5 * 4.0, rel=0.1)
    assert found["size"] == pytest.approx(2.0, rel=0.2)
    # In the long run the mean is 0.8 / (1 - 0.5), whatever the last month was.
    assert mean(autoregressive(np.array(counts), 24)) == pytest.approx(24 * 1.6, rel=0.1)


@pytest.mark.parametrize("name", SUMS)
@pytest.mark.parametrize("months", [1, 12, 24])
def test_every_baseline_of_sums_can_be_scored_and_is_the_same_again(name: str, months: int) -> None:
    counts = np.random.default_rng(3).poisson(1.3, 100).astype(float)
    made = SUMS[name](counts, months)
    assert made == SUMS[name](counts, months)
    assert mean(made) == pytest.approx(1.3 * months, rel=0.5)
    assert crps(made, 3 * months) >= 0
