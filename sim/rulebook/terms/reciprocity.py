"""Reciprocity: states answer in kind; the further an act is from the rival's last, the less likely.

Tit for tat in international politics: Goldstein & Freeman 1990, Three-Way Street; Axelrod 1984.
"""

from typing import Any

from ...kernel.jit import small_rule
from ..declare import Mechanism, weight

MECHANISM = Mechanism(
    name="reciprocity",
    meaning="acts stay close to the rival's last act once that was hostile",
    sources=("Goldstein & Freeman 1990, Three-Way Street",),
    parameters=(
        weight("reciprocity", "utility lost at the far end of the ladder from the rival's last act", 2.5, "assumption"),
    ),
)


@small_rule
def reciprocity_step(g: Any, n: int) -> float:
    """Utility lost for each rung of distance from the rival's act."""
    if g.reciprocity_on == 0:
        return 0.0
    return float(g.reciprocity_weight / (n - 1))


@small_rule
def reciprocity(step: float, distances: Any, last: int, words: int, u: Any, n: int) -> None:
    """Take off the distance to the rival's last act, if that was at least words of threat."""
    distance = distances[last]
    felt = step if last >= words else 0.0
    for r in range(n):
        u[r] -= felt * distance[r]
