"""Forward presence: troops of the target's guarantors, in place, deter force against it.

States that host US troops are targeted less often (Martinez Machain & Morgan 2013,
doi:10.1177/0095327X12442306); small tripwire forces do not deter (Reiter & Poast 2021, The Truth About
Tripwires; Musgrave & Ward 2023, doi:10.1093/fpa/orad017). So the range of the size begins at no effect.
"""

from typing import Any

from ...kernel.jit import rule
from ..declare import Mechanism, Term, reference, sizes
from ..obligations import promises_force


@rule
def troops_in_place(p: Any, w: Any, d: int) -> float:
    """Sum of the presence of states pledged to fight for the target of rivalry ``d``, each 1 as in 2024.

    Troops count whether or not the treaty is in force: they are there.
    """
    total = 0.0
    if p.world[0].alliance_on == 0:
        return total
    for a in range(p.alliances.shape[0]):
        fixed = p.alliances[a]
        if fixed.protege != p.rivalries[d].target or fixed.guarantor == p.rivalries[d].actor:
            continue
        if promises_force(fixed.obligation):
            total += w.states[fixed.guarantor].presence
    return total


@rule
def of_presence(p: Any, w: Any, d: int, crisis: int) -> float:
    """Change of log odds for the actor of rivalry ``d``; ``crisis`` of 1 takes the size of a crisis."""
    g = p.world[0]
    size = g.forward_presence_crisis_weight if crisis != 0 else g.forward_presence_weight
    if g.forward_presence_on == 0 or size == 0.0:
        return 0.0
    return float(-size * (troops_in_place(p, w, d) - p.rivalries[d].presence_reference))


MECHANISM = Mechanism(
    name="forward_presence",
    meaning="troops of the target's guarantors in place deter force against it",
    sources=("doi:10.1177/0095327X12442306", "doi:10.1093/fpa/orad017"),
    claim=10,
    parameters=(
        *sizes("guarantors' troops in place were as in 2024 instead of none", 0.12, 0.15, "assumption"),
        reference("presence", "troops of the target's guarantors in place, those of 2024 being 1,", high=12.0),
    ),
    terms=(
        Term(
            "forward_presence",
            "public",
            "the small number of the guarantor's troops in place",
            "the guarantor's troops in place",
            odds=of_presence,
        ),
    ),
)
