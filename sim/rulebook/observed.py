"""Observed months: the probability that the rules give to a state's counted events, and living on from them.

A month's events are the acts of the programme and towards each rival, and further ones of rungs short
of force. Given the world before the choice, acts are independent, the count of further events
depends on whether there is an act at all, and their kinds on which, so the probability of the counts is
a finite sum over what each choice may have added. Rungs are told apart only as far as the record does,
by class; of uses of force it is known only whether there was one.

The sum uses the probabilities that the choices of the month have left in scratch and the mean and
odds of further events, so it holds for whatever terms the rules have. What it leaves out: that an
accident and not a choice may have been behind an observed use of force, and doctrine that binds the
observed state outside of crises.
"""

import math
from typing import Any

from .committing import in_war
from .compiling import rule, small_rule
from .draws import uniform
from .events import MOST, alike, mean_further, size_of
from .purposes import CONFRONTATION, EVENT_COUNT, PROGRAMME
from .scratch import CHANCES, PROGRAMME_CHANCES, rivalry_row, work_row

MORE = 1
"""Index of the draws by which a trial picks among acts that agree with an observed month."""


@small_rule
def negative_binomial_mass(mean: float, size: float, count: int) -> float:
    """Probability of ``count`` under the law by which further events are drawn."""
    if count > MOST:
        return 0.0
    stay = size / (size + mean)
    mass = math.exp(size * math.log(stay))
    for k in range(count):
        mass *= (size + k) / (k + 1.0) * (1.0 - stay)
    return mass


@rule
def class_masses(p: Any, w: Any, i: int, own: Any, class_of: Any, masses: Any) -> None:
    """Fill ``masses`` (channels, classes + 1) with the chance of each class of event by each choice of ``i``.

    Channel 0 is the programme, the others are the state's own rivalries; the last class is no event.
    A state without a programme adds none for sure.
    """
    n = p.ladder.shape[0]
    none = masses.shape[1] - 1
    for channel in range(masses.shape[0]):
        for c in range(none):
            masses[channel, c] = 0.0
        masses[channel, none] = 1.0
    if p.states[i].programme != 0 and w.states[i].at_war == 0:
        masses[0, none] = 0.0
        chances = w.scratch[work_row(p, PROGRAMME_CHANCES)]
        for r in range(n):
            masses[0, class_of[r]] += chances[r]
    for k in range(own.shape[0]):
        d = own[k]
        if in_war(p, w, d):
            continue
        masses[1 + k, none] = 0.0
        if w.pairs[p.rivalries[d].pair].crisis != 0:
            # A crisis that goes on leaves no choice: the last act stands.
            masses[1 + k, class_of[w.rivalries[d].rung]] = 1.0
            continue
        chances = w.scratch[rivalry_row(p, CHANCES, d)]
        for r in range(n):
            masses[1 + k, class_of[r]] += chances[r]


@rule
def agreeing(channels: int, force: Any, seen: Any, numbers: Any) -> int:
    """Fill ``numbers`` with those of the choices' classes that can lie behind the counts; how many there are.

    A combination of the classes of all channels' choices is numbered by digits, channel 0 the lowest. It is
    the same for all worlds, and in most months few are left.
    """
    kinds = seen.shape[0] + 1
    found = 0
    for number in range(kinds**channels):
        agree = True
        for c in range(seen.shape[0]):
            done = _done(number, channels, kinds - 1, c)
            if force[c] != 0:
                agree = agree and (done > 0) == (seen[c] > 0)
            else:
                agree = agree and done <= seen[c]
        if agree:
            numbers[found] = number
            found += 1
    return found


