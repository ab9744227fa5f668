"""Shares of trials with their intervals, as numbers and in words."""

from typing import Any

import numpy as np
import pandas as pd

from ..analysis.clusters import clustered_share, totals
from ..analysis.intervals import LEVEL, bound_of_none, wilson
from ..arrays import Floats, Integers, Truths
from ..engine.table import DRAW
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


def draws_of(trials: pd.DataFrame) -> Integers | None:
    """Number of each trial's parameter draw; None where trials have none."""
    return trials[DRAW].to_numpy(dtype=np.int64) if DRAW in trials else None


def share_intervals(
    happened: Truths,
    draw: Integers | None = None,
    level: float = LEVEL,
) -> tuple[Floats, Floats]:
    """Interval of the share of each of several things, clustered by draw where trials have draws.

    Parameters
    ----------
    happened : array of bool, shape (trials, things)
        At least one trial.
    draw : array of int, shape (trials,), optional
        Number of each trial's parameter draw.
    """
    if draw is None:
        return share_interval(happened.sum(axis=0), len(happened), level)
    draws = int(draw.max()) + 1
    columns = happened.T.astype(np.float64)
    found = [clustered_share(totals(column, draw, draws), level) for column in columns]
    return np.array([each.low for each in found]), np.array([each.high for each in found])


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
