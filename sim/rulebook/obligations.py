"""Obligations: what a promise binds its guarantor to, by ATOP type.

Leeds, Ritter, Mitchell & Long 2002, doi:10.1080/03050620213653.
"""

from typing import Any

from ..kernel.jit import rule

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
