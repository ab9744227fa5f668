"""Time to a first event, in trials that end at the horizon whether or not it came."""

from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from ..analysis.intervals import LEVEL
from ..arrays import Floats, Integers
from .shares import share_intervals


class Incidence(NamedTuple):
    """Cumulative incidence of a first event, at the turn of every month.

    All arrays have ``horizon + 1`` entries: entry t stands at the beginning of month t, the last at
    the end of the horizon. ``at_risk`` trials had not seen the event before month t; ``share`` of
    all trials had, with ``low`` to ``high`` its interval at that month alone.
    """

    at_risk: Integers
    share: Floats
    low: Floats
    high: Floats


def cumulative_incidence(
    first: Any,
    horizon: int,
    level: float = LEVEL,
    draw: Integers | None = None,
) -> Incidence:
    """Share of trials that have seen an event by each month.

    One minus the Kaplan-Meier estimate. Every trial is followed to the horizon and censored there,
    so the estimate at a month is a plain share of all trials and has a share's interval;
    Greenwood's would be empty wherever no trial, or every trial, has seen the event.

    Parameters
    ----------
    first : Series or array, shape (trials,)
        Month of the first event, 0 to ``horizon - 1``; missing (NA or NaN) where it never came.
    horizon : int
        Months of a trial, at least 1.
    level : float
        Coverage of the interval, above 0 and below 1.
    draw : array of int, shape (trials,), optional
        Number of each trial's parameter draw, by which intervals are then clustered.

    Raises
    ------
    ValueError
        If there are no trials, or a month lies outside the horizon.

    References
    ----------
    Kaplan & Meier 1958, doi:10.1080/01621459.1958.10501452
    """
    months = pd.to_numeric(pd.Series(first)).to_numpy(dtype=np.float64, na_value=np.nan)
    seen = months[~np.isnan(months)].astype(np.int64)
    if seen.size and (seen.min() < 0 or seen.max() >= horizon):
        raise ValueError(f"first months must lie between 0 and {horizon - 1}, within the horizon")
    before = np.concatenate(([0], np.cumsum(np.bincount(seen, minlength=horizon))))
    # Missing months are later than any.
    by = np.nan_to_num(months, nan=np.inf)[:, None] < np.arange(horizon + 1)
    low, high = share_intervals(by, draw, level)
    return Incidence(months.size - before, before / months.size, low, high)
