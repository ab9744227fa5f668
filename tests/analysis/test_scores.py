"""Scores against values worked out by hand and against closed forms from the literature."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import ive
from scipy.stats import nbinom, poisson

from sim.analysis.scores import crps, log_score, mean, pit, pit_histogram, probabilities, quantiles

HALF = {"kind": "counts", "counts": [2, 1, 1]}
SAMPLES = st.lists(st.integers(0, 12), min_size=1, max_size=30)


def of(sample: list[int]) -> dict[str, object]:
    return {"kind": "counts", "counts": np.bincount(sample).tolist()}


def test_crps_of_four_trials_by_hand() -> None:
    # F is 1/2, 3/4, 1. Came 0: 1/4 + 1/16; came 2: 1/4 + 9/16; came 4: 1/4 + 9/16 + 1 + 1.
    assert crps(HALF, 0) == 0.3125
    assert crps(HALF, 2) == 0.8125
    assert crps(HALF, 4) == 2.8125


@given(SAMPLES, st.integers(0, 20))
def test_crps_equals_the_energy_form_of_the_ensemble(sample: list[int], came: int) -> None:
    # E|X - y| - E|X - X'| / 2, the form in which scoringrules computes crps_ensemble.
    x = np.array(sample, dtype=float)
    energy = np.abs(x - came).mean() - np.abs(x[:, None] - x[None, :]).mean() / 2
    assert crps(of(sample), came) == pytest.approx(energy, abs=1e-12)


@pytest.mark.parametrize("average", [0.1, 1.0, 4.2, 30.0])
@pytest.mark.parametrize("came", [0, 1, 5, 40])
def test_crps_of_a_poisson_equals_its_closed_form(average: float, came: int) -> None:
    # Wei and Held 2014, doi:10.1007/s11749-014-0380-8; ive is the Bessel function times exp(-2m).
    spread = average * (ive(0, 2 * average) + ive(1, 2 * average))
    density, below = poisson.pmf(came, average), poisson.cdf(came, average)
    closed = (came - average) * (2 * below - 1) + 2 * average * density - spread
    assert crps({"kind": "poisson", "mean": average}, came) == pytest.approx(closed, abs=1e-9)


def test_a_forecast_that_was_certain_and_right_loses_nothing() -> None:
    assert crps({"kind": "counts", "counts": [0, 0, 7]}, 2) == 0.0
    assert log_score({"kind": "counts", "counts": [0, 0, 10**9]}, 2) == pytest.approx(0.0, abs=1e-8)
    assert crps({"kind": "poisson", "mean": 0}, 0) == 0.0


def test_log_scores_are_those_of_the_probabilities() -> None:
    assert log_score({"kind": "poisson", "mean": 2.0}, 3) == pytest.approx(-poisson.logpmf(3, 2.0))
    binomial = {"kind": "negative_binomial", "mean": 2.0, "size": 0.5}
    assert log_score(binomial, 3) == pytest.approx(-nbinom.logpmf(3, 0.5, 0.2))


def test_what_no_trial_had_is_unlikely_and_not_impossible() -> None:
    # Mean 3/4: half a trial is spread geometrically with ratio 1 - 1 / 2.25.
    expected = (0.5 / 2.25) * (1 - 1 / 2.25) ** 5 / 4.5
    assert log_score(HALF, 5) == pytest.approx(-math.log(expected))
    assert log_score(HALF, 5) > log_score(HALF, 2) > log_score(HALF, 0)


@given(SAMPLES)
def test_the_smoothed_probabilities_add_up_to_one(sample: list[int]) -> None:
    assert sum(math.exp(-log_score(of(sample), k)) for k in range(600)) == pytest.approx(
        1, abs=1e-6
    )


def test_pit_intervals_of_counts() -> None:
    assert pit(HALF, 0) == (0.0, 0.5)
    assert pit(HALF, 2) == (0.75, 1.0)
    assert pit(HALF, 9) == (1.0, 1.0)


def test_a_forecast_scored_on_its_own_distribution_has_a_flat_pit() -> None:
    binomial = {"kind": "negative_binomial", "mean": 2.0, "size": 1.5}
    weights = probabilities(binomial)
    total = sum(
        weight * pit_histogram([pit(binomial, came)]) for came, weight in enumerate(weights)
    )
    assert total == pytest.approx(np.full(10, 0.1), abs=1e-9)


def test_pit_of_the_impossible_falls_into_the_last_part() -> None:
    assert pit_histogram([(1.0, 1.0)]).tolist() == [0.0] * 9 + [1.0]
    assert pit_histogram([(0.0, 0.0)]).tolist() == [1.0] + [0.0] * 9
    assert pit_histogram([(0.5, 0.5)])[4:6].tolist() == [0.5, 0.5]


@given(st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1)).map(sorted).map(tuple), min_size=1))
def test_pit_histograms_add_up_to_one(intervals: list[tuple[float, float]]) -> None:
    found = pit_histogram(intervals)
    assert found.sum() == pytest.approx(1.0)
    assert found.min() >= -1e-12


def test_quantiles_are_counts_that_hold_the_level() -> None:
    assert quantiles(HALF, [0.05, 0.5, 0.51, 0.75, 0.95]) == [0, 0, 1, 1, 2]
    assert quantiles({"kind": "poisson", "mean": 4.2}, [0.05, 0.5, 0.95]) == [1, 4, 8]


def test_means_of_the_three_kinds() -> None:
    assert mean(HALF) == 0.75
    assert mean({"kind": "poisson", "mean": 4.2}) == pytest.approx(4.2)
    assert mean({"kind": "negative_binomial", "mean": 4.2, "size": 0.3}) == pytest.approx(4.2)


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "counts", "counts": []},
        {"kind": "counts", "counts": [0, 0]},
        {"kind": "counts", "counts": [1, -1]},
        {"kind": "poisson", "mean": -1},
        {"kind": "negative_binomial", "mean": 1, "size": 0},
        {"kind": "normal", "mean": 1},
        {},
    ],
)
def test_what_is_no_distribution_of_counts_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="counts"):
        crps(wrong, 1)


# The library compiles at its first call.
@settings(deadline=None)
@given(SAMPLES, st.integers(0, 20))
def test_crps_of_trials_is_that_of_scoringrules(sample: list[int], came: int) -> None:
    scoringrules = pytest.importorskip("scoringrules")
    theirs = scoringrules.crps_ensemble(float(came), np.array(sample, dtype=float), estimator="nrg")
    assert crps(of(sample), came) == pytest.approx(float(theirs), abs=1e-9)


@pytest.mark.parametrize("average", [0.2, 1.7, 9.0])
@pytest.mark.parametrize("size", [0.3, 2.0, 40.0])
@pytest.mark.parametrize("came", [0, 1, 12])
def test_scores_of_known_distributions_are_those_of_scoringrules(
    average: float, size: float, came: int
) -> None:
    scoringrules = pytest.importorskip("scoringrules")
    uneven = {"kind": "negative_binomial", "mean": average, "size": size}
    stay = size / (size + average)
    theirs = float(scoringrules.crps_negbinom(float(came), size, stay))
    assert crps(uneven, came) == pytest.approx(theirs, abs=1e-6)
    # For sizes below 1 scoringrules 0.11 gives an infinite log score.
    if size >= 1.0:
        theirs = float(scoringrules.logs_negbinom(float(came), size, stay))
        assert log_score(uneven, came) == pytest.approx(theirs, abs=1e-9)
    even = {"kind": "poisson", "mean": average}
    assert crps(even, came) == pytest.approx(
        float(scoringrules.crps_poisson(float(came), average)), abs=1e-6
    )
    assert log_score(even, came) == pytest.approx(
        float(scoringrules.logs_poisson(float(came), average)), abs=1e-9
    )
