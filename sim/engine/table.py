"""From raw words to declared columns: what each column of a result is called, holds and means.

A table of trials has a row a trial, a table of trajectories a row a trial and month. A column's
type is declared once, by the kind of the variable behind it; its exact values are kept as 64-bit
words, so that a content hash covers them and nothing else.
"""

import hashlib
import json
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from ..arrays import Words
from ..rulebook.record import TERMINAL_CLASSES
from ..rulebook.war import ENDS, PATHS
from ..scenario.outcomes import Outcome
from ..scenario.scenario import Scenario
from .state_index import Word, outcome_words, words

CLASS_WORDS = {
    "detente": "nobody killed, cooperation",
    "cold_peace": "nobody killed, few events",
    "chronic_provocation": "nobody killed, monthly events",
    "people_killed": "people killed, no general war",
    "general_war": "general war, not nuclear",
    "nuclear_use": "nuclear use",
}
"""Terminal classes from the most peaceful to the worst, each with the worst that happened in it."""

CLASSES = tuple(CLASS_WORDS)
"""Terminal classes in the order of their categories."""

_FROM_RECORD = np.array([CLASSES.index(name) for name in TERMINAL_CLASSES], dtype=np.int64)
_NUMBERED = {"war_path": PATHS, "war_end": ENDS}
_MONTH_UNIT = "month from 0"
DRAW = "draw"
"""Name of the column that numbers parameter draws."""


class Column(NamedTuple):
    """One column of a result.

    ``dtype`` is int64, float64, bool, Int64 (pandas' whole numbers, some missing) or category;
    ``categories`` are a category's names, in order if ``ordered``; ``missing`` says when a value is
    missing; ``path`` is the path of the variable behind the column, or empty.
    """

    name: str
    dtype: str
    unit: str
    meaning: str
    missing: str = "never"
    categories: tuple[str, ...] = ()
    ordered: bool = False
    path: str = ""


def trial_columns(scenario: Scenario, draws: bool = False) -> tuple[Column, ...]:
    """Columns of the table of trials: number, terminal class, what rows keep, own outcomes.

    With ``draws``, the number of the draw of the trial comes second. A variable that the world has
    once goes by its name (``first_force``), any other by its path
    (``events.dprk.clash``), an own outcome by its name, or by its path where that name is taken.
    """
    every_word = words(scenario)
    columns = [Column("trial", "int64", "number from 0", "number of the trial")]
    if draws:
        meaning = "number of the trial's draw of the parameters"
        columns.append(Column(DRAW, "int64", "number from 0", meaning))
    columns.append(
        Column(
            "terminal_class",
            "category",
            "class",
            "worst outcome of the trial",
            categories=CLASSES,
            ordered=True,
        )
    )
    columns += [_column(scenario, every_word[k]) for k in _plain_words(scenario, every_word)]
    taken = {column.name for column in columns}
    for outcome in scenario.outcomes:
        column = _own_column(scenario, outcome, every_word)
        columns.append(column._replace(name=column.path) if column.name in taken else column)
    return tuple(columns)


def trial_words(scenario: Scenario, first: int | Words, rows: Words, draws: int = 0) -> Words:
    """Exact values of the columns of trials, from the rows of a block that begins at ``first``.

    Parameters
    ----------
    first : int or int64 array, shape (trials,)
        Number of the first trial, or the numbers of all where they do not follow each other.
    rows : int64 array, shape (trials, 1 + outcome words)
        Terminal class and raw outcome words, as the engines yield them.
    draws : int
        Parameter draws that trials take in turn; 0 for none, and no column of them.

    Returns
    -------
    int64 array, shape (trials, columns)
        Whole numbers and months (-1 where missing) as they are, categories by their position,
        numbers by the bits of their float64.
    """
    every_word = words(scenario)
    kept = {position: 1 + j for j, position in enumerate(outcome_words(scenario))}
    plain = [kept[position] for position in _plain_words(scenario, every_word)]
    about = 2 if draws == 0 else 3
    table = np.empty((rows.shape[0], about + len(plain) + len(scenario.outcomes)), dtype=np.int64)
    table[:, 0] = np.arange(first, first + len(rows)) if isinstance(first, int) else first
    if draws:
        table[:, 1] = table[:, 0] % draws
    table[:, about - 1] = _FROM_RECORD[rows[:, 0]]
    table[:, about : about + len(plain)] = rows[:, plain]
    position = {word.name: k for k, word in enumerate(every_word)}
    for j, outcome in enumerate(scenario.outcomes):
        kind = _own_kind(outcome, every_word)
        raw = {
            part: rows[:, kept[position[f"outcomes.{outcome.name}.{part}"]]]
            for part in ("months", "first", "total", "largest", "latest")
        }
        table[:, about + len(plain) + j] = _own_words(outcome.reduce, kind, raw, scenario.horizon)
    return table


def trajectory_columns(
    scenario: Scenario, positions: Sequence[int] | None = None
) -> tuple[Column, ...]:
    """Columns of the table of trajectories: trial, month, every word or those at ``positions``."""
    every_word = words(scenario)
    wanted = range(len(every_word)) if positions is None else positions
    return (
        Column("trial", "int64", "number from 0", "number of the trial"),
        Column("month", "int64", _MONTH_UNIT, "month of the trial, at whose end the values stood"),
        *(_column(scenario, every_word[k]) for k in wanted),
    )


