"""Drift: a slow level of a state's appetite for the acts that the record counts.

Dated regimes explain most of the record's persistence, but only once somebody has dated them. The
level stands for what moves between and beyond them: a first-order autoregression, month by month,
that returns to zero. A local level with mean reversion: Durbin & Koopman 2012, Time Series Analysis by
State Space Methods, doi:10.1093/acprof:oso/9780199641178.001.0001.
"""

import math
from typing import Any

from ...kernel.jit import rule, small_rule
from ...kernel.random import standard_normal, uniform
from ..declare import Mechanism, Parameter, Term, Variable, weight
from ..scales import COUNTED, add
from ..streams import DRIFT
from ..tracing import MENU

MOST = 10.0


@rule
def wander(p: Any, w: Any, i: int) -> None:
    """Move the slow level of a state with a weapons programme by a month."""
    g = p.world[0]
    if g.drift_on == 0 or p.states[i].programme == 0:
        return
    state = w.states[i]
    level = math.exp(-0.6931471805599453 / g.drift_half_life) * state.drift
    if g.drift_sd > 0.0:
        draw = uniform(p.keys, w.clock[0], i, p.states.shape[0], DRIFT, 0)
        level += g.drift_sd * standard_normal(draw)
    state.drift = min(MOST, max(-MOST, level))


@small_rule
def drift(p: Any, w: Any, i: int, u: Any) -> None:
    """Add the slow level to the acts short of force that the record counts."""
    g = p.world[0]
    size = g.drift_weight * w.states[i].drift
    if g.drift_on == 0 or size == 0.0:
        return
    add(u, size, p.scales[COUNTED], MENU)


MECHANISM = Mechanism(
    name="drift",
    meaning="a slow level of appetite wanders around zero and returns to it",
    sources=("doi:10.1093/acprof:oso/9780199641178.001.0001",),
    parameters=(
        weight(
            "drift", "utility of an act short of force that is counted, for each unit of the level", 1.0, "assumption"
        ),
        Parameter("world", "sd", "standard deviation of the level's monthly innovation", "level", 0.0, 0, 5),
        Parameter("world", "half_life", "months in which half of the level is gone", "months", 18.0, 0.5, 1200),
        Parameter(
            "world",
            "size",
            "rise of the log mean of further events for each unit of the level",
            "log events",
            0.5,
            0,
            5,
        ),
        Parameter("states", "drift", "slow level of appetite at the start", "level", 0.0, -MOST, MOST),
    ),
    variables=(
        Variable("states", "drift", "slow level of appetite for counted acts", "level", -MOST, MOST, carried=True),
    ),
    purposes=("DRIFT",),
    terms=(Term("drift", "state", "the recent run of provocations", "the recent lull in provocations", month=drift),),
)
