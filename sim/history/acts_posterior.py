"""The posterior given the DPRK's monthly acts, by conditional likelihood.

A population of draws of the priors is annealed to it (``analysis.annealing``). The likelihood is an
estimate without bias, kept with each draw together with its random numbers, so the draws are of the posterior and
not of a noisy neighbour. Acts inform some parameters; in these, moves have the shape that the months'
score vectors give (``acts.information``). All others of the hindcast are drawn with them: each has
little to say of acts, all together have not.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from ..analysis.annealing import Population, Stride, anneal
from ..arrays import Floats, Integers
from ..engine.overrides import patch
from ..engine.particle_filter import Observed
from ..experiment.checkpoint import Part
from . import acts
from .calibration_problem import CalibrationProblem
from .effort import Effort

Tell = Callable[[str, int, int], None]

SLOW = "mechanisms.drift."
INFORMED = 0.05
"""Share of its prior's spread that the acts must take from a parameter for it to count as informed by them."""
AT_AN_END = 3.0
"""Score beyond which a stated value is an end of its range and no place to begin from."""
DRAWS_A_SHARD = 100
STRIDES = (Stride(1.0), Stride(0.7), Stride(0.2, anew=True))
"""Far moves forget where they came from; near ones are for bringing new random numbers."""
AVERAGED = 2
"""Informations, of the last powers, whose mean gives moves their shape."""


class Acts(NamedTuple):
    """The posterior given monthly acts.

    ``informed`` are numbers of the parameters that acts inform; ``scores`` (draws, parameters of the
    hindcast) are draws of the posterior in the order of ``CalibrationProblem.laid``, some of them alike.
    ``accepted`` is the share of the last moves that was accepted, ``powers`` how many the population went
    through, and ``lineages`` how many draws of the priors it came from in the end.
    """

    informed: Integers
    scores: Floats
    accepted: float
    powers: int
    lineages: int


class _Posterior:
    """What the sampler asks of the posterior given acts; every answer is a part that is kept.

    Points (draws, dimensions) have the parameters that acts inform first, and then all others of the
    hindcast, all as scores.
    """

    def __init__(
        self,
        of: CalibrationProblem,
        observed: Observed,
        informed: Integers,
        effort: Effort,
        kept: Part,
        threads: int | None,
    ) -> None:
        self._of, self._observed, self._effort = of, observed, effort
        self._kept, self._threads = kept, threads
        self._informed, self._slow = informed, _slow(of)
        self.order = np.concatenate([informed, np.setdiff1d(of.laid, informed)])
        self._worked_out = 0
        self._informations: list[Floats] = []

    def likelihood(self, points: Floats, streams: Integers) -> Floats:
        """Log likelihoods (draws,) at points (draws, dimensions) with the random streams of these numbers (draws,)."""
        scores = self._scores(points)
        particles, found = self._effort.weighing, []
        for begin in range(0, len(points), DRAWS_A_SHARD):
            part = scores[begin : begin + DRAWS_A_SHARD]
            first = streams[begin : begin + DRAWS_A_SHARD] * particles

            def weigh(part: Floats = part, first: Integers = first) -> dict[str, Floats]:
                each = acts.log_likelihoods(
                    self._of, part, self._observed, particles, self._threads, first
                )
                return {"log_likelihood": each.sum(axis=1)}

            name = f"weights-{self._worked_out + begin:06d}"
            found.append(self._kept(name, weigh)["log_likelihood"])
        self._worked_out += len(points)
        return np.concatenate(found)

    def shape(self, mean: Floats, power: float) -> Floats:
        """Covariance (informed, informed) about a mean of the priors times the likelihood to a power."""
        at = self._scores(mean[None])[0]
        moving = np.setdiff1d(self._informed, self._slow)

        def look() -> dict[str, Floats]:
            particles = self._effort.particles
            base = acts.halves(self._of, at[None], self._observed, particles, self._threads)[:, 0]
            slopes = acts.slopes(
                self._of, at, base, self._observed, particles, moving, self._threads
            )
            among = np.ix_(self._informed, self._informed)
            return {"information": acts.information(slopes)[among]}

        name = f"information-{len(self._informations):03d}"
        one = np.eye(self._informed.size)
        self._informations.append(self._kept(name, look)["information"] - one)
        return np.asarray(
            np.linalg.inv(one + power * np.mean(self._informations[-AVERAGED:], axis=0))
        )

    def _scores(self, points: Floats) -> Floats:
        scores = np.zeros((len(points), len(self._of.priors)))
        scores[:, self.order] = points
        return scores


def start_of(of: CalibrationProblem) -> Floats:
    """Scores to begin from: the scenario's values, and the priors' middle where those are an end of their range."""
    return np.where(np.abs(of.centre) > AT_AN_END, 0.0, of.centre)


def acts_posterior(
    of: CalibrationProblem,
    observed: Observed,
    seed: int,
    effort: Effort,
    kept: Part,
    threads: int | None = None,
    tell: Tell = lambda *_: None,
    supposed: Integers | None = None,
) -> Acts:
    """The posterior given monthly acts.

    Parameters
    ----------
    supposed : array of int, optional
        Numbers of the parameters that acts are taken to inform. By default they are found out at the
        mode, which is sought from the scenario's values.
    """
    informed = (
        _informed(of, observed, effort, kept, threads, tell) if supposed is None else supposed
    )
    posterior = _Posterior(of, observed, informed, effort, kept, threads)

    def reached(power: float, moves: int) -> None:
        if power < 1.0:
            tell("annealing draws to the posterior, in percent", int(100 * power), 100)
        else:
            tell("moving draws about the posterior", moves, effort.moves)

    reached(0.0, 0)
    population = Population(
        posterior.likelihood,
        posterior.shape,
        effort.population,
        of.laid.size,
        np.random.default_rng([seed, 7]),
    )
    made = anneal(population, STRIDES, effort.moves, reached)
    # Points have informed parameters first; the order of the hindcast's is put back.
    scores = made.points[:, np.argsort(posterior.order)]
    return Acts(informed, scores, made.accepted, len(made.powers), made.lineages)


def _slow(of: CalibrationProblem) -> Integers:
    """Numbers of the slow level's parameters that are drawn."""
    found = [k for k, prior in enumerate(of.priors) if prior.path.startswith(SLOW)]
    return np.array(found, dtype=np.int64)


def _informed(
    of: CalibrationProblem,
    observed: Observed,
    effort: Effort,
    kept: Part,
    threads: int | None,
    tell: Tell,
) -> Integers:
    """Numbers of the parameters that acts inform, in the local quadratic at the posterior's mode.

    The slow level is left out: with it, particles differ so much that a mode can't be sought in small
    steps. Its parameters are informed by supposition.
    """
    slow = _slow(of)
    still = of._replace(compiled=patch(of.compiled, {f"{SLOW}on": False}))

    def find() -> dict[str, Floats]:
        total = effort.steps + 2
        tell("finding what the acts inform", 0, total)
        start = start_of(of)
        base = acts.halves(still, start[None], observed, effort.particles, threads)[:, 0]
        first = acts.slopes(still, start, base, observed, effort.particles, of.laid, threads)
        moving = np.flatnonzero((first[0] * first[1]).sum(axis=0) > INFORMED)

        def step(number: int, _: float) -> None:
            tell("finding the mode", number + 2, total)

        found = acts.fit(
            still, observed, start, effort.particles, effort.steps, moving, threads, step
        )
        return {"covariance": found.covariance}

    told = np.sqrt(np.diag(kept("mode", find)["covariance"])) < 1.0 - INFORMED
    told[slow] = True
    return np.flatnonzero(told)
