"""Calibration: from priors to a posterior, in two parts.

First the DPRK's monthly acts, by conditional likelihood (``acts_posterior``). Then disputes, joining, deaths
and the absence of war, by simulation: one reference table of draws from the first posterior, and from
the priors for what the hindcast does not have, with what two hindcasts of each did; draws without war
are moved to the record by regression (``analysis.abc``). The two records are taken as independent
given the parameters.
"""

from typing import NamedTuple

import numpy as np

from ..analysis.abc import Adjusted, adjust
from ..analysis.importance import systematic
from ..arrays import Floats, Truths
from ..engine.particle_filter import Observed
from ..experiment.checkpoint import Part
from . import outcomes
from .acts_posterior import Acts, Tell, acts_posterior
from .calibration_problem import CalibrationProblem
from .effort import Effort

ROWS_A_SHARD = 500


class Posterior(NamedTuple):
    """Draws (draws, parameters) of scores, equally weighted, and what they came from."""

    scores: Floats
    acts: Acts
    table: Floats
    counts: Floats
    peaceful: Truths
    adjusted: Adjusted


def calibrate(
    of: CalibrationProblem,
    observed: Observed,
    seed: int,
    effort: Effort,
    kept: Part,
    threads: int | None = None,
    tell: Tell | None = None,
) -> Posterior:
    """The posterior given a record of acts, and the outcomes on record as far as it goes.

    Parameters
    ----------
    seed : int
        Seed of all draws but those of the hindcasts, which have the scenario's.
    kept : Part
        Gives parts of the computation, kept ones where there are any.
    tell : callable, optional
        Told what is being done, how much of it is done, and of how much.
    """
    said = tell or (lambda *_: None)
    known = acts_posterior(of, observed, seed, effort, kept, threads, said)
    to = outcomes.known(len(observed.counts))
    table, found, peaceful = reference_table(of, known, to, seed, effort, kept, threads, said)
    adjusted = adjust(table[peaceful], found[peaceful], outcomes.observed(to), effort.share)
    rng = np.random.default_rng([seed, 4])
    chosen = systematic(adjusted.weights, effort.draws, float(rng.random()))
    scores = table[peaceful][adjusted.accepted][chosen]
    # What the hindcast does not have, history can't move.
    scores[:, of.laid] = adjusted.draws[chosen][:, of.laid]
    return Posterior(rng.permutation(scores), known, table, found, peaceful, adjusted)


def reference_table(
    of: CalibrationProblem,
    known: Acts,
    to: outcomes.Known,
    seed: int,
    effort: Effort,
    kept: Part,
    threads: int | None = None,
    tell: Tell = lambda *_: None,
) -> tuple[Floats, Floats, Truths]:
    """Draws (rows, parameters), their counts (rows, statistics), and which had no war."""
    rng = np.random.default_rng([seed, 3])
    scores = rng.standard_normal((effort.rows, of.centre.size))
    # Each draw of the first posterior about equally often.
    scores[:, of.laid] = known.scores[rng.permutation(effort.rows) % len(known.scores)]
    found, peaceful = [], []
    for begin in range(0, effort.rows, ROWS_A_SHARD):
        tell("filling the reference table", begin, effort.rows)
        part = scores[begin : begin + ROWS_A_SHARD]

        def make(part: Floats = part, begin: int = begin) -> dict[str, Floats]:
            made = outcomes.outcomes(of, part, to, begin, threads)
            return {"counts": made.counts, "peaceful": made.peaceful.astype(np.float64)}

        made = kept(f"table-{begin:06d}", make)
        found.append(made["counts"])
        peaceful.append(made["peaceful"] > 0)
    return scores, np.concatenate(found), np.concatenate(peaceful)
