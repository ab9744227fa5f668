"""The DPRK's monthly acts given their history: likelihood, mode and information.

The likelihood is the particle filter of ``sim.engine.particle_filter`` on the record of events: for
each month the probability that the rules give to its counts by rung after all the months before.
With the priors in standard normal scores, the mode is found by Newton steps on the outer product of
the months' score vectors (Berndt, Hall, Hall & Hausman 1974), whose sum with the priors' unit
matrix is the information. Particles use common random numbers between evaluations.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from ..arrays import Floats, Integers
from ..engine.build import Compiled
from ..engine.particle_filter import Observed, live
from .calibration_problem import CalibrationProblem, over_draws
from .records import RUNGS, events, month_index

STATE = "dprk"
CLASSES = tuple((rung,) if rung != "clash" else ("clash", "lethal_incident") for rung in RUNGS)
"""Rungs of the model by class of the record, which does not tell deaths apart."""
STEP = 0.25
"""Prior standard deviations by which a parameter is moved to find a slope."""
LONGEST = 1.0
"""Prior standard deviations that a parameter moves in one step at most."""
ENOUGH = 0.1
"""Gain in log posterior below which steps end."""


class Mode(NamedTuple):
    """The posterior mode given monthly acts.

    ``scores`` (parameters,) is where; ``slopes`` (2, months, parameters) are the months' score vectors
    there by each half of the particles, zero for parameters that did not move; ``log_likelihood``
    (months,) is the mean over the halves.
    """

    scores: Floats
    slopes: Floats
    log_likelihood: Floats

    @property
    def information(self) -> Floats:
        """Information matrix (parameters, parameters), the priors' included."""
        return information(self.slopes)

    @property
    def covariance(self) -> Floats:
        """Covariance of the scores in the local quadratic."""
        return np.asarray(np.linalg.inv(self.information))


def information(slopes: Floats) -> Floats:
    """Outer product of score vectors (2, months, parameters), and the priors' unit matrix.

    Each product takes one factor from each half of the particles: what particles add by chance is
    independent between halves, and would otherwise count as information.
    """
    product = slopes[0].T @ slopes[1]
    values, vectors = np.linalg.eigh(0.5 * (product + product.T))
    return np.asarray((vectors * np.maximum(values, 0.0)) @ vectors.T + np.eye(values.size))


def record(until: str | None = None) -> Observed:
    """The record of events as far as ``until`` (YYYY-MM), by default all of it."""
    by_rung, _ = events()
    months = len(by_rung) if until is None else month_index(until) + 1
    return Observed(STATE, by_rung[:months].astype(np.int64), CLASSES)


def log_likelihoods(
    of: CalibrationProblem,
    scores: Floats,
    observed: Observed,
    particles: int,
    threads: int | None = None,
    first: int | Integers = 0,
) -> Floats:
    """Log likelihood (draws, months) of the record at scores (draws, parameters).

    ``first`` is the number of the first particle's trial, for all draws or for each (draws,): another
    first, other random numbers.
    """
    begin = np.broadcast_to(first, len(scores))

    def one(compiled: Compiled, draw: int) -> Floats:
        return live(compiled, observed, particles, int(begin[draw])).log_likelihood

    return np.stack(list(over_draws(of, scores, one, threads)))


def halves(
    of: CalibrationProblem,
    scores: Floats,
    observed: Observed,
    particles: int,
    threads: int | None = None,
) -> Floats:
    """Log likelihood (2, draws, months) by two halves of the particles, each with random numbers of its own."""
    half = max(1, particles // 2)
    return np.stack(
        [log_likelihoods(of, scores, observed, half, threads, k * half) for k in range(2)]
    )


def slopes(
    of: CalibrationProblem,
    at: Floats,
    base: Floats,
    observed: Observed,
    particles: int,
    moving: Integers,
    threads: int | None = None,
) -> Floats:
    """Score vectors (2, months, parameters) by differences in the parameters ``moving``.

    ``base`` (2, months) is the log likelihood by halves of the particles at the scores ``at``.
    """
    up = np.tile(at, (moving.size, 1))
    up[np.arange(moving.size), moving] += STEP
    found = np.zeros((2, base.shape[1], at.size))
    higher = halves(of, up, observed, particles, threads)
    found[:, :, moving] = (higher - base[:, None, :]).transpose(0, 2, 1) / STEP
    return found


def fit(
    of: CalibrationProblem,
    observed: Observed,
    start: Floats,
    particles: int = 16,
    steps: int = 6,
    moving: Integers | None = None,
    threads: int | None = None,
    tell: Callable[[int, float], None] | None = None,
) -> Mode:
    """Find the posterior mode given the acts of the record.

    Parameters
    ----------
    start : array (parameters,)
        Scores to begin from.
    steps : int
        Newton steps at most; fewer when none raises the posterior.
    moving : array of int, optional
        Numbers of the parameters to move; by default all that the hindcast has.
    tell : callable, optional
        Told the number of the step and the log posterior.
    """
    moved = of.laid if moving is None else moving
    fixed = np.setdiff1d(np.arange(start.size), moved)
    at = start.copy()
    base = halves(of, at[None], observed, particles, threads)[:, 0]
    best = _log_posterior(base, at)
    slope = slopes(of, at, base, observed, particles, moved, threads)
    for step in range(steps):
        gradient = slope.mean(axis=0).sum(axis=0) - at
        gradient[fixed] = 0.0
        move = np.clip(np.linalg.solve(information(slope), gradient), -LONGEST, LONGEST)
        tried = at + np.array([1.0, 0.5, 0.25])[:, None] * move
        found = halves(of, tried, observed, particles, threads)
        gains = np.array([_log_posterior(found[:, k], z) for k, z in enumerate(tried)]) - best
        k = int(np.argmax(gains))
        gain = float(gains[k])
        if gain > 0.0:
            at, base, best = tried[k], found[:, k], best + gain
            slope = slopes(of, at, base, observed, particles, moved, threads)
        if tell is not None:
            tell(step, best)
        if gain < ENOUGH:
            break
    return Mode(at, slope, base.mean(axis=0))


def _log_posterior(by_half: Floats, at: Floats) -> float:
    return float(by_half.mean(axis=0).sum() - 0.5 * at @ at)
