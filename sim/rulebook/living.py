"""Living on from an observed month: a state acts as counted, and what it did is counted again.

A draw picks among the choices that agree with the counts (``observed``), the month's crises run as ever, and the
observed events are counted in place of drawn ones.
"""

from typing import Any

from ..kernel.jit import rule, small_rule
from ..kernel.random import uniform
from .committing import in_war
from .streams import CONFRONTATION, EVENT_COUNT, PROGRAMME

MORE = 1
"""Index of the draws by which a trial picks among acts that agree with an observed month."""


@rule
def live_through(
    p: Any, w: Any, i: int, own: Any, class_of: Any, numbers: Any, masses: Any, parts: Any, total: float
) -> int:
    """Let state ``i`` act as observed; the combination that a draw picks among choices, by their probability.

    To be called after ``probability_of_month`` gave ``total`` above 0, and before acts are made.
    """
    nobody = p.states.shape[0]
    clock = w.clock[0]
    target = uniform(p.keys, clock, i, nobody, EVENT_COUNT, MORE) * total
    picked = 0
    cumulated = 0.0
    for k in range(numbers.shape[0]):
        if parts[k] > 0.0:
            cumulated += parts[k]
            picked = numbers[k]
            if target < cumulated:
                break
    kinds = masses.shape[1]
    left = picked
    for channel in range(masses.shape[0]):
        kind = left % kinds
        left //= kinds
        if channel == 0:
            if p.states[i].programme != 0 and w.states[i].at_war == 0:
                draw = uniform(p.keys, clock, i, nobody, PROGRAMME, MORE)
                chances = w.programme_chances
                w.states[i].programme_rung = _rung_of(class_of, chances, kind, draw * masses[0, kind])
            continue
        d = own[channel - 1]
        if w.pairs[p.rivalries[d].pair].crisis != 0 or in_war(p, w, d):
            continue
        draw = uniform(p.keys, clock, i, p.rivalries[d].target, CONFRONTATION, MORE)
        chances = w.chances[d]
        w.rivalries[d].intended = _rung_of(class_of, chances, kind, draw * masses[channel, kind])
    return picked


@small_rule
def _rung_of(class_of: Any, chances: Any, kind: int, target: float) -> int:
    """Rung of a class at which the class's cumulated chances exceed ``target``."""
    cumulated = 0.0
    chosen = 0
    for r in range(class_of.shape[0]):
        if class_of[r] == kind and chances[r] > 0.0:
            cumulated += chances[r]
            chosen = r
            if target < cumulated:
                break
    return chosen


@rule
def peaceful(p: Any, w: Any) -> bool:
    """Whether the month, crises included, ended without armed attack."""
    if w.world[0].war_on != 0:
        return False
    for d in range(p.rivalries.shape[0]):
        if p.ladder[w.rivalries[d].peak].armed_attack != 0:
            return False
    return True


@rule
def acts_done(p: Any, w: Any, i: int, own: Any, class_of: Any, none: int) -> int:
    """Combination of the classes of what state ``i`` did this month, counted as ``events`` does."""
    number = none
    public = -1
    programme_rung = w.states[i].programme_rung
    if p.states[i].programme != 0 and w.states[i].at_war == 0 and class_of[programme_rung] < none:
        number = class_of[programme_rung]
        public = programme_rung
    place = none + 1
    for k in range(own.shape[0]):
        peak = w.rivalries[own[k]].peak
        kind = class_of[peak]
        if in_war(p, w, own[k]) or (kind < none and p.ladder[peak].public != 0 and peak == public):
            kind = none
        elif kind < none and p.ladder[peak].public != 0:
            public = peak
        number += place * kind
        place *= none + 1
    return number


@rule
def count_observed(p: Any, w: Any, i: int, class_of: Any, force: Any, seen: Any) -> None:
    """Count the observed events of state ``i`` in place of drawn ones, each class at its lowest rung."""
    state = w.states[i]
    state.events = 0.0
    state.tested = 0.0
    for c in range(seen.shape[0]):
        r = 0
        while class_of[r] != c:
            r += 1
        if force[c] != 0:
            for d in range(p.rivalries.shape[0]):
                if p.rivalries[d].actor == i and p.ladder[w.rivalries[d].peak].force != 0:
                    w.events[i, w.rivalries[d].peak] += 1.0
                    state.events += 1.0
            continue
        w.events[i, r] += seen[c]
        state.events += seen[c]
        if p.ladder[r].test != 0:
            state.tested += seen[c]
    if state.events > 0.0:
        state.event_months += 1
