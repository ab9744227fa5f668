"""Standing utilities: what a month's choices rest on before anybody has chosen.

For each state, the utilities that depend on it alone; for each rivalry, those that rest on public
quantities, the menu, and the reply that others expect of it.
"""

import math
from typing import Any

from ..kernel.jit import rule
from .choice import quantal_weights, share_postures
from .deterring import deter_publicly
from .ladder import CONFRONTATION_ONLY, PROGRAMME_ONLY, highest_open, in_monthly_menu, monthly_rungs
from .obligations import partner_cost
from .scales import FORCE
from .terms.cost import cost
from .terms.dialogue import dialogue
from .terms.diversion import diversion
from .terms.drift import drift
from .terms.exercise import exercise
from .terms.government import government
from .terms.learning import learning
from .terms.levels import levels, propensity
from .terms.punishment import punishment
from .terms.rally import rally
from .terms.reciprocity import reciprocity_step
from .terms.restraint import restraint
from .terms.tension import tension
from .tracing import (
    MENU,
    T_COST,
    T_DIALOGUE,
    T_DIVERSION,
    T_DRIFT,
    T_EXERCISE,
    T_GOVERNMENT,
    T_LEARNING,
    T_LEVELS,
    T_PARTNER,
    T_PROPENSITY,
    T_PUNISHMENT,
    T_RALLY,
    T_RESTRAINT,
    T_TENSION,
    after,
)


@rule
def standing(p: Any, w: Any, i: int) -> None:
    """Work out the utilities of state ``i`` that depend on the state alone, into its row of ``standing``."""
    g = p.world[0]
    rungs = p.ladder.shape[0]
    state = w.states[i]
    u = w.standing[i]
    clock = w.clock[0]
    levels(p.levels, p.ladder, i, state, u, rungs)
    after(clock, w.terms, T_LEVELS, u, MENU)
    drift(g, p.scales, state.drift, u, MENU)
    after(clock, w.terms, T_DRIFT, u, MENU)
    exercise(g, p.scales, state, u, MENU)
    after(clock, w.terms, T_EXERCISE, u, MENU)
    rally(g, p.scales, state, u, MENU)
    after(clock, w.terms, T_RALLY, u, MENU)
    cost(g, p.scales, p.states[i], state, u, MENU)
    after(clock, w.terms, T_COST, u, MENU)
    punishment(g, p.scales, state, u, MENU)
    after(clock, w.terms, T_PUNISHMENT, u, MENU)
    restraint(g, p.scales, state, u, MENU)
    after(clock, w.terms, T_RESTRAINT, u, MENU)
    diversion(g, p.scales, p.stocks, w.stocks, i, u, MENU)
    after(clock, w.terms, T_DIVERSION, u, MENU)
    dialogue(g, p.scales, w.world[0].dialogue, u, MENU)
    after(clock, w.terms, T_DIALOGUE, u, MENU)
    government(g, p.scales, state, u, MENU)
    after(clock, w.terms, T_GOVERNMENT, u, MENU)
    if p.states[i].programme != 0:
        learning(g, p.scales, w.tracks, i, state, u, MENU)
    after(clock, w.terms, T_LEARNING, u, MENU)


@rule
def towards(p: Any, w: Any, d: int) -> None:
    """Fill the row of ``views`` of rivalry ``d`` with the utilities that rest on public quantities."""
    g = p.world[0]
    i = p.rivalries[d].actor
    j = p.rivalries[d].target
    u = w.views[d]
    alone = w.standing[i]
    for r in range(MENU):
        u[r] = alone[r]
    propensity(p.scales, p.rivalries[d].propensity, u, MENU)
    after(w.clock[0], w.terms, T_PROPENSITY, u, MENU)
    tension(g, p.scales, w.rivalries[d].tension, u, MENU)
    after(w.clock[0], w.terms, T_TENSION, u, MENU)
    deter_publicly(p, w, d, 0, p.states[i].precision, p.scales[FORCE], u)
    partner_cost(p, w, i, j, u, MENU)
    after(w.clock[0], w.terms, T_PARTNER, u, MENU)


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
def open_menus(p: Any, w: Any, i: int) -> None:
    """Fill the menus of state ``i``: of programme acts, and of acts towards each rival."""
    programme = p.states[i].programme
    armed = w.states[i].warheads
    if programme != 0:
        acts = w.programme_menus[i]
        monthly_menu(p, armed, w.states[i].programme_rung, 1, PROGRAMME_ONLY, acts)
    for d in range(p.rivalries.shape[0]):
        if p.rivalries[d].actor == i:
            menu = w.menus[d]
            monthly_menu(p, armed, w.rivalries[d].rung, programme, CONFRONTATION_ONLY, menu)


@rule
def consider(p: Any, w: Any, i: int) -> None:
    """Work out standing utilities and, for each rivalry, the reply that others expect of ``i``.

    The utilities and the menus stand until the choice, which adds to the utilities.
    """
    g = p.world[0]
    rungs = p.ladder.shape[0]
    n = monthly_rungs(g, w.clock[0], rungs)
    standing(p, w, i)
    # Where neither the climb nor what arms allow can change, the first month's menus are those of every month.
    lasting = g.ladder_monthly_climb >= rungs and g.ladder_monthly_ceiling < p.marks[0].nuclear
    if w.clock[0].month == 0 or not lasting:
        open_menus(p, w, i)
    for d in range(p.rivalries.shape[0]):
        if p.rivalries[d].actor != i:
            continue
        towards(p, w, d)
        menu = w.menus[d]
        u = w.views[d]
        reply = w.replies[d]
        quantal_weights(menu, u, p.states[i].precision, n, reply)


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
        w.closeness[j] = math.exp(-precision * step)
        for r in range(n):
            s = p.ladder[r].severity
            w.tilts[j, 0, r] = math.exp(tilt * (s - 1.0))
            w.tilts[j, 1, r] = math.exp(-tilt * s)
