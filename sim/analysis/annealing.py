"""A population annealed from a standard normal prior to the posterior of a likelihood known by noisy estimates.

A sequential Monte Carlo sampler (Del Moral, Doucet & Jasra 2006, doi:10.1111/j.1467-9868.2006.00553.x): draws of
the prior are reweighted by a power of the likelihood, as high as leaves them a given share of their
effective number, resampled systematically, and moved; and so on until the power is 1. At each power
moves have a normal reference of their own: its mean is the population's, but its shape is asked for
and not measured. A population that comes from few ancestors is too narrow; a reference as narrow as that
would keep it so.

An estimate of the likelihood depends on random numbers, which are part of a draw's state. Moves that keep it compare
like with like: what they change of the estimate is mostly the likelihood's own (Deligiannidis, Doucet &
Pitt 2018, doi:10.1111/rssb.12280). Others bring new random numbers; both leave the posterior as it is.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from ..arrays import Floats, Integers
from .importance import effective_size, systematic
from .pcn import Reference, move, next_power

Likelihood = Callable[[Floats, Integers], Floats]
"""Log likelihoods (draws,) at points (draws, dimensions) with the random streams of these numbers (draws,)."""
Shape = Callable[[Floats, float], Floats]
"""Covariance (shaped, shaped) about a mean (dimensions,) of the prior times the likelihood to a power."""

KEPT = 0.5
"""Share of a population's effective number that a reweighting leaves it."""


class Stride(NamedTuple):
    """One kind of move: how far it goes, above 0 to 1, and whether it brings new random numbers."""

    length: float
    anew: bool = False


class Population:
    """Draws on their way from the prior to the posterior.

    ``points`` (draws, dimensions) are where they are, ``streams`` (draws,) the number of each one's random stream, and
    ``log_likelihood`` (draws,) is what was estimated there with it. ``ancestors`` (draws,) are numbers of the
    prior's draws that they come from. ``power`` is how far the population has come.

    Parameters
    ----------
    draws, dimensions : int
        At least 1.
    """

    def __init__(
        self,
        likelihood: Likelihood,
        shape: Shape,
        draws: int,
        dimensions: int,
        rng: np.random.Generator,
    ) -> None:
        self._likelihood, self._shape, self._rng = likelihood, shape, rng
        self._lucks = 0
        self.power = 0.0
        self.points = rng.standard_normal((draws, dimensions))
        self.streams = self._new_streams()
        self.log_likelihood = likelihood(self.points, self.streams)
        self.ancestors = np.arange(draws)
        self.reference = Reference(np.zeros(dimensions), np.eye(dimensions))

    def rise(self) -> None:
        """Go on to the next power: reweight the draws, fit a reference to them, and resample them."""
        above = self.log_likelihood - self.log_likelihood.max()
        power = next_power(above, self.power, KEPT)
        weights = np.exp((power - self.power) * above)
        self.power = power
        self.refer(self.points, weights)
        chosen = systematic(weights, len(self.points), float(self._rng.random()))
        self.points, self.streams = self.points[chosen], self.streams[chosen]
        self.log_likelihood, self.ancestors = self.log_likelihood[chosen], self.ancestors[chosen]

    def refer(self, points: Floats, weights: Floats) -> None:
        """Set the reference of moves about the mean of weighted points, in the shape that is asked for."""
        mean = weights @ points / weights.sum()
        covariance = np.eye(mean.size)
        among = self._shape(mean, self.power)
        shaped = len(among)
        covariance[:shaped, :shaped] = among
        mean[shaped:] *= kept_of_means(
            mean[shaped:], min(effective_size(weights), len(self.points))
        )
        self.reference = Reference(mean, np.linalg.cholesky(covariance))

    def move(self, stride: Stride) -> float:
        """Move each draw once; the share that moved."""
        streams = self._new_streams() if stride.anew else self.streams
        found = np.zeros(0)

        def target(points: Floats) -> Floats:
            nonlocal found
            found = self._likelihood(points, streams)
            return self._density(points, found)

        now = self._density(self.points, self.log_likelihood)
        made = move(self.points, now, target, self.reference, stride.length, self._rng)
        self.points = made.points
        self.log_likelihood = np.where(made.accepted, found, self.log_likelihood)
        self.streams = np.where(made.accepted, streams, self.streams)
        return float(made.accepted.mean())

    def _density(self, points: Floats, log_likelihood: Floats) -> Floats:
        return np.asarray(self.power * log_likelihood - 0.5 * (points**2).sum(axis=1))

    def _new_streams(self) -> Integers:
        first = self._lucks
        self._lucks += len(self.points)
        return first + np.arange(len(self.points))


def kept_of_means(means: Floats, draws: float) -> float:
    """Share of the means (dimensions,) of so many draws with unit variance that is not their own chance.

    James & Stein 1961: what chance puts into many small means together is more than it takes to leave them out.
    """
    length = float(means @ means)
    return max(0.0, 1.0 - means.size / (draws * length)) if length > 0.0 else 0.0


class Annealed(NamedTuple):
    """States of a population that has arrived: points (states, dimensions), draw by draw and move by move.

    ``accepted`` is the share of the kept moves that was accepted, ``powers`` those that the population
    went through, ``lineages`` how many of the prior's draws it then came from.
    """

    points: Floats
    accepted: float
    powers: tuple[float, ...]
    lineages: int


def anneal(
    population: Population,
    strides: Sequence[Stride],
    moves: int,
    tell: Callable[[float, int], None] = lambda *_: None,
) -> Annealed:
    """Bring a population to the posterior and move it on there; states after the last half of the moves.

    Parameters
    ----------
    strides : sequence of Stride
        Moves that each draw makes at every power, and in turn when it has arrived.
    moves : int
        Moves at power 1, at least 1.
    tell : callable, optional
        Told the power that is reached and how many moves were made at power 1.
    """
    powers = []
    while population.power < 1.0:
        tell(population.power, 0)
        population.rise()
        powers.append(population.power)
        for stride in strides:
            population.move(stride)
    states, shares = [population.points], []
    for number in range(moves):
        tell(1.0, number)
        if number in (0, moves // 2):
            # Every state since has the posterior's mean, and more of them have it nearer.
            so_far = np.concatenate(states)
            population.refer(so_far, np.ones(len(so_far)))
        shares.append(population.move(strides[number % len(strides)]))
        states.append(population.points)
    later = moves // 2
    return Annealed(
        np.concatenate(states[later + 1 :]),
        float(np.mean(shares[later:])),
        tuple(powers),
        len(np.unique(population.ancestors)),
    )
