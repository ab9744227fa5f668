"""The month's choices: a programme act seen by all rivals, and a rung towards each rival.

A state with a weapons programme chooses the two independently; with one shared menu, anything that
made tests likelier would crowd out clashes. All states choose on the same view of the month before.
"""

import math
from typing import Any

from .choice import pick, quantal_weights, share_postures
from .compiling import inlined_rule, rule
from .declare import Mechanism, Variable
from .doctrine import bind, firing_rule
from .draws import uniform
from .ladder import CONFRONTATION_ONLY, PROGRAMME_ONLY, highest_open, in_monthly_menu
from .obligations import partner_cost
from .purposes import CONFRONTATION, PROGRAMME
from .scales import COUNTED
from .strength import hostile_share
from .terms.audience import audience
from .terms.coercion import coercion, retaliation
from .terms.cost import cost
from .terms.dialogue import dialogue
from .terms.diversion import diversion
from .terms.drift import drift
from .terms.exercise import exercise
from .terms.government import government
from .terms.learning import learning
from .terms.levels import levels, propensity
from .terms.moral_hazard import emboldening, moral_hazard
from .terms.nuclear_risk import armament, stability_instability
from .terms.punishment import punishment
from .terms.rally import rally
from .terms.reciprocity import reciprocity, reciprocity_step
from .terms.resolve import believed_resolute, resolve, yielding
from .terms.restraint import restraint
from .terms.tension import tension
from .tracing import (
    BY_RULE,
    BY_UTILITY,
    T_AUDIENCE,
    T_COERCION,
    T_COST,
    T_DIALOGUE,
    T_DIVERSION,
    T_DRIFT,
    T_EXERCISE,
    T_GOVERNMENT,
    T_LEARNING,
    T_LEVELS,
    T_MORAL_HAZARD,
    T_PARTNER,
    T_PROPENSITY,
    T_PUNISHMENT,
    T_RALLY,
    T_RECIPROCITY,
    T_RESOLVE,
    T_RESTRAINT,
    T_RETALIATION,
    T_STABILITY,
    T_TENSION,
    T_THRESHOLD,
    after,
    log_menu,
    log_row,
)

RIVALRY_ROWS = 4
REPLY, VIEW, MENU, CHANCES = range(RIVALRY_ROWS)
"""Scratch rows of each rivalry: expected reply, utilities that rest on public quantities, menu, and
the probabilities of the choice last made."""

WORK_ROWS = 7
UTILITY, WEIGHTS, YIELDS, OPTIONS, BEYOND, PUBLIC, PROGRAMME_CHANCES = range(WORK_ROWS)
"""Scratch rows for work; the last holds the probabilities of the programme act last chosen."""


def _rung(axis: str, name: str, meaning: str, outcome: bool = False, derived: str = "") -> Variable:
    return Variable(axis, name, meaning, "rung", 0, 15, kind="rung", initial=1, outcome=outcome, derived=derived)


LAST_ACT = "rung"

MECHANISM = Mechanism(
    name="acting",
    meaning="two channels of monthly acts, chosen at once by all states",
    sources=("doi:10.1006/game.1995.1023",),
    switch=False,
    variables=(
        _rung("states", "programme_rung", "programme act of the month"),
        _rung("states", "public_rung", "most severe public act of the month", derived=LAST_ACT),
        _rung("rivalries", "intended", "rung chosen towards the rival, before incidents", derived=LAST_ACT),
        _rung("rivalries", "rung", "last act of the month towards the rival"),
        _rung("rivalries", "peak", "most severe act of the month towards the rival", derived=LAST_ACT),
        _rung("rivalries", "seen", "act that the rival perceives, public acts included"),
        _rung("rivalries", "highest", "most severe act of the trial towards the rival", outcome=True),
    ),
    purposes=("PROGRAMME", "CONFRONTATION"),
)


@rule
def work_row(p: Any, which: int) -> int:
    """Number of a scratch row for work; the rows before are those of states and rivalries."""
    return int(p.states.shape[0] + RIVALRY_ROWS * p.rivalries.shape[0] + which)


