"""Timeline: dated changes of the world that a scenario takes as given.

Elections with probabilities, the exercise season, a treaty's entry into force, the end of another
war. An entry sets a variable; one that lasts sets it back to its starting value afterwards.
"""

from typing import Any

from ..kernel.jit import rule
from ..kernel.random import uniform
from .declare import Mechanism
from .streams import TIMELINE
from .tracing import BY_CHANCE, HEAD, log_row

MECHANISM = Mechanism(
    name="timeline",
    meaning="dated changes that the scenario takes as given",
    sources=("assumption",),
    switch=False,
    purposes=("TIMELINE",),
)


@rule
def apply_timeline(p: Any, w: Any) -> None:
    """Make the changes dated this month, in the order of the timeline."""
    clock = w.clock[0]
    month = clock.month
    for e in range(p.timeline.shape[0]):
        entry = p.timeline[e]
        since = month - entry.first
        if since < 0:
            continue
        age = since
        if entry.every > 0:
            age = since % entry.every
        fired = month - age
        if fired > entry.last:
            continue
        # A spell that began before the first month is under way in it.
        if age == 0 or (month == 0 and age < entry.lasts):
            if _takes_place(p, w, entry, fired, age == 0):
                _write(w, entry, entry.value)
        elif age == entry.lasts and _takes_place(p, w, entry, fired, False):
            _write(w, entry, entry.revert)


@rule
def _takes_place(p: Any, w: Any, entry: Any, fired: int, tell: bool) -> bool:
    """Whether the entry's draw, addressed to the month it is dated, lets it happen."""
    clock = w.clock[0]
    nobody = p.states.shape[0]
    now = clock.month
    clock.month = fired
    draw = uniform(p.keys, clock, nobody, nobody, TIMELINE, entry.entry)
    clock.month = now
    happens = draw < entry.probability
    if entry.otherwise != 0:
        happens = not happens
    if tell and clock.logging != 0:
        k = log_row(clock, w.log, nobody, nobody, TIMELINE, entry.entry, draw, 1, BY_CHANCE)
        if k >= 0:
            w.log[k, 9] = 2
            # A draw that changes nothing is logged as well, with no word set.
            w.log[k, 10] = entry.word if happens else -1
            w.log[k, HEAD] = 1.0 - entry.probability
            w.log[k, HEAD + 1] = entry.probability
    return bool(happens)


@rule
def _write(w: Any, entry: Any, value: float) -> None:
    if entry.integer != 0:
        w.integers[entry.word] = int(value)
    else:
        w.words[entry.word] = value
