"""Restraint: a patron on whom a state depends bears on how severe its acts are.

Alliances as tools of restraint: Pressman 2008, Warring Friends; Fang, Johnson & Leeds 2014,
doi:10.1017/S0020818314000137.
"""

from typing import Any

from ...kernel.jit import small_rule
from ..declare import Mechanism, Parameter, Term, weight
from ..scales import SEVERITY, add
from ..tracing import MENU


@small_rule
def restraint(p: Any, w: Any, i: int, u: Any) -> None:
    """Take off the patrons' restraint felt (above its reference) times severity."""
    g = p.world[0]
    state = w.states[i]
    size = g.restraint_weight * (state.restraint_felt - g.restraint_reference)
    if g.restraint_on == 0 or size == 0.0:
        return
    add(u, -size, p.scales[SEVERITY], MENU)


MECHANISM = Mechanism(
    name="restraint",
    meaning="patrons restrain, or encourage, those who depend on them",
    sources=("doi:10.1017/S0020818314000137",),
    parameters=(
        weight(
            "restraint",
            "utility lost at full severity by a wholly dependent state under full restraint",
            1.0,
            "assumption",
        ),
        Parameter("world", "reference", "restraint felt in the fitted history", "-1..1", 0.0, -1, 1),
    ),
    terms=(Term("restraint", "state", "its patron", "its patron", month=restraint),),
)
