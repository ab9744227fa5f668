"""The posterior given the DPRK's monthly acts, by conditional likelihood.

Its mode first (``acts``), then draws around it, in rounds, to which a normal form is fitted
(``analysis.emulator``). A population of draws of that form is annealed to the posterior itself: reweighted
in powers of what the posterior lies above the form, resampled, and moved (``analysis.moves``). The
likelihood is an estimate without bias, kept with each draw, so the draws are of the posterior and not
of a noisy neighbour. Acts inform some parameters; of these the form has the whole shape. All others of
the hindcast are drawn with them: each has little to say of acts, all together have not.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ..analysis.annealing import anneal
from ..analysis.emulator import Normal, emulate
from ..analysis.importance import Smoothed
from ..analysis.moves import Reference, move
from ..engine.conditional import Observed
from ..engine.patch import patch
from . import acts
from .effort import Effort
from .shards import Shards
from .subject import Subject

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Tell = Callable[[str, int, int], None]

SLOW = "mechanisms.drift."
INFORMED = 0.05
"""Share of its prior's spread that the acts must take from a parameter for it to count as informed by them."""
AT_AN_END = 3.0
"""Score beyond which a stated value is an end of its range and no place to begin from."""
DRAWS_A_SHARD = 100
STRIDES = (1.0, 0.6)
"""How far proposals go, in turn: far ones forget where they came from, near ones help where few are accepted."""


class Acts(NamedTuple):
    """The posterior given monthly acts.

    ``informed`` are numbers of the parameters that acts inform; ``scores`` (draws, parameters of the
    hindcast) are draws of the posterior in the order of ``Subject.laid``, some of them alike. ``checked``
    are the weights that draws of the normal form would need to stand for the posterior itself, and ``left``
    the standard deviation of log densities that the form does not explain, their noise included.
    ``accepted`` is the share of the last moves that was accepted.
    """

    informed: Integers
    scores: Floats
    checked: Smoothed
    left: float
    accepted: float


class _Density:
    """Log density of the posterior given acts at points around its mode, and all of it that was worked out.

    Points (draws, dimensions) have the parameters that acts inform first, in units of the local quadratic
    around the mode, and then all others of the hindcast as scores. Each draw's filter has luck of its own.
    """

    def __init__(
        self,
        of: Subject,
        observed: Observed,
        mode: Floats,
        informed: Integers,
        covariance: Floats,
        particles: int,
        kept: Shards,
        threads: int | None,
    ) -> None:
        self._of, self._observed, self._particles = of, observed, particles
        self._kept, self._threads = kept, threads
        self._order = np.concatenate([informed, np.setdiff1d(of.laid, informed)])
        size = self._order.size
        root = np.eye(size)
        root[: informed.size, : informed.size] = np.linalg.cholesky(covariance)
        centre = np.concatenate([mode[informed], np.zeros(size - informed.size)])
        self._form = Reference(centre, root)
        self.points, self.logs = np.zeros((0, size)), np.zeros(0)

    def __call__(self, points: Floats) -> Floats:
        scores = np.zeros((len(points), len(self._of.priors)))
        scores[:, self._order] = self._form.at(points)
        found = []
        for begin in range(0, len(points), DRAWS_A_SHARD):
            part = scores[begin : begin + DRAWS_A_SHARD]
            number = self.logs.size + begin
            first = (number + np.arange(len(part))) * self._particles

            def weigh(part: Floats = part, first: Integers = first) -> dict[str, Floats]:
                each = acts.log_likelihoods(
                    self._of, part, self._observed, self._particles, self._threads, first
                )
                return {"log_likelihood": each.sum(axis=1)}

            found.append(self._kept.part(f"weights-{number:06d}", weigh)["log_likelihood"])
        density = np.concatenate(found) - 0.5 * (scores**2).sum(axis=1)
        self.points = np.vstack([self.points, points])
        self.logs = np.concatenate([self.logs, density])
        return density

    def scores(self, points: Floats) -> Floats:
        """Scores (draws, parameters of the hindcast) at points, in the order of ``Subject.laid``."""
        return np.asarray(self._form.at(points)[:, np.argsort(self._order)])


def start_of(of: Subject) -> Floats:
    """Scores to begin from: the scenario's values, and the priors' middle where those are an end of their range."""
    return np.where(np.abs(of.centre) > AT_AN_END, 0.0, of.centre)


