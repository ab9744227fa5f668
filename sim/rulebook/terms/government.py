"""Government: who governs shifts the appetite for severity a little.

In the record of DPRK events the orientation of the ROK's government shows no effect (+0.23, se 0.25,
in a hurdle model of monthly counts), so the default weight is small.
"""

from typing import Any

from ...kernel.jit import small_rule
from ..declare import Mechanism, weight
from ..scales import SEVERITY, add

MECHANISM = Mechanism(
    name="government",
    meaning="hawkish governments find severe acts more attractive",
    sources=("assumption",),
    parameters=(weight("government", "utility of full severity to a wholly hawkish government", 0.25, "assumption"),),
)


@small_rule
def government(g: Any, scales: Any, state: Any, u: Any, n: int) -> None:
    """Add the government's orientation times severity."""
    w = g.government_weight * state.orientation
    if g.government_on == 0 or w == 0.0:
        return
    add(u, w, scales[SEVERITY], n)
