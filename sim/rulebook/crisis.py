"""Crises: when force is used, states answer each other day by day until it ends or is war.

The higher rung is the challenger (a keyed draw on a tie). Rounds are days, at most twelve,
alternating; several crises of a month run interleaved, round by round, and share commitments. The
menu reaches one rung above the higher of the own and the rival's rung: counted from the own rung
alone, a target could never answer. Guarantors draw joining once a crisis.

Crisis bargaining: Fearon 1994, doi:10.2307/2944796. Crises of record: Brecher & Wilkenfeld, ICB.
"""

from typing import Any

from .acting import OPTIONS, UTILITY, WEIGHTS, YIELDS, work_row
from .choice import pick, quantal_weights, share_postures
from .compiling import inlined_rule, rule
from .declare import Mechanism, Parameter, Variable
from .doctrine import bind, firing_rule
from .draws import uniform
from .joining import ask_guarantors
from .purposes import CRISIS, TIE_BREAK
from .strength import hostile_share
from .terms.audience import audience
from .terms.coercion import coercion, retaliation
from .terms.nuclear_risk import armament, nuclear_risk
from .terms.reciprocity import reciprocity
from .terms.resolve import believed_resolute, resolve
from .tracing import (
    BY_RULE,
    BY_UTILITY,
    T_AUDIENCE,
    T_COERCION,
    T_COST,
    T_LEVELS,
    T_NUCLEAR_RISK,
    T_RECIPROCITY,
    T_RESOLVE,
    T_RETALIATION,
    T_THRESHOLD,
    after,
    chance,
    log_menu,
    log_row,
)
from .war import BY_ACCIDENT, BY_ALLIANCE, BY_CRISIS, BY_DOCTRINE, DELIBERATE, begin_war


def _pair(name: str, meaning: str, outcome: bool = False, initial: float = 0) -> Variable:
    return Variable("pairs", name, meaning, "count", -1, kind="integer", outcome=outcome, initial=initial)


MECHANISM = Mechanism(
    name="crisis",
    meaning="force opens a crisis of alternating answers that may end in war",
    sources=("doi:10.2307/2944796",),
    switch=False,
    parameters=(
        Parameter(
            "world", "rounds", "most rounds (days) of a crisis in one month", "rounds", 12, 1, 60, kind="integer"
        ),
        Parameter("world", "cost", "utility lost at full severity, growing with its square", "utility", 4.5, 0, 200),
        Parameter(
            "world",
            "reciprocity",
            "utility lost at the far end of the ladder from the rival's rung",
            "utility",
            17.0,
            0,
            200,
        ),
        Parameter("world", "threshold", "utility lost on entering an armed attack", "utility", 0.5, 0, 50),
        Parameter("world", "war_threshold", "utility lost on entering general war", "utility", 0.5, 0, 50),
        Parameter("world", "highest", "highest rung the crisis menu ever reaches", "rung", "general_war", kind="rung"),
        Parameter(
            "rivalries",
            "opening",
            "rung of the actor's act in the first month, whatever it would have chosen; -1 leaves it its choice",
            "rung number",
            -1,
            -1,
            15,
            kind="integer",
        ),
    ),
    variables=(
        _pair("crisis", "whether a crisis goes on into the next month (0 or 1)"),
        _pair("challenger", "number of the state that used force first; -1 for none", initial=-1),
        _pair("crises", "crises so far", True),
        _pair("crisis_rounds", "rounds of crisis so far", True),
        Variable("states", "attacked", "whether the state is under armed attack", "0-1", 0, 1, kind="integer"),
    ),
    purposes=("TIE_BREAK", "CRISIS"),
)


@rule
def release_allies(p: Any, w: Any) -> None:
    """Before a month's choices: end what guarantors did in crises that are over, see who is attacked."""
    for a in range(p.alliances.shape[0]):
        protege = p.alliances[a].protege
        goes_on = False
        for k in range(p.pairs.shape[0]):
            if w.pairs[k].crisis != 0 and (p.pairs[k].first == protege or p.pairs[k].second == protege):
                goes_on = True
        # A crisis carried over from last month is still the same crisis: its guarantors have answered.
        if not goes_on:
            w.alliances[a].asked = 0
            w.alliances[a].joining = 0
            w.alliances[a].called = 0
            w.alliances[a].support = 0
    for i in range(p.states.shape[0]):
        w.states[i].attacked = 0
    for d in range(p.rivalries.shape[0]):
        rivalry = p.rivalries[d]
        if w.pairs[rivalry.pair].crisis != 0 and p.ladder[w.rivalries[d].rung].armed_attack != 0:
            w.states[rivalry.target].attacked = 1


@rule
def open_crises(p: Any, w: Any) -> None:
    """Open a crisis for each pair in which force was used this month."""
    marks = p.marks[0]
    for k in range(p.pairs.shape[0]):
        pair = p.pairs[k]
        forward = w.rivalries[pair.forward].rung
        backward = w.rivalries[pair.backward].rung
        if w.pairs[k].crisis != 0 or max(forward, backward) < marks.force:
            continue
        w.pairs[k].crisis = 1
        w.pairs[k].crises += 1
        challenger = pair.first if forward > backward else pair.second
        if forward == backward and chance(p, w, pair.first, pair.second, TIE_BREAK, 0, 0.5):
            challenger = pair.first
        w.pairs[k].challenger = challenger
        for a in range(p.alliances.shape[0]):
            protege = p.alliances[a].protege
            other = p.alliances[a].guarantor
            if (protege == pair.first or protege == pair.second) and other != pair.first and other != pair.second:
                w.alliances[a].crises += 1


