"""The month's choices: a programme act seen by all rivals, and a rung towards each rival.

A state with a weapons programme chooses the two independently; with one shared menu, anything that
made tests likelier would crowd out clashes. All states choose on the same view of the month before.
"""

from typing import Any

from ..kernel.jit import inlined_rule, rule, small_rule
from ..kernel.random import uniform
from .choice import pick, quantal_weights
from .declare import Mechanism, Variable
from .doctrine import bind, firing_rule
from .ladder import highest_open, monthly_rungs
from .scales import COUNTED
from .standing import standing, towards
from .streams import CONFRONTATION, PROGRAMME
from .terms.resolve import believed_resolute, yielding
from .terms.sums import add_own_terms, add_terms_of_programme
from .tracing import BY_RULE, BY_UTILITY, MENU, log_menu, log_row


def _rung(axis: str, name: str, meaning: str, outcome: bool = False, derived: str = "") -> Variable:
    return Variable(
        axis,
        name,
        meaning,
        "rung",
        0,
        15,
        kind="rung",
        initial=1,
        outcome=outcome,
        derived=derived,
        carried=not outcome,
    )


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
    n = monthly_rungs(g, w.clock[0], p.ladder.shape[0])
    u = w.utility
    weights = w.programme_chances
    menu = w.programme_menus[i]
    alone = w.standing[i]
    for r in range(MENU):
        u[r] = alone[r]
    add_terms_of_programme(p, w, i, u)
    total = quantal_weights(menu, u, p.states[i].precision, n, weights)
    nobody = p.states.shape[0]
    draw = uniform(p.keys, w.clock[0], i, nobody, PROGRAMME, 0)
    chosen = pick(weights, total, draw, n)
    w.states[i].programme_rung = chosen
    _add_odds(p, w, i, weights, total)
    k = log_row(w.clock[0], w.log, i, nobody, PROGRAMME, 0, draw, chosen, BY_UTILITY)
    if k >= 0:
        log_menu(w.log, k, weights, u, w.terms, n)


@inlined_rule
def _choose_rung(p: Any, w: Any, d: int) -> None:
    g = p.world[0]
    clock = w.clock[0]
    n = monthly_rungs(g, clock, p.ladder.shape[0])
    marks = p.marks[0]
    rivalry = p.rivalries[d]
    i = rivalry.actor
    j = rivalry.target
    fixed = p.states[i]
    back = w.rivalries[rivalry.reverse]
    own_last = w.rivalries[d].rung
    if w.pairs[rivalry.pair].crisis != 0 or w.states[j].at_war != 0:
        w.rivalries[d].intended = own_last
        # Without choices there is nothing to learn from.
        w.lessons[d] = 0.0
        return
    u = w.views[d]
    weights = w.chances[d]
    menu = w.menus[d]
    if clock.logging != 0:
        # Once more, for the running sums of the log.
        towards(p, w, d)
    resolute = believed_resolute(g, w.rivalries[d].resolute)
    reply = w.replies[rivalry.reverse]
    w.lessons[d] = yielding(
        g,
        reply,
        w.tilts[j],
        w.closeness[j],
        resolute,
        marks.words,
        n,
        w.rivalries[d].answered,
        g.ladder_monthly_ceiling,
        w.nearby,
        w.yields,
    )
    add_own_terms(p, w, d, u)
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
    _add_odds(p, w, i, weights, total)
    k = log_row(clock, w.log, i, j, CONFRONTATION, 0, draw, bound, decided)
    if k >= 0:
        w.log[k, 10] = chosen
        log_menu(w.log, k, weights, u, w.terms, n)
    w.rivalries[d].intended = bound


@small_rule
def _add_odds(p: Any, w: Any, i: int, weights: Any, total: float) -> None:
    """Turn a choice's weights into probabilities, and add those of counted acts to the month's odds of events."""
    for r in range(MENU):
        weights[r] /= total
    if p.states[i].events_counted == 0:
        return
    odds = w.event_weights[i]
    counted = p.scales[COUNTED]
    for r in range(MENU):
        odds[r] += weights[r] * counted[r]
