"""Audience costs: backing down from a public threat, or inside a crisis, is punished at home.

Fearon 1994, doi:10.2307/2944796; Tomz 2007, doi:10.1017/S0020818307070282. Resting after a test is
not backing down.
"""

from typing import Any

from ...kernel.jit import small_rule
from ..declare import Mechanism, Term, weight
from ..tracing import MENU


@small_rule
def back_down(p: Any, w: Any, d: int, u: Any) -> None:
    """Take off each rung below the one on which the actor of rivalry ``d`` stands."""
    g = p.world[0]
    lost = g.audience_weight * p.states[p.rivalries[d].actor].audience
    if g.audience_on == 0 or lost == 0.0:
        return
    committed = w.rivalries[d].rung
    step = lost / (p.ladder.shape[0] - 1)
    for r in range(MENU):
        u[r] -= step * max(0, committed - r)


@small_rule
def back_down_in_a_month(p: Any, w: Any, d: int, u: Any) -> None:
    """Do so only after a threat: words and mobilisation are threats, a test or a show of force is none."""
    last = p.ladder[w.rivalries[d].rung]
    if last.hostility == 2 or (last.hostility == 3 and last.public != 0 and last.punished == 0):
        back_down(p, w, d, u)


MECHANISM = Mechanism(
    name="audience",
    meaning="backing down from a public threat is punished at home",
    sources=("doi:10.2307/2944796", "doi:10.1017/S0020818307070282"),
    parameters=(
        weight("audience", "utility lost by climbing down the whole ladder before a full audience", 2.4, "assumption"),
    ),
    terms=(
        Term(
            "audience",
            "own",
            "the cost of backing down",
            "the cost of backing down",
            month=back_down_in_a_month,
            crisis=back_down,
            crisis_public=True,
        ),
    ),
)
