"""Coercion: what an act may win if the rival yields.

The stakes have weight 1: they are the unit in which every other weight is stated. Fearon 1995,
doi:10.1017/S0020818300033324.
"""

from typing import Any

from ...kernel.jit import small_rule
from ..declare import Mechanism, Parameter, Term
from ..scales import SEVERITY
from ..tracing import MENU


@small_rule
def add_stakes(p: Any, w: Any, d: int, reference: float, u: Any) -> None:
    """Add stakes times severity times the chance that the rival yields (``w.yields``), above a reference.

    The reference is history's in a month, to whose frequencies the levels are fitted, and 0 in a crisis:
    there a state that backs down wins nothing, so that higher stakes speak for standing firm.
    """
    stakes = p.rivalries[d].stakes
    if p.world[0].coercion_on == 0 or stakes == 0.0:
        return
    severity = p.scales[SEVERITY]
    yields = w.yields
    for r in range(MENU):
        u[r] += stakes * severity[r] * (yields[r] - reference)


@small_rule
def win_in_a_month(p: Any, w: Any, d: int, u: Any) -> None:
    """Add what an act may win above what it won in history."""
    add_stakes(p, w, d, p.world[0].coercion_reference, u)


@small_rule
def win_in_a_crisis(p: Any, w: Any, d: int, u: Any) -> None:
    """Add what an act may win."""
    add_stakes(p, w, d, 0.0, u)


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
    terms=(
        Term(
            "coercion",
            "own",
            "what the rival would concede",
            "how little the rival would concede",
            month=win_in_a_month,
            crisis=win_in_a_crisis,
        ),
    ),
)
