"""Where the likeliest outcome changes over two parameters, and how sure that is of each cell."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

RESAMPLES = 500
UNDECIDED = 0.05
"""Share of resamples with another outcome above which a cell counts as undecided."""
Floats = npt.NDArray[np.float64]


class Tipping(NamedTuple):
    """What is likeliest in each cell.

    ``means`` (cells, options) are shares or means of the options, ``likeliest`` (cells,) the
    position of the largest, ``other`` (cells,) the share of resamples of the matched trials in which
    another one is the largest.
    """

    means: Floats
    likeliest: npt.NDArray[np.int64]
    other: Floats

    @property
    def undecided(self) -> npt.NDArray[np.bool_]:
        """Cells of which the trials do not say what is likeliest."""
        return self.other > UNDECIDED


def tipping(scores: Floats, seed: int = 0, resamples: int = RESAMPLES) -> Tipping:
    """The likeliest option of every cell, with a bootstrap over trials.

    All cells run the same trials, so a resample draws trial numbers once for all cells: what luck
    does alike everywhere moves no boundary.

    Parameters
    ----------
    scores : array (options, cells, trials)
        What each trial says of each option: 1 for the class it ended in and 0 for the others, or a
        number to be compared with the others.
    """
    options, cells, trials = scores.shape
    means = scores.mean(axis=2)
    likeliest = means.argmax(axis=0)
    counts = np.random.default_rng([seed, trials]).multinomial(
        trials, np.full(trials, 1.0 / trials), resamples
    )
    flat = scores.reshape(options * cells, trials)
    other = np.zeros(cells)
    for some in np.array_split(counts / trials, max(1, resamples // 50)):
        again = (flat @ some.T).reshape(options, cells, -1).argmax(axis=0)
        other += (again != likeliest[:, None]).sum(axis=1)
    return Tipping(means.T, likeliest.astype(np.int64), other / resamples)
