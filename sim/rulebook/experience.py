"""Experience: troops who return from a war abroad teach the rest.

Experience is the share of the elite force that has been rotated, diffusing at a rate.
"""

from typing import Any

from .compiling import rule
from .declare import Mechanism, Parameter, Variable
from .exchange import ELITE

MECHANISM = Mechanism(
    name="experience",
    meaning="returning troops bring combat experience that spreads and raises effective strength",
    sources=("assumption",),
    claim=7,
    parameters=(
        Parameter(
            "world",
            "diffusion",
            "share of the distance to the rotated share that is closed each month",
            "share/month",
            0.1,
            0,
            1,
        ),
        Parameter(
            "world", "effect", "rise of usable power when the whole force has combat experience", "ratio", 0.2, 0, 5
        ),
    ),
    variables=(
        Variable("states", "experience", "share of the force with combat experience", "share", 0, 1, outcome=True),
    ),
)


@rule
def experience(p: Any, w: Any, k: int) -> None:
    """Spread the experience of pact ``k``'s returned troops among the sender's force."""
    g = p.world[0]
    if g.experience_on == 0:
        return
    sender = p.pacts[k].sender
    start = p.stocks[sender, ELITE].home
    if start <= 0.0:
        return
    rotated = min(1.0, w.pacts[k].returned / start)
    state = w.states[sender]
    if rotated > state.experience:
        state.experience += g.experience_diffusion * (rotated - state.experience)
