"""Standing utilities: what a month's choices rest on before anybody has chosen.

For each state, the utilities that depend on it alone; for each rivalry, those that rest on public
quantities, the menu, and the reply that others expect of it.
"""

import math
from typing import Any

from ..kernel.jit import rule
from .choice import quantal_weights, share_postures
from .ladder import CONFRONTATION_ONLY, PROGRAMME_ONLY, highest_open, in_monthly_menu, monthly_rungs
from .terms.reciprocity import reciprocity_step
from .terms.sums import add_public_terms, add_terms_of_state
from .tracing import MENU


@rule
def standing(p: Any, w: Any, i: int) -> None:
    """Work out the utilities of state ``i`` that depend on the state alone, into its row of ``standing``."""
    add_terms_of_state(p, w, i, w.standing[i])


@rule
def towards(p: Any, w: Any, d: int) -> None:
    """Fill the row of ``views`` of rivalry ``d`` with the utilities that rest on public quantities."""
    u = w.views[d]
    alone = w.standing[p.rivalries[d].actor]
    for r in range(MENU):
        u[r] = alone[r]
    add_public_terms(p, w, d, u)


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