@rule
def probability_of_month(
    p: Any,
    w: Any,
    i: int,
    own: Any,
    class_of: Any,
    force: Any,
    seen: Any,
    numbers: Any,
    masses: Any,
    odds: Any,
    parts: Any,
) -> float:
    """Probability of the counts ``seen`` (classes,) of state ``i``'s events this month.

    Parameters
    ----------
    own : array of int
        Numbers of the state's rivalries.
    class_of : array (rungs,)
        Class of each rung, the number of classes for rungs that are no event.
    force : array (classes,)
        1 for classes of force, whose counts are 0 or 1: none, or some.
    numbers : array of int
        Combinations of the choices' classes that can lie behind the counts, as ``agreeing`` gives them.
    masses, odds, parts : arrays
        Work: (channels, classes + 1), (classes,), (combinations or more,). ``parts`` then holds what each
        combination adds to the sum.
    """
    classes = seen.shape[0]
    n = p.ladder.shape[0]
    class_masses(p, w, i, own, class_of, masses)
    total_odds = 0.0
    for c in range(classes):
        odds[c] = 0.0
    for r in range(n):
        if class_of[r] < classes:
            odds[class_of[r]] += w.event_weights[i, r]
            total_odds += w.event_weights[i, r]
    mean = mean_further(p, w, i)
    size = size_of(p.world[0], mean)
    share = alike(p.world[0], w.states[i].campaign)
    total = 0.0
    for k in range(numbers.shape[0]):
        parts[k] = _part(numbers[k], masses, force, seen, odds, total_odds, share, mean, size)
        total += parts[k]
    return total


@rule
def _part(
    number: int,
    masses: Any,
    force: Any,
    seen: Any,
    odds: Any,
    total_odds: float,
    share: float,
    mean: float,
    size: float,
) -> float:
    """Probability of the choices numbered ``number`` and of the further events that make up the counts.

    ``share`` of the further events repeat an act short of force, if there is one.
    """
    classes = seen.shape[0]
    probability = 1.0
    left = number
    for channel in range(masses.shape[0]):
        probability *= masses[channel, left % (classes + 1)]
        if probability == 0.0:
            return 0.0
        left //= classes + 1
    acts = 0
    repeatable = 0
    for c in range(classes):
        done = _done(number, masses.shape[0], classes, c)
        acts += done
        if force[c] == 0:
            repeatable += done
    further = 0
    arrangements = 1.0
    for c in range(classes):
        if force[c] != 0:
            continue
        done = _done(number, masses.shape[0], classes, c)
        chance = odds[c] / total_odds if total_odds > 0.0 else 0.0
        if share > 0.0 and repeatable > 0:
            chance = (1.0 - share) * chance + share * done / repeatable
        for k in range(seen[c] - done):
            further += 1
            arrangements *= chance * further / (k + 1.0)
    if acts == 0:
        return probability if further == 0 else 0.0
    return probability * negative_binomial_mass(mean, size, further) * arrangements


@small_rule
def _done(number: int, channels: int, classes: int, c: int) -> int:
    """How many of the choices numbered ``number`` are of class ``c``."""
    done = 0
    left = number
    for _ in range(channels):
        if left % (classes + 1) == c:
            done += 1
        left //= classes + 1
    return done


@rule
def live_through(
    p: Any, w: Any, i: int, own: Any, class_of: Any, numbers: Any, masses: Any, parts: Any, total: float
) -> None:
    """Let state ``i`` act as observed: a draw picks among the choices that agree, by their probability.

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
                chances = w.scratch[work_row(p, PROGRAMME_CHANCES)]
                w.states[i].programme_rung = _rung_of(class_of, chances, kind, draw * masses[0, kind])
            continue
        d = own[channel - 1]
        if w.pairs[p.rivalries[d].pair].crisis != 0 or in_war(p, w, d):
            continue
        draw = uniform(p.keys, clock, i, p.rivalries[d].target, CONFRONTATION, MORE)
        chances = w.scratch[rivalry_row(p, CHANCES, d)]
        w.rivalries[d].intended = _rung_of(class_of, chances, kind, draw * masses[channel, kind])


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
def agrees(p: Any, w: Any, i: int, force_seen: bool) -> bool:
    """Whether the month, crises included, ended as observed: no armed attack, and force by ``i`` only if seen."""
    if w.world[0].war_on != 0:
        return False
    for d in range(p.rivalries.shape[0]):
        peak = w.rivalries[d].peak
        if p.ladder[peak].armed_attack != 0:
            return False
        if p.rivalries[d].actor == i and p.ladder[peak].force != 0 and not force_seen:
            return False
    return True


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
