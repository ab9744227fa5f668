"""The trace of one trial, decision by decision.

A traced trial is the same trial: the same rules run with their log switched on, and its row and
trajectory equal the ensemble's.
"""

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from ..arrays import Floats, Integers
from ..rulebook.month import begin_trial, end_trial, month
from ..rulebook.record import TERMINAL_CLASSES
from ..scenario.calendar import month_number, month_text
from ..scenario.scenario import Scenario
from .build import Compiled
from .decision import Decision, address
from .logged import Reader
from .overrides import of_trial
from .world import new_world

ROOM = 1024
"""Rows first set aside for the decisions of a month; a month that needs more gets more."""


@dataclass(frozen=True, slots=True)
class Trial:
    """One trial, decision by decision.

    Attributes
    ----------
    scenario : Scenario
    trial : int
    draw : int or None
        Number of its parameter draw; None where there are none.
    terminal_class : str
    decisions : tuple of Decision
        In the order in which they were taken.
    row : ndarray of int64, (1 + columns,)
        As in ``ensemble.Block``.
    trajectory : ndarray of int64, (months, words)
        Raw words at the end of each month.
    words : dict of str to int
        Position of each word by name; ``integers`` are the positions of whole numbers.
    """

    scenario: Scenario
    trial: int
    draw: int | None
    terminal_class: str
    decisions: tuple[Decision, ...]
    row: Integers
    trajectory: Integers
    words: dict[str, int]
    integers: frozenset[int]
    initial: Integers

    def path(self, word: str) -> Floats:
        """Values of a word from the start of the trial to its end, shape (1 + months,)."""
        k = self.words[word]
        raw = np.concatenate((self.initial[k : k + 1], self.trajectory[:, k]))
        return raw.astype(np.float64) if k in self.integers else raw.view(np.float64)

    def month_text(self, number: int) -> str:
        """Month ``number``, counted from 0, as YYYY-MM."""
        return month_text(month_number(self.scenario.start) + number)


def trace(compiled: Compiled, trial: int) -> Trial:
    """Run trial number ``trial``, with its draw if there are any, and its decisions written down.

    Raises
    ------
    ValueError
        If ``trial`` is not a trial's number, 0 to 2**32 - 1.
    """
    if not 0 <= trial < 2**32:
        raise ValueError(f"a trial's number is from 0 to {2**32 - 1}, not {trial}")
    number = None if compiled.draws is None else trial % compiled.draws.words.shape[0]
    drawn = of_trial(compiled, trial)
    room = ROOM
    while True:
        done = _run(drawn, trial, number, room)
        if done is not None:
            return done
        room *= 4


def _run(compiled: Compiled, trial: int, draw: int | None, room: int) -> Trial | None:
    """The trial traced with ``room`` rows a month, or None where a month needed more."""
    p = compiled.parameters
    world = new_world(compiled, log_rows=room)
    clock = world.clock[0]
    reader = Reader(compiled)
    decisions: list[Decision] = []
    trajectory = np.zeros((compiled.months, compiled.initial.shape[0]), dtype=np.int64)
    begin_trial(p, world, compiled.initial, trial)
    for number in range(compiled.months):
        clock.logged = 0
        month(p, world, number, (compiled.start + number) % 12)
        if clock.logged >= room:
            return None
        decisions += reader.read(world.log[: clock.logged])
        trajectory[number] = world.integers
    ended = int(end_trial(p, world, compiled.months))
    row = np.concatenate((np.array([ended], dtype=np.int64), world.integers[compiled.columns]))
    return Trial(
        compiled.scenario,
        trial,
        draw,
        TERMINAL_CLASSES[ended],
        tuple(decisions),
        row,
        trajectory,
        {word.name: k for k, word in enumerate(compiled.words)},
        frozenset(k for k, word in enumerate(compiled.words) if word.integer),
        compiled.initial.view(np.int64).copy(),
    )


def as_data(trial: Trial) -> dict[str, Any]:
    """A trial and all its decisions as JSON values, each decision with its address."""
    seed = trial.scenario.seed
    return {
        "scenario": trial.scenario.name,
        "digest": trial.scenario.digest,
        "seed": seed,
        "trial": trial.trial,
        "draw": trial.draw,
        "terminal_class": trial.terminal_class,
        "decisions": [
            {"address": address(seed, trial.trial, d), **asdict(d)} for d in trial.decisions
        ],
    }
