"""Committing: the acts that all states intend are made at once, and shown to rivals."""

from typing import Any

from ..kernel.jit import rule, small_rule
from .ladder import highest_open


@small_rule
def in_war(p: Any, w: Any, d: int) -> bool:
    """Whether either side of rivalry ``d`` was at war when the month began."""
    return bool(w.states[p.rivalries[d].actor].at_war != 0 or w.states[p.rivalries[d].target].at_war != 0)


@rule
def commit(p: Any, w: Any) -> None:
    """Make all intended acts at once, and show each rival the most severe that is aimed at it.

    An act of the weapons programme is aimed at all rivals, any other at one.

    Who is at war does not act anew, and nobody does towards it: what was done last stands.
    """
    for i in range(p.states.shape[0]):
        state = w.states[i]
        state.public_rung = 0
        if state.at_war != 0:
            # Tests of the month in which the war broke out are not repeated.
            state.programme_rung = min(1, p.ladder.shape[0] - 1)
        elif p.states[i].programme != 0 and p.ladder[state.programme_rung].public != 0:
            state.public_rung = state.programme_rung
    for d in range(p.rivalries.shape[0]):
        rivalry = w.rivalries[d]
        actor = w.states[p.rivalries[d].actor]
        rivalry.peak = rivalry.rung
        if in_war(p, w, d):
            continue
        rivalry.rung = rivalry.intended
        if w.clock[0].month == 0 and p.rivalries[d].opening >= 0:
            rivalry.rung = min(p.rivalries[d].opening, highest_open(p, actor.warheads))
            rivalry.intended = rivalry.rung
        rivalry.peak = rivalry.rung
        if p.ladder[rivalry.rung].public != 0:
            actor.public_rung = max(actor.public_rung, rivalry.rung)
    for d in range(p.rivalries.shape[0]):
        if in_war(p, w, d):
            continue
        rivalry = w.rivalries[d]
        actor = p.rivalries[d].actor
        words = 0
        if p.states[actor].programme != 0:
            words = w.states[actor].programme_rung
        rivalry.seen = max(rivalry.rung, words)