@rule
def rivalry_row(p: Any, which: int, d: int) -> int:
    """Number of a scratch row of rivalry ``d``; standing utilities of states come before."""
    return int(p.states.shape[0] + which * p.rivalries.shape[0] + d)


@rule
def standing(p: Any, w: Any, i: int) -> None:
    """Work out the utilities of state ``i`` that depend on the state alone, into its scratch row."""
    g = p.world[0]
    n = p.ladder.shape[0]
    state = w.states[i]
    u = w.scratch[i]
    clock = w.clock[0]
    levels(p.levels, p.ladder, i, state, u, n)
    after(clock, w.terms, T_LEVELS, u, n)
    drift(g, p.scales, state.drift, u, n)
    after(clock, w.terms, T_DRIFT, u, n)
    exercise(g, p.scales, state, u, n)
    after(clock, w.terms, T_EXERCISE, u, n)
    rally(g, p.scales, state, u, n)
    after(clock, w.terms, T_RALLY, u, n)
    cost(g, p.scales, p.states[i], state, u, n)
    after(clock, w.terms, T_COST, u, n)
    punishment(g, p.scales, state, u, n)
    after(clock, w.terms, T_PUNISHMENT, u, n)
    restraint(g, p.scales, state, u, n)
    after(clock, w.terms, T_RESTRAINT, u, n)
    diversion(g, p.ladder, p.stocks, w.stocks, i, u, n)
    after(clock, w.terms, T_DIVERSION, u, n)
    dialogue(g, p.scales, w.world[0].dialogue, u, n)
    after(clock, w.terms, T_DIALOGUE, u, n)
    government(g, p.scales, state, u, n)
    after(clock, w.terms, T_GOVERNMENT, u, n)
    if p.states[i].programme != 0:
        learning(g, p.scales, w.tracks, i, state, u, n)
    after(clock, w.terms, T_LEARNING, u, n)


@rule
def towards(p: Any, w: Any, d: int, u: Any) -> None:
    """Fill ``u`` with the utilities of rivalry ``d`` that rest on public quantities."""
    g = p.world[0]
    n = p.ladder.shape[0]
    i = p.rivalries[d].actor
    j = p.rivalries[d].target
    for r in range(n):
        u[r] = w.scratch[i, r]
    propensity(p.scales, p.rivalries[d].propensity, u, n)
    after(w.clock[0], w.terms, T_PROPENSITY, u, n)
    tension(g, p.scales, w.rivalries[d].tension, u, n)
    after(w.clock[0], w.terms, T_TENSION, u, n)
    if g.stability_instability_on != 0:
        own = armament(g, w.states[i].warheads, w.states[i].surviving)
        rival = armament(g, w.states[j].warheads, w.states[j].surviving)
        stability_instability(g, p.scales, own, rival, u, n)
    after(w.clock[0], w.terms, T_STABILITY, u, n)
    partner_cost(p, w, i, j, u, n)
    after(w.clock[0], w.terms, T_PARTNER, u, n)


@rule
def monthly_menu(p: Any, armed: float, last: int, programme: int, channel: int, menu: Any) -> None:
    """Fill ``menu`` with the share that each open rung has in its posture; see ``in_monthly_menu``."""
    n = p.ladder.shape[0]
    highest = highest_open(p, armed)
    for r in range(n):
        menu[r] = 0.0
        if r <= highest and in_monthly_menu(p.world[0], p.ladder, r, last, programme, channel):
            menu[r] = 1.0
    share_postures(p.ladder, menu, n)


@rule
def open_menus(p: Any, w: Any) -> None:
    """Fill every rivalry's menu, as its first month does: for trials that are taken up later."""
    for d in range(p.rivalries.shape[0]):
        i = p.rivalries[d].actor
        menu = w.scratch[rivalry_row(p, MENU, d)]
        monthly_menu(p, w.states[i].warheads, w.rivalries[d].rung, p.states[i].programme, CONFRONTATION_ONLY, menu)


