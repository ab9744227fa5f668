"""Moral hazard: a guarantor believed in makes its protege start more disputes.

It acts once, on initiation, flat in severity, never again inside a crisis. Benson 2011,
Journal of Politics 73(4): unconditional compellent pledges raise initiation by 249%. Johnson &
Leeds 2011, doi:10.1111/j.1743-8594.2010.00122.x, find no such effect of defence pacts on average.
That an obligation restrains its protege, down to a share of -0.16, is an assumption: Benson's -18%
for deterrent pledges counts attacks on a member, not by one.
"""

from typing import Any

from ...kernel.jit import rule, small_rule
from ..declare import Mechanism, Parameter, Term, weight
from ..scales import DISPLAYS_UP, add
from ..tracing import MENU


@small_rule
def moral_hazard(p: Any, w: Any, d: int, u: Any) -> None:
    """Add the emboldening to every rung that would open a dispute, unless the rival opened it."""
    g = p.world[0]
    fixed = p.rivalries[d]
    size = g.moral_hazard_weight * emboldening(p, w, fixed.actor)
    if g.moral_hazard_on == 0 or size == 0.0 or w.rivalries[fixed.reverse].seen >= p.marks[0].display:
        return
    add(u, size, p.scales[DISPLAYS_UP], MENU)


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


MECHANISM = Mechanism(
    name="moral_hazard",
    meaning="belief in a guarantor emboldens its protege to initiate",
    sources=("Benson 2011, Journal of Politics 73(4)", "Johnson & Leeds 2011, doi:10.1111/j.1743-8594.2010.00122.x"),
    claim=8,
    parameters=(
        weight(
            "moral_hazard",
            "log odds of initiation under full belief in an unconditional compellent guarantor",
            1.25,
            "Benson 2011, Journal of Politics 73(4)",
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
            source="Benson 2011, Journal of Politics 73(4)",
        ),
    ),
    terms=(
        Term("moral_hazard", "own", "the backing of its guarantor", "the backing of its guarantor", month=moral_hazard),
    ),
)
