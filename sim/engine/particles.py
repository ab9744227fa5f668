"""Many worlds carried side by side, each with parameters of its own: observed, or left to go on.

A particle is a row of words, as a trial has at the end of a month, and a row of parameter words to
lay on the scenario's arrays before it moves. Chunks of particles run on threads; a particle's random numbers
depends on its number alone, so threads change nothing.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from queue import SimpleQueue
from typing import Any, NamedTuple

import numpy as np

from ..arrays import Floats, Integers
from ..kernel.jit import rule
from ..rulebook.layout import WorldState
from ..rulebook.month import begin_trial, month, resume_trial, take_up
from ..rulebook.observed import agreeing
from .build import Compiled, Patch
from .ensemble import default_threads
from .overrides import OpenCopy, open_copy
from .particle_filter import classes, observed_month, resample
from .world import new_world

CHUNK = 250
"""Particles that a thread moves at once."""


@rule
def _lay(run: Any, positions: Any, laid: Any, k: int) -> None:
    """Lay the parameters of particle ``k``; one row of them serves all."""
    row = k if laid.shape[0] > 1 else 0
    for c in range(positions.shape[0]):
        run[positions[c]] = laid[row, c]


@rule
def _live(
    p: Any,
    w: Any,
    run: Any,
    positions: Any,
    laid: Any,
    initial: Any,
    words: Any,
    weights: Any,
    firsts: Any,
    starts: Any,
    number: int,
    calendar: int,
    i: int,
    own: Any,
    class_of: Any,
    force: Any,
    seen: Any,
    numbers: Any,
    work: Any,
    parts: Any,
    spare: Any,
    fresh: Any,
    found: Any,
) -> None:
    """Let the particles of every draw live through ``seen`` from month ``number`` on."""
    count = words.shape[1]
    for d in range(words.shape[0]):
        _lay(run, positions, laid, d)
        # What is constant within a trial is the same for all worlds of a draw: worked out once.
        if number == 0:
            begin_trial(p, w, initial, firsts[d])
        else:
            resume_trial(p, w, words[d, 0], firsts[d])
        for m in range(seen.shape[0]):
            agree = agreeing(1 + own.shape[0], force, seen[m], numbers)
            total = 0.0
            for k in range(count):
                fresh[k] = 0.0
                if weights[d, k] == 0.0:
                    continue
                if number + m == 0:
                    take_up(w, initial, firsts[d] + k)
                else:
                    take_up(w, words[d, k], firsts[d] + k)
                probability = observed_month(
                    p,
                    w,
                    number + m,
                    (calendar + m) % 12,
                    i,
                    own,
                    class_of,
                    force,
                    seen[m],
                    numbers[:agree],
                    work,
                    parts,
                )
                for c in range(words.shape[2]):
                    words[d, k, c] = w.words[c]
                fresh[k] = weights[d, k] * probability
                total += fresh[k]
            found[d, m] = total
            if total == 0.0:
                continue
            squares = 0.0
            for k in range(count):
                weights[d, k] = fresh[k] / total
                squares += weights[d, k] * weights[d, k]
            if squares * count > 2.0:
                resample(words[d], spare, weights[d], starts[d, m])


@rule
def _go_on(
    p: Any,
    w: Any,
    run: Any,
    positions: Any,
    laid: Any,
    words: Any,
    number: int,
    calendar: int,
    first: int,
    recorded: Any,
    paths: Any,
) -> None:
    """Let every particle go on from month ``number``; ``paths`` (particles, months, recorded words)."""
    for k in range(words.shape[0]):
        _lay(run, positions, laid, k)
        resume_trial(p, w, words[k], first + k)
        for m in range(paths.shape[1]):
            month(p, w, number + m, (calendar + m) % 12)
            for c in range(recorded.shape[0]):
                paths[k, m, c] = w.integers[recorded[c]]
        for c in range(words.shape[1]):
            words[k, c] = w.words[c]


class Population(NamedTuple):
    """Particles of many draws of parameters.

    ``words`` (draws, particles, words), ``weights`` (draws, particles) adding up to 1 in each draw, and
    ``firsts`` (draws,), the number of each draw's first particle's trial, which sets their random numbers.
    """

    words: Floats
    weights: Floats
    firsts: Integers


class _Arena(NamedTuple):
    """Where one thread moves particles: arrays to lay parameters on, and a world."""

    copy: OpenCopy
    world: WorldState


class _Arenas:
    """Arenas of a scenario, one a thread; made once, since Numba takes long to tell new arrays' types."""

    def __init__(self, compiled: Compiled, threads: int | None) -> None:
        self._workers = default_threads() if threads is None else threads
        self._free: SimpleQueue[_Arena] = SimpleQueue()
        for _ in range(self._workers):
            self._free.put(_Arena(open_copy(compiled), new_world(compiled)))

    def each(self, move: Callable[[_Arena, slice], None], count: int, chunk: int = CHUNK) -> None:
        """Call ``move`` for every chunk of ``count`` particles or draws."""

        def borrow(start: int) -> None:
            arena = self._free.get()
            try:
                move(arena, slice(start, min(start + chunk, count)))
            finally:
                self._free.put(arena)

        starts = range(0, count, chunk)
        if self._workers == 1:
            for start in starts:
                borrow(start)
            return
        with ThreadPoolExecutor(self._workers) as pool:
            list(pool.map(borrow, starts))


