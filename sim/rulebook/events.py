"""Events: how many acts a month holds, and at which rungs.

In a month with an act that the record counts, further events come with it, a negative binomial number
whose mean rises with tension, campaign and exercises. Each of them either repeats an act of the month
(a salvo, a series) or has a rung of its own, drawn from the month's probabilities. In a campaign,
programmes run side by side and repeat each other less: outside of it 30 of the record's 40 months with
several events hold one kind, in that of 2022 five of 24. A use of force is never a further event but always
a choice or an accident, since it opens a crisis; a further event that would repeat one is part of it, and not
counted: of the record's 13 months with clashes from 1994 to 2011 one holds anything else.
"""

import math
from typing import Any

from ..kernel.jit import rule, small_rule
from ..kernel.random import uniform
from .choice import pick
from .committing import in_war
from .declare import Mechanism, Parameter, Variable
from .streams import EVENT_COUNT, EVENT_RUNG
from .tracing import BY_CHANCE, HEAD, log_row

MOST = 60

MECHANISM = Mechanism(
    name="events",
    meaning="a month with an act may hold several, of one kind or of mixed rungs",
    sources=("Cameron & Trivedi 2013, Regression Analysis of Count Data",),
    switch=False,
    parameters=(
        Parameter("world", "base", "log mean of further events at reference tension", "log events", -0.5, -20, 5),
        Parameter(
            "world", "tension", "rise of that log mean with tension above its reference", "log events", 1.05, -20, 20
        ),
        Parameter("world", "campaign", "rise of that log mean at campaign level 1", "log events", 1.28, -20, 20),
        Parameter(
            "world",
            "dispersion",
            "size of the negative binomial: the smaller, the more uneven",
            "size",
            0.79,
            0.01,
            1000,
        ),
        Parameter(
            "world",
            "evenness",
            "power of their mean with which that size grows: at 0 the variance of further events rises with "
            "the square of their mean, at 1 with the mean",
            "power",
            0.0,
            0,
            1,
            source="Cameron & Trivedi 2013, Regression Analysis of Count Data",
        ),
        Parameter(
            "world",
            "alike",
            "probability that a further event repeats an act of the month; a campaign at level 1 takes it away",
            "probability",
            0.0,
            0,
            1,
        ),
    ),
    variables=(
        Variable("states", "events", "events of this state in the month", "events", 0, derived="rung of a rivalry"),
        Variable(
            "states",
            "event_months",
            "months with an event so far",
            "months",
            0,
            kind="integer",
            outcome=True,
            needs=(("events_counted",),),
        ),
    ),
    purposes=("EVENT_COUNT", "EVENT_RUNG"),
)


@rule
def negative_binomial(mean: float, size: float, draw: float) -> int:
    """Quantile at ``draw`` of a negative binomial with this mean and size, at most MOST."""
    stay = size / (size + mean)
    mass = math.exp(size * math.log(stay))
    cumulated = mass
    k = 0
    while draw >= cumulated and k < MOST:
        mass *= (size + k) / (k + 1.0) * (1.0 - stay)
        cumulated += mass
        k += 1
    return k


@rule
def mean_further(p: Any, w: Any, i: int) -> float:
    """Mean number of further events that an act of state ``i`` comes with this month."""
    g = p.world[0]
    state = w.states[i]
    felt = g.tension_reference
    for d in range(p.rivalries.shape[0]):
        if p.rivalries[d].actor == i and not in_war(p, w, d):
            felt = max(felt, w.rivalries[d].tension)
    mean = g.events_base + g.events_tension * (felt - g.tension_reference) + g.events_campaign * state.campaign
    if g.exercise_on != 0:
        mean += g.exercise_size * state.exercise
    if g.drift_on != 0:
        mean += g.drift_size * state.drift
    return math.exp(min(4.0, mean))


@rule
def size_of(g: Any, mean: float) -> float:
    """Size of the negative binomial from which ``mean`` further events on average are drawn."""
    if g.events_evenness == 0.0:
        return float(g.events_dispersion)
    return float(g.events_dispersion * math.exp(g.events_evenness * math.log(mean)))


@small_rule
def alike(g: Any, campaign: float) -> float:
    """Probability that a further event repeats an act of the month, at this level of campaign."""
    return float(g.events_alike * (1.0 - min(1.0, campaign)))


@rule
def _count(p: Any, w: Any, i: int, r: int) -> None:
    w.events[i, r] += 1.0
    w.states[i].events += 1.0
    if p.ladder[r].test != 0:
        w.states[i].tested += 1.0


@small_rule
def _act(p: Any, w: Any, i: int, r: int, repeated: Any) -> None:
    """Count an act, and note it as one that further events may repeat."""
    _count(p, w, i, r)
    repeated[r] += 1.0


@small_rule
def _mix(odds: Any, repeated: Any, share: float, n: int) -> float:
    """Mix the acts of the month into the odds of further events; the sum of these."""
    total = 0.0
    acts = 0.0
    for r in range(n):
        total += odds[r]
        acts += repeated[r]
    if share > 0.0 and acts > 0.0:
        for r in range(n):
            odds[r] = (1.0 - share) * odds[r] + share * total * repeated[r] / acts
    return total


@rule
def events(p: Any, w: Any, i: int) -> None:
    """Count the events of state ``i`` this month: its acts, and the further ones they come with."""
    g = p.world[0]
    state = w.states[i]
    state.events = 0.0
    state.tested = 0.0
    # Who was at war when the month began has chosen no act; what stands is the last one before the war.
    if state.side != 0 or state.at_war != 0:
        return
    n = p.ladder.shape[0]
    acts = 0
    public_counted = -1
    repeated = w.repeated
    for r in range(n):
        repeated[r] = 0.0
    if p.states[i].programme != 0 and p.ladder[state.programme_rung].event != 0:
        acts += 1
        public_counted = state.programme_rung
        _act(p, w, i, public_counted, repeated)
    for d in range(p.rivalries.shape[0]):
        if p.rivalries[d].actor != i or in_war(p, w, d):
            continue
        peak = w.rivalries[d].peak
        if p.ladder[peak].event == 0:
            continue
        if p.ladder[peak].public != 0:
            if public_counted == peak:
                continue
            public_counted = peak
        acts += 1
        _act(p, w, i, peak, repeated)
    if acts == 0 or p.states[i].events_counted == 0:
        return
    mean = mean_further(p, w, i)
    nobody = p.states.shape[0]
    draw = uniform(p.keys, w.clock[0], i, nobody, EVENT_COUNT, 0)
    size = size_of(g, mean)
    further = negative_binomial(mean, size, draw)
    row = log_row(w.clock[0], w.log, i, nobody, EVENT_COUNT, 0, draw, further, BY_CHANCE)
    if row >= 0:
        # A count has no menu: its mean and size stand for one.
        w.log[row, 10] = mean
        w.log[row, HEAD] = size
    total = _mix(w.event_weights[i], repeated, alike(g, state.campaign), n)
    if total > 0.0:
        for e in range(further):
            draw = uniform(p.keys, w.clock[0], i, nobody, EVENT_RUNG, e)
            chosen = pick(w.event_weights[i], total, draw, n)
            row = log_row(w.clock[0], w.log, i, nobody, EVENT_RUNG, e, draw, chosen, BY_CHANCE)
            if row >= 0:
                w.log[row, 9] = n
                for r in range(n):
                    w.log[row, HEAD + r] = w.event_weights[i, r] / total
            if p.ladder[chosen].force == 0:
                _count(p, w, i, chosen)
    state.event_months += 1
