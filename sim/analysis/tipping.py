"""Where the likeliest outcome changes over two parameters, and how sure that is of each cell."""

from typing import NamedTuple

import numpy as np

from ..arrays import Floats, Integers, Truths

RESAMPLES = 500
UNDECIDED = 0.05
"""Share of resamples with another outcome, or p-value, above which a cell counts as undecided."""


class Tipping(NamedTuple):
    """What is likeliest in each cell.

    ``means`` (cells, options) are shares or means of the options, ``likeliest`` (cells,) the
    position of the largest, ``other`` (cells,) the share of resamples of the matched trials in which
    another one is the largest. ``p_value`` (cells,) is that of an exact test, in which the trials
    that favour one of two options over the other are counted, of the option that comes nearest:
    the probability of a count so large if that option were as likely. Few trials that agree have a
    ``p_value`` that says so, where no resample of them holds anything else.
    """

    means: Floats
    likeliest: Integers
    other: Floats
    p_value: Floats

    @property
    def undecided(self) -> Truths:
        """Cells of which the trials do not say what is likeliest."""
        return (self.other > UNDECIDED) | (self.p_value > UNDECIDED)


def tipping(
    scores: Floats, seed: int = 0, resamples: int = RESAMPLES, even: float = 0.5
) -> Tipping:
    """The likeliest option of every cell, with a bootstrap over trials.

    All cells run the same trials, so a resample draws trial numbers once for all cells: what chance
    does alike everywhere moves no boundary.

    Parameters
    ----------
    scores : array (options, cells, trials)
        What each trial says of each option: 1 for the class it ended in and 0 for the others, or a
        number to be compared with the others.
    even : float
        Share of the trials that favour the last option if it and another are equal: one half where
        trials favour one of several classes, a threshold where a share is held against that.
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
    p_value = _p_values(scores, likeliest, even)
    return Tipping(means.T, likeliest.astype(np.int64), other / resamples, p_value)


def _p_values(scores: Floats, likeliest: Integers, even: float) -> Floats:
    """The largest p-value of each cell's likeliest option against any other, shape (cells,)."""
    from scipy.stats import binom

    options, cells, _ = scores.shape
    best = scores[likeliest, np.arange(cells)]
    chance = np.where(likeliest == options - 1, even, 1.0 - even)
    largest = np.zeros(cells)
    for option in range(options):
        rival = likeliest != option
        favoured = (best > scores[option]).sum(axis=1)
        decided = favoured + (best < scores[option]).sum(axis=1)
        p_value = binom.sf(favoured - 1, decided, chance)
        largest[rival] = np.maximum(largest, p_value)[rival]
    return largest
