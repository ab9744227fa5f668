"""A table of responses: what each assumption does to conflict, as matched differences with intervals.

Every row sets an assumption to its low and to its high end on the same trials. A cell is the
difference of one outcome, high minus low.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from ..arrays import Floats, Words
from ..engine.table import Column
from ..scenario.scenario import Scenario
from .intervals import LEVEL
from .measures import Measure, measures
from .tallies import Amounts, Shares

POINTS, PART = 0.025, 0.05
"""An interval is narrow if it rules out differences of shares above 2.5 points, or of a mean above 5%."""
MOVES, SAME, NOTHING, UNCLEAR = "moves", "same", "nothing", "unclear"
"""Findings on a row: some interval is clear of 0; every trial is the same at both ends; all intervals
include 0 and are narrow; none is clear of 0, but some exclude it by themselves or are wide."""
ESCALATES = "escalates"
"""Name of the outcome that a lethal attack in the first month leads to an armed attack."""
CRISIS_MONTHS = 2
"""Months within which an armed attack counts as escalation of the crisis that the attack opened: a
crisis lasts at most twelve days of a month, and may go on into the next."""

_CONFLICT = (
    ("ever", "first_force", "force"),
    ("amount", "force_months", "force-months"),
    ("ever", "first_lethal_incident", "acts that kill"),
    ("ever", "first_limited_war", "armed attack"),
    ("ever", "first_war", "general war"),
    ("ever", "first_nuclear_use", "nuclear use"),
)
_EVENTS = "amount", "events", "events"


class Outcome(NamedTuple):
    """One column of the table: its heading, and how it is read from the words of trials."""

    heading: str
    measure: Measure


class Cell(NamedTuple):
    """One outcome of one row; shares as fractions, amounts as means a trial.

    ``low_end`` and ``high_end`` are the estimates at the row's ends, ``difference`` the second minus
    the first with the interval ``low`` to ``high``, NaN where no trial differs. ``differing`` counts
    trials that differ. ``clear`` says whether the interval excludes 0 with the level shared among
    all outcomes of the row (Bonferroni), ``narrow`` whether it rules out a difference of note.
    """

    row: str
    outcome: str
    unit: str
    low_end: float
    high_end: float
    difference: float
    low: float
    high: float
    differing: int
    clear: bool
    narrow: bool


def outcomes(scenario: Scenario, columns: Sequence[Column]) -> tuple[Outcome, ...]:
    """The columns of the table that a scenario has, and escalation after an attack at the start."""
    known = {(one.section, one.name): one for one in measures(scenario, columns)}
    tests = [
        ("amount", f"events.{state}.strategic_test", "strategic tests")
        for state in scenario.names["states"]
        if scenario.value(f"states.{state}.events_counted")
    ]
    wanted = [*_CONFLICT, *_joining(scenario), _EVENTS, *tests]
    found = [
        Outcome(heading, known[section, name])
        for section, name, heading in wanted
        if (section, name) in known
    ]
    attack = known["ever", "first_limited_war"]
    escalates = attack._replace(section="crisis", name=ESCALATES, of=_soon)
    return (*found, Outcome(ESCALATES, escalates))


def lethal_at_once(columns: Sequence[Column], words: Words) -> bool:
    """Whether every trial, a row of ``words``, begins with an act that kills."""
    position = [column.name for column in columns].index("first_lethal_incident")
    return bool(np.all(words[:, position] == 0))


class Tally:
    """Matched trials of one row so far."""

    def __init__(self, row: str, of: Sequence[Outcome]) -> None:
        self._row = row
        self._of = of
        self._tallied = [
            (Shares if one.measure.share else Amounts)(one.measure, one.measure) for one in of
        ]

    def add(self, first: int, low: Words, high: Words, draws: int) -> None:
        """Add matched trials from number ``first``, which take ``draws`` parameter draws in turn.

        Parameters
        ----------
        low, high : array, shape (trials, columns)
            Words of the table of trials at both ends.
        """
        draw = (first + np.arange(low.shape[0])) % draws if draws else None
        for one, tallied in zip(self._of, self._tallied, strict=True):
            column = one.measure.column
            a, b = one.measure.of(low[:, column]), one.measure.of(high[:, column])
            tallied.add(first, a, b, draw, draws)

    def cells(self, level: float = LEVEL) -> list[Cell]:
        """The cells of the row."""
        shared = 1.0 - (1.0 - level) / len(self._of)
        return [
            self._cell(one, tallied, level, shared)
            for one, tallied in zip(self._of, self._tallied, strict=True)
        ]

    def _cell(self, one: Outcome, tallied: Shares | Amounts, level: float, shared: float) -> Cell:
        a, b = tallied.estimates()
        differing = tallied.discordance()[0]
        if not differing:
            none = (0.0, np.nan, np.nan, 0, False, True)
            return Cell(self._row, one.heading, one.measure.unit, a, b, *none)
        low, high = tallied.interval(level)
        wide_low, wide_high = tallied.interval(shared)
        clear = wide_low > 0 or wide_high < 0
        widest = POINTS if one.measure.share else PART * max(abs(a), abs(b))
        narrow = max(abs(low), abs(high)) <= widest
        found = (b - a, low, high, differing, clear, narrow)
        return Cell(self._row, one.heading, one.measure.unit, a, b, *found)


def table(cells: Sequence[Cell]) -> pd.DataFrame:
    """Cells as a table, one row a cell."""
    return pd.DataFrame(cells, columns=list(Cell._fields))


def finding(cells: pd.DataFrame) -> str:
    """What the cells of one row say together."""
    if not cells["differing"].any():
        return SAME
    if cells["clear"].any():
        return MOVES
    apart = (cells["low"] > 0) | (cells["high"] < 0)
    return NOTHING if cells["narrow"].all() and not apart.any() else UNCLEAR


def _joining(scenario: Scenario) -> list[tuple[str, str, str]]:
    """Each guarantor's joining, by guarantor where it has one alliance, else by alliance."""
    guarantors = {name: parties[0] for name, parties in scenario.parties["alliances"].items()}
    held = list(guarantors.values())
    return [
        ("ever", f"alliances.{name}.joined", f"{of if held.count(of) == 1 else name} joins")
        for name, of in guarantors.items()
    ]


def _soon(words: Words) -> Floats:
    return ((words >= 0) & (words < CRISIS_MONTHS)).astype(np.float64)
