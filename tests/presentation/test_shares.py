"""Shares as figures show them are those of the summary."""

import numpy as np
import pandas as pd
import pytest

from sim.analysis.clusters import clustered_share, totals
from sim.analysis.intervals import share
from sim.presentation.shares import (
    FEW,
    draws_of,
    interval_text,
    share_interval,
    share_intervals,
    share_text,
    share_words,
)


@pytest.mark.parametrize("trials", [1, 2, 37, 10_000])
def test_intervals_are_those_of_the_summary(trials: int) -> None:
    counts = np.unique([0, 1, trials // 2, trials - 1, trials])
    low, high = share_interval(counts, trials)
    expected = [share(count, trials) for count in counts]
    assert low == pytest.approx([interval.low for interval in expected])
    assert high == pytest.approx([interval.high for interval in expected])


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (0, "none; at most 3.0%"),
        (12, "12.0% (7.0 to 19.8%)"),
        (100, "all; at least 97.0%"),
    ],
)
def test_a_share_of_a_hundred_trials_is_said_with_its_interval(count: int, said: str) -> None:
    low, high = share_interval(count, 100)
    assert share_words(count, 100, float(low), float(high)) == said


@pytest.mark.parametrize(
    ("count", "cases", "said"),
    [(0, 1, "none; at most 95%"), (2, 5, "2 of 5 (12 to 77%)"), (6, 6, "all; at least 61%")],
)
def test_few_cases_are_counted_and_their_interval_has_no_decimals(
    count: int, cases: int, said: str
) -> None:
    low, high = share_interval(count, cases)
    assert share_words(count, cases, float(low), float(high)) == said


def test_percentages_begin_where_cases_are_no_longer_few() -> None:
    assert share_text(3, FEW - 1) == "3 of 19"
    assert share_text(3, FEW) == "15.0%"


def test_a_bound_beyond_what_percentages_tell_apart_is_said_in_words() -> None:
    assert interval_text(0.0, 1e-6, 3_000_000) == "under 0.001%"
    assert interval_text(1.0 - 1e-6, 1.0, 3_000_000) == "over 99.999%"
    assert interval_text(0.9999, 1.0, 30_000) == "at least 99.99%"


def test_without_draws_intervals_are_those_of_the_counts():
    happened = np.random.default_rng(0).random((200, 3)) < [0.0, 0.3, 1.0]
    made = share_intervals(happened)
    assert np.array_equal(made, share_interval(happened.sum(axis=0), 200))


def test_with_draws_intervals_are_clustered_and_never_narrower():
    rng = np.random.default_rng(1)
    draw = np.arange(2000) % 50
    happened = (rng.random(50)[draw] < 0.4)[:, None] & (rng.random((2000, 2)) < [0.9, 0.5])
    low, high = share_intervals(happened, draw)
    for k in range(2):
        alone = clustered_share(totals(happened[:, k].astype(float), draw, 50))
        assert (low[k], high[k]) == (alone.low, alone.high)
    plain_low, plain_high = share_interval(happened.sum(axis=0), 2000)
    assert (high - low > 1.5 * (plain_high - plain_low)).all()


def test_draws_are_those_of_the_column_and_none_without_it():
    assert draws_of(pd.DataFrame({"draw": [2, 0]})).tolist() == [2, 0]
    assert draws_of(pd.DataFrame({"other": [2, 0]})) is None
