"""Answering: how a state chooses its next rung inside a crisis, and what its rival learns from it.

Utilities are those of bargaining days: the theory terms and a convex cost, without the monthly levels,
which are frequencies of peace. Crisis bargaining: Fearon 1994, doi:10.2307/2944796.
"""

from typing import Any

from ..kernel.jit import rule
from ..kernel.random import uniform
from .choice import pick, quantal_weights, share_postures
from .doctrine import bind, firing_rule
from .ladder import highest_open
from .streams import CRISIS
from .terms.resolve import believed_resolute, learn_in_crisis
from .terms.sums import add_crisis_terms, add_public_crisis_terms
from .tracing import BY_RULE, BY_UTILITY, MENU, log_menu, log_row
from .war import BY_ACCIDENT, BY_ALLIANCE, BY_CRISIS, BY_DOCTRINE, DELIBERATE, begin_war


@rule
def answer(p: Any, w: Any, d: int, challenger: int) -> None:
    """Choose the next rung of the actor of rivalry ``d`` inside a crisis."""
    g = p.world[0]
    n = p.ladder.shape[0]
    clock = w.clock[0]
    marks = p.marks[0]
    i = p.rivalries[d].actor
    j = p.rivalries[d].target
    own = w.rivalries[d].rung
    rival = w.rivalries[p.rivalries[d].reverse].rung
    open_ = highest_open(p, w.states[i].warheads)
    if w.world[0].war_on != 0:
        # One general war at a time: others' crises end below it while it lasts.
        open_ = min(open_, marks.war - 1)
    highest = min(open_, min(g.crisis_highest, max(own, rival) + 1))
    u = w.utility
    weights = w.weights
    yields = w.yields
    menu = w.options
    resolute = believed_resolute(g, w.rivalries[d].resolute)
    for r in range(MENU):
        u[r] = 0.0
    for r in range(n):
        menu[r] = 1.0 if r <= highest else 0.0
        yields[r] = 1.0 - resolute if r > rival else 0.0
    add_crisis_terms(p, w, d, u)
    share_postures(p.ladder, menu, n)
    total = quantal_weights(menu, u, p.states[i].crisis_precision, n, weights)
    draw = uniform(p.keys, clock, i, j, CRISIS, 0)
    chosen = pick(weights, total, draw, n)
    binding = firing_rule(p, w, d, own, rival)
    bound = chosen
    decided = BY_UTILITY
    if binding >= 0:
        bound = bind(p, binding, chosen, rival, open_)
        decided = BY_RULE + binding
    if clock.logging != 0:
        for r in range(n):
            weights[r] /= total
        row = log_row(clock, w.log, i, j, CRISIS, 0, draw, bound, decided)
        if row >= 0:
            w.log[row, 10] = chosen
            log_menu(w.log, row, weights, u, w.terms, n)
    back = w.rivalries[p.rivalries[d].reverse]
    back.resolute = _lesson(p, w, d, menu, bound)
    w.rivalries[d].rung = bound
    w.rivalries[d].peak = max(w.rivalries[d].peak, bound)
    w.rivalries[d].seen = max(w.rivalries[d].seen, bound)
    if bound >= marks.attack and p.ladder[bound].armed_attack != 0:
        w.states[j].attacked = 1
    if p.ladder[bound].war != 0:
        path = BY_CRISIS
        if i == challenger and own >= marks.attack:
            path = DELIBERATE
        if _ally_at_war(p, w, i, j):
            path = BY_ALLIANCE
        if bound != chosen:
            path = BY_DOCTRINE
        if w.pairs[p.rivalries[d].pair].accident != 0:
            path = BY_ACCIDENT
        begin_war(p, w, d, challenger, path)
        if p.ladder[bound].nuclear != 0:
            w.states[i].nuclear_used += 1


@rule
def _lesson(p: Any, w: Any, d: int, menu: Any, act: int) -> float:
    """What the target of rivalry ``d`` believes of the actor's resolve once it has answered with ``act``.

    Like the reply expected in a month it rests on public quantities: what the actor believes of its
    rival, and so what it hopes and fears of it, is not among them.
    """
    g = p.world[0]
    n = p.ladder.shape[0]
    i = p.rivalries[d].actor
    u = w.public
    for r in range(MENU):
        u[r] = 0.0
    add_public_crisis_terms(p, w, d, u)
    held = w.rivalries[p.rivalries[d].reverse].resolute
    return learn_in_crisis(g, menu, u, p.scales, p.states[i].crisis_precision, act, n, held)


@rule
def _ally_at_war(p: Any, w: Any, i: int, j: int) -> bool:
    """Whether state ``i`` fights ``j`` because a protege of its is under attack."""
    for a in range(p.alliances.shape[0]):
        if p.alliances[a].guarantor == i and w.alliances[a].joining != 0 and p.alliances[a].protege != j:
            if w.states[p.alliances[a].protege].attacked != 0:
                return True
    return False
