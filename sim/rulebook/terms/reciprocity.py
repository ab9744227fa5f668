"""Reciprocity: states answer in kind; the further an act is from the rival's last, the less likely.

Tit for tat in international politics: Goldstein & Freeman 1990, Three-Way Street; Axelrod 1984.
"""

from typing import Any

from ...kernel.jit import small_rule
from ..declare import Mechanism, Term, weight
from ..tracing import MENU


@small_rule
def reciprocity_step(g: Any, n: int) -> float:
    """Utility lost for each rung of distance from the rival's act."""
    if g.reciprocity_on == 0:
        return 0.0
    return float(g.reciprocity_weight / (n - 1))


@small_rule
def stay_close(p: Any, last: int, step: float, u: Any) -> None:
    """Take off ``step`` for each rung of distance to the rival's last act."""
    distance = p.distances[last]
    for r in range(MENU):
        u[r] -= step * distance[r]


@small_rule
def answer_in_kind(p: Any, w: Any, d: int, u: Any) -> None:
    """Take off the distance to the rival's last act, if that was at least words of threat."""
    last = w.rivalries[p.rivalries[d].reverse].seen
    step = reciprocity_step(p.world[0], p.ladder.shape[0]) if last >= p.marks[0].words else 0.0
    stay_close(p, last, step, u)


@small_rule
def answer_in_a_crisis(p: Any, w: Any, d: int, u: Any) -> None:
    """Take off the distance to the rung on which the rival stands in the crisis."""
    step = p.world[0].crisis_reciprocity / (p.ladder.shape[0] - 1)
    stay_close(p, w.rivalries[p.rivalries[d].reverse].rung, step, u)


MECHANISM = Mechanism(
    name="reciprocity",
    meaning="acts stay close to the rival's last act once that was hostile",
    sources=("Goldstein & Freeman 1990, Three-Way Street",),
    parameters=(
        weight("reciprocity", "utility lost at the far end of the ladder from the rival's last act", 2.5, "assumption"),
    ),
    terms=(
        Term(
            "reciprocity",
            "own",
            "the rival's last act",
            "the rival's last act",
            month=answer_in_kind,
            crisis=answer_in_a_crisis,
            crisis_public=True,
        ),
    ),
)
