"""Tension: a short memory of acts that makes displays and worse more likely.

Bounded in [0, 1], with a half-life of weeks to months; slow persistence comes from regimes.
"""

import math
from typing import Any

from ...kernel.jit import small_rule
from ..declare import Mechanism, Parameter, Term, Variable, weight
from ..scales import DISPLAYS_UP, add
from ..tracing import MENU


@small_rule
def add_tension(p: Any, felt: float, u: Any) -> None:
    """Add tension (above its reference) to every rung from displays upward."""
    g = p.world[0]
    size = g.tension_weight * (felt - g.tension_reference)
    if g.tension_on == 0 or size == 0.0:
        return
    add(u, size, p.scales[DISPLAYS_UP], MENU)


@small_rule
def tension(p: Any, w: Any, d: int, u: Any) -> None:
    """Add the tension of rivalry ``d``."""
    add_tension(p, w.rivalries[d].tension, u)


@small_rule
def tension_of_all_rivalries(p: Any, w: Any, i: int, u: Any) -> None:
    """Add the highest tension of state ``i``'s rivalries; nothing where it has none."""
    felt = 0.0
    rivals = 0
    for d in range(p.rivalries.shape[0]):
        if p.rivalries[d].actor == i:
            felt = max(felt, w.rivalries[d].tension)
            rivals += 1
    if rivals == 0:
        felt = p.world[0].tension_reference
    add_tension(p, felt, u)


@small_rule
def kept(g: Any) -> float:
    """Share of tension that a month leaves."""
    return math.exp(-0.6931471805599453 / g.tension_half_life)


@small_rule
def remember(g: Any, keep: float, felt: float, severity: float, events: float) -> float:
    """Tension after a month that keeps ``keep`` of it, whose most severe act had ``severity``.

    ``events`` is the number of events that the month saw.
    """
    if g.tension_on == 0:
        return felt
    raised = g.tension_severity_gain * severity
    if events > 0.0:
        raised += g.tension_event_gain * math.log1p(events)
    return float(keep * felt + (1.0 - keep) * min(1.0, raised))


MECHANISM = Mechanism(
    name="tension",
    meaning="recent acts make displays and worse more likely",
    sources=("assumption",),
    parameters=(
        weight("tension", "utility of every rung from displays upward at full tension", 3.4, "assumption"),
        Parameter("world", "reference", "tension at which the term is zero", "0-1", 0.3, 0, 1),
        Parameter("world", "half_life", "half-life of tension", "months", 0.75, 0.05, 120),
        Parameter("world", "severity_gain", "tension raised by an act of full severity", "ratio", 1.2, 0, 10),
        Parameter("world", "event_gain", "tension raised by each e-fold of further events", "ratio", 0.12, 0, 10),
        Parameter("rivalries", "tension", "tension at the start", "0-1", 0.2, 0, 1),
    ),
    variables=(Variable("rivalries", "tension", "tension felt in this rivalry", "0-1", 0, 1, carried=True),),
    terms=(Term("tension", "public", "tension", "tension", month=tension, programme=tension_of_all_rivalries),),
)
