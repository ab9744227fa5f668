"""Government: who governs shifts the appetite for severity a little.

In the record of DPRK events the orientation of the ROK's government shows no effect (+0.23, se 0.25,
in a hurdle model of monthly counts), so the default weight is small.
"""

from typing import Any

from ...kernel.jit import small_rule
from ..declare import Mechanism, Term, weight
from ..scales import SEVERITY, add
from ..tracing import MENU


@small_rule
def government(p: Any, w: Any, i: int, u: Any) -> None:
    """Add the government's orientation times severity."""
    g = p.world[0]
    state = w.states[i]
    size = g.government_weight * state.orientation
    if g.government_on == 0 or size == 0.0:
        return
    add(u, size, p.scales[SEVERITY], MENU)


MECHANISM = Mechanism(
    name="government",
    meaning="hawkish governments find severe acts more attractive",
    sources=("assumption",),
    parameters=(weight("government", "utility of full severity to a wholly hawkish government", 0.25, "assumption"),),
    terms=(Term("government", "state", "its government's outlook", "its government's outlook", month=government),),
)
