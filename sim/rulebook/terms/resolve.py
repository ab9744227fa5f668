"""Belief that the rival yields: private information about resolve, learnt from its acts.

State i holds the log odds that j is resolute. It works out j's quantal response to each of its own
rungs, at both types and with public quantities only, one level deep; "yields" is the mass below
i's rung. Acts move the belief by their likelihood ratio under the two types.

Signalling and private information: Fearon 1995, doi:10.1017/S0020818300033324; strategic choice with
agent error against private information: Signorino 2003, Political Analysis 11(4). Depth of reasoning:
Camerer, Ho & Chong 2004, doi:10.1162/0033553041502225.
"""

import math
from typing import Any

from ...kernel.jit import rule, small_rule
from ..declare import Mechanism, Parameter, Term, Variable
from ..scales import SEVERITY, add
from ..tracing import MENU


@small_rule
def resolve(p: Any, w: Any, d: int, u: Any) -> None:
    """Add the state's own resolve times severity."""
    own = p.states[p.rivalries[d].actor].resolve
    if p.world[0].resolve_on == 0 or own == 0.0:
        return
    add(u, own, p.scales[SEVERITY], MENU)


@small_rule
def believed_resolute(g: Any, log_odds: float) -> float:
    """Probability that the rival is resolute; an even chance when the mechanism is off."""
    if g.resolve_on == 0:
        return 0.5
    return 1.0 / (1.0 + math.exp(-log_odds))


@small_rule
def yielding(
    g: Any,
    reply: Any,
    tilts: Any,
    closeness: float,
    resolute: float,
    words: int,
    n: int,
    answered: int,
    ceiling: int,
    nearby: Any,
    yields: Any,
) -> float:
    """Fill ``yields[r]``: the chance that the rival's reply stays below rung ``r``.

    ``reply`` are the weights of the rival's monthly menu before reciprocity, ``tilts`` the factors of
    the resolute (row 0) and irresolute (row 1) type, ``closeness`` the factor of each rung of distance,
    which applies to rungs from ``words`` upward. ``nearby`` are two rows to work in.

    Returns the ratio of the sums of the replies' weights, irresolute over resolute type, to the rung ``answered`` that
    the rival has seen: what its reply will teach. It is 0 where either sum is. No reply lies above ``ceiling``, so
    that to the ratio it is one how far above it ``answered`` is.
    """
    # Closeness is geometric in distance, so sums over all replies follow from rung to rung.
    total_high = 0.0
    total_low = 0.0
    above_high = 0.0
    above_low = 0.0
    for step in range(n):
        r = n - 1 - step
        nearby[0, r] = above_high
        nearby[1, r] = above_low
        high = reply[r] * tilts[0, r]
        low = reply[r] * tilts[1, r]
        above_high = closeness * (above_high + high)
        above_low = closeness * (above_low + low)
        total_high += high
        total_low += low
    plain_high = 0.0
    plain_low = 0.0
    below_high = 0.0
    below_low = 0.0
    for r in range(n):
        high = reply[r] * tilts[0, r]
        low = reply[r] * tilts[1, r]
        near_high = below_high + high + nearby[0, r]
        near_low = below_low + low + nearby[1, r]
        nearby[0, r] = near_high
        nearby[1, r] = near_low
        yields[r] = 0.0
        if r < words:
            if total_high > 0.0 and total_low > 0.0:
                yields[r] = resolute * plain_high / total_high + (1.0 - resolute) * plain_low / total_low
            plain_high += high
            plain_low += low
        elif near_high > 0.0 and near_low > 0.0:
            yields[r] = resolute * below_high / near_high + (1.0 - resolute) * below_low / near_low
        below_high = closeness * (below_high + high)
        below_low = closeness * (below_low + low)
    # One above the last rung, the sums over all that lie below.
    held_high = below_high
    held_low = below_low
    held = min(answered, ceiling + 1)
    if held < n:
        held_high = nearby[0, held]
        held_low = nearby[1, held]
    if answered < words:
        held_high = total_high
        held_low = total_low
    if g.resolve_reasoning_depth == 0:
        for r in range(n):
            yields[r] = g.resolve_fixed_yield
    if held_high > 0.0 and held_low > 0.0:
        return held_low / held_high
    return 0.0


@rule
def learn_in_crisis(
    g: Any, menu: Any, u: Any, scales: Any, precision: float, act: int, n: int, log_odds: float
) -> float:
    """Belief after a rival's answer in a crisis, by the likelihood of both types at public utilities ``u``."""
    if g.resolve_on == 0 or menu[act] == 0.0:
        return log_odds
    tilt = precision * g.resolve_gap
    moved = log_odds + 2.0 * tilt * scales[SEVERITY, act]
    moved += _log_total(menu, u, scales, precision, -tilt, n) - _log_total(menu, u, scales, precision, tilt, n)
    return float(min(g.resolve_bound, max(-g.resolve_bound, moved)))


@rule
def _log_total(menu: Any, u: Any, scales: Any, precision: float, tilt: float, n: int) -> float:
    """Log of the summed choice weights of a type that a tilt by severity sets apart."""
    best = -math.inf
    for r in range(n):
        if menu[r] != 0.0:
            best = max(best, precision * u[r] + tilt * scales[SEVERITY, r])
    total = 0.0
    for r in range(n):
        if menu[r] != 0.0:
            total += menu[r] * math.exp(precision * u[r] + tilt * scales[SEVERITY, r] - best)
    return best + math.log(total)


@small_rule
def learn(g: Any, reply: Any, lesson: float, tilt: float, severity: float, act: int, n: int, log_odds: float) -> float:
    """Belief after the rival's ``act``, by the likelihood of both types.

    ``lesson`` is what ``yielding`` returned, ``tilt`` the rival's precision times the gap. ``reply`` holds ``n``
    rungs: an act above them, which no menu had, teaches nothing.
    """
    if g.resolve_on == 0:
        return log_odds
    moved = log_odds * (1.0 - g.resolve_forgetting)
    if act < n and reply[act] > 0.0 and lesson > 0.0:
        moved += tilt * (2.0 * severity - 1.0) + math.log(lesson)
    return float(min(g.resolve_bound, max(-g.resolve_bound, moved)))


MECHANISM = Mechanism(
    name="resolve",
    meaning="beliefs about the rival's resolve decide whether it is expected to yield",
    sources=("Signorino 2003, Political Analysis 11(4)", "Camerer, Ho & Chong 2004, doi:10.1162/0033553041502225"),
    parameters=(
        Parameter(
            "world", "gap", "utility by which resolve shifts acts of full severity, either way", "utility", 1.0, 0, 20
        ),
        Parameter(
            "world",
            "reasoning_depth",
            "0: a fixed chance of yielding; 1: the rival's quantal response",
            "levels",
            1,
            0,
            1,
            kind="integer",
        ),
        Parameter("world", "fixed_yield", "chance of yielding at reasoning depth 0", "probability", 0.9, 0, 1),
        Parameter("world", "bound", "largest log odds a belief about resolve can reach", "log odds", 3.0, 0, 50),
        Parameter("world", "forgetting", "share of a belief about resolve lost each month", "share", 0.05, 0, 1),
        Parameter(
            "rivalries", "resolute", "log odds, at the start, that the target is resolute", "log odds", 0.0, -50, 50
        ),
    ),
    variables=(Variable("rivalries", "resolute", "log odds that the target is resolute", "log odds", carried=True),),
    terms=(Term("resolve", "own", "its resolve", "its lack of resolve", month=resolve, crisis=resolve),),
)
