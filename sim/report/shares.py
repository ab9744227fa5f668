"""Shares of trials with their intervals, as numbers and in words."""

from typing import Any

import numpy as np

from ..analysis.intervals import LEVEL, Floats, bound_of_none, wilson
from .naming import percent

INTERVAL = "95% Wilson interval, or one-sided 95% bound where none or all of the trials did"
"""What the intervals of shares are, for captions."""

FEW = 20
"""Of fewer cases than these a share is told as a count: a percentage would claim a precision."""


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


def share_text(count: float, cases: int) -> str:
    """A share in words: a percentage, or a count such as "2 of 5" where there are few cases."""
    return f"{count:,.0f} of {cases:,}" if cases < FEW else percent(count / cases)


def interval_text(low: float, high: float, cases: int) -> str:
    """The interval of a share in words, without decimals where there are few cases.

    An interval that begins at 0 or ends at 1 is a bound, and said as one.
    """
    ends = [f"{100.0 * end:.0f}%" if cases < FEW else percent(end) for end in (low, high)]
    if low == 0.0:
        return f"under {ends[1][1:]}" if ends[1].startswith("<") else f"at most {ends[1]}"
    if high == 1.0:
        return f"over {ends[0][1:]}" if ends[0].startswith(">") else f"at least {ends[0]}"
    return f"{ends[0]} to {ends[1]}"


def share_words(count: int, trials: int, low: float, high: float) -> str:
    """A share and its interval in words; of none and of all, the bound."""
    said = interval_text(low, high, trials)
    if count in (0, trials):
        return f"{'all' if count else 'none'}; {said}"
    return f"{share_text(count, trials)} ({said.replace('% to', ' to')})"
