"""Coercion: what an act may win if the rival yields.

The stakes have weight 1: they are the unit in which every other weight is stated. Fearon 1995,
doi:10.1017/S0020818300033324.
"""

from typing import Any

from ...kernel.jit import small_rule
from ..declare import Mechanism, Parameter
from ..scales import SEVERITY

MECHANISM = Mechanism(
    name="coercion",
    meaning="severe acts win the stakes when the rival yields",
    sources=("doi:10.1017/S0020818300033324",),
    parameters=(
        Parameter(
            "world", "reference", "chance of yielding in a month of the fitted history", "probability", 0.9, 0, 1
        ),
        Parameter("rivalries", "stakes", "what is at stake for the actor", "utility", 1.0, 0, 40),
    ),
)


@small_rule
def coercion(g: Any, scales: Any, stakes: float, reference: float, yields: Any, u: Any, n: int) -> None:
    """Add stakes times severity times the chance that the rival yields, above a reference.

    The reference is history's in a month, to whose frequencies the levels are fitted, and 0 in a crisis:
    there a state that backs down wins nothing, so that higher stakes speak for standing firm.
    """
    if g.coercion_on == 0 or stakes == 0.0:
        return
    severity = scales[SEVERITY]
    for r in range(n):
        u[r] += stakes * severity[r] * (yields[r] - reference)
