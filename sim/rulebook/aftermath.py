"""Aftermath: what a month's acts leave behind in beliefs about resolve and in tension."""

from typing import Any

from ..kernel.jit import rule
from .committing import in_war
from .field import fighting
from .ladder import monthly_rungs
from .terms.resolve import learn
from .terms.tension import kept, remember


@rule
def aftermath(p: Any, w: Any) -> None:
    """Move tension and beliefs after the month's acts."""
    g = p.world[0]
    n = p.ladder.shape[0]
    replies = monthly_rungs(g, w.clock[0], n)
    for d in range(p.rivalries.shape[0]):
        rivalry = p.rivalries[d]
        if in_war(p, w, d) or fighting(w, rivalry.actor, rivalry.target):
            continue
        back = w.rivalries[rivalry.reverse]
        reply = w.replies[rivalry.reverse]
        # What the actor had done when the rival chose: the act the rival last saw.
        w.rivalries[d].resolute = learn(
            g,
            reply,
            w.lessons[d],
            g.resolve_gap * p.states[rivalry.target].precision,
            p.ladder[back.intended].severity,
            back.intended,
            replies,
            w.rivalries[d].resolute,
        )
    keep = kept(g)
    for d in range(p.rivalries.shape[0]):
        rivalry = p.rivalries[d]
        back = w.rivalries[rivalry.reverse]
        forth = w.rivalries[d]
        severity = max(p.ladder[forth.peak].severity, p.ladder[back.peak].severity)
        severity = max(severity, p.ladder[forth.seen].severity, p.ladder[back.seen].severity)
        if severity <= p.ladder[min(1, n - 1)].severity:
            severity = 0.0
        events = max(w.states[rivalry.actor].events, w.states[rivalry.target].events)
        forth.tension = min(1.0, max(0.0, remember(g, keep, forth.tension, severity, events)))
        forth.answered = forth.seen
        forth.highest = max(forth.highest, forth.peak)
