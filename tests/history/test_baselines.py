"""Baselines from counts known by hand."""

import numpy as np
import pytest

from sim.analysis.scores import crps, mean, probabilities
from sim.history.baselines import BASELINES, MOST_EVEN, climatology, last_year, recent_mean


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
