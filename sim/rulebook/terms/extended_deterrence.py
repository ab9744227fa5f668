"""Extended deterrence: a rival whose guarantors are believed is attacked less often.

The sizes are effects in log odds. Leeds 2003, doi:10.1111/1540-5907.00031, finds that a defensive
ally of the target makes a challenger less likely to begin a dispute, Benson 2011,
Journal of Politics 73(4), that conditional deterrent pledges do; Kenwick & Vasquez 2017
(Defense Pacts and Deterrence, Journal of Politics 79(1)) find none. That the effect holds for the use
of force is a judgement.
"""

from typing import Any

from ...kernel.jit import rule
from ..declare import Mechanism, Term, reference, sizes
from ..honouring import credible
from ..obligations import CONSULTATION, barred, promises_force


@rule
def guaranteed(p: Any, w: Any, d: int) -> float:
    """Chance, as the actor of rivalry ``d`` believes, that at least one guarantor of its target fights, 0 to 1.

    A promise of consultation counts by ``alliance.signal``; a guarantor that takes part already is sure.
    """
    g = p.world[0]
    if g.alliance_on == 0:
        return 0.0
    i = p.rivalries[d].actor
    j = p.rivalries[d].target
    none = 1.0
    for a in range(p.alliances.shape[0]):
        fixed = p.alliances[a]
        if fixed.protege != j or fixed.guarantor == i:
            continue
        fights = 1.0
        if w.alliances[a].joining == 0:
            fights = credible(g, w.beliefs[a, i], w.states[i].reach) * min(1.0, w.alliances[a].in_force)
        if fixed.obligation == CONSULTATION:
            fights *= g.alliance_signal
        elif not promises_force(fixed.obligation):
            continue
        if fights == 0.0 or barred(p, w, fixed.guarantor, i):
            continue
        none *= 1.0 - fights
    return 1.0 - none


@rule
def of_guarantors(p: Any, w: Any, d: int, crisis: int) -> float:
    """Change of log odds for the actor of rivalry ``d``; ``crisis`` of 1 takes the size of a crisis."""
    g = p.world[0]
    if crisis == 0 and g.reliance_on == 0:
        # Outside a crisis support is not near: it counts where states rely on it.
        return 0.0
    size = g.extended_deterrence_crisis_weight if crisis != 0 else g.extended_deterrence_weight
    if g.extended_deterrence_on == 0 or size == 0.0:
        return 0.0
    return float(-size * (guaranteed(p, w, d) - p.rivalries[d].guarantor_reference))


MECHANISM = Mechanism(
    name="extended_deterrence",
    meaning="belief in the target's guarantors deters force against it",
    sources=("doi:10.1111/1540-5907.00031",),
    claim=9,
    parameters=(
        *sizes(
            "the rival's guarantors were sure to fight instead of sure to stay out",
            0.25,
            0.3,
            "doi:10.1111/1540-5907.00031",
        ),
        reference("guarantor", "chance that a guarantor of the target fights, as the actor believes,"),
    ),
    terms=(
        Term("extended_deterrence", "own", "doubt about the rival's allies", "the rival's allies", odds=of_guarantors),
    ),
)
