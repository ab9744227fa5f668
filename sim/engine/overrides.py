"""Values laid at parameter paths on the arrays of a scenario, without building it anew.

``patch(compiled, values)`` is equal, byte by byte, to ``build(scenario.replace(values))`` in its
parameters and first words. What a trial's row holds stays as it was, even where the values change
which events are counted: one table has one set of columns.

Where many sets of values are wanted, ``prepare`` works out their words once, as one row a set, and
``open_copy`` makes a copy whose arrays are one run of words: laying a row is then one assignment,
in Python or in compiled code.
"""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import numpy as np

from ..arrays import Floats, Words
from ..errors import Problem, ScenarioError
from ..rulebook.scales import scales_of
from ..scenario.models import admit
from ..scenario.nearest import closest
from ..scenario.problems import shorten
from ..scenario.scenario import Scenario
from .build import Compiled, Patch, marks_of
from .codes import code, number
from .parameter_index import INITIAL, Place, Spot, belief_places, spots


class OpenCopy(NamedTuple):
    """A scenario's arrays as views of one run of 64-bit words: what is laid there, rules read.

    ``compiled.scenario`` stays the one that it was copied from.
    """

    compiled: Compiled
    words: Words

    def lay(self, patch: Patch, row: int) -> None:
        """Lay one set of values, which must have been prepared for this scenario."""
        self.words[patch.positions] = patch.words[row]


def patch(compiled: Compiled, values: Mapping[str, Any]) -> Compiled:
    """The arrays of a scenario with other values at some paths; ``compiled`` is left as it is.

    Its ``scenario`` is still that of ``compiled``, whose names and months hold for it too.

    Parameters
    ----------
    values : mapping of path to number, truth value or name
        As for ``Scenario.replace``.

    Raises
    ------
    ScenarioError
        If a path does not exist, or a value is not allowed there.
    """
    copy = open_copy(compiled)
    copy.lay(prepare(compiled, values), 0)
    return copy.compiled


def of_trial(compiled: Compiled, trial: int) -> Compiled:
    """A scenario's arrays as one trial has them: with its draw laid, if there are draws."""
    if compiled.draws is None:
        return compiled
    copy = open_copy(compiled)
    copy.lay(compiled.draws, trial % compiled.draws.words.shape[0])
    return copy.compiled._replace(draws=None)


