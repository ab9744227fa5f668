"""Shares as figures show them are those of the summary."""

import numpy as np
import pytest

from sim.analysis.intervals import share
from sim.report.shares import share_interval, share_words


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
