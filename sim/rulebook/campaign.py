"""Campaigns: spells of intense testing begin and end by hazards in forward scenarios.

Money from abroad prolongs them; a dialogue suspends them (``dialogue`` lowers the acts themselves).
In history both dates are inputs of the timeline.
"""

import math
from typing import Any

from ..kernel.jit import rule
from .declare import Mechanism, Parameter
from .streams import CAMPAIGN
from .tracing import chance

MECHANISM = Mechanism(
    name="campaign",
    meaning="test campaigns begin and end by hazards, prolonged by hard currency",
    sources=("assumption",),
    claim=2,
    parameters=(
        Parameter("world", "entry", "probability a month that a campaign begins", "probability", 0.0, 0, 1),
        Parameter(
            "world",
            "exit",
            "probability a month that a campaign ends when the treasury is at its strain point",
            "probability",
            0.0,
            0,
            1,
        ),
        Parameter(
            "world",
            "funding",
            "fall of the log exit hazard when the reserve is e times the strain point",
            "log hazard",
            0.5,
            0,
            10,
        ),
    ),
    purposes=("CAMPAIGN",),
)


@rule
def begin_or_end_campaign(p: Any, w: Any, i: int) -> None:
    """Begin or end the test campaign of a state with a weapons programme."""
    g = p.world[0]
    state = w.states[i]
    if g.campaign_on == 0 or p.states[i].programme == 0:
        return
    nobody = p.states.shape[0]
    if state.campaign > 0.0:
        hazard = min(1.0, g.campaign_exit * math.exp(-g.campaign_funding * state.campaign_funds))
        if chance(p, w, i, nobody, CAMPAIGN, 0, hazard):
            state.campaign = 0.0
    elif chance(p, w, i, nobody, CAMPAIGN, 0, g.campaign_entry):
        state.campaign = 1.0
