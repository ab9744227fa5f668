"""Cost: severe acts cost more than in proportion, and a full treasury bears them more easily.

Costly war as bargaining range: Fearon 1995, doi:10.1017/S0020818300033324.
"""

from typing import Any

from ...kernel.jit import small_rule
from ..declare import Mechanism, Parameter, Term, weight
from ..scales import SQUARED_SEVERITY, add
from ..tracing import MENU


@small_rule
def cost(p: Any, w: Any, i: int, u: Any) -> None:
    """Take off severity squared times economic strain above its reference."""
    g = p.world[0]
    if g.cost_on == 0 or g.cost_weight == 0.0:
        return
    comfort = g.cost_comfort * p.states[i].gdp
    strain = comfort / (comfort + w.states[i].reserve)
    size = g.cost_weight * (strain - g.cost_reference)
    add(u, -size, p.scales[SQUARED_SEVERITY], MENU)


@small_rule
def cost_of_a_crisis(p: Any, w: Any, d: int, u: Any) -> None:
    """Take off what an act costs in a crisis, whoever acts."""
    add(u, -p.world[0].crisis_cost, p.scales[SQUARED_SEVERITY], MENU)


MECHANISM = Mechanism(
    name="cost",
    meaning="the material cost of severe acts, felt less with hard currency at hand",
    sources=("doi:10.1017/S0020818300033324",),
    parameters=(
        weight("cost", "utility lost at full severity when no currency is at hand", 1.0, "assumption"),
        Parameter(
            "world",
            "comfort",
            "reserve, as a share of GDP, at which the strain has fallen to a half",
            "share",
            0.05,
            1e-6,
            10,
        ),
        Parameter("world", "reference", "strain of the fitted history", "0-1", 0.5, 0, 1),
    ),
    terms=(Term("cost", "state", "its low cost", "its cost", month=cost, crisis=cost_of_a_crisis, crisis_public=True),),
)
