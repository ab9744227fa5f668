"""What a trial's row says about each outcome: whether it held, or how much of it there was.

The same outcomes, under the same names, as in the summary of a run, where each can be asked of every
trial; shares among some trials alone (of crises, of calls) can't be matched trial by trial.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from ..arrays import Floats, Words
from ..engine.ranges import TRUTH, Range, ranges
from ..engine.table import CLASS_WORDS, CLASSES, DRAW, Column
from ..scenario.scenario import Scenario
from .summary import EVER, unit_of_amount

_CALLS = {
    "calls": "promise called",
    "honoured": "promise kept when called",
    "failed": "promise not kept when called",
    "joined": "guarantor joined a crisis",
}


class Measure(NamedTuple):
    """One outcome.

    ``share`` says whether it holds or not in a trial, as 1 or 0, or is an amount; ``of`` gives it
    from the words of ``column``, shape (trials,), and ``within`` is the range that it can have.
    """

    section: str
    name: str
    label: str
    unit: str
    share: bool
    column: int
    of: Callable[[Words], Floats]
    within: Range = TRUTH


def measures(scenario: Scenario, columns: Sequence[Column]) -> list[Measure]:
    """Every outcome of a scenario's table of trials, in the order of the summary."""
    within = ranges(scenario)
    place = {column.name: k for k, column in enumerate(columns)}
    return [
        *_classes(place),
        *_ever(scenario, place),
        *_own(columns, within),
        *_amounts(scenario, columns, within),
    ]


def _classes(place: dict[str, int]) -> Iterator[Measure]:
    column = place["terminal_class"]
    for name in reversed(CLASSES):
        label = CLASS_WORDS[name]
        yield Measure("class", name, label, "share", True, column, _equals(CLASSES.index(name)))


def _ever(scenario: Scenario, place: dict[str, int]) -> Iterator[Measure]:
    for name, label in EVER.items():
        yield Measure("ever", name, label, "share", True, place[name], _came)
    for alliance in scenario.names["alliances"]:
        for part, label in _CALLS.items():
            name = f"alliances.{alliance}.{part}"
            if name in place:
                what = f"{alliance}: {label}"
                yield Measure("ever", name, what, "share", True, place[name], _any)
    for name, k in place.items():
        keys = name.split(".")
        if keys[-1] == "milestone_month" and scenario.value(f"states.{keys[1]}.programme"):
            label = f"{keys[1]}: {keys[3].replace('_', ' ')} milestone reached"
            yield Measure("ever", name, label, "share", True, k, _came)


def _own(columns: Sequence[Column], within: dict[str, Range]) -> Iterator[Measure]:
    for k, column in enumerate(columns):
        if not column.path.startswith("outcomes."):
            continue
        label = column.meaning or column.name.replace("_", " ")
        if column.dtype == "category":
            for code, category in enumerate(column.categories):
                name = f"{column.name}={category}"
                what = f"{label}: {category.replace('_', ' ')}"
                yield Measure("own", name, what, "share", True, k, _equals(code))
        elif column.dtype in ("bool", "Int64"):
            of = _any if column.dtype == "bool" else _came
            yield Measure("own", column.name, label, "share", True, k, of)
        else:
            held = _reader(column)
            bounds = within[column.path]
            unit = unit_of_amount(column)
            yield Measure("own", column.name, label, unit, False, k, held, bounds)


def _amounts(
    scenario: Scenario, columns: Sequence[Column], within: dict[str, Range]
) -> Iterator[Measure]:
    """Counts and quantities; of a first month, the months before it, those of the horizon if none."""
    for k, column in enumerate(columns):
        # The number of a state is a name, not an amount.
        own = column.path.startswith("outcomes.")
        if own or column.name in ("trial", DRAW) or column.unit == "state":
            continue
        if column.name in EVER:
            label = f"months before the first {EVER[column.name]}"
            of = _before(scenario.horizon)
            bounds = (0.0, float(scenario.horizon))
            yield Measure("amount", column.name, label, "months", False, k, of, bounds)
        elif column.dtype in ("int64", "float64"):
            label = column.meaning.removesuffix(" so far")
            of, bounds = _reader(column), within[column.path]
            unit = unit_of_amount(column)
            yield Measure("amount", column.name, label, unit, False, k, of, bounds)


def _equals(code: int) -> Callable[[Words], Floats]:
    return lambda words: (words == code).astype(np.float64)


def _came(words: Words) -> Floats:
    return (words >= 0).astype(np.float64)


def _any(words: Words) -> Floats:
    return (words > 0).astype(np.float64)


def _before(horizon: int) -> Callable[[Words], Floats]:
    return lambda words: np.where(words < 0, horizon, words).astype(np.float64)


def _reader(column: Column) -> Callable[[Words], Floats]:
    if column.dtype == "float64":
        return lambda words: np.ascontiguousarray(words).view(np.float64)
    return lambda words: words.astype(np.float64)
