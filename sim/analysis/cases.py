"""Cases to find boxes on, and cases to measure them on: halves that have nothing in common.

Trials with draws of their own are independent, and every second one serves for each purpose. Trials of
a sweep are not: those of one point share its parameters, and those of one number use common random numbers. Its
points are halved, and its trials too, so that neither is in both; and what is measured is uncertain by
points and by trials, which are both drawn again (the pigeonhole bootstrap of Owen 2007,
doi:10.1214/07-AOAS122).
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy.stats import binom
from scipy.stats import t as student

from ..arrays import Floats, Truths
from .intervals import LEVEL, NOTHING, Interval, share

RESAMPLES = 400
MOST = 400_000
"""Trials of a sweep that are looked at; beyond, the first trials of every point."""


class Halves(NamedTuple):
    """Rows to find boxes on and rows to measure them on, each with its parameters and cases.

    ``measure`` gives density and coverage of the ``held`` rows inside a box; ``by_chance`` how easily
    as many cases as the ``found`` rows inside have would come from the wider rows around them.
    """

    found: pd.DataFrame
    cases: Truths
    held: pd.DataFrame
    held_cases: Truths
    measure: Callable[[Truths], tuple[Interval, Interval]]
    by_chance: Callable[[Truths, Truths], float]


def of_trials(parameters: pd.DataFrame, cases: Truths) -> Halves:
    """Halves of independent trials: one row a trial."""
    half = np.arange(len(cases)) % 2 == 0
    found, held = cases[half], cases[~half]

    def measure(within: Truths) -> tuple[Interval, Interval]:
        count = int(held[within].sum())
        return share(count, int(within.sum())), share(count, int(held.sum()))

    def by_chance(within: Truths, wider: Truths) -> float:
        return float(binom.sf(found[within].sum() - 1, within.sum(), found[wider].mean()))

    return Halves(
        parameters[half].reset_index(drop=True), found, parameters[~half], held, measure, by_chance
    )


def of_points(points: pd.DataFrame, cases: Truths, seed: int) -> Halves:
    """Halves of the points of a sweep and of its trials.

    Parameters
    ----------
    points : DataFrame
        One row a point, one column a parameter.
    cases : bool array (points, trials)
        Trials of one number use common random numbers.
    seed : int
        Which points are in which half, and the bootstrap.
    """
    random = np.random.default_rng([seed, len(points)])
    # By lot: in a Sobol' sequence every second point has one half of a parameter.
    order = random.permutation(len(points))
    ones, others = np.sort(order[::2]), np.sort(order[1::2])
    cut = cases.shape[1] // 2
    found, held = cases[ones, :cut], cases[others, cut:]
    shares = found.mean(axis=1)
    point_weights, trial_weights = (
        random.multinomial(number, np.full(number, 1.0 / number), RESAMPLES)
        for number in held.shape
    )
    resampled = point_weights * (held.astype(np.float64) @ trial_weights.T).T

    def measure(within: Truths) -> tuple[Interval, Interval]:
        inside = _each(within, held.shape[1])
        count, every = int(held[inside].sum()), int(held.sum())
        of_box = resampled[:, inside].sum(axis=1)
        density = _ratio(of_box, point_weights[:, inside].sum(axis=1) * held.shape[1])
        coverage = _ratio(of_box, resampled.sum(axis=1))
        trials = int(inside.sum()) * held.shape[1]
        if count == 0 and trials:
            # No case is no sign of how points differ: they bound it, as independent ones would.
            return share(0, int(inside.sum())), _around(count, every, coverage)
        return _around(count, trials, density), _around(count, every, coverage)

    def by_chance(within: Truths, wider: Truths) -> float:
        inside, around = (shares[_each(rows, found.shape[1])] for rows in (within, wider))
        spread = float(around.std(ddof=1)) if len(around) > 1 else 0.0
        if spread == 0.0:
            return 1.0
        apart = (inside.mean() - around.mean()) / (spread / np.sqrt(len(inside)))
        return float(student.sf(apart, len(around) - 1))

    return Halves(
        _repeated(points.iloc[ones], found.shape[1]),
        found.ravel(),
        _repeated(points.iloc[others], held.shape[1]),
        held.ravel(),
        measure,
        by_chance,
    )


def _repeated(points: pd.DataFrame, trials: int) -> pd.DataFrame:
    return points.loc[points.index.repeat(trials)].reset_index(drop=True)


def _each(rows: Truths, trials: int) -> Truths:
    """Which points the rows of trials are of: all trials of a point lie in a box, or none does."""
    return rows[::trials]


def _ratio(over: Floats, under: Floats) -> Floats:
    known = under > 0
    return np.asarray(over[known] / under[known])


def _around(count: int, number: int, resampled: Floats) -> Interval:
    if number == 0 or len(resampled) == 0:
        return NOTHING
    low, high = np.quantile(resampled, (0.5 - LEVEL / 2.0, 0.5 + LEVEL / 2.0))
    return Interval(count / number, float(low), float(high), "bootstrap")
