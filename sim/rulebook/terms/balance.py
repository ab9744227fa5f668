"""Balance: a state stronger than its rival uses force more readily.

Own strengths only. What guarantors would add is in ``extended_deterrence``; here it would count twice.
"""

import math
from typing import Any

from ...kernel.jit import rule
from ..declare import Mechanism, Term, reference, sizes

MOST = 4.0
"""Largest log ratio of strengths either way, about 55 to 1: beyond it more strength changes nothing."""


@rule
def log_ratio(p: Any, w: Any, d: int) -> float:
    """Log of the actor's own strength over its target's, within plus or minus ``MOST``."""
    own = w.states[p.rivalries[d].actor].strength
    rival = w.states[p.rivalries[d].target].strength
    if own <= 0.0 and rival <= 0.0:
        return 0.0
    if own <= 0.0:
        return -MOST
    if rival <= 0.0:
        return MOST
    return min(MOST, max(-MOST, math.log(own / rival)))


@rule
def of_balance(p: Any, w: Any, d: int, crisis: int) -> float:
    """Change of log odds for the actor of rivalry ``d``; ``crisis`` of 1 takes the size of a crisis."""
    g = p.world[0]
    size = g.balance_crisis_weight if crisis != 0 else g.balance_weight
    if g.balance_on == 0 or size == 0.0:
        return 0.0
    return float(size * (log_ratio(p, w, d) - p.rivalries[d].balance_reference))


MECHANISM = Mechanism(
    name="balance",
    meaning="a state uses force more readily the stronger it is than its rival",
    sources=("assumption",),
    claim=10,
    parameters=(
        *sizes("its strength over the rival's were e times as large", 0.1, 0.4, "assumption", deters=False),
        reference("balance", "log of the actor's own strength over the target's", low=-MOST, high=MOST),
    ),
    terms=(Term("balance", "public", "the balance of forces", "the balance of forces", odds=of_balance),),
)
