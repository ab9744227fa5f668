"""Forward presence: troops of the target's guarantors, in place, deter force against it.

States that host US troops are targeted less often (Martinez Machain & Morgan 2013,
doi:10.1177/0095327X12442306); small tripwire forces do not deter (Reiter & Poast 2021, The Truth About
Tripwires; Musgrave & Ward 2023, doi:10.1093/fpa/orad017). So the range of the size begins at no effect.
"""

from typing import Any

from ...kernel.jit import rule
from ..declare import Mechanism, reference, sizes
from ..obligations import promises_force

MECHANISM = Mechanism(
    name="forward_presence",
    meaning="troops of the target's guarantors in place deter force against it",
    sources=("doi:10.1177/0095327X12442306", "doi:10.1093/fpa/orad017"),
    claim=10,
    parameters=(
        *sizes("guarantors' troops in place were as in 2024 instead of none", 0.12, 0.15, "assumption"),
        reference("presence", "troops of the target's guarantors in place, those of 2024 being 1,", high=12.0),
    ),
)


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
