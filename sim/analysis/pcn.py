"""A population of draws that is moved until it has a distribution known by its density alone.

Preconditioned Crank-Nicolson moves (Cotter, Roberts, Stuart & White 2013, Statistical Science 28, 424-446,
doi:10.1214/13-STS421): steps that leave a normal reference as it is are accepted by what the target lies
above it, so that the nearer the reference to the target, the more is accepted, in any number of
dimensions. Where the density is an estimate without bias, as a particle filter's, the draws still
have the distribution of the target if each keeps its estimate until it moves (Andrieu & Roberts 2009,
doi:10.1214/07-AOS574). ``next_power`` says how far a population can be reweighted at once on its way
from the reference to the target (Del Moral, Doucet & Jasra 2006, doi:10.1111/j.1467-9868.2006.00553.x).
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from ..arrays import Floats, Truths
from .importance import effective_size

_HALVINGS = 50
"""Bisections by which a power is found."""


class Reference(NamedTuple):
    """A normal distribution: its mean (dimensions,) and a root (dimensions, dimensions) of its covariance."""

    mean: Floats
    root: Floats

    def at(self, normal: Floats) -> Floats:
        """Points (draws, dimensions) at standard normal ones."""
        return np.asarray(self.mean + normal @ self.root.T)

    def normal(self, points: Floats) -> Floats:
        """Standard normal points (draws, dimensions) at these: ``at`` undone."""
        return np.asarray(np.linalg.solve(self.root, (points - self.mean).T).T)

    def log_density(self, points: Floats) -> Floats:
        """Log density (draws,) at points (draws, dimensions), up to a constant."""
        return np.asarray(-0.5 * (self.normal(points) ** 2).sum(axis=1))


class Moved(NamedTuple):
    """Draws after a move.

    ``points`` (draws, dimensions) are where they are, ``log_target`` (draws,) the log density kept with
    each, and ``accepted`` (draws,) which have moved: what else a caller keeps of a draw moves with these.
    """

    points: Floats
    log_target: Floats
    accepted: Truths


def move(
    points: Floats,
    log_target: Floats,
    target: Callable[[Floats], Floats],
    reference: Reference,
    stride: float,
    rng: np.random.Generator,
) -> Moved:
    """Move each draw once, so that draws from the target stay draws from it.

    Parameters
    ----------
    points : array (draws, dimensions)
    log_target : array (draws,)
        The target's log density there, up to a constant, as it was worked out or estimated then.
    target : callable
        Log densities (draws,) at points (draws, dimensions), or logarithms of estimates without bias with
        random numbers of their own at each call. Called once.
    stride : float
        From above 0 to 1: how far a proposal goes; at 1 it is a fresh draw from the reference.

    Raises
    ------
    ValueError
        If the stride is out of range.
    """
    if not 0.0 < stride <= 1.0:
        raise ValueError(f"stride must be above 0 and at most 1, not {stride}")
    normal = reference.normal(points)
    noise = rng.standard_normal(normal.shape)
    proposed = reference.at(np.sqrt(1.0 - stride * stride) * normal + stride * noise)
    # The logarithm of a uniform number, which may be no chance at all but never infinitely much.
    chance = -rng.standard_exponential(len(points))
    found = target(proposed)
    gain = found - reference.log_density(proposed) - (log_target - reference.log_density(points))
    accepted = chance < gain
    return Moved(
        np.where(accepted[:, None], proposed, points),
        np.where(accepted, found, log_target),
        accepted,
    )


def next_power(above: Floats, power: float, share: float) -> float:
    """The highest power up to 1 at which draws at ``power`` keep this share of their effective number.

    Parameters
    ----------
    above : array (draws,)
        What the target's log density lies above the reference's.
    power : float
        Where the draws are now, from 0 to below 1.
    share : float
        From above 0 to below 1.
    """

    def worth(other: float) -> float:
        logs = (other - power) * (above - above.max())
        return effective_size(np.exp(logs)) / above.size

    if worth(1.0) >= share:
        return 1.0
    low, high = power, 1.0
    for _ in range(_HALVINGS):
        middle = 0.5 * (low + high)
        low, high = (middle, high) if worth(middle) >= share else (low, middle)
    # Rounding may leave no room between the ends; a population that stays would never arrive.
    return high
