"""Cost: severe acts cost more than in proportion, and a full treasury bears them more easily.

Costly war as bargaining range: Fearon 1995, doi:10.1017/S0020818300033324.
"""

from typing import Any

from ...kernel.jit import small_rule
from ..declare import Mechanism, Parameter, weight
from ..scales import SQUARED_SEVERITY, add

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
)


@small_rule
def cost(g: Any, scales: Any, constants: Any, state: Any, u: Any, n: int) -> None:
    """Take off severity squared times economic strain above its reference."""
    if g.cost_on == 0 or g.cost_weight == 0.0:
        return
    comfort = g.cost_comfort * constants.gdp
    strain = comfort / (comfort + state.reserve)
    w = g.cost_weight * (strain - g.cost_reference)
    add(u, -w, scales[SQUARED_SEVERITY], n)
