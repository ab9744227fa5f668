"""Shares of trials with their intervals, as numbers and in words."""

from typing import Any

import numpy as np

from ..analysis.intervals import LEVEL, Floats, bound_of_none, wilson
from .naming import percent

INTERVAL = "95% Wilson interval, or one-sided 95% bound where none or all of the trials did"
"""What the intervals of shares are, for captions."""


def share_interval(count: Any, trials: int, level: float = LEVEL) -> tuple[Floats, Floats]:
    """Interval of each share: Wilson's, or a one-sided bound where none or all of the trials count.

    The same as ``analysis.intervals.share``, for arrays.

    Parameters
    ----------
    count : array of int
        Trials in which something happened, from 0 to ``trials``.
    trials : int
        All trials, at least 1.
    level : float
        Coverage, above 0 and below 1.

    Raises
    ------
    ValueError
        If there are no trials or a count lies outside them.
    """
    counts = np.asarray(count)
    low, high = wilson(counts, trials, level)
    bound = bound_of_none(trials, level)
    return np.where(counts == trials, 1.0 - bound, low), np.where(counts == 0, bound, high)


def share_words(count: int, trials: int, low: float, high: float) -> str:
    """A share and its interval in words; of none and of all, the bound."""
    if count == 0:
        return f"none; at most {percent(high)}"
    if count == trials:
        return f"all; at least {percent(low)}"
    return f"{percent(count / trials)} ({percent(low)[:-1]} to {percent(high)})"
