"""Observed months: the probability that the rules give to a state's counted events.

A month's events are the acts of the programme and towards each rival, and further ones of rungs short
of force. Given the world before the choice, acts are independent, the count of further events
depends on whether there is an act at all, and their kinds on which, so the probability of the counts is
a finite sum over what each choice may have added. Rungs are told apart only as far as the record does,
by class; of uses of force it is known only whether there was one.

The sum uses the probabilities that the choices of the month have left, and the mean and
odds of further events, so it holds for whatever terms the rules have. Crises come after choices, and an
answer in one may be an event as well. So choices are only proposed by what the counts say of them;
once the month's crises are over, a world is weighed by what the counts say of what was done. What that
leaves out: that an accident may have been behind an observed use of force, and doctrine that binds the
observed state outside of crises.
"""

import math
from typing import Any

from ..kernel.jit import rule, small_rule
from .committing import in_war
from .events import MOST, alike, mean_further, size_of
from .living import acts_done

ANSWERED = 0.3
"""Probability with which an act that no choice explains is supposed to come as an answer, where it can.

Any above 0 gives estimates without bias; the nearer to what the rules do, the less they vary.
"""


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
        chances = w.programme_chances
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
        chances = w.chances[d]
        for r in range(n):
            masses[1 + k, class_of[r]] += chances[r]


@rule
def agreeing(channels: int, force: Any, seen: Any, numbers: Any) -> int:
    """Fill ``numbers`` with those of the acts' classes that can lie behind the counts; how many there are.

    It has room for all (products of classes + 1 over channels,). A combination of the classes of all channels'
    acts is numbered by digits, channel 0 the lowest. They are the same for all worlds, and in most months few
    are left. One that lacks a use of force that was seen is among them: it may come as an answer.
    """
    kinds = seen.shape[0] + 1
    found = 0
    for number in range(numbers.shape[0]):
        agree = True
        for c in range(seen.shape[0]):
            done = _done(number, channels, kinds - 1, c)
            agree = agree and (done <= seen[c] or (force[c] != 0 and seen[c] > 0))
        if agree:
            numbers[found] = number
            found += 1
    return found


@rule
def likely_answer(p: Any, w: Any, own: Any) -> float:
    """Supposed probability that an act comes as an answer: 0 where no rival uses any and no crisis goes on."""
    for k in range(own.shape[0]):
        rivalry = p.rivalries[own[k]]
        if in_war(p, w, own[k]):
            continue
        if w.pairs[rivalry.pair].crisis != 0 or p.ladder[w.rivalries[rivalry.reverse].intended].force != 0:
            return ANSWERED
    return 0.0


@rule
def probability_of_month(
    p: Any,
    w: Any,
    i: int,
    own: Any,
    class_of: Any,
    force: Any,
    seen: Any,
    answer: float,
    numbers: Any,
    masses: Any,
    odds: Any,
    parts: Any,
) -> float:
    """Probability of the counts ``seen`` (classes,) of state ``i``'s events this month, without its crises.

    Parameters
    ----------
    own : array of int
        Numbers of the state's rivalries.
    class_of : array (rungs,)
        Class of each rung, the number of classes for rungs that are no event.
    force : array (classes,)
        1 for classes of force, whose counts are 0 or 1: none, or some.
    answer : float
        Supposed probability that an act which no choice explains comes as an answer.
    numbers : array of int
        Combinations of the acts' classes that can lie behind the counts, as ``agreeing`` gives them.
    masses, odds, parts : arrays
        Work: (channels, classes + 1), (classes,), (combinations or more,). ``parts`` then holds what each
        combination adds to the sum.
    """
    classes = seen.shape[0]
    class_masses(p, w, i, own, class_of, masses)
    for c in range(classes):
        odds[c] = 0.0
    for r in range(p.ladder.shape[0]):
        if class_of[r] < classes:
            odds[class_of[r]] += w.event_weights[i, r]
    mean = mean_further(p, w, i)
    size = size_of(p.world[0], mean)
    share = alike(p.world[0], w.states[i].campaign)
    total = 0.0
    for k in range(numbers.shape[0]):
        chance = 1.0
        left = numbers[k]
        for channel in range(masses.shape[0]):
            chance *= masses[channel, left % (classes + 1)]
            left //= classes + 1
        parts[k] = 0.0
        if chance > 0.0:
            parts[k] = chance * _given(numbers[k], masses.shape[0], force, seen, answer, odds, share, mean, size)
            total += parts[k]
    return total


@rule
def weight_of_acts(
    p: Any,
    w: Any,
    i: int,
    own: Any,
    class_of: Any,
    force: Any,
    seen: Any,
    answer: float,
    numbers: Any,
    odds: Any,
    chosen: int,
) -> float:
    """What the counts say of the acts of ``i``, crises included, over what they said of its choices.

    To be called after the month's crises. ``chosen`` is the combination that ``live_through`` picked; all
    else is as in ``probability_of_month``.
    """
    channels = 1 + own.shape[0]
    done = acts_done(p, w, i, own, class_of, seen.shape[0])
    agree = False
    for k in range(numbers.shape[0]):
        agree = agree or numbers[k] == done
    if not agree:
        return 0.0
    mean = mean_further(p, w, i)
    size = size_of(p.world[0], mean)
    share = alike(p.world[0], w.states[i].campaign)
    of_done = _given(done, channels, force, seen, 0.0, odds, share, mean, size)
    return of_done / _given(chosen, channels, force, seen, answer, odds, share, mean, size)


@rule
def _given(
    number: int,
    channels: int,
    force: Any,
    seen: Any,
    answer: float,
    odds: Any,
    share: float,
    mean: float,
    size: float,
) -> float:
    """Probability of the counts given acts of the classes numbered ``number``, one of those that can lie behind them.

    The rest are further events, of which ``share`` repeat an act; those that would repeat a use of force are not
    counted, and a negative binomial number of which some are left out is one of smaller mean. Where the acts lack
    a use of force that was seen, or there is none that events could come with, one comes with probability ``answer``.
    """
    classes = seen.shape[0]
    acts = 0
    forceful = 0
    total_odds = 0.0
    come = 1.0
    for c in range(classes):
        done = _done(number, channels, classes, c)
        total_odds += odds[c]
        if force[c] != 0 and done == 0 and seen[c] > 0:
            come *= answer
            done = 1
        acts += done
        if force[c] != 0:
            forceful += done
    if come == 0.0:
        return 0.0
    counted = 1.0
    if acts > 0:
        counted -= share * forceful / acts
    further = 0
    arrangements = come
    for c in range(classes):
        if force[c] != 0:
            continue
        done = _done(number, channels, classes, c)
        chance = odds[c] / total_odds if total_odds > 0.0 else 0.0
        if acts > 0:
            chance = (1.0 - share) * chance + share * done / acts
        for k in range(seen[c] - done):
            further += 1
            arrangements *= chance / counted * further / (k + 1.0) if counted > 0.0 else 0.0
    if acts == 0:
        if further == 0:
            return 1.0
        arrangements *= answer
    return negative_binomial_mass(mean * counted, size, further) * arrangements


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
