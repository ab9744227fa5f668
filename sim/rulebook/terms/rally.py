"""Rally: domestic pressure makes severity abroad attractive at home.

Diversionary use of force: Levy 1989 in Handbook of War Studies; Oakes 2012, Diversionary War.
"""

from typing import Any

from ...kernel.jit import small_rule
from ..declare import Mechanism, Parameter, Term, weight
from ..scales import SEVERITY, add
from ..tracing import MENU


@small_rule
def rally(p: Any, w: Any, i: int, u: Any) -> None:
    """Add domestic pressure (above its reference) times severity."""
    g = p.world[0]
    state = w.states[i]
    size = g.rally_weight * (state.pressure - g.rally_reference)
    if g.rally_on == 0 or size == 0.0:
        return
    add(u, size, p.scales[SEVERITY], MENU)


MECHANISM = Mechanism(
    name="rally",
    meaning="domestic pressure makes severe acts attractive",
    sources=("Levy 1989, The Diversionary Theory of War",),
    parameters=(
        weight("rally", "utility of full severity at full domestic pressure", 1.0, "assumption"),
        Parameter("world", "reference", "domestic pressure of the fitted history", "0-1", 0.3, 0, 1),
    ),
    terms=(Term("rally", "state", "domestic pressure", "domestic pressure", month=rally),),
)
