"""Matched trials tallied pair by pair into a table of contrasts, in bounded memory."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from ..engine.table import trial_columns
from ..experiment.compare import Pairing
from ..experiment.matched import Chunk
from ..scenario.scenario import Scenario
from .intervals import LEVEL
from .measures import Measure, measures
from .tallies import Amounts, Shares

_IDENTICAL: dict[str, Any] = {"low": 0.0, "high": 0.0, "method": "identical"}


class Row(NamedTuple):
    """One outcome of one contrast; NaN or None where something does not apply.

    ``a_estimate`` and ``b_estimate`` are shares (``unit`` "share") or means; then the fields of
    ``Contrast``; then, of shares, in how many matched trials the outcome held in both arms, in one
    or in neither, with the numbers of the first that differ; ``differing`` trials differ at all.
    Twins that say the same differ by exactly zero, and ``method`` is "identical".

    Arms with parameter draws have ``draws`` of them in turn, and intervals clustered by draw.
    ``between_draws`` is the standard deviation of the true difference over draws: what is not known
    of it. ``chance_error`` and ``parameter_error`` are the parts of the standard error of
    ``difference`` that more trials, and more draws, would lessen.
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
    draws: int
    between_draws: float
    chance_error: float
    parameter_error: float


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
        self._draws = 0
        of_b = {(m.section, m.name): m for m in _measures(pairing.b.scenario)}
        self._tallied = [
            (Shares if a.share else Amounts)(a, of_b[a.section, a.name])
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
        draw = None
        if chunk.draws:
            draw = np.arange(chunk.first, chunk.first + table_a.shape[0]) % chunk.draws
            self._draws = chunk.draws
        for tallied in self._tallied:
            a = tallied.a.of(table_a[:, tallied.a.column])
            b = tallied.b.of(table_b[:, tallied.b.column])
            tallied.add(chunk.first, a, b, draw, chunk.draws)

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
            errors = (self._draws, *tallied.errors())
            yield Row._make((*about, *estimates, *found.values(), *tallied.discordance(), *errors))


def _measures(scenario: Scenario) -> list[Measure]:
    return measures(scenario, trial_columns(scenario))


def says(scenario: Scenario) -> dict[str, Any]:
    """All of a scenario that its trials depend on; equal where matched trials can't differ."""
    return {key: value for key, value in scenario.canonical().items() if key != "name"}
