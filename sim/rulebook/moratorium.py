"""Moratoria: spells without strategic tests, declared by a state itself, begin and end by hazards.

What a moratorium does to acts is the ``moratorium`` level of each rung. In history its dates are
inputs of the timeline.
"""

from typing import Any

from ..kernel.jit import rule
from .declare import Mechanism, Parameter
from .streams import MORATORIUM
from .tracing import chance

MECHANISM = Mechanism(
    name="moratorium",
    meaning="self-declared moratoria on strategic tests begin and end by hazards",
    sources=("assumption",),
    parameters=(
        Parameter("world", "entry", "probability a month that a moratorium begins", "probability", 0.0, 0, 1),
        Parameter("world", "exit", "probability a month that a moratorium ends", "probability", 0.0, 0, 1),
    ),
    purposes=("MORATORIUM",),
)


@rule
def begin_or_end_moratorium(p: Any, w: Any, i: int) -> None:
    """Begin or end the moratorium of a state with a weapons programme."""
    g = p.world[0]
    if g.moratorium_on == 0 or p.states[i].programme == 0:
        return
    state = w.states[i]
    nobody = p.states.shape[0]
    if state.moratorium > 0.0:
        if chance(p, w, i, nobody, MORATORIUM, 0, g.moratorium_exit):
            state.moratorium = 0.0
    elif chance(p, w, i, nobody, MORATORIUM, 0, g.moratorium_entry):
        state.moratorium = 1.0
