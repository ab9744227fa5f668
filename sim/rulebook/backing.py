"""Backing: the strength that guarantors are expected to lend, by belief in them.

A guarantor counts for what its promise lets it give: not at all against a partner to whom it has
promised neutrality or nonaggression, and never for more than the largest support it would give.
"""

from typing import Any

from ..kernel.jit import rule, small_rule
from .declare import Mechanism
from .obligations import CONSULTATION, barred, promises_force
from .policy_lines import CONTRIBUTE, line_level

RELIANCE = Mechanism(
    name="reliance",
    meaning="states count on guarantors, their own and the rival's, in the choices of a month",
    sources=("doi:10.1007/BF00056174",),
    claim=10,
)


@small_rule
def backing(p: Any, w: Any, i: int, enemy: int, observer: int) -> float:
    """Strength that ``observer`` expects guarantors to lend state ``i`` against ``enemy``."""
    total = 0.0
    if p.world[0].alliance_on == 0:
        return total
    for a in range(p.alliances.shape[0]):
        fixed = p.alliances[a]
        if fixed.protege != i or fixed.guarantor == enemy:
            continue
        expected = w.beliefs[a, observer] * w.alliances[a].in_force
        if fixed.obligation == CONSULTATION:
            expected *= p.world[0].alliance_signal
        elif not promises_force(fixed.obligation):
            continue
        if w.alliances[a].joining != 0:
            expected = 1.0
        if expected == 0.0 or barred(p, w, fixed.guarantor, enemy):
            continue
        total += expected * lent(p, w, a, fixed.largest_support + 1)
    return total


@rule
def lent(p: Any, w: Any, a: int, level: int) -> float:
    """Strength that promise ``a`` adds to its protege at a level of support: 1 arms, 2 forces, 3 full war."""
    g = p.world[0]
    fixed = p.alliances[a]
    if level == 1:
        return float(g.war_arms * w.states[fixed.protege].strength)
    whole = w.states[fixed.guarantor].strength
    if level == 2:
        whole *= g.war_forces
    for j in range(p.states.shape[0]):
        if p.states[j].bloc != 0 and p.states[j].bloc == p.states[fixed.guarantor].bloc:
            if line_level(p, w, j, CONTRIBUTE) == 1:
                whole *= 1.0 + g.strength_contribution
    return float(whole)
