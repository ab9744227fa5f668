"""Joining: guarantors take part in a crisis short of war, and answer when their promise is called.

Joining below war is drawn once a crisis and has its own equation: in the record the US joined about
half of the DPRK's disputes with the ROK, Russia and China none. The casus foederis is given when the
trigger rung is reached against the protege; then the promise is kept or failed.
"""

import math
from typing import Any

from ..kernel.jit import rule
from ..kernel.random import uniform
from .commitment import answer_called
from .declare import Parameter
from .honouring import LIMIT, circumstances, probability_of_honouring
from .obligations import NEUTRALITY, NONAGGRESSION, barred, promises_force
from .streams import HONOUR, JOINING, SUPPORT
from .strength import hostile_share
from .support import level_of_support, support_up_to
from .tracing import BY_CHANCE, HEAD, chance, log_row

JOINING_BELOW_WAR = (
    Parameter(
        "world",
        "severity_slope",
        "rise of the log odds of joining below war for full severity",
        "log odds",
        1.0,
        0,
        20,
    ),
    Parameter(
        "world",
        "commitment_slope",
        "rise of the log odds of joining below war for each unit of log odds of commitment",
        "ratio",
        0.5,
        0,
        10,
    ),
)
"""What makes joining a crisis short of war likelier."""


@rule
def probability_of_joining(p: Any, w: Any, a: int, severity: float) -> float:
    """Probability that guarantor ``a`` takes part in a crisis short of war."""
    g = p.world[0]
    fixed = p.alliances[a]
    commitment = w.alliances[a].commitment
    if fixed.obligation == NEUTRALITY or fixed.obligation == NONAGGRESSION or commitment <= 0.0:
        return 0.0
    if commitment >= 1.0:
        return 1.0
    x = fixed.join_below_war + g.alliance_severity_slope * (severity - 0.5)
    x += g.alliance_tie * (w.ties[fixed.guarantor, fixed.protege] - g.alliance_tie_reference)
    x += g.alliance_commitment_slope * (math.log(commitment / (1.0 - commitment)) - math.log(9.0))
    return 1.0 / (1.0 + math.exp(-min(LIMIT, max(-LIMIT, x))))


@rule
def ask_guarantors(p: Any, w: Any, k: int) -> None:
    """Let the guarantors of pair ``k`` join below war once a crisis, and answer once when called."""
    if p.world[0].alliance_on == 0:
        return
    pair = p.pairs[k]
    for a in range(p.alliances.shape[0]):
        fixed = p.alliances[a]
        alliance = w.alliances[a]
        d = -1
        if fixed.protege == pair.first and fixed.guarantor != pair.second:
            d = pair.backward
        elif fixed.protege == pair.second and fixed.guarantor != pair.first:
            d = pair.forward
        if d < 0 or alliance.in_force <= 0.0 or barred(p, w, fixed.guarantor, p.rivalries[d].actor):
            continue
        if w.states[fixed.guarantor].side != 0:
            # Who is at war itself has nothing left to send elsewhere.
            continue
        # ``d`` runs from the enemy to the protege.
        enemy = p.rivalries[d].actor
        against = w.rivalries[d].rung
        provoked = w.pairs[k].challenger == fixed.protege
        severity = p.ladder[max(against, w.rivalries[p.rivalries[d].reverse].rung)].severity
        if alliance.asked == 0:
            alliance.asked = 1
            likely = probability_of_joining(p, w, a, severity) * min(1.0, alliance.in_force)
            if chance(p, w, fixed.guarantor, fixed.protege, JOINING, 0, likely):
                _join(p, w, a, enemy, provoked)
        if alliance.called == 0 and against >= fixed.trigger and promises_force(fixed.obligation):
            call_promise(p, w, a, enemy, provoked)


@rule
def call_promise(p: Any, w: Any, a: int, enemy: int, provoked: bool) -> None:
    """Call promise ``a`` against ``enemy``: the casus foederis is given, and it is kept or failed."""
    fixed = p.alliances[a]
    alliance = w.alliances[a]
    alliance.called = 1
    alliance.calls += 1
    share = hostile_share(p, w, fixed.guarantor, enemy)
    likely = probability_of_honouring(p, w, a, enemy, share, provoked) * min(1.0, alliance.in_force)
    if chance(p, w, fixed.guarantor, fixed.protege, HONOUR, 0, likely):
        alliance.honoured += 1
        _join(p, w, a, enemy, provoked)
        s = circumstances(p, w, a, enemy, share, provoked)
        draw = uniform(p.keys, w.clock[0], fixed.guarantor, fixed.protege, SUPPORT, 0)
        alliance.support = level_of_support(p, a, s, draw)
        row = log_row(w.clock[0], w.log, fixed.guarantor, fixed.protege, SUPPORT, 0, draw, alliance.support, BY_CHANCE)
        if row >= 0:
            w.log[row, 9] = 4
            for level in range(1, 4):
                w.log[row, HEAD + level] = support_up_to(p, a, s, level) - support_up_to(p, a, s, level - 1)
        alliance.largest_given = max(alliance.largest_given, alliance.support)
        answer_called(p, w, a, True)
    else:
        alliance.failed += 1
        alliance.joining = 0
        alliance.support = 0
        answer_called(p, w, a, False)


@rule
def _join(p: Any, w: Any, a: int, enemy: int, provoked: bool) -> None:
    """Let guarantor ``a`` take part: an act of its own at the rung of mobilisation or display."""
    alliance = w.alliances[a]
    fixed = p.alliances[a]
    if alliance.joining != 0:
        return
    alliance.joining = 1
    alliance.joined += 1
    if provoked:
        alliance.entrapments += 1
    display = p.marks[0].display
    for d in range(p.rivalries.shape[0]):
        if p.rivalries[d].actor == fixed.guarantor and p.rivalries[d].target == enemy:
            rivalry = w.rivalries[d]
            rivalry.rung = max(rivalry.rung, display)
            rivalry.peak = max(rivalry.peak, display)
            rivalry.seen = max(rivalry.seen, display)
