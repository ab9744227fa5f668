"""Calibration: from priors to a posterior, in two parts.

First the DPRK's monthly acts, by conditional likelihood: its mode (``acts``), then draws around it,
in rounds, to which a quadratic is fitted (``analysis.emulator``); weights say how far that holds.
Then disputes, joining, deaths and the absence of war, by simulation: one reference table of draws
from the first posterior and, for what acts do not inform, from the priors, with what two hindcasts
of each did; draws without war are moved to the record by regression (``analysis.abc``). The two
records are taken as independent given the parameters.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ..analysis.abc import Adjusted, adjust
from ..analysis.emulator import Normal, emulate
from ..analysis.importance import Smoothed, resample, smooth
from ..engine.conditional import Observed
from ..engine.patch import patch
from . import acts, outcomes
from .shards import Shards
from .subject import Subject

Floats = npt.NDArray[np.float64]
Tell = Callable[[str, int, int], None]

SLOW = "mechanisms.drift."
INFORMED = 0.05
"""Share of its prior's spread that the acts must take from a parameter for it to count as informed by them."""
AT_AN_END = 3.0
"""Score beyond which a stated value is an end of its range and no place to begin from."""
WIDER = 1.1
"""Factor by which draws around the mode spread wider than the local quadratic."""
DRAWS_A_SHARD, ROWS_A_SHARD = 100, 500


class Effort(NamedTuple):
    """How much is computed.

    Particles of a filter while the mode is sought, and while draws are weighed; Newton steps, draws in
    each round of weighing, rows of the reference table, share of them accepted, and draws of the posterior.
    """

    particles: int = 16
    weighing: int = 32
    steps: int = 6
    rounds: tuple[int, ...] = (300, 300, 400)
    rows: int = 8000
    share: float = 0.5
    draws: int = 512


QUICK = Effort(particles=2, weighing=4, steps=1, rounds=(60,), rows=400, share=1.0, draws=64)
"""Enough to see that all parts work, and nothing else."""
CHECK = Effort(particles=8, weighing=16, steps=4, rounds=(150, 150))
"""Effort for each simulated record when the method is checked: there are many of them."""


class Acts(NamedTuple):
    """The posterior given monthly acts: normal in the scores of the parameters that they inform.

    ``informed`` are numbers of these parameters; ``mean`` and ``covariance`` are over them. ``checked`` are
    the weights that the last round's draws would need to stand for the posterior itself, and ``left`` the
    standard deviation of log densities that the quadratic does not explain, their noise included.
    """

    informed: npt.NDArray[np.int64]
    mean: Floats
    covariance: Floats
    checked: Smoothed
    left: float


class Posterior(NamedTuple):
    """Draws (draws, parameters) of scores, equally weighted, and what they came from."""

    scores: Floats
    acts: Acts
    table: Floats
    counts: Floats
    peaceful: npt.NDArray[np.bool_]
    adjusted: Adjusted


