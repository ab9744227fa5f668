"""Matched trials until every declared contrast is known to a precision, and what that took."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from ..engine.state_index import why_not_kept
from ..engine.table import trial_columns
from ..errors import InputError
from ..experiment.compare import Pairing
from ..experiment.matched import Chunk
from ..scenario.nearest import closest
from ..scenario.scenario import Scenario
from .comparison import says
from .confidence_sequences import METHOD, MeanSequence, Reading
from .intervals import LEVEL
from .measures import Measure, measures

MOST = 1_000_000
"""Trials after which a run stops short of its precision where nothing else is asked for."""
_NOT_AT_ALL_TIMES = (
    "unpaired_low",
    "unpaired_high",
    "ratio_low",
    "ratio_high",
    "ratio_unpaired_low",
    "ratio_unpaired_high",
)


class Declared(NamedTuple):
    """A contrast whose precision decides: of one outcome, in units of its ``reach``."""

    contrast: str
    measure: Measure
    reach: float


class Watch:
    """Confidence sequences of all declared contrasts, fed with matched trials in their order.

    The precision is reached once the half-width of every one is no more than ``precision``: of
    differences of shares, or of differences of bounded amounts as a share of their bound. Scenarios
    that say the same differ by exactly zero and need no trials.

    Parameters
    ----------
    pairings : sequence of Pairing
        Which arm is set against which.
    precision : float
        Above 0 and below 1.
    outcomes : sequence of str
        Names of outcomes whose contrasts are declared; none for every share. ``amount:NAME`` is the
        number of months before a first event.
    cycle : int
        Draws that trials go round over: the sequences are read after whole rounds only, when each
        draw has had as many trials as any other. 1 without draws.

    Raises
    ------
    InputError
        If the precision is out of range, or an outcome is unknown or has no bounds.
    """

    def __init__(
        self,
        pairings: Sequence[Pairing],
        precision: float,
        outcomes: Sequence[str] = (),
        cycle: int = 1,
        level: float = LEVEL,
    ) -> None:
        check_precision(precision)
        self.precision, self.cycle, self.trials = precision, cycle, 0
        self._outcomes = tuple(outcomes)
        self._sequences: list[tuple[Declared, Pairing, Measure, MeanSequence]] = []
        for pairing in pairings:
            if says(pairing.a.scenario) == says(pairing.b.scenario):
                continue
            of_b = {(m.section, m.name): m for m in _measures(pairing.b.scenario)}
            for a, reach in declared(pairing.a.scenario, outcomes):
                b = of_b.get((a.section, a.name))
                if b is not None:
                    about = Declared(pairing.name, a, reach)
                    sequence = MeanSequence(level=level, precision=precision)
                    self._sequences.append((about, pairing, b, sequence))

    def aim(self) -> dict[str, Any]:
        """What it was made with, as a folder of contrasts lists it."""
        return {"precision": self.precision, "outcomes": [*self._outcomes], "cycle": self.cycle}

    def add(self, chunk: Chunk) -> None:
        """Take in the next matched trials of all arms.

        Raises
        ------
        ValueError
            If they don't follow on those before.
        """
        if chunk.first != self.trials:
            raise ValueError(f"trial {self.trials} comes next, not trial {chunk.first}")
        for (_, a, reach), pairing, b, sequence in self._sequences:
            in_a = a.of(chunk.tables[pairing.a.number][:, a.column])
            in_b = b.of(chunk.tables[pairing.b.number][:, b.column])
            sequence.add((in_b - in_a) / reach)
        self.trials += int(chunk.tables[0].shape[0])

    def readings(self) -> Iterator[tuple[Declared, Reading]]:
        """Every declared contrast and how well it is known, as a share of its reach."""
        for about, _, _, sequence in self._sequences:
            yield about, sequence.reading()

    @property
    def reached(self) -> bool:
        """Whether all are known to the precision; never within a round over draws."""
        if self.trials == 0 or self.trials % self.cycle:
            return False
        return all(reading.half <= self.precision for _, reading in self.readings())

    def widest(self) -> tuple[Declared, Reading] | None:
        """The declared contrast that is known the least; None where all arms say the same."""
        return max(self.readings(), key=lambda one: one[1].half, default=None)

    def over(self, table: pd.DataFrame) -> pd.DataFrame:
        """A table of contrasts with intervals that hold although trials were stopped by looking.

        The interval of a declared difference is that of its sequence. Other intervals are taken
        out: they would hold only if the number of trials had been fixed beforehand.
        """
        result = table.copy()
        stopped = result["method"] != "identical"
        result.loc[stopped, ["low", "high", *_NOT_AT_ALL_TIMES]] = np.nan
        result.loc[stopped, "method"] = ""
        for (contrast, measure, reach), reading in self.readings():
            row = (
                (result["contrast"] == contrast)
                & (result["section"] == measure.section)
                & (result["outcome"] == measure.name)
            )
            result.loc[row, "low"] = reading.low * reach
            result.loc[row, "high"] = reading.high * reach
            result.loc[row, "method"] = METHOD
        return result


def until_precise(chunks: Iterable[Chunk], watch: Watch) -> Iterator[Chunk]:
    """The chunks, up to the one with which the precision is reached."""
    for chunk in chunks:
        watch.add(chunk)
        yield chunk
        if watch.reached:
            return


def check_aim(precision: float | None, trials: int | None, outcomes: Sequence[str]) -> None:
    """See that a precision or a number of trials is asked for, not both, and outcomes of a precision.

    Raises
    ------
    InputError
        If they don't go together.
    """
    if precision is None and outcomes:
        raise InputError("outcomes say what a precision is asked of; name a precision too")
    if precision is not None and trials is not None:
        raise InputError("a precision says how many trials are run: ask for one or the other")


def check_precision(precision: float) -> None:
    """See that a precision is one.

    Raises
    ------
    InputError
        If it is not above 0 and below 1.
    """
    if not 0.0 < precision < 1.0:
        raise InputError(f"a precision lies between 0 and 1, not at {precision:g}")


def declared(scenario: Scenario, outcomes: Sequence[str]) -> list[tuple[Measure, float]]:
    """Outcomes whose precision decides, none for every share, and the bound of each.

    Raises
    ------
    InputError
        If an outcome is unknown or has no bounds.
    """
    known = _measures(scenario)
    if not outcomes:
        return [(measure, 1.0) for measure in known if measure.share]
    return [_bounded(named(known, name, scenario), scenario) for name in outcomes]


def named(known: Sequence[Measure], name: str, scenario: Scenario | None = None) -> Measure:
    """An outcome by its name, or by ``section:name`` where a share and an amount have one name.

    Raises
    ------
    InputError
        If there is none; it names the nearest or, with ``scenario``, says what the outcome lacks to move.
    """
    section, colon, rest = name.partition(":")
    for measure in known:
        if measure.name == name or (colon and (measure.section, measure.name) == (section, rest)):
            return measure
    reason = "" if scenario is None else why_not_kept(scenario, rest if colon else name)
    if reason:
        raise InputError(f"there is no outcome {name!r}: {reason}")
    near = closest(name, [measure.name for measure in known])
    hint = f"; the nearest is {near}" if near else "; peninsula codebook lists the columns"
    raise InputError(f"there is no outcome {name!r}{hint}")


def _bounded(measure: Measure, scenario: Scenario) -> tuple[Measure, float]:
    reach: dict[Any, float] = {"months": float(scenario.horizon), "share of months": 1.0}
    if measure.share:
        return measure, 1.0
    if measure.unit not in reach:
        raise InputError(
            f"{measure.name} has no bounds, so no number of trials makes its mean surely precise; "
            "a precision is of shares, and of months"
        )
    return measure, reach[measure.unit]


def _measures(scenario: Scenario) -> list[Measure]:
    return measures(scenario, trial_columns(scenario))
