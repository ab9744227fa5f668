"""Cumulative incidence: known answers, and agreement with the product-limit estimate."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from sim.analysis.intervals import share
from sim.presentation.survival import cumulative_incidence


def test_five_trials_give_the_numbers_worked_out_by_hand() -> None:
    # Months 0, 2 and 2, and two trials without the event, over four months.
    first = pd.Series([2, 0, pd.NA, 2, pd.NA], dtype="Int64")
    curve = cumulative_incidence(first, 4)
    assert curve.at_risk.tolist() == [5, 4, 4, 2, 2]
    assert curve.share == pytest.approx([0.0, 0.2, 0.2, 0.6, 0.6])
    # Wilson 1927 for 1 and 3 of 5.
    assert curve.low[1] == pytest.approx(0.03622, abs=1e-5)
    assert curve.high[1] == pytest.approx(0.62447, abs=1e-5)
    assert curve.low[3] == pytest.approx(0.23072, abs=1e-5)
    assert curve.high[3] == pytest.approx(0.88238, abs=1e-5)


def test_the_share_is_one_minus_the_kaplan_meier_estimate() -> None:
    generator = np.random.default_rng(0)
    horizon = 40
    months = np.floor(generator.exponential(30.0, 500))
    months[months >= horizon] = np.nan
    missing = np.isnan(months)
    times = np.where(missing, horizon, months + 1)
    estimate = stats.ecdf(stats.CensoredData.right_censored(times, missing)).cdf
    curve = cumulative_incidence(months, horizon)
    assert curve.share == pytest.approx(estimate.evaluate(np.arange(horizon + 1)))


@pytest.mark.parametrize("seen", [0, 1, 7, 20])
def test_the_interval_is_that_of_a_share(seen: int) -> None:
    first = np.array([0.0] * seen + [np.nan] * (20 - seen))
    curve = cumulative_incidence(first, 1)
    expected = share(seen, 20)
    assert (curve.low[1], curve.high[1]) == pytest.approx((expected.low, expected.high))


def test_an_event_never_seen_has_an_upper_bound() -> None:
    curve = cumulative_incidence(pd.Series([pd.NA] * 100, dtype="Int64"), 12)
    assert curve.at_risk.tolist() == [100] * 13
    assert curve.share.tolist() == [0.0] * 13
    # The rule of three: about 3 in 100.
    assert curve.high[-1] == pytest.approx(1.0 - 0.05 ** (1 / 100))


@pytest.mark.parametrize("month", [-1, 12])
def test_a_month_outside_the_horizon_is_refused(month: int) -> None:
    with pytest.raises(ValueError, match="between 0 and 11"):
        cumulative_incidence([month], 12)


def test_no_trials_are_refused() -> None:
    with pytest.raises(ValueError, match="at least one trial"):
        cumulative_incidence(pd.Series([], dtype="Int64"), 12)


def test_with_draws_the_interval_at_each_month_is_clustered():
    draw = np.arange(600) % 20
    first = np.where(draw < 8, draw, np.nan)
    plain = cumulative_incidence(first, 12)
    by_draw = cumulative_incidence(first, 12, draw=draw)
    assert np.array_equal(plain.share, by_draw.share)
    assert (by_draw.high[2:] - by_draw.low[2:] > 2 * (plain.high[2:] - plain.low[2:])).all()
