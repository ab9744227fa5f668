"""Simulation-based calibration: records made from known parameters, and whether the posterior covers these.

Parameters are drawn from their priors, a record is simulated with them, and the posterior given it is
asked where the parameters lie in it: over many records, uniformly, if the method is right (Talts,
Betancourt, Simpson, Vehtari & Gelman 2018, arXiv:1804.06788). The two parts of a calibration are
checked each by itself: acts by records of one trial each, outcomes by rows of the reference table,
each left out in turn and taken for the record.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from ..analysis.abc import adjust
from ..arrays import Floats, Integers
from ..engine.build import Compiled
from ..engine.ensemble import run_trials
from ..engine.particle_filter import Observed
from ..experiment.checkpoint import Part, unkept
from . import acts
from .acts import CLASSES
from .acts_posterior import acts_posterior
from .calibration_problem import CalibrationProblem, over_draws
from .effort import Effort
from .outcomes import LIMITED_WAR, WAR

LEVELS = (0.5, 0.8, 0.9)
"""Central intervals whose coverage is counted."""
FIRST_TRIAL = 1_000_000
"""Trial of the first simulated record, far from those of particles."""
ATTEMPTS = 1000
"""Records made, at most, until one is without war."""
NO_SPREAD = 1e-9
"""Standard deviation of scores below which draws count as alike."""
LEFT_OUT = 200
"""Rows of the reference table that are taken for the record, at most."""


class Records(NamedTuple):
    """What calibrations on simulated records found.

    ``events`` (records,) is how many each record has; ``below`` (records, parameters) is the posterior's
    probability below the truth, and ``distances`` (records, parameters) how far the truth lies above the
    posterior's mean, in its standard deviations.
    """

    events: Integers
    below: Floats
    distances: Floats


class Covered(NamedTuple):
    """Where true parameters lay in their posteriors.

    ``by_acts`` looks at the parameters that acts inform; ``by_outcomes`` (rows, parameters) is the
    posterior's probability below the truth for all parameters of the hindcast.
    """

    by_acts: Records
    by_outcomes: Floats


def simulated_record(compiled: Compiled, months: int, trial: int) -> tuple[Observed, bool]:
    """A record of events as one trial of the hindcast makes it, and whether it was without armed attack."""
    place = {word.name: k for k, word in enumerate(compiled.words)}
    rungs = [rung for members in CLASSES for rung in members]
    wanted = [place[f"events.{acts.STATE}.{rung}"] for rung in rungs]
    wanted += [place[WAR], place[LIMITED_WAR]]
    paths = run_trials(compiled._replace(months=months), trial, 1, wanted).trajectories[0]
    so_far = np.ascontiguousarray(paths[:, : len(rungs)]).view(np.float64)
    each = np.diff(so_far, axis=0, prepend=0.0)
    counts = np.zeros((months, len(CLASSES)), dtype=np.int64)
    for c, members in enumerate(CLASSES):
        for rung in members:
            counts[:, c] += each[:, rungs.index(rung)].astype(np.int64)
    peaceful = bool(paths[-1, -2] < 0 and paths[-1, -1] == 0)
    return Observed(acts.STATE, counts, CLASSES), peaceful


def peaceful_record(
    of: CalibrationProblem, months: int, number: int, seed: int
) -> tuple[Floats, Observed]:
    """True scores (parameters,) from the priors and a record made with them in which no war came.

    The record that is calibrated on had none, and the likelihood counts that as a datum: with a war in it
    a record would be one that the likelihood holds impossible.
    """
    rng = np.random.default_rng([seed, 5, number])
    for attempt in range(ATTEMPTS):
        truth = rng.standard_normal(of.centre.size)
        trial = FIRST_TRIAL + ATTEMPTS * number + attempt

        def make(compiled: Compiled, _: int, trial: int = trial) -> tuple[Observed, bool]:
            return simulated_record(compiled, months, trial)

        record, peaceful = next(over_draws(of, truth[None], make, 1))
        if peaceful:
            return truth, record
    raise RuntimeError(f"{ATTEMPTS} simulated records in a row had a war")


def by_acts(
    of: CalibrationProblem,
    informed: Integers,
    months: int,
    records: int,
    seed: int,
    effort: Effort,
    kept: Part,
    threads: int | None = None,
    tell: Callable[[str, int, int], None] = lambda *_: None,
) -> Records:
    """Calibrate on simulated records as on the real one, looking at the parameters ``informed``."""
    found = []
    for number in range(records):
        tell("calibrating on simulated records", number, records)

        def one(number: int = number) -> dict[str, npt.NDArray[Any]]:
            truth, record = peaceful_record(of, months, number, seed)
            made = acts_posterior(of, record, seed, effort, unkept, threads, supposed=informed)
            draws = made.scores[:, np.searchsorted(of.laid, informed)]
            lower = (draws < truth[informed]).sum(axis=0)
            # A parameter of which all draws are alike has no spread to measure by.
            spread = np.maximum(draws.std(axis=0), NO_SPREAD)
            return {
                "events": np.array(record.counts.sum()),
                "below": (lower + 0.5) / (len(draws) + 1),
                "distances": (truth[informed] - draws.mean(axis=0)) / spread,
            }

        found.append(kept(f"check-{number:04d}", one))
    return Records(
        np.array([made["events"] for made in found], dtype=np.int64),
        np.array([made["below"] for made in found]).reshape(records, informed.size),
        np.array([made["distances"] for made in found]).reshape(records, informed.size),
    )


def by_outcomes(
    table: Floats, counts: Floats, looked_at: Integers, effort: Effort, seed: int
) -> Floats:
    """Probability below the truth (rows left out, parameters), for rows of draws without war.

    A draw stands in several rows of a table: with one of them all are left out, or the truth would be
    among those that look for it.
    """
    rng = np.random.default_rng([seed, 6])
    rows = rng.permutation(len(table))[: min(LEFT_OUT, len(table) // 2)]
    found = np.zeros((rows.size, looked_at.size))
    for k, row in enumerate(rows):
        others = np.flatnonzero((table[:, looked_at] != table[row, looked_at]).any(axis=1))
        made = adjust(table[others][:, looked_at], counts[others], counts[row], effort.share)
        found[k] = made.weights @ (made.draws < table[row, looked_at])
    return found


def coverage(below: Floats, level: float) -> Floats:
    """Share of truths within the central interval of this probability, by parameter."""
    return np.asarray((np.abs(below - 0.5) <= level / 2).mean(axis=0))


def summary(found: Covered) -> dict[str, Any]:
    """Coverage over all parameters, and by simulated record, as plain values."""
    made: dict[str, Any] = {}
    for name, below in (("acts", found.by_acts.below), ("outcomes", found.by_outcomes)):
        if below.size:
            made[name] = {
                "records": len(below),
                "parameters": int(below.shape[1]),
                **_within(below),
            }
    by_record = zip(*found.by_acts, strict=True)
    if found.by_acts.below.size:
        made["acts"]["by_record"] = [
            {
                "events": int(events),
                **_within(below),
                "distance": round(float(np.sqrt((distances**2).mean())), 2),
            }
            for events, below, distances in by_record
        ]
    return made


def _within(below: Floats) -> dict[str, float]:
    """Share of truths within each central interval."""
    return {f"within_{level:g}": round(float(coverage(below, level).mean()), 3) for level in LEVELS}
