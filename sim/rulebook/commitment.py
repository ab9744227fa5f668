"""Commitments move, in log odds: up with exchange, down when an ally is failed, and back to what is stated.

A stated commitment holds for the whole trial unless something moves it: exchange, a failed promise, or
``shift``, by which dated changes such as governments move it for good. 0 and 1 stay. Beliefs about
a commitment follow it with a lag and jump when a promise is kept or failed. Whether the pact outlives
the war abroad is the open question: a scenario states it.
"""

import math
from typing import Any

from ..kernel.jit import rule
from .declare import Mechanism, Parameter, Variable

MECHANISM = Mechanism(
    name="commitment",
    meaning="commitments grow with exchange, revert without it, and fall when an ally is failed",
    sources=("doi:10.2307/2111499",),
    claim=4,
    parameters=(
        Parameter(
            "world",
            "exchange_gain",
            "rise of the log odds a month for each bn USD exchanged",
            "log odds per bn USD",
            0.05,
            0,
            20,
        ),
        Parameter(
            "world",
            "reversion",
            "share of the distance to the stated commitment, as shifted, that is closed each month",
            "share/month",
            0.05,
            0,
            1,
        ),
        Parameter("world", "failure", "fall of the log odds when an ally is failed", "log odds", 1.5, 0, 20),
        Parameter(
            "world",
            "learning",
            "share of the distance to the commitment that a belief closes each month",
            "share/month",
            0.1,
            0,
            1,
        ),
        Parameter(
            "world", "lesson", "move of a belief's log odds when a promise is kept or failed", "log odds", 1.0, 0, 20
        ),
    ),
    variables=(
        Variable(
            "alliances",
            "commitment",
            "probability of honouring in the reference circumstances",
            "probability",
            0,
            1,
            outcome=True,
        ),
        Variable(
            "alliances",
            "shift",
            "shift of the stated commitment by governments and events, in log odds",
            "log odds",
            -20,
            20,
            carried=False,
        ),
    ),
)


@rule
def log_odds(probability: float) -> float:
    """Log odds of a probability strictly between 0 and 1."""
    return math.log(probability / (1.0 - probability))


@rule
def from_log_odds(x: float) -> float:
    """Probability of these log odds, kept strictly between 0 and 1."""
    return min(1.0 - 1e-9, max(1e-9, 1.0 / (1.0 + math.exp(-min(40.0, max(-40.0, x))))))


@rule
def commitment(p: Any, w: Any, a: int) -> None:
    """Move commitment ``a`` and the beliefs about it for a month."""
    g = p.world[0]
    if g.commitment_on == 0:
        return
    alliance = w.alliances[a]
    fixed = p.alliances[a]
    c = alliance.commitment
    if 0.0 < c < 1.0:
        exchanged = 0.0
        for k in range(p.pacts.shape[0]):
            if p.pacts[k].payer == fixed.guarantor and p.pacts[k].sender == fixed.protege:
                exchanged += w.pacts[k].value
        x = log_odds(c)
        base = log_odds(min(1.0 - 1e-9, max(1e-9, fixed.commitment))) + alliance.shift
        moved = x + g.commitment_reversion * (base - x) + g.commitment_exchange_gain * exchanged
        if moved != x:
            alliance.commitment = from_log_odds(moved)
    for i in range(p.states.shape[0]):
        believed = w.beliefs[a, i]
        w.beliefs[a, i] = believed + g.commitment_learning * (alliance.commitment * alliance.in_force - believed)


@rule
def answer_called(p: Any, w: Any, a: int, kept: bool) -> None:
    """Move the commitment, and all beliefs about it, after promise ``a`` was called."""
    g = p.world[0]
    if g.commitment_on == 0:
        return
    alliance = w.alliances[a]
    if not kept and 0.0 < alliance.commitment < 1.0:
        alliance.commitment = from_log_odds(log_odds(alliance.commitment) - g.commitment_failure)
    lesson = g.commitment_lesson if kept else -g.commitment_lesson
    for i in range(p.states.shape[0]):
        believed = w.beliefs[a, i]
        if 0.0 < believed < 1.0:
            w.beliefs[a, i] = from_log_odds(log_odds(believed) + lesson)
