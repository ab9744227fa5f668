"""Moral hazard: a guarantor believed in makes its protege start more disputes.

It acts once, on initiation, flat in severity, never again inside a crisis. Benson 2011,
doi:10.1017/S0022381611000867: unconditional compellent pledges raise initiation by 249%. Johnson &
Leeds 2011, doi:10.1111/j.1743-8594.2010.00122.x, find no such effect of defence pacts on average.
That an obligation restrains its protege, down to a share of -0.16, is an assumption: Benson's -18%
for deterrent pledges counts attacks on a member, not by one.
"""

from typing import Any

from ...kernel.jit import rule, small_rule
from ..declare import Mechanism, Parameter, weight
from ..scales import DISPLAYS_UP, add

MECHANISM = Mechanism(
    name="moral_hazard",
    meaning="belief in a guarantor emboldens its protege to initiate",
    sources=("doi:10.1017/S0022381611000867", "doi:10.1111/j.1743-8594.2010.00122.x"),
    claim=8,
    parameters=(
        weight(
            "moral_hazard",
            "log odds of initiation under full belief in an unconditional compellent guarantor",
            1.25,
            "doi:10.1017/S0022381611000867",
        ),
        Parameter("world", "reference", "belief in the guarantor in the fitted history", "probability", 0.1, 0, 1),
        Parameter(
            "alliances",
            "moral_hazard",
            "share of the effect this obligation carries: 1 unconditional compellent, below 0 restraint (assumed)",
            "ratio",
            0.0,
            -0.16,
            1,
            source="doi:10.1017/S0022381611000867",
        ),
    ),
)


@small_rule
def moral_hazard(g: Any, scales: Any, emboldened: float, rival_last: int, display: int, u: Any, n: int) -> None:
    """Add the emboldening to every rung that would open a dispute, unless the rival opened it."""
    w = g.moral_hazard_weight * emboldened
    if g.moral_hazard_on == 0 or w == 0.0 or rival_last >= display:
        return
    add(u, w, scales[DISPLAYS_UP], n)


@rule
def emboldening(p: Any, w: Any, i: int) -> float:
    """Sum over guarantors of state ``i`` of obligation's share times belief above its reference."""
    g = p.world[0]
    if g.moral_hazard_on == 0 or g.reliance_on == 0:
        return 0.0
    total = 0.0
    for a in range(p.alliances.shape[0]):
        if p.alliances[a].protege == i and p.alliances[a].moral_hazard != 0.0:
            total += p.alliances[a].moral_hazard * (w.beliefs[a, i] - g.moral_hazard_reference)
    return total
