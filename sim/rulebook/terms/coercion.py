"""Coercion and retaliation: what an act may win if the rival yields, and cost if it does not.

The stakes have weight 1: they are the unit in which every other weight is stated. Losses weigh
more than gains (Tversky & Kahneman 1992, doi:10.1007/BF00122574); what resistance costs depends on
the hostile share of strength (Tullock 1980 contest success).
"""

from typing import Any

from ..compiling import small_rule
from ..declare import Mechanism, Parameter, weight
from ..scales import SEVERITY

MECHANISM = Mechanism(
    name="coercion",
    meaning="severe acts win the stakes when the rival yields",
    sources=("doi:10.1017/S0020818300033324",),
    parameters=(
        Parameter("world", "reference", "chance of yielding in the fitted history", "probability", 0.9, 0, 1),
        Parameter("rivalries", "stakes", "what is at stake for the actor", "utility", 1.0, 0, 40),
    ),
)

RETALIATION = Mechanism(
    name="retaliation",
    meaning="severe acts cost more the stronger the hostile side and the less it yields",
    sources=("doi:10.1007/BF00122574",),
    claim=10,
    parameters=(
        weight(
            "retaliation", "utility lost at full severity against a rival who has all the strength", 2.0, "assumption"
        ),
        Parameter("world", "reference", "hostile share of strength in the fitted history", "share", 0.5, 0, 1),
    ),
)


@small_rule
def coercion(g: Any, scales: Any, stakes: float, yields: Any, u: Any, n: int) -> None:
    """Add stakes times severity times the chance that the rival yields, above its reference."""
    if g.coercion_on == 0 or stakes == 0.0:
        return
    reference = g.coercion_reference
    severity = scales[SEVERITY]
    for r in range(n):
        u[r] += stakes * severity[r] * (yields[r] - reference)


@small_rule
def retaliation(g: Any, scales: Any, aversion: float, share: float, yields: Any, u: Any, n: int) -> None:
    """Take off severity times the chance of resistance times the hostile share above its reference."""
    w = g.retaliation_weight * aversion * (share - g.retaliation_reference)
    if g.retaliation_on == 0 or w == 0.0:
        return
    severity = scales[SEVERITY]
    for r in range(n):
        u[r] -= w * severity[r] * (1.0 - yields[r])
