"""Support: how far a guarantor goes that keeps its promise, by ordered logit over three levels."""

import math
from typing import Any

from ..kernel.jit import rule
from .declare import Parameter

SUPPORT = ("arms", "forces", "full_war")

CUTPOINTS = (
    Parameter("world", "arms_cut", "cutpoint of the ordered logit between arms and forces", "log odds", -0.5, -20, 20),
    Parameter(
        "world", "forces_cut", "cutpoint of the ordered logit between forces and full war", "log odds", 0.5, -20, 20
    ),
)
"""Where one level ends and the next begins, on the scale of the circumstances."""


@rule
def level_of_support(p: Any, a: int, s: float, draw: float) -> int:
    """Support given by a guarantor that keeps its promise: 1 arms, 2 forces, 3 full war."""
    level = 1
    while level < 3 and draw >= support_up_to(p, a, s, level):
        level += 1
    return level


@rule
def support_up_to(p: Any, a: int, s: float, level: int) -> float:
    """Probability that guarantor ``a`` gives at most ``level``: an ordered logit cut off at its largest."""
    g = p.world[0]
    if level <= 0:
        return 0.0
    if level > p.alliances[a].largest_support:
        return 1.0
    below_arms = 1.0 / (1.0 + math.exp(-(g.alliance_arms_cut - s)))
    if level == 1:
        return below_arms
    return max(below_arms, 1.0 / (1.0 + math.exp(-(g.alliance_forces_cut - s))))