def open_copy(compiled: Compiled) -> OpenCopy:
    """A copy of a scenario's arrays to lay values on."""
    arrays = _arrays(compiled)
    run = np.concatenate([_as_words(array) for array in arrays.values()])
    copied: dict[str, Any] = {}
    place = 0
    for name, array in arrays.items():
        part = run[place : place + array.nbytes // 8]
        copied[name] = part.view(array.dtype).reshape(array.shape).view(type(array))
        place += array.nbytes // 8
    initial = copied.pop(INITIAL)
    parameters = compiled.parameters.elsewhere(copied)
    return OpenCopy(compiled._replace(parameters=parameters, initial=initial), run)


def prepare(compiled: Compiled, values: Mapping[str, Any]) -> Patch:
    """Words of one or many sets of values.

    Parameters
    ----------
    values : mapping of path to value, or to array-like (sets,) of values
        A single value holds in every set. Paths not named keep what ``compiled`` has.

    Raises
    ------
    ScenarioError
        If a path does not exist, or a value is not allowed there; every path is looked at.
    ValueError
        If columns differ in length.
    """
    known = spots(compiled.scenario)
    problems: list[Problem] = []
    columns: dict[str, Floats] = {}
    for path, given in values.items():
        spot = known.get(path)
        if spot is None:
            problems.append(_unknown(compiled.scenario, path, known))
            continue
        column, problem = _column(compiled.scenario, path, spot, given)
        columns[path] = column
        problems += problem
    if problems:
        raise ScenarioError(problems)
    laid = _Laid(compiled)
    for path, column in columns.items():
        for place in known[path].places:
            laid.put(place, column)
    _beliefs(compiled, columns, laid)
    _ladder(compiled, known, columns, laid)
    _reverts(compiled, laid)
    return laid.patch()


class _Laid:
    """Numbers of each word to be laid, one a set or one for all sets."""

    def __init__(self, compiled: Compiled) -> None:
        self._first: dict[str, int] = {}
        place = 0
        for name, array in _arrays(compiled).items():
            self._first[name] = place
            place += array.nbytes // 8
        self.numbers: dict[Place, Floats] = {}

    def put(self, place: Place, column: Floats) -> None:
        self.numbers[place] = column

    def patch(self) -> Patch:
        sets = np.broadcast_shapes(*(column.shape for column in self.numbers.values()), (1,))[0]
        positions = np.array([self._first[p.array] + p.word for p in self.numbers], dtype=np.int64)
        table = np.empty((sets, positions.size), dtype=np.int64)
        for j, (place, column) in enumerate(self.numbers.items()):
            table[:, j] = column.astype(np.int64) if place.whole else column.view(np.int64)
        return Patch(positions, table)


def _arrays(compiled: Compiled) -> dict[str, Any]:
    return {**dict(compiled.parameters.arrays()), INITIAL: compiled.initial}


def _as_words(array: Any) -> Words:
    return np.frombuffer(np.ascontiguousarray(array).tobytes(), dtype=np.int64)


def _column(
    scenario: Scenario, path: str, spot: Spot, given: Any
) -> tuple[Floats, tuple[Problem, ...]]:
    """The values of one path as numbers, one a set or a single one, and what is wrong with them."""
    leaf = spot.leaf
    array = np.asarray(given)
    if array.ndim > 1:
        raise ValueError(f"values of {path} must be one or a row of them, not {array.ndim} axes")
    if leaf.kind not in ("number", "integer", "switch"):
        return _named(scenario, path, spot, array.reshape(-1).tolist())
    allowed = "iufb" if leaf.kind == "switch" else "iuf"
    if array.dtype.kind not in allowed:
        return np.zeros(1), (_wrong(path, spot, array.reshape(-1)[0].item()),)
    # Adding zero makes one zero of the two that floats have.
    numbers = np.atleast_1d(array.astype(np.float64)) + 0.0
    low, high = (0.0, 1.0) if leaf.kind == "switch" else (leaf.low, leaf.high)
    bad = ~np.isfinite(numbers) | (numbers < low) | (numbers > high)
    if leaf.kind != "number":
        bad |= numbers != np.floor(numbers)
    if bad.any():
        return numbers, (_wrong(path, spot, float(numbers[int(np.argmax(bad))])),)
    return numbers, ()


def _named(
    scenario: Scenario, path: str, spot: Spot, given: list[Any]
) -> tuple[Floats, tuple[Problem, ...]]:
    """Names of rungs, states and choices as their numbers."""
    names = {"rung": scenario.names["ladder"], "state": scenario.names["states"]}
    allowed = names.get(spot.leaf.kind, spot.leaf.choices)
    for value in given:
        if not admit(spot.leaf, value)[0] or value not in allowed:
            return np.zeros(1), (_wrong(path, spot, value, ", ".join(allowed)),)
    p = spot.parameter
    numbers = [number(scenario, v) if p is None else code(scenario, p, v) for v in given]
    return np.array(numbers, dtype=np.float64), ()


def _wrong(path: str, spot: Spot, found: Any, allowed: str = "") -> Problem:
    message = "not a value of this parameter" + (f": {spot.because}" if spot.because else "")
    return Problem(path, 0, 0, message, shorten(found), allowed or spot.leaf.allowed())


def _unknown(scenario: Scenario, path: str, known: Iterable[str]) -> Problem:
    if path in scenario.values:
        return Problem(path, 0, 0, "this value is part of what the scenario is, not a number of it")
    nearest = closest(path, known)
    return Problem(path, 0, 0, "the scenario has no parameter at this path", nearest=nearest)


def _beliefs(compiled: Compiled, columns: Mapping[str, Floats], laid: _Laid) -> None:
    """What states believe of a promise at first: as stated, or the commitment itself."""
    names = compiled.scenario.names
    for a, alliance in enumerate(names["alliances"]):
        paths = [f"alliances.{alliance}.{field}" for field in ("believed", "commitment")]
        if not any(path in columns for path in paths):
            continue
        record = compiled.parameters.alliances[a]
        held = (record.believed, record.commitment)
        believed, commitment = (
            columns.get(path, np.array([float(now)])) for path, now in zip(paths, held, strict=True)
        )
        start = np.where(believed < 0, commitment, believed)
        for place in belief_places(compiled.scenario)[alliance]:
            laid.put(place, start)


def _ladder(
    compiled: Compiled, known: Mapping[str, Spot], columns: Mapping[str, Floats], laid: _Laid
) -> None:
    """What is worked out from the whole ladder: scales and marks, neither of which read constants."""
    changed = {
        known[path].places[0].word: column
        for path, column in columns.items()
        if path.startswith("ladder.") and not path.endswith(".constant")
    }
    if not changed:
        return
    sets = np.broadcast_shapes(*(column.shape for column in changed.values()))[0]
    ladder = compiled.parameters.ladder.copy()
    run = ladder.view(np.int64)
    whole = [np.dtype(ladder.dtype[name]) == np.int64 for name in ladder.dtype.names]
    scales, marks = [], []
    for k in range(sets):
        for word, column in changed.items():
            value = column[k if column.size > 1 else 0]
            run[word] = int(value) if whole[word % len(whole)] else value.view(np.int64)
        _rising(compiled.scenario, ladder["severity"])
        scales.append(scales_of(ladder).ravel())
        marks.append(_as_words(marks_of(ladder)))
    for array, rows, is_whole in (("scales", scales, False), ("marks", marks, True)):
        for word, column in enumerate(np.array(rows, dtype=np.float64).T):
            laid.put(Place(array, word, is_whole), np.ascontiguousarray(column))


def _rising(scenario: Scenario, severity: Floats) -> None:
    rungs = scenario.names["ladder"]
    for k in range(1, len(rungs)):
        if severity[k] <= severity[k - 1]:
            message = (
                f"severity must rise up the ladder: {rungs[k]} has {severity[k]:g}, "
                f"{rungs[k - 1]} below it has {severity[k - 1]:g}"
            )
            raise ScenarioError([Problem(f"ladder.{rungs[k]}.severity", 0, 0, message)])


def _reverts(compiled: Compiled, laid: _Laid) -> None:
    """What dated changes go back to when they end: the words that a trial starts from."""
    timeline = compiled.parameters.timeline
    fields = timeline.dtype.names
    starts = {place.word: place for place in laid.numbers if place.array == INITIAL}
    for k, word in enumerate(timeline["word"].tolist()):
        if word in starts:
            place = starts[word]
            column = laid.numbers[place]
            went = np.trunc(column) if place.whole else column
            laid.put(Place("timeline", k * len(fields) + fields.index("revert"), False), went)