@rule
def consider(p: Any, w: Any, i: int) -> None:
    """Work out standing utilities and, for each rivalry, the reply that others expect of ``i``.

    The utilities and the menu stand until the choice, which starts from them.
    """
    n = p.ladder.shape[0]
    standing(p, w, i)
    for d in range(p.rivalries.shape[0]):
        if p.rivalries[d].actor != i:
            continue
        menu = w.scratch[rivalry_row(p, MENU, d)]
        u = w.scratch[rivalry_row(p, VIEW, d)]
        towards(p, w, d, u)
        # Where neither the climb nor what arms allow can change, the first month's menu is that of every month.
        lasting = p.world[0].ladder_monthly_climb >= n and p.world[0].ladder_monthly_ceiling < p.marks[0].nuclear
        if w.clock[0].month == 0 or not lasting:
            monthly_menu(p, w.states[i].warheads, w.rivalries[d].rung, p.states[i].programme, CONFRONTATION_ONLY, menu)
        reply = w.scratch[rivalry_row(p, REPLY, d)]
        quantal_weights(menu, u, p.states[i].precision, n, reply)


@rule
def act(p: Any, w: Any, i: int) -> None:
    """Choose the programme act of state ``i`` and its rung towards each rival."""
    if w.states[i].at_war != 0:
        return
    if w.clock[0].logging != 0:
        standing(p, w, i)
    if p.states[i].programme != 0:
        _choose_programme(p, w, i)
    for d in range(p.rivalries.shape[0]):
        if p.rivalries[d].actor == i:
            _choose_rung(p, w, d)


@inlined_rule
def _choose_programme(p: Any, w: Any, i: int) -> None:
    g = p.world[0]
    n = p.ladder.shape[0]
    u = w.scratch[work_row(p, UTILITY)]
    weights = w.scratch[work_row(p, PROGRAMME_CHANCES)]
    menu = w.scratch[work_row(p, OPTIONS)]
    felt = 0.0
    rivals = 0
    for d in range(p.rivalries.shape[0]):
        if p.rivalries[d].actor == i:
            felt = max(felt, w.rivalries[d].tension)
            rivals += 1
    state = w.states[i]
    if rivals == 0:
        felt = g.tension_reference
    for r in range(n):
        u[r] = w.scratch[i, r]
    monthly_menu(p, state.warheads, state.programme_rung, 1, PROGRAMME_ONLY, menu)
    after(w.clock[0], w.terms, T_PROPENSITY, u, n)
    tension(g, p.scales, felt, u, n)
    if w.clock[0].logging != 0:
        for term in range(T_TENSION, T_THRESHOLD + 1):
            after(w.clock[0], w.terms, term, u, n)
    total = quantal_weights(menu, u, p.states[i].precision, n, weights)
    nobody = p.states.shape[0]
    draw = uniform(p.keys, w.clock[0], i, nobody, PROGRAMME, 0)
    chosen = pick(weights, total, draw, n)
    state.programme_rung = chosen
    odds = w.event_weights[i]
    counted = p.scales[COUNTED]
    for r in range(n):
        weights[r] /= total
        odds[r] += weights[r] * counted[r]
    k = log_row(w.clock[0], w.log, i, nobody, PROGRAMME, 0, draw, chosen, BY_UTILITY)
    if k >= 0:
        log_menu(w.log, k, weights, u, w.terms, n)


