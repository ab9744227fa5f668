"""Experience: troops who return from a war abroad teach the rest.

Experience is the share of the whole force that has combat experience: those who returned fit, and
those whom they teach. A few tens of thousands return to a force of more than a million, so what is
claimed of experience depends on how many each of them teaches, which no source states.
"""

from typing import Any

from ..kernel.jit import rule
from .declare import SENDER, Mechanism, Parameter, Variable

MECHANISM = Mechanism(
    name="experience",
    meaning="returning troops bring combat experience that spreads and raises effective strength",
    sources=("assumption",),
    claim=7,
    parameters=(
        Parameter(
            "world",
            "diffusion",
            "share of the distance to those returned and taught that is closed each month",
            "share/month",
            0.1,
            0,
            1,
        ),
        Parameter(
            "world",
            "instruction",
            "soldiers who gain experience for each who returns, that one included",
            "soldiers",
            3.0,
            1,
            1000,
        ),
        Parameter("states", "soldiers", "soldiers in the force", "soldiers", 500000.0, 1, 1e8),
        Parameter(
            "world", "effect", "rise of usable power when the whole force has combat experience", "ratio", 0.2, 0, 5
        ),
    ),
    variables=(
        Variable(
            "states",
            "experience",
            "share of the force with combat experience",
            "share",
            0,
            1,
            outcome=True,
            needs=((SENDER,),),
        ),
    ),
)


@rule
def experience(p: Any, w: Any, k: int) -> None:
    """Spread the experience of pact ``k``'s returned troops among the sender's force."""
    g = p.world[0]
    if g.experience_on == 0:
        return
    sender = p.pacts[k].sender
    reached = min(1.0, g.experience_instruction * w.pacts[k].returned / p.states[sender].soldiers)
    state = w.states[sender]
    if reached > state.experience:
        state.experience += g.experience_diffusion * (reached - state.experience)
