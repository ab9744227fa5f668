"""Threshold: in a crisis, beginning to kill, an armed attack and general war each cost a step.

The costs are parameters of ``crisis``.
"""

from typing import Any

from ...kernel.jit import small_rule
from ..declare import Term
from ..tracing import MENU


@small_rule
def thresholds(p: Any, w: Any, d: int, u: Any) -> None:
    """Take off each step from its first rung upward, for an actor that stands below it."""
    g = p.world[0]
    marks = p.marks[0]
    own = w.rivalries[d].rung
    if own < marks.lethal:
        for r in range(marks.lethal, MENU):
            u[r] -= g.crisis_lethal_threshold
    if own < marks.attack:
        for r in range(marks.attack, MENU):
            u[r] -= g.crisis_threshold
    if own < marks.war:
        for r in range(marks.war, MENU):
            u[r] -= g.crisis_war_threshold


TERM = Term(
    "threshold",
    "own",
    "the threshold to open war",
    "the cost of crossing into open war",
    crisis=thresholds,
    crisis_public=True,
)
