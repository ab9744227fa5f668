"""Points of a parameter space, each with its own trials, and what those say, in bounded memory."""

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from functools import partial
from queue import Empty, SimpleQueue

import numpy as np

from ..arrays import Floats, Words
from ..engine.build import Compiled, Patch
from ..engine.ensemble import run_trials
from ..engine.overrides import OpenCopy, open_copy, prepare
from ..engine.table import trial_words
from ..errors import InputError, ScenarioError
from ..kernel.ordered_map import in_order
from ..scenario.scenario import Scenario
from .checkpoint import Checkpoint, Resumable
from .folder import Interrupted
from .run import Progress, Request
from .space import Dimension

Read = Callable[[Words], Floats]
"""What is asked of trials: from their table to an array (questions, trials)."""
TRIALS_AT_ONCE = 1024
"""Trials that a thread runs before what they say is read: enough to make reading cheap."""


def table(dimensions: Sequence[Dimension], shares: Floats) -> Floats:
    """Values of every dimension at points of the unit cube, both of shape (points, dimensions)."""
    columns = [one.values(shares[:, j]) for j, one in enumerate(dimensions)]
    return np.stack(columns, axis=1)


def evaluate(
    wanted: Request,
    dimensions: Sequence[Dimension],
    values: Floats,
    firsts: Sequence[int],
    read: Read,
    batches: int = 0,
    progress: Progress | None = None,
    keeping: Resumable | None = None,
    name: str = "points",
    question: str = "",
) -> Floats:
    """Run every point and say what its trials answer.

    Parameters
    ----------
    wanted : Request
        The scenario, the trials of each point and the threads.
    values : array (points, dimensions)
        The points.
    firsts : sequence of int
        Number of the first trial of each point: points that begin at the same trial share their
        luck decision by decision.
    batches : int
        Means over this many equal batches of trials are kept; 0 keeps every trial.
    progress : callable
        Told how many points are done.
    keeping : Resumable, optional
        Where answers are kept on the way, as those of the design ``name`` to a ``question``.

    Returns
    -------
    array (questions, points, batches or trials)

    Raises
    ------
    InputError
        If a point makes no scenario, or trials don't split into equal batches.
    FolderError
        If the folder to keep answers in can't be used, or holds answers to something else.
    Interrupted
        If ``keeping`` says to stop; the answers so far are kept.
    """
    trials = wanted.trials
    if batches and trials % batches:
        raise InputError(f"{trials} trials do not split into {batches} equal batches")

    laid = _prepared(wanted.compiled, dimensions, values)
    copies = Copies(wanted.compiled)

    size = max(1, TRIALS_AT_ONCE // trials)

    def some(start: int) -> Floats:
        rows = []
        with copies.one() as copy:
            for k in range(start, min(start + size, len(values))):
                copy.lay(laid, k)
                rows.append(run_trials(copy.compiled, firsts[k], trials).rows)
        words = trial_words(wanted.compiled.scenario, 0, np.concatenate(rows))
        answers = read(words).reshape(-1, len(rows), trials)
        if batches:
            answers = answers.reshape(*answers.shape[:2], batches, -1).mean(axis=3)
        return answers

    kept = None
    if keeping is not None:
        request = _requested(wanted.compiled.scenario, question, values, firsts, [trials, batches])
        kept = Checkpoint(keeping, name, request, len(values), "points")
    # Files hold a row a point.
    found = [] if kept is None else [np.moveaxis(part, 0, 1) for part in kept.held()]
    done = sum(part.shape[1] for part in found)
    calls = (partial(some, start) for start in range(done, len(values), size))
    with closing(in_order(calls, wanted.threads)) as running:
        for answers in running:
            found.append(answers)
            done += answers.shape[1]
            if progress is not None:
                progress(done)
            if kept is None or keeping is None:
                continue
            kept.add(np.moveaxis(answers, 1, 0))
            if done < len(values) and keeping.stopping:
                kept.flush()
                raise Interrupted(keeping.folder, done, len(values))
    if kept is not None:
        kept.flush()
    return np.concatenate(found, axis=1)


def _requested(scenario: Scenario, question: str, *tables: Sequence[int] | Floats) -> str:
    """All that answers depend on but the rules: the scenario, the question, points and their trials."""
    points = hashlib.blake2b(digest_size=16)
    for table in tables:
        points.update(np.ascontiguousarray(table).tobytes())
    return json.dumps([scenario.digest, scenario.seed, question, points.hexdigest()])


class Copies:
    """Open copies of a scenario's arrays, one a thread that asks for one at a time."""

    def __init__(self, compiled: Compiled) -> None:
        self._compiled = compiled
        self._free: SimpleQueue[OpenCopy] = SimpleQueue()

    @contextmanager
    def one(self) -> Iterator[OpenCopy]:
        """A copy that nobody else has meanwhile; what was laid on it before is still there."""
        try:
            copy = self._free.get_nowait()
        except Empty:
            copy = open_copy(self._compiled)
        yield copy
        self._free.put(copy)


def _prepared(compiled: Compiled, dimensions: Sequence[Dimension], values: Floats) -> Patch:
    columns = {one.path: values[:, j] for j, one in enumerate(dimensions)}
    try:
        return prepare(compiled, columns)
    except ScenarioError as error:
        raise InputError(f"some points make no scenario: {error}") from error
