"""Exercise season: allied exercises draw tests and shows of force, and larger ones.

The March peak belongs to 2012-17: the bump is in the size of the month as well as in its odds.
"""

from typing import Any

from ...kernel.jit import small_rule
from ..declare import Mechanism, Parameter, Term, Variable, weight
from ..scales import PROGRAMME_ACT, add
from ..tracing import MENU


@small_rule
def exercise(p: Any, w: Any, i: int, u: Any) -> None:
    """Add the pull of the exercise season to the acts of the weapons programme."""
    g = p.world[0]
    state = w.states[i]
    size = g.exercise_weight * state.exercise
    if g.exercise_on == 0 or size == 0.0:
        return
    add(u, size, p.scales[PROGRAMME_ACT], MENU)


MECHANISM = Mechanism(
    name="exercise",
    meaning="the season of allied exercises raises tests and shows of force",
    sources=("assumption",),
    parameters=(
        weight("exercise", "utility of a programme act in a month of full exercises", 2.9, "assumption"),
        Parameter(
            "world",
            "size",
            "growth of the log mean of further events in a month of full exercises",
            "log events",
            1.0,
            0,
            5,
        ),
        Parameter("states", "exercise", "scale of the rivals' exercises at the start", "0-1", 0.0, 0, 2),
    ),
    variables=(
        Variable("states", "exercise", "scale of the rivals' exercises this month", "0-1", 0, 2, carried=False),
    ),
    terms=(Term("exercise", "state", "the exercise season", "the exercise season", month=exercise),),
)
