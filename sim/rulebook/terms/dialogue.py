"""Dialogue: a regime in which everything from displays upward is rare and cooperation is likely.

Entered and left by hazards in forward scenarios, dated by the timeline in history. Without it the
fifteen months of 2018-19 without an event would have had a probability below 0.001.
"""

from typing import Any

from ...kernel.jit import rule, small_rule
from ..declare import Mechanism, Parameter, Term, Variable, weight
from ..scales import COOPERATION, DISPLAYS_UP, add
from ..streams import DIALOGUE
from ..tracing import MENU, chance


@small_rule
def dialogue(p: Any, w: Any, i: int, u: Any) -> None:
    """Lower every rung from displays upward and raise cooperation while dialogue is under way."""
    g = p.world[0]
    under_way = w.world[0].dialogue
    if g.dialogue_on == 0 or under_way == 0.0:
        return
    add(u, -g.dialogue_weight * under_way, p.scales[DISPLAYS_UP], MENU)
    add(u, g.dialogue_cooperation * under_way, p.scales[COOPERATION], MENU)


@rule
def open_or_close_dialogue(p: Any, w: Any) -> None:
    """Begin or end the regime of dialogue by its hazards."""
    g = p.world[0]
    if g.dialogue_on == 0:
        return
    nobody = p.states.shape[0]
    if w.world[0].dialogue > 0.0:
        if chance(p, w, nobody, nobody, DIALOGUE, 0, g.dialogue_exit):
            w.world[0].dialogue = 0.0
    elif chance(p, w, nobody, nobody, DIALOGUE, 0, g.dialogue_entry):
        w.world[0].dialogue = 1.0


MECHANISM = Mechanism(
    name="dialogue",
    meaning="a regime of dialogue lowers everything from displays upward",
    sources=("assumption",),
    parameters=(
        weight("dialogue", "utility lost on every rung from displays upward during dialogue", 3.5, "assumption"),
        Parameter("world", "cooperation", "utility that cooperation gains during dialogue", "utility", 2.5, 0, 20),
        Parameter("world", "entry", "probability a month that dialogue begins", "probability", 0.0, 0, 1),
        Parameter("world", "exit", "probability a month that dialogue ends", "probability", 0.0, 0, 1),
        Parameter("world", "dialogue", "whether dialogue is under way at the start", "0-1", 0.0, 0, 1),
    ),
    variables=(Variable("world", "dialogue", "whether a dialogue is under way", "0-1", 0, 1, carried=True),),
    purposes=("DIALOGUE",),
    terms=(Term("dialogue", "state", "the dialogue", "the dialogue", month=dialogue),),
)
