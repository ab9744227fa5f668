"""The words a trial starts from, and which of them start at a parameter."""

from typing import Any

import numpy as np

from ..arrays import Floats
from ..scenario.scenario import Scenario
from .codes import number
from .state_index import Word


def first_words(scenario: Scenario, every_word: tuple[Word, ...], ties: Floats) -> Floats:
    """Words a trial starts from: the parameter a variable starts at, else its declared first value."""
    initial = np.zeros(len(every_word))
    whole = initial.view(np.int64)
    for k, word in enumerate(every_word):
        start: Any = word.variable.initial
        if word.name.startswith("beliefs."):
            _, alliance, _ = word.name.split(".")
            start = scenario.value(f"alliances.{alliance}.believed")
            if float(start) < 0:
                start = scenario.value(f"alliances.{alliance}.commitment")
        elif (stated := scenario.values.get(start_path(word))) is not None:
            start = stated.value
        if word.integer:
            whole[k] = int(number(scenario, start))
        else:
            initial[k] = number(scenario, start)
    first_tie = next(k for k, word in enumerate(every_word) if word.name.startswith("ties."))
    initial[first_tie : first_tie + ties.size] = ties.ravel()
    return initial


def start_path(word: Word) -> str:
    """Path of the parameter at which a word starts, which a scenario need not have.

    Empty for beliefs, ties, events and the year's slots: they start otherwise.
    """
    if word.name.startswith(("beliefs.", "ties.", "events.", "mechanisms.record.year.")):
        return ""
    row, _, _ = word.name.rpartition(".")
    starts = word.variable.starts or word.variable.name
    if word.variable.axis == "world":
        starts = starts.removeprefix(f"{row.rpartition('.')[2]}_")
    return f"{row}.{starts}"
