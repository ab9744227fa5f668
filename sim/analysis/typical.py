"""The most typical of the trials of a kind: those that end differently in two scenarios, or cases."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np

from ..arrays import Floats, Integers, Words
from ..engine.table import trial_columns
from ..experiment.compare import Arm
from ..experiment.matched import Chunk
from .conditions import condition
from .measures import Measure, measures

MOST = 2000
"""Trials among which the typical one is sought, the first of their kind."""


class Typical(NamedTuple):
    """``trial`` is the typical one, None if there is none; ``alike`` of ``trials`` are of its kind."""

    trial: int | None
    alike: int
    trials: int


def typical(a: Arm, b: Arm, chunks: Iterable[Chunk]) -> Typical:
    """The medoid of the trials whose terminal class differs between two arms."""
    of_a, of_b = (measures(arm.scenario, trial_columns(arm.scenario)) for arm in (a, b))
    search = _Search()
    for chunk in chunks:
        sides = chunk.tables[a.number], chunk.tables[b.number]
        # The second column is the terminal class.
        rows = np.flatnonzero(sides[0][:, 1] != sides[1][:, 1])
        search.add(chunk.first, len(sides[0]), rows, [(of_a, sides[0]), (of_b, sides[1])])
    return search.found()


def typical_case(arm: Arm, outcome: str, chunks: Iterable[Chunk]) -> Typical:
    """The medoid of the trials in which an outcome came about.

    Parameters
    ----------
    outcome : str
        What a case is, as for ``sim.discover``: a share such as "first_war", or "events>200".

    Raises
    ------
    InputError
        If there is no such outcome.
    """
    known = measures(arm.scenario, trial_columns(arm.scenario))
    holds = condition(known, outcome, arm.scenario).holds
    search = _Search()
    for chunk in chunks:
        table = chunk.tables[arm.number]
        search.add(chunk.first, len(table), np.flatnonzero(holds(table)), [(known, table)])
    return search.found()


class _Search:
    """Outcomes of the first ``MOST`` trials of a kind, chunk by chunk, and the medoid among them.

    The distance of two trials is that of their outcomes, each divided by its standard deviation
    among these trials, and added up; the medoid has the least sum of distances to the others.
    Of equals the first is taken.

    References
    ----------
    Kaufman & Rousseeuw 1987, Clustering by means of medoids
    """

    def __init__(self) -> None:
        self._numbers: list[int] = []
        self._outcomes: list[Floats] = []
        self._count = self._trials = 0

    def add(
        self,
        first: int,
        trials: int,
        rows: Integers,
        tables: Sequence[tuple[Sequence[Measure], Words]],
    ) -> None:
        """Trials ``first`` on, of which ``rows`` are of the kind; tables that hold their outcomes."""
        self._trials += trials
        self._count += rows.size
        taken = rows[: MOST - len(self._numbers)]
        if taken.size:
            self._numbers += (first + taken).tolist()
            sides = [_values(of, table[taken]) for of, table in tables]
            self._outcomes.append(np.concatenate(sides, axis=1))

    def found(self) -> Typical:
        """The typical trial so far."""
        if not self._numbers:
            return Typical(None, 0, self._trials)
        number = self._numbers[medoid(np.concatenate(self._outcomes))]
        return Typical(number, self._count, self._trials)


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


def _values(of: Sequence[Measure], table: Words) -> Floats:
    return np.stack([measure.of(table[:, measure.column]) for measure in of], axis=1)