def given_acts(
    of: Subject,
    observed: Observed,
    seed: int,
    effort: Effort,
    kept: Shards,
    threads: int | None = None,
    tell: Tell = lambda *_: None,
    supposed: Integers | None = None,
) -> Acts:
    """The posterior given monthly acts.

    Parameters
    ----------
    supposed : array of int, optional
        Numbers of the parameters that acts are taken to inform; sought from the middle of the priors.
        By default they are found out, and the search begins with the scenario's values.
    """
    mode, informed, covariance = _mode(of, observed, effort, kept, threads, tell, supposed)
    among = covariance[np.ix_(informed, informed)]
    density = _Density(of, observed, mode, informed, among, effort.weighing, kept, threads)
    size = density.points.shape[1]
    form = Normal(np.zeros(size), np.eye(size), 0.0)
    for number, count in enumerate(effort.rounds):
        tell("fitting a normal form to the acts", density.logs.size, sum(effort.rounds))
        density(_reference(form).draw(count, np.random.default_rng([seed, 2, number])))
        form = emulate(density.points, density.logs, informed.size)
    return _moved(density, form, informed, seed, effort, tell)


def _reference(form: Normal) -> Reference:
    return Reference(form.mean, np.linalg.cholesky(form.covariance))


def _moved(
    density: _Density, form: Normal, informed: Integers, seed: int, effort: Effort, tell: Tell
) -> Acts:
    """Draws of a normal form, annealed to the posterior and moved there."""
    rng = np.random.default_rng([seed, 7])

    def reached(power: float) -> None:
        tell("annealing draws to the posterior, in percent", int(100 * power), 100)

    reached(0.0)
    made = anneal(_reference(form), density, effort.population, STRIDES, rng, reached)
    points, logs = made.points, made.log_target
    ended, shares = [], []
    for number in range(effort.moves):
        tell("moving draws about the posterior", number, effort.moves)
        if number in (0, effort.moves // 2):
            # All that was worked out on the way makes a nearer form, by which more is accepted.
            form = emulate(density.points, density.logs, informed.size)
            reference = _reference(form)
        stride = STRIDES[number % len(STRIDES)]
        points, logs, accepted = move(points, logs, density, reference, stride, rng)
        ended.append(points)
        shares.append(accepted.mean())
    later = effort.moves // 2
    # Neighbours in a chain are much alike: every other one will do.
    draws = density.scores(np.concatenate(ended[later::2]))
    return Acts(informed, draws, made.checked, form.left, float(np.mean(shares[later:])))


def _mode(
    of: Subject,
    observed: Observed,
    effort: Effort,
    kept: Shards,
    threads: int | None,
    tell: Tell,
    supposed: Integers | None,
) -> tuple[Floats, Integers, Floats]:
    """A first guess: mode, parameters that acts inform, and the covariance in the local quadratic.

    The slow level is left out: with it, particles differ so much that a mode can't be sought in small
    steps. Its parameters are informed by supposition, and wait at the middle of their priors.
    """
    slow = [k for k, prior in enumerate(of.priors) if prior.path.startswith(SLOW)]
    still = of._replace(compiled=patch(of.compiled, {f"{SLOW}on": False}))

    def find() -> dict[str, npt.NDArray[np.float64]]:
        total = effort.steps + 2
        tell("finding what the acts inform", 0, total)
        if supposed is not None:
            start, moving = np.zeros(of.centre.size), np.setdiff1d(supposed, slow)
        else:
            start = start_of(of)
            base = acts.halves(still, start[None], observed, effort.particles, threads)[:, 0]
            first = acts.slopes(still, start, base, observed, effort.particles, of.laid, threads)
            moving = np.flatnonzero((first[0] * first[1]).sum(axis=0) > INFORMED)

        def step(number: int, _: float) -> None:
            tell("finding the mode", number + 2, total)

        found = acts.fit(
            still, observed, start, effort.particles, effort.steps, moving, threads, step
        )
        return {"mode": found.scores, "covariance": found.covariance}

    made = kept.part("mode", find)
    covariance = made["covariance"]
    told = np.sqrt(np.diag(covariance)) < 1.0 - INFORMED
    told[slow] = True
    informed = np.flatnonzero(told) if supposed is None else supposed
    return made["mode"], informed, covariance
