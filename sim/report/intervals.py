"""Intervals of shares of trials."""

from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.special import ndtri

Floats = npt.NDArray[np.float64]


def wilson(count: Any, trials: int, level: float = 0.95) -> tuple[Floats, Floats]:
    """Wilson score interval of a share, which is never empty: none in n has an upper bound too.

    Parameters
    ----------
    count : int or array of int
        Trials in which something happened, 0 to ``trials``.
    trials : int
        All trials, at least 1.
    level : float
        Coverage, above 0 and below 1.

    Returns
    -------
    low, high : array of float, shape of ``count``
        Ends of the interval, in [0, 1].

    Raises
    ------
    ValueError
        If there are no trials or a count lies outside 0 to ``trials``.

    References
    ----------
    Wilson 1927, doi:10.1080/01621459.1927.10502953
    """
    counts = np.asarray(count, dtype=np.float64)
    if trials < 1:
        raise ValueError(f"a share needs at least 1 trial, not {trials}")
    if np.any(counts < 0) or np.any(counts > trials):
        raise ValueError(f"counts must lie between 0 and {trials}, the number of trials")
    z = float(ndtri(0.5 + level / 2.0))
    share = counts / trials
    centre = (share + z * z / (2.0 * trials)) / (1.0 + z * z / trials)
    spread = np.sqrt(share * (1.0 - share) / trials + (z / (2.0 * trials)) ** 2)
    half = z * spread / (1.0 + z * z / trials)
    low = np.where(counts == 0, 0.0, np.maximum(centre - half, 0.0))
    high = np.where(counts == trials, 1.0, np.minimum(centre + half, 1.0))
    return low, high
