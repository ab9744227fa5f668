"""Audience costs: backing down from a public threat, or inside a crisis, is punished at home.

Fearon 1994, doi:10.2307/2944796; Tomz 2007, doi:10.1017/S0020818307070282. Resting after a test is
not backing down.
"""

from typing import Any

from ...kernel.jit import small_rule
from ..declare import Mechanism, weight

MECHANISM = Mechanism(
    name="audience",
    meaning="backing down from a public threat is punished at home",
    sources=("doi:10.2307/2944796", "doi:10.1017/S0020818307070282"),
    parameters=(
        weight("audience", "utility lost by climbing down the whole ladder before a full audience", 2.4, "assumption"),
    ),
)


@small_rule
def audience(g: Any, public: float, committed: int, highest: int, u: Any, n: int) -> None:
    """Take off each rung below the one the state stands committed to; ``highest`` is the ladder's last."""
    w = g.audience_weight * public
    if g.audience_on == 0 or w == 0.0:
        return
    step = w / highest
    for r in range(n):
        u[r] -= step * max(0, committed - r)
