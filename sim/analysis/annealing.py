"""Draws of a normal form, annealed to a distribution known by its density alone.

A sequential Monte Carlo sampler (Del Moral, Doucet & Jasra 2006, doi:10.1111/j.1467-9868.2006.00553.x): the
population is reweighted by a power of what the target lies above the form, as high as leaves it a given
share of its effective number, resampled systematically, and moved; and so on until the power is 1.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from .importance import Smoothed, resample, smooth
from .moves import Reference, move, next_power

Floats = npt.NDArray[np.float64]

KEPT = 0.5
"""Share of a population's effective number that a reweighting leaves it."""


class Annealed(NamedTuple):
    """A population of the target: points (draws, dimensions), some of them alike, and the log density of each.

    ``checked`` are the weights that the form's own draws would have needed to stand for the target.
    """

    points: Floats
    log_target: Floats
    checked: Smoothed


def anneal(
    reference: Reference,
    target: Callable[[Floats], Floats],
    draws: int,
    strides: Sequence[float],
    rng: np.random.Generator,
    tell: Callable[[float], None] = lambda _: None,
) -> Annealed:
    """Draws of the target, from draws of the reference.

    Parameters
    ----------
    reference : Reference
        No narrower than the target: what it draws too rarely gets weights without bound.
    target
        As for ``moves.move``.
    draws : int
        Size of the population, at least 1.
    strides : sequence of float
        Strides of the moves that each draw makes at every power.
    tell : callable, optional
        Told the power that is reached.
    """
    points = reference.draw(draws, rng)
    logs = target(points)
    checked = smooth(logs - reference.log_density(points))
    power = 0.0
    while power < 1.0:
        above = logs - reference.log_density(points)
        further = next_power(above, power, KEPT)
        chosen = resample(np.exp((further - power) * (above - above.max())), draws, rng)
        points, logs, power = points[chosen], logs[chosen], further
        for stride in strides:
            points, logs, _ = move(points, logs, target, reference, stride, rng, power)
        tell(power)
    return Annealed(points, logs, checked)