class Observer:
    """Moves particles through the months that a record holds of one state.

    Parameters
    ----------
    compiled : Compiled
        The scenario; month 0 is the record's first.
    state : str
        Whose events the record counts.
    rungs : sequence of sequences of str
        Rungs of each class of the record.

    Raises
    ------
    ValueError
        If a rung of an event belongs to no class.
    """

    def __init__(
        self, compiled: Compiled, state: str, rungs: Sequence[Sequence[str]], threads: int | None
    ) -> None:
        self.compiled = compiled
        self._arenas = _Arenas(compiled, threads)
        self._class_of, self._force = classes(compiled, rungs)
        self._state = compiled.scenario.names["states"].index(state)
        self._own = np.flatnonzero(compiled.parameters.rivalries["actor"] == self._state)
        self._kinds = len(rungs) + 1

    def live(
        self,
        particles: Population,
        parameters: Patch,
        number: int,
        seen: Integers,
        starts: Floats,
    ) -> Floats:
        """Move particles through the months from ``number`` on; probability of each in each draw.

        Parameters
        ----------
        particles : Population
            They are moved; their weights are those after the last month.
        parameters : Patch
            One row a draw.
        seen : array (months, classes)
            Counts of the months.
        starts : array (draws, months)
            Uniforms by which worn particles are resampled.

        Returns
        -------
        array (draws, months)
            Probability of each month given those before. Where it is 0, weights stay as they are.
        """
        channels = 1 + self._own.size
        draws, count = particles.weights.shape
        found = np.zeros((draws, len(seen)))
        # One layout, and so one compiled form, whatever they are a part of.
        starts = np.ascontiguousarray(starts)

        def move(arena: _Arena, some: slice) -> None:
            _live(
                arena.copy.compiled.parameters,
                arena.world,
                arena.copy.words,
                parameters.positions,
                _rows(parameters, some),
                arena.copy.compiled.initial,
                particles.words[some],
                particles.weights[some],
                particles.firsts[some],
                starts[some],
                number,
                (self.compiled.start + number) % 12,
                self._state,
                self._own,
                self._class_of,
                self._force,
                seen,
                np.zeros(self._kinds**channels, dtype=np.int64),
                np.zeros((1 + channels, self._kinds)),
                np.zeros(self._kinds**channels),
                np.zeros((count, particles.words.shape[2])),
                np.zeros(count),
                found[some],
            )

        self._arenas.each(move, draws, max(1, CHUNK // (count * len(seen))))
        return found


def go_on(
    compiled: Compiled,
    words: Floats,
    parameters: Patch,
    number: int,
    months: int,
    recorded: Sequence[int],
    threads: int | None = None,
) -> Integers:
    """Let particles go on as trials do, from month ``number`` for ``months`` months.

    Parameters
    ----------
    words : array (particles, words)
        As they were at the end of the month before; they are moved.
    recorded : sequence of int
        Positions of the words to record.

    Returns
    -------
    array (particles, months, recorded words)
        Raw words at the end of each month.
    """
    positions = np.array(recorded, dtype=np.int64)
    paths = np.zeros((len(words), months, len(positions)), dtype=np.int64)

    def move(arena: _Arena, some: slice) -> None:
        _go_on(
            arena.copy.compiled.parameters,
            arena.world,
            arena.copy.words,
            parameters.positions,
            _rows(parameters, some),
            words[some],
            number,
            (compiled.start + number) % 12,
            some.start,
            positions,
            paths[some],
        )

    _Arenas(compiled, threads).each(move, len(words))
    return paths


def _rows(parameters: Patch, some: slice) -> Integers:
    return parameters.words[some] if len(parameters.words) > 1 else parameters.words
