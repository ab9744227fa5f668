"""Hedging: five stages from no weapon to a weapon, advanced by policy and time.

Proliferation strategies: Narang 2016, doi:10.1162/ISEC_a_00268.
"""

from typing import Any

from ..kernel.jit import rule
from .declare import POLICY, Mechanism, Parameter, Variable
from .policy_lines import HEDGE, line_level
from .streams import HEDGING
from .tracing import chance

MECHANISM = Mechanism(
    name="hedging",
    meaning="a state that doubts its guarantor moves towards a weapon of its own",
    sources=("doi:10.1162/ISEC_a_00268",),
    parameters=(
        Parameter(
            "states",
            "hedging",
            "stage of the nuclear hedge at the start: none, debate, latency, breakout, armed",
            "stage",
            0,
            0,
            4,
            kind="integer",
        ),
        Parameter(
            "world",
            "pace",
            "probability a month of reaching the next stage while the hedge is advanced",
            "probability",
            0.05,
            0,
            1,
        ),
        Parameter("world", "production", "warheads made a month once armed", "warheads/month", 0.3, 0, 100),
    ),
    variables=(
        Variable(
            "states",
            "hedging",
            "stage of the nuclear hedge",
            "stage",
            0,
            4,
            kind="integer",
            outcome=True,
            needs=((f"{POLICY}hedge",),),
        ),
    ),
    purposes=("HEDGING",),
)


@rule
def hedging(p: Any, w: Any, i: int) -> None:
    """Advance the hedge of state ``i`` by chance while its policy says so."""
    g = p.world[0]
    if g.hedging_on == 0:
        return
    state = w.states[i]
    advancing = line_level(p, w, i, HEDGE) == 1
    if advancing and state.hedging < 4:
        if chance(p, w, i, p.states.shape[0], HEDGING, 0, g.hedging_pace):
            state.hedging += 1
    if state.hedging == 4:
        state.warheads += g.hedging_production
