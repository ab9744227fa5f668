"""Matched trials tallied pair by pair into a table of contrasts, in bounded memory."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..engine.table import trial_columns
from ..experiment.compare import Chunk, Pairing
from ..scenario.scenario import Scenario
from .contrasts import Contrast, Moments, of_means, of_shares
from .intervals import LEVEL
from .measures import Measure, measures

SHOWN = 5
"""Discordant trials named for each outcome and side."""
Floats = npt.NDArray[np.float64]
Discordance = tuple[int, int | None, int | None, int | None, int | None, str, str]
_IDENTICAL: dict[str, Any] = {"low": 0.0, "high": 0.0, "method": "identical"}


class Row(NamedTuple):
    """One outcome of one contrast; NaN or None where something does not apply.

    ``a_estimate`` and ``b_estimate`` are shares (``unit`` "share") or means; then the fields of
    ``Contrast``; then, of shares, in how many matched trials the outcome held in both arms, in one
    or in neither, with the numbers of the first that differ; ``differing`` trials differ at all.
    Twins that say the same differ by exactly zero, and ``method`` is "identical".
    """

    contrast: str
    planned: str
    a: str
    b: str
    a_digest: str
    b_digest: str
    seed: int
    trials: int
    section: str
    outcome: str
    label: str
    unit: str
    a_estimate: float
    b_estimate: float
    difference: float
    low: float
    high: float
    unpaired_low: float
    unpaired_high: float
    ratio: float
    ratio_low: float
    ratio_high: float
    ratio_unpaired_low: float
    ratio_unpaired_high: float
    variance_factor: float
    method: str
    differing: int
    both: int | None
    a_only: int | None
    b_only: int | None
    neither: int | None
    a_only_trials: str
    b_only_trials: str


def tabulate(
    pairings: Sequence[Pairing],
    chunks: Iterable[Chunk],
    planned: str = "",
    level: float = LEVEL,
    outcomes: Collection[tuple[str, str]] | None = None,
) -> pd.DataFrame:
    """The table of contrasts, one ``Row`` an outcome that both arms have.

    Parameters
    ----------
    pairings : sequence of Pairing
        Which arm is set against which; at least one.
    chunks : iterable of Chunk
        Matched trials of all arms, in order.
    planned : str
        Name under which these contrasts were planned, if they were.
    outcomes : collection of (section, name), optional
        The outcomes wanted; all by default.
    """
    tallies = [_Tally(pairing, outcomes) for pairing in pairings]
    trials = 0
    for chunk in chunks:
        trials += int(chunk.tables[0].shape[0])
        for tally in tallies:
            tally.add(chunk)
    rows = [row for tally in tallies for row in tally.rows(trials, planned, level)]
    table = pd.DataFrame(rows, columns=list(Row._fields))
    counts = ["both", "a_only", "b_only", "neither"]
    return table.astype(dict.fromkeys(counts, "Int64"))


class _Tally:
    """Matched trials of one contrast so far."""

    def __init__(self, pairing: Pairing, outcomes: Collection[tuple[str, str]] | None) -> None:
        self._pairing = pairing
        of_b = {(m.section, m.name): m for m in _measures(pairing.b.scenario)}
        self._tallied = [
            (_Shares if a.share else _Amounts)(a, of_b[a.section, a.name])
            for a in _measures(pairing.a.scenario)
            if (a.section, a.name) in of_b
            and of_b[a.section, a.name].share == a.share
            and (outcomes is None or (a.section, a.name) in outcomes)
        ]
        self._same = says(pairing.a.scenario) == says(pairing.b.scenario)

    def add(self, chunk: Chunk) -> None:
        table_a, table_b = (
            chunk.tables[self._pairing.a.number],
            chunk.tables[self._pairing.b.number],
        )
        for tallied in self._tallied:
            a = tallied.a.of(table_a[:, tallied.a.column])
            b = tallied.b.of(table_b[:, tallied.b.column])
            tallied.add(chunk.first, a, b)

    def rows(self, trials: int, planned: str, level: float) -> Iterable[Row]:
        a, b = self._pairing.a, self._pairing.b
        for tallied in self._tallied:
            measure, estimates = tallied.a, tallied.estimates()
            found: dict[str, Any] = tallied.contrast(level)._asdict()
            if self._same:
                found |= _IDENTICAL
                if estimates[0] != 0:
                    found |= {"ratio_low": 1.0, "ratio_high": 1.0}
            about = (
                *(self._pairing.name, planned, a.name, b.name),
                *(a.scenario.digest, b.scenario.digest, a.scenario.seed, trials),
                *(measure.section, measure.name, measure.label, measure.unit),
            )
            yield Row._make((*about, *estimates, *found.values(), *tallied.discordance()))


class _Shares:
    """Four counts of matched trials, and the first trials that differ."""

    def __init__(self, a: Measure, b: Measure) -> None:
        self.a, self.b = a, b
        self._counts = np.zeros(4, dtype=np.int64)
        self._a_only: list[int] = []
        self._b_only: list[int] = []

    def add(self, first: int, a: Floats, b: Floats) -> None:
        cell = (2 * (1 - a) + (1 - b)).astype(np.int64)
        self._counts += np.bincount(cell, minlength=4)
        for side, found in ((1, self._a_only), (2, self._b_only)):
            if len(found) < SHOWN:
                found += (first + np.flatnonzero(cell == side)[: SHOWN - len(found)]).tolist()

    def estimates(self) -> tuple[float, float]:
        both, a_only, b_only, _ = (int(count) for count in self._counts)
        trials = int(self._counts.sum())
        return (both + a_only) / trials, (both + b_only) / trials

    def contrast(self, level: float) -> Contrast:
        both, a_only, b_only, neither = (int(count) for count in self._counts)
        return of_shares(both, a_only, b_only, neither, level)

    def discordance(self) -> Discordance:
        both, a_only, b_only, neither = (int(count) for count in self._counts)
        first_a, first_b = (" ".join(map(str, found)) for found in (self._a_only, self._b_only))
        return a_only + b_only, both, a_only, b_only, neither, first_a, first_b


class _Amounts:
    """Running moments of A, of B and of B minus A."""

    def __init__(self, a: Measure, b: Measure) -> None:
        self.a, self.b = a, b
        self._pairs = 0
        self._origin: Floats | None = None
        self._means = np.zeros(3)
        self._squares = np.zeros(3)
        self._least = 0.0
        self._differing = 0

    def add(self, first: int, a: Floats, b: Floats) -> None:
        # Chan, Golub & LeVeque's update (doi:10.1080/00031305.1983.10483115): no cancellation.
        values = np.stack((a, b, b - a))
        if self._origin is None:
            self._origin = values[:, 0].copy()
        # Counted from the first trial, what is always the same has no spread by rounding either.
        values -= self._origin[:, None]
        here, means = values.shape[1], values.mean(axis=1)
        squares = ((values - means[:, None]) ** 2).sum(axis=1)
        total = self._pairs + here
        apart = means - self._means
        self._squares += squares + apart**2 * (self._pairs * here / total)
        self._means += apart * (here / total)
        self._pairs = total
        self._least = min(self._least, float(a.min()), float(b.min()))
        self._differing += int(np.count_nonzero(a != b))

    def estimates(self) -> tuple[float, float]:
        origin = np.zeros(3) if self._origin is None else self._origin
        return float(origin[0] + self._means[0]), float(origin[1] + self._means[1])

    def contrast(self, level: float) -> Contrast:
        spread = [float(square) / max(1, self._pairs - 1) for square in self._squares]
        moments = Moments(self._pairs, *self.estimates(), *spread)
        return of_means(moments, self._least >= 0.0, level)

    def discordance(self) -> Discordance:
        return self._differing, None, None, None, None, "", ""


def _measures(scenario: Scenario) -> list[Measure]:
    return measures(scenario, trial_columns(scenario))


def says(scenario: Scenario) -> dict[str, Any]:
    """All of a scenario that its trials depend on; equal where matched trials can't differ."""
    return {key: value for key, value in scenario.canonical().items() if key != "name"}