def trajectory_words(first: int, trajectories: Words) -> Words:
    """Exact values of the columns of trajectories, shape (trials * months, 2 + recorded words)."""
    trials, months, recorded = trajectories.shape
    table = np.empty((trials * months, 2 + recorded), dtype=np.int64)
    table[:, 0] = np.repeat(np.arange(first, first + trials), months)
    table[:, 1] = np.tile(np.arange(months), trials)
    table[:, 2:] = trajectories.reshape(trials * months, recorded)
    return table


def positions_of(scenario: Scenario, names: Sequence[str]) -> tuple[int, ...]:
    """Positions of words by their column name or path.

    Raises
    ------
    KeyError
        With the first name that the scenario has no word of.
    """
    known: dict[str, int] = {}
    for k, word in enumerate(words(scenario)):
        known.setdefault(word.name, k)
        known.setdefault(_short_name(word), k)
    return tuple(known[name] for name in names)


def codebook(scenario: Scenario) -> list[dict[str, str]]:
    """Every column of both tables: table, name, dtype, unit, meaning, values, when missing."""
    tables = {"trials": trial_columns(scenario), "trajectories": trajectory_columns(scenario)}
    return [
        {
            "table": table,
            "name": column.name,
            "dtype": f"{column.dtype} (ordered)" if column.ordered else column.dtype,
            "unit": column.unit,
            "meaning": column.meaning,
            "values": " | ".join(column.categories),
            "missing": column.missing,
        }
        for table, columns in tables.items()
        for column in columns
    ]


class ContentHash:
    """Running hash of a table: scenario, declared columns and their exact values, row by row.

    ``draws`` is the hash of the parameter draws that were laid, if any were.

    However the rows are cut into pieces, the hash is that of all of them in order.
    """

    def __init__(self, scenario: Scenario, columns: Sequence[Column], draws: str = "") -> None:
        header: dict[str, Any] = {
            "scenario": scenario.digest,
            "seed": scenario.seed,
            "horizon": scenario.horizon,
            "columns": [[c.name, c.dtype, list(c.categories), c.ordered] for c in columns],
        }
        if draws:
            header["draws"] = draws
        text = json.dumps(header, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        self._hash = hashlib.blake2b(text.encode() + b"\0", digest_size=16)

    def add(self, table: Words) -> None:
        """Add rows, in order."""
        self._hash.update(np.ascontiguousarray(table, dtype="<i8").data)

    def hexdigest(self) -> str:
        """The hash of all rows so far, 32 hexadecimal digits."""
        return self._hash.hexdigest()


def _plain_words(scenario: Scenario, every_word: tuple[Word, ...]) -> list[int]:
    """Positions of the kept words that are columns as they stand: all but those of own outcomes."""
    return [k for k in outcome_words(scenario) if every_word[k].variable.axis != "own"]


def _short_name(word: Word) -> str:
    if word.variable.axis != "world":
        return word.name
    return word.name.split(".", 2)[2]


def _column(scenario: Scenario, word: Word) -> Column:
    variable = word.variable
    name = _short_name(word)
    if variable.axis == "world" and name in _NUMBERED:
        return Column(
            name,
            "category",
            variable.unit,
            variable.meaning,
            categories=_NUMBERED[name],
            path=word.name,
        )
    dtype, categories = _dtype(scenario, variable.kind)
    month = variable.kind == "month"
    return Column(
        name,
        dtype,
        _MONTH_UNIT if month else variable.unit,
        variable.meaning,
        "no such month" if month and variable.missing == "never" else variable.missing,
        categories,
        bool(categories),
        word.name,
    )


def _dtype(scenario: Scenario, kind: str) -> tuple[str, tuple[str, ...]]:
    """Type and categories of a variable of this kind."""
    if kind == "number":
        return "float64", ()
    if kind == "month":
        return "Int64", ()
    if kind == "rung":
        return "category", scenario.names["ladder"]
    return "int64", ()


def _own_kind(outcome: Outcome, every_word: tuple[Word, ...]) -> str:
    """Kind of the values of an own outcome; those of a condition are numbers."""
    if outcome.reduce not in ("last", "max") or not outcome.of:
        return "number"
    return next(word.variable.kind for word in every_word if word.name == outcome.of)


def _own_column(scenario: Scenario, outcome: Outcome, every_word: tuple[Word, ...]) -> Column:
    path = f"outcomes.{outcome.name}"
    if outcome.reduce == "first_month":
        return Column(outcome.name, "Int64", _MONTH_UNIT, outcome.meaning, "never held", path=path)
    if outcome.reduce == "any":
        return Column(outcome.name, "bool", "yes/no", outcome.meaning, path=path)
    if outcome.reduce == "count":
        return Column(outcome.name, "int64", "months", outcome.meaning, path=path)
    of = next((word.variable for word in every_word if word.name == outcome.of), None)
    dtype, categories = _dtype(scenario, _own_kind(outcome, every_word))
    unit = of.unit if of is not None else "share of months" if outcome.reduce == "mean" else "0-1"
    missing = of.missing if of is not None else "never"
    return Column(
        outcome.name, dtype, unit, outcome.meaning, missing, categories, bool(categories), path
    )


def _own_words(reduce: str, kind: str, raw: dict[str, Words], months: int) -> Words:
    if reduce == "first_month":
        return raw["first"]
    if reduce == "any":
        return (raw["months"] > 0).astype(np.int64)
    if reduce == "count":
        return raw["months"]
    if reduce == "mean":
        mean = np.ascontiguousarray(raw["total"]).view(np.float64) / months
        return mean.view(np.int64)
    bits = raw["latest"] if reduce == "last" else raw["largest"]
    if kind == "number":
        return bits
    return np.ascontiguousarray(bits).view(np.float64).astype(np.int64)