@inlined_rule
def _choose_rung(p: Any, w: Any, d: int) -> None:
    g = p.world[0]
    n = p.ladder.shape[0]
    marks = p.marks[0]
    clock = w.clock[0]
    rivalry = p.rivalries[d]
    i = rivalry.actor
    j = rivalry.target
    fixed = p.states[i]
    back = w.rivalries[rivalry.reverse]
    own_last = w.rivalries[d].rung
    if w.pairs[rivalry.pair].crisis != 0 or w.states[j].at_war != 0:
        w.rivalries[d].intended = own_last
        # Without a choice there is nothing for the rival to learn from.
        reply = w.scratch[rivalry_row(p, REPLY, d)]
        for r in range(n):
            reply[r] = 0.0
        return
    u = w.scratch[work_row(p, UTILITY)]
    weights = w.scratch[rivalry_row(p, CHANCES, d)]
    yields = w.scratch[work_row(p, YIELDS)]
    menu = w.scratch[rivalry_row(p, MENU, d)]
    if clock.logging != 0:
        # Once more, for the running sums of the log.
        towards(p, w, d, u)
    else:
        view = w.scratch[rivalry_row(p, VIEW, d)]
        for r in range(n):
            u[r] = view[r]
    resolve(g, p.scales, fixed.resolve, u, n)
    after(clock, w.terms, T_RESOLVE, u, n)
    reciprocity(reciprocity_step(g, n), back.seen, marks.words, u, n)
    after(clock, w.terms, T_RECIPROCITY, u, n)
    resolute = believed_resolute(g, w.rivalries[d].resolute)
    reply = w.scratch[rivalry_row(p, REPLY, rivalry.reverse)]
    yielding(g, reply, w.tilts[j], w.tilts[j, 2], resolute, marks.words, n, w.scratch[work_row(p, BEYOND)], yields)
    coercion(g, p.scales, rivalry.stakes, yields, u, n)
    after(clock, w.terms, T_COERCION, u, n)
    retaliation(g, p.scales, fixed.loss_aversion, hostile_share(p, w, i, j, g.reliance_on), yields, u, n)
    after(clock, w.terms, T_RETALIATION, u, n)
    moral_hazard(g, p.scales, emboldening(p, w, i), back.seen, marks.display, u, n)
    after(clock, w.terms, T_MORAL_HAZARD, u, n)
    # A test or a show of force is not a threat to back down from; words and mobilisation are.
    last = p.ladder[own_last]
    if last.hostility == 2 or (last.hostility == 3 and last.public != 0 and last.punished == 0):
        audience(g, fixed.audience, own_last, u, n)
    if clock.logging != 0:
        for term in range(T_AUDIENCE, T_THRESHOLD + 1):
            after(clock, w.terms, term, u, n)
    total = quantal_weights(menu, u, fixed.precision, n, weights)
    draw = uniform(p.keys, clock, i, j, CONFRONTATION, 0)
    chosen = pick(weights, total, draw, n)
    binding = firing_rule(p, w, d, own_last, back.seen)
    decided = BY_UTILITY
    bound = chosen
    if binding >= 0:
        bound = bind(
            p, binding, chosen, back.seen, min(g.ladder_monthly_ceiling, highest_open(p, w.states[i].warheads))
        )
        decided = BY_RULE + binding
    odds = w.event_weights[i]
    counted = p.scales[COUNTED]
    for r in range(n):
        weights[r] /= total
        odds[r] += weights[r] * counted[r]
    k = log_row(clock, w.log, i, j, CONFRONTATION, 0, draw, bound, decided)
    if k >= 0:
        w.log[k, 10] = chosen
        log_menu(w.log, k, weights, u, w.terms, n)
    w.rivalries[d].intended = bound


@rule
def reply_factors(p: Any, w: Any) -> None:
    """Fill the factors of resolute and irresolute types and of closeness, once a trial."""
    g = p.world[0]
    n = p.ladder.shape[0]
    step = reciprocity_step(g, n)
    for j in range(p.states.shape[0]):
        precision = p.states[j].precision
        tilt = g.resolve_gap * precision
        if g.resolve_on == 0:
            tilt = 0.0
        for r in range(n):
            s = p.ladder[r].severity
            w.tilts[j, 0, r] = math.exp(tilt * (s - 1.0))
            w.tilts[j, 1, r] = math.exp(-tilt * s)
            w.tilts[j, 2, r] = math.exp(-precision * step * r)
