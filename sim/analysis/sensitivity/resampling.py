"""Bootstrap over the rows of a design, which are what was independent."""

import numpy as np

from ...arrays import Floats
from ..intervals import LEVEL

RESAMPLES = 1000


def weights(rows: int, seed: int, resamples: int = RESAMPLES) -> Floats:
    """How often each row is drawn in each resample, as shares, shape (resamples, rows)."""
    random = np.random.default_rng([seed, rows])
    return random.multinomial(rows, np.full(rows, 1.0 / rows), resamples) / rows


def ends(resampled: Floats, level: float = LEVEL) -> tuple[Floats, Floats]:
    """Percentile interval of each column, shape (resamples, columns)."""
    low, high = np.quantile(resampled, (0.5 - level / 2.0, 0.5 + level / 2.0), axis=0)
    return np.asarray(low), np.asarray(high)
