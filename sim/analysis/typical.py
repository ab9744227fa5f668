"""The most typical of the trials that end differently in two scenarios."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np

from ..arrays import Floats
from ..engine.table import trial_columns
from ..experiment.compare import Arm
from ..experiment.matched import Chunk
from .measures import Measure, measures

MOST = 2000
"""Trials among which the typical one is sought, the first of those that differ."""


class Typical(NamedTuple):
    """``trial`` is the typical one, None if none differs; ``differing`` of ``trials`` differ."""

    trial: int | None
    differing: int
    trials: int


def typical(a: Arm, b: Arm, chunks: Iterable[Chunk]) -> Typical:
    """The medoid of the trials whose terminal class differs between two arms.

    It is the trial with the least sum of distances to the others of its kind. The distance of two
    trials is that of their outcomes in both arms, each divided by its standard deviation among
    these trials, and added up; of equals the first is taken.

    References
    ----------
    Kaufman & Rousseeuw 1987, Clustering by means of medoids
    """
    of_a, of_b = (measures(arm.scenario, trial_columns(arm.scenario)) for arm in (a, b))
    numbers: list[int] = []
    outcomes: list[Floats] = []
    differing = trials = 0
    for chunk in chunks:
        table_a, table_b = chunk.tables[a.number], chunk.tables[b.number]
        trials += table_a.shape[0]
        # The second column is the terminal class.
        differ = np.flatnonzero(table_a[:, 1] != table_b[:, 1])
        differing += differ.size
        taken = differ[: MOST - len(numbers)]
        if taken.size:
            numbers += (chunk.first + taken).tolist()
            sides = (_values(of_a, table_a[taken]), _values(of_b, table_b[taken]))
            outcomes.append(np.concatenate(sides, axis=1))
    if not numbers:
        return Typical(None, 0, trials)
    return Typical(numbers[medoid(np.concatenate(outcomes))], differing, trials)


def medoid(points: Floats) -> int:
    """Row of the point with the least sum of standardised city-block distances to the others.

    Parameters
    ----------
    points : array of float, shape (points, dimensions)
        At least one point; dimensions in which all are equal count nothing.
    """
    spread = points.std(axis=0)
    scaled = points[:, spread > 0] / spread[spread > 0]
    total = [float(np.abs(scaled - row).sum()) for row in scaled]
    return int(np.argmin(total))


def _values(
    of: Sequence[Measure], table: np.ndarray[tuple[int, ...], np.dtype[np.int64]]
) -> Floats:
    return np.stack([measure.of(table[:, measure.column]) for measure in of], axis=1)
