"""Incidents: accidents and misperceptions, small, logged with their cause, switchable.

Results that hang on them must show it. Inadvertent escalation: Jervis 1976; Sagan 1993, The Limits of
Safety; Posen 1991.
"""

from typing import Any

from ..kernel.jit import rule
from .declare import Mechanism, Parameter, Variable
from .field import fighting
from .streams import ACCIDENT, MISPERCEPTION
from .tracing import chance

MECHANISM = Mechanism(
    name="incidents",
    meaning="accidents use force that nobody chose, misperceptions see more than was done",
    sources=("Sagan 1993, The Limits of Safety",),
    parameters=(
        Parameter(
            "world",
            "accident",
            "probability a month and pair of an accidental clash at full tension",
            "probability",
            0.004,
            0,
            1,
        ),
        Parameter(
            "world",
            "misperception",
            "probability a month and rivalry of seeing an act one rung too high",
            "probability",
            0.01,
            0,
            1,
        ),
        Parameter("rivalries", "contact", "how much forces are in contact: scale of incidents", "ratio", 1.0, 0, 10),
    ),
    variables=(
        Variable(
            "pairs",
            "accident",
            "whether this month's crisis began with an accident",
            "0-1",
            0,
            1,
            kind="integer",
            derived="rung of a rivalry",
        ),
        Variable("pairs", "accidents", "accidents so far", "count", 0, kind="integer", outcome=True),
    ),
    purposes=("ACCIDENT", "MISPERCEPTION"),
)


@rule
def incidents(p: Any, w: Any) -> None:
    """Draw the month's accidents and misperceptions for every pair of rivals."""
    g = p.world[0]
    if g.incidents_on == 0:
        return
    force = p.marks[0].force
    n = p.ladder.shape[0]
    for k in range(p.pairs.shape[0]):
        pair = p.pairs[k]
        if fighting(w, pair.first, pair.second):
            continue
        forward = w.rivalries[pair.forward]
        backward = w.rivalries[pair.backward]
        if w.pairs[k].crisis == 0:
            w.pairs[k].accident = 0
        contact = max(p.rivalries[pair.forward].contact, p.rivalries[pair.backward].contact)
        likely = min(1.0, g.incidents_accident * contact * max(forward.tension, backward.tension))
        if chance(p, w, pair.first, pair.second, ACCIDENT, 0, likely) and force < n and w.pairs[k].crisis == 0:
            w.pairs[k].accidents += 1
            if forward.rung < force and backward.rung < force:
                # Whose forces fire by accident is whoever stood higher; a draw decides between equals.
                stumbling = backward if backward.rung > forward.rung else forward
                if forward.rung == backward.rung and chance(p, w, pair.first, pair.second, ACCIDENT, 1, 0.5):
                    stumbling = backward
                stumbling.rung = force
                stumbling.peak = force
                stumbling.seen = max(stumbling.seen, force)
                w.pairs[k].accident = 1
        for d in (pair.forward, pair.backward):
            wrong = min(1.0, g.incidents_misperception * p.rivalries[d].contact)
            seen = w.rivalries[d].seen
            if chance(p, w, p.rivalries[d].actor, p.rivalries[d].target, MISPERCEPTION, 0, wrong):
                if 2 <= p.ladder[seen].hostility and seen + 1 < n:
                    w.rivalries[d].seen = seen + 1