@inlined_rule
def crises(p: Any, w: Any) -> None:
    """Run this month's crises, interleaved round by round."""
    if w.world[0].war_on != 0:
        return
    open_crises(p, w)
    going = 0
    for k in range(p.pairs.shape[0]):
        going += w.pairs[k].crisis
    if going == 0:
        return
    for number in range(1, p.world[0].crisis_rounds + 1):
        w.clock[0].turn = number
        for k in range(p.pairs.shape[0]):
            if w.pairs[k].crisis == 0:
                continue
            ask_guarantors(p, w, k)
            _move(p, w, k, number)
            if w.world[0].war_on != 0:
                w.clock[0].turn = 0
                return
            pair = p.pairs[k]
            w.pairs[k].crisis_rounds += 1
            top = max(w.rivalries[pair.forward].rung, w.rivalries[pair.backward].rung)
            if top < p.marks[0].force:
                w.pairs[k].crisis = 0
                w.pairs[k].challenger = -1
    w.clock[0].turn = 0


@inlined_rule
def _move(p: Any, w: Any, k: int, number: int) -> None:
    """Let the side whose turn it is answer: the target in odd rounds, the challenger in even ones."""
    pair = p.pairs[k]
    targets_turn = number % 2 == 1
    challenger_is_first = w.pairs[k].challenger == pair.first
    d = pair.forward if challenger_is_first != targets_turn else pair.backward
    answer(p, w, d, w.pairs[k].challenger)


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
    highest = min(n - 1, min(g.crisis_highest, max(own, rival) + 1))
    u = w.scratch[work_row(p, UTILITY)]
    weights = w.scratch[work_row(p, WEIGHTS)]
    yields = w.scratch[work_row(p, YIELDS)]
    menu = w.scratch[work_row(p, OPTIONS)]
    resolute = believed_resolute(g, w.rivalries[d].resolute)
    for r in range(n):
        u[r] = 0.0
        menu[r] = 1.0 if r <= highest else 0.0
        yields[r] = 1.0 - resolute if r > rival else 0.0
    if clock.logging != 0:
        for term in range(T_LEVELS, T_COST):
            after(clock, w.terms, term, u, n)
    for r in range(n):
        s = p.ladder[r].severity
        u[r] = -g.crisis_cost * (s * s)
    if clock.logging != 0:
        for term in range(T_COST, T_RESOLVE):
            after(clock, w.terms, term, u, n)
    resolve(g, p.scales, p.states[i].resolve, u, n)
    after(clock, w.terms, T_RESOLVE, u, n)
    reciprocity(g.crisis_reciprocity / (n - 1), rival, 0, u, n)
    after(clock, w.terms, T_RECIPROCITY, u, n)
    coercion(g, p.scales, p.rivalries[d].stakes, yields, u, n)
    after(clock, w.terms, T_COERCION, u, n)
    retaliation(g, p.scales, p.states[i].loss_aversion, hostile_share(p, w, i, j), yields, u, n)
    if clock.logging != 0:
        for term in range(T_RETALIATION, T_AUDIENCE):
            after(clock, w.terms, term, u, n)
    audience(g, p.states[i].audience, own, u, n)
    after(clock, w.terms, T_AUDIENCE, u, n)
    nuclear_risk(g, p.scales, armament(g, w.states[j].warheads, w.states[j].survivability), u, n)
    after(clock, w.terms, T_NUCLEAR_RISK, u, n)
    if own < marks.attack:
        for r in range(marks.attack, n):
            u[r] -= g.crisis_threshold
    if own < marks.war:
        for r in range(marks.war, n):
            u[r] -= g.crisis_war_threshold
    after(clock, w.terms, T_THRESHOLD, u, n)
    share_postures(p.ladder, menu, n)
    total = quantal_weights(menu, u, p.states[i].crisis_precision, n, weights)
    draw = uniform(p.keys, clock, i, j, CRISIS, 0)
    chosen = pick(weights, total, draw, n)
    binding = firing_rule(p, w, d, own, rival)
    bound = chosen
    decided = BY_UTILITY
    if binding >= 0:
        bound = bind(p, binding, chosen, rival, n - 1)
        decided = BY_RULE + binding
    if clock.logging != 0:
        for r in range(n):
            weights[r] /= total
        row = log_row(clock, w.log, i, j, CRISIS, 0, draw, bound, decided)
        if row >= 0:
            w.log[row, 10] = chosen
            log_menu(w.log, row, weights, u, w.terms, n)
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
def _ally_at_war(p: Any, w: Any, i: int, j: int) -> bool:
    """Whether state ``i`` fights ``j`` because a protege of its is under attack."""
    for a in range(p.alliances.shape[0]):
        if p.alliances[a].guarantor == i and w.alliances[a].joining != 0 and p.alliances[a].protege != j:
            if w.states[p.alliances[a].protege].attacked != 0:
                return True
    return False
