"""Obligations: what a promise binds its guarantor to, by ATOP type.

Leeds, Ritter, Mitchell & Long 2002, doi:10.1080/03050620213653.
"""

from typing import Any

from ..kernel.jit import rule, small_rule
from .scales import DISPLAYS_UP, add

OBLIGATIONS = ("defense", "offense", "neutrality", "nonaggression", "consultation")
DEFENSE, OFFENSE, NEUTRALITY, NONAGGRESSION, CONSULTATION = range(len(OBLIGATIONS))


@rule
def promises_force(obligation: int) -> bool:
    """Whether an obligation is one to fight, and so can be called."""
    return obligation == DEFENSE or obligation == OFFENSE


@rule
def barred(p: Any, w: Any, guarantor: int, enemy: int) -> bool:
    """Whether ``guarantor`` has promised ``enemy`` neutrality or nonaggression, and so can't join against it."""
    for a in range(p.alliances.shape[0]):
        fixed = p.alliances[a]
        if fixed.guarantor == guarantor and fixed.protege == enemy and w.alliances[a].in_force > 0.0:
            if fixed.obligation == NEUTRALITY or fixed.obligation == NONAGGRESSION:
                return True
    return False


@small_rule
def partner_cost(p: Any, w: Any, actor: int, target: int, u: Any, n: int) -> None:
    """Take off the cost of acting against a partner of a nonaggression promise."""
    g = p.world[0]
    if g.alliance_on == 0 or g.alliance_partner_cost == 0.0:
        return
    for a in range(p.alliances.shape[0]):
        fixed = p.alliances[a]
        if fixed.guarantor == actor and fixed.protege == target and fixed.obligation == NONAGGRESSION:
            add(u, -g.alliance_partner_cost * w.alliances[a].in_force, p.scales[DISPLAYS_UP], n)