def calibrate(
    of: Subject,
    observed: Observed,
    counts: Floats,
    seed: int,
    effort: Effort,
    kept: Shards,
    threads: int | None = None,
    tell: Tell | None = None,
) -> Posterior:
    """The posterior given a record of acts and one of outcomes.

    Parameters
    ----------
    counts : array (statistics,)
        Disputes and joining as in ``outcomes``.
    seed : int
        Seed of all draws but those of the hindcasts, which have the scenario's.
    kept : Shards
        Where parts are kept.
    tell : callable, optional
        Told what is being done, how much of it is done, and of how much.
    """
    said = tell or (lambda *_: None)
    known = given_acts(of, observed, seed, effort, kept, threads, said)
    table, found, peaceful = reference_table(of, known, seed, effort, kept, threads, said)
    adjusted = adjust(table[peaceful], found[peaceful], counts, effort.share)
    rng = np.random.default_rng([seed, 4])
    chosen = resample(adjusted.weights, effort.draws, rng)
    scores = table[peaceful][adjusted.accepted][chosen]
    # What the hindcast does not have, history can't move.
    scores[:, of.laid] = adjusted.draws[chosen][:, of.laid]
    return Posterior(rng.permutation(scores), known, table, found, peaceful, adjusted)


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
    supposed: npt.NDArray[np.int64] | None = None,
) -> Acts:
    """The posterior given monthly acts.

    Parameters
    ----------
    supposed : array of int, optional
        Numbers of the parameters that acts are taken to inform; sought from the middle of the priors.
        By default they are found out, and the search begins with the scenario's values.
    """
    mode, informed, covariance = _mode(of, observed, effort, kept, threads, tell, supposed)
    centre = mode[informed]
    root = np.linalg.cholesky(covariance[np.ix_(informed, informed)])
    guess = Normal(np.zeros(informed.size), np.eye(informed.size), 0.0)
    every, logs = np.zeros((0, informed.size)), np.zeros(0)
    checked = Smoothed(np.zeros(0), np.nan, 0.0)
    for number, count in enumerate(effort.rounds):
        rng = np.random.default_rng([seed, 2, number])
        spread = WIDER * np.linalg.cholesky(guess.covariance)
        normal = rng.standard_normal((count, informed.size))
        at = guess.mean + normal @ spread.T
        # What acts do not inform stands still here: drawn, it would only add to the noise.
        drawn = np.tile(mode, (count, 1))
        drawn[:, informed] = centre + at @ root.T
        found = []
        for begin in range(0, count, DRAWS_A_SHARD):
            part = drawn[begin : begin + DRAWS_A_SHARD]
            tell("weighing draws by the acts", logs.size + begin, sum(effort.rounds))

            def weigh(part: Floats = part) -> dict[str, Floats]:
                each = acts.log_likelihoods(of, part, observed, effort.weighing, threads)
                return {"log_likelihood": each.sum(axis=1)}

            found.append(kept.part(f"weights-{number}-{begin:06d}", weigh)["log_likelihood"])
        density = np.concatenate(found) - 0.5 * (drawn[:, informed] ** 2).sum(axis=1)
        checked = smooth(density + 0.5 * (normal**2).sum(axis=1))
        every, logs = np.vstack([every, at]), np.concatenate([logs, density])
        guess = emulate(every, logs)
    return Acts(
        informed,
        centre + root @ guess.mean,
        root @ guess.covariance @ root.T,
        checked,
        guess.left,
    )


def _mode(
    of: Subject,
    observed: Observed,
    effort: Effort,
    kept: Shards,
    threads: int | None,
    tell: Tell,
    supposed: npt.NDArray[np.int64] | None,
) -> tuple[Floats, npt.NDArray[np.int64], Floats]:
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


def reference_table(
    of: Subject,
    known: Acts,
    seed: int,
    effort: Effort,
    kept: Shards,
    threads: int | None = None,
    tell: Tell = lambda *_: None,
) -> tuple[Floats, Floats, npt.NDArray[np.bool_]]:
    """Draws (rows, parameters), their counts until the last year (rows, statistics), and which had no war."""
    rng = np.random.default_rng([seed, 3])
    scores = rng.standard_normal((effort.rows, of.centre.size))
    root = np.linalg.cholesky(known.covariance)
    scores[:, known.informed] = known.mean + scores[:, known.informed] @ root.T
    found, peaceful = [], []
    for begin in range(0, effort.rows, ROWS_A_SHARD):
        tell("filling the reference table", begin, effort.rows)
        part = scores[begin : begin + ROWS_A_SHARD]

        def make(part: Floats = part, begin: int = begin) -> dict[str, npt.NDArray[np.float64]]:
            made = outcomes.outcomes(of, part, begin, threads)
            return {"counts": made.counts, "peaceful": made.peaceful.astype(np.float64)}

        made = kept.part(f"table-{begin:06d}", make)
        found.append(made["counts"])
        peaceful.append(made["peaceful"] > 0)
    return scores, np.concatenate(found)[:, -1], np.concatenate(peaceful)
