"""Trials that live through an observed record: how probable the rules hold it, month by month.

A particle filter (Gordon, Salmond & Smith 1993, doi:10.1049/ip-f-2.1993.0015). Each particle is a
world; one state's events are those observed, all else is drawn: what the others do, crises, beliefs.
Each month the rules give the observed counts a probability in every particle, the particle then acts
as observed, and particles that the month has made unlikely are replaced by copies of likelier ones.
The mean of the probabilities estimates the month's likelihood given the past without bias in the
product (Del Moral 2004, doi:10.1007/978-1-4684-9393-6).
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from ..arrays import Floats, Integers
from ..kernel.jit import rule
from ..rulebook.acting import act
from ..rulebook.events import events
from ..rulebook.living import count_observed, live_through, peaceful
from ..rulebook.month import begin_trial, conclude, confront, take_up, until_choice
from ..rulebook.observed import agreeing, likely_answer, probability_of_month, weight_of_acts
from .build import Compiled
from .world import new_world

IMPOSSIBLE = 1e-12
"""Probability of a month that no particle holds possible: the filter goes on, the score is dreadful."""


MIDDLE = 0.5
"""Start of systematic resampling where no random number is wanted."""


class Observed(NamedTuple):
    """Counted events of one state by month and class, from the scenario's first month on.

    ``counts`` is (months, classes); ``rungs`` names the rungs of each class.
    """

    state: str
    counts: Integers
    rungs: tuple[tuple[str, ...], ...]


class Lived(NamedTuple):
    """What came of living through a record.

    ``log_likelihood`` is (months,), each month given those before; ``words`` (particles, words) are
    the worlds after the last month and ``weights`` (particles,) their weights, which add up to 1.
    """

    log_likelihood: Floats
    words: Floats
    weights: Floats


@rule
def observed_month(
    p: Any,
    w: Any,
    month: int,
    calendar: int,
    i: int,
    own: Any,
    class_of: Any,
    force: Any,
    seen: Any,
    numbers: Any,
    work: Any,
    parts: Any,
) -> float:
    """One month of one world with the events of state ``i`` as observed; returns their probability."""
    masses = work[1:]
    odds = work[0, : seen.shape[0]]
    until_choice(p, w, month, calendar)
    for j in range(p.states.shape[0]):
        if j != i:
            act(p, w, j)
    # Last, so that its programme's probabilities are those that are left.
    act(p, w, i)
    answer = likely_answer(p, w, own)
    probability = probability_of_month(
        p, w, i, own, class_of, force, seen, answer, numbers, masses, odds, parts
    )
    chosen = 0
    if probability > 0.0:
        chosen = live_through(p, w, i, own, class_of, numbers, masses, parts, probability)
    confront(p, w)
    if not peaceful(p, w):
        probability = 0.0
    if probability > 0.0:
        probability *= weight_of_acts(
            p, w, i, own, class_of, force, seen, answer, numbers, odds, chosen
        )
    for j in range(p.states.shape[0]):
        if j == i and probability > 0.0:
            count_observed(p, w, i, class_of, force, seen)
        else:
            events(p, w, j)
    conclude(p, w)
    return probability


@rule
def resample(particles: Any, spare: Any, weights: Any, start: float) -> None:
    """Replace particles by copies in proportion to their weights, systematically, and level the weights.

    ``start`` lies between 0 and 1; drawn uniformly, it makes expected copies proportional to weights.
    """
    count = particles.shape[0]
    source = 0
    cumulated = weights[0]
    for k in range(count):
        while cumulated < (k + start) / count and source < count - 1:
            source += 1
            cumulated += weights[source]
        for c in range(particles.shape[1]):
            spare[k, c] = particles[source, c]
    for k in range(count):
        weights[k] = 1.0 / count
        for c in range(particles.shape[1]):
            particles[k, c] = spare[k, c]


@rule
def _live(
    p: Any,
    w: Any,
    initial: Any,
    start: int,
    first: int,
    i: int,
    own: Any,
    class_of: Any,
    force: Any,
    counts: Any,
    numbers: Any,
    work: Any,
    parts: Any,
    particles: Any,
    spare: Any,
    weights: Any,
    fresh: Any,
    found: Any,
) -> None:
    """Run all particles through the record; ``found`` (months,) gets the months' likelihoods."""
    count = particles.shape[0]
    for k in range(count):
        weights[k] = 1.0 / count
    # What is constant within a trial is the same for all particles: worked out once.
    begin_trial(p, w, initial, first)
    for m in range(counts.shape[0]):
        agree = agreeing(1 + own.shape[0], force, counts[m], numbers)
        total = 0.0
        for k in range(count):
            fresh[k] = 0.0
            if weights[k] == 0.0:
                continue
            if m == 0:
                take_up(w, initial, first + k)
            else:
                take_up(w, particles[k], first + k)
            probability = observed_month(
                p,
                w,
                m,
                (start + m) % 12,
                i,
                own,
                class_of,
                force,
                counts[m],
                numbers[:agree],
                work,
                parts,
            )
            for c in range(initial.shape[0]):
                particles[k, c] = w.words[c]
            fresh[k] = weights[k] * probability
            total += fresh[k]
        found[m] = max(total, IMPOSSIBLE)
        if total < IMPOSSIBLE:
            continue
        squares = 0.0
        for k in range(count):
            weights[k] = fresh[k] / total
            squares += weights[k] * weights[k]
        if squares * count > 2.0:
            resample(particles, spare, weights, MIDDLE)


def live(compiled: Compiled, observed: Observed, particles: int = 32, first: int = 0) -> Lived:
    """Live through a record of one state's events.

    Parameters
    ----------
    compiled : Compiled
        A scenario that begins with the record's first month and lasts at least as long.
    observed : Observed
        The record. Counts of classes of force are read as none or some.
    particles : int
        Worlds carried along, at least 1.
    first : int
        Number of the first particle's trial, which sets its random numbers.

    Raises
    ------
    ValueError
        If the record is longer than the scenario, or a rung of an event belongs to no class.
    """
    scenario = compiled.scenario
    p = compiled.parameters
    class_of, force = classes(compiled, observed.rungs)
    counts = np.ascontiguousarray(observed.counts, dtype=np.int64)
    if counts.shape[0] > compiled.months:
        raise ValueError(f"the record has {counts.shape[0]} months, the scenario {compiled.months}")
    kinds = len(observed.rungs) + 1
    i = scenario.names["states"].index(observed.state)
    own = np.flatnonzero(p.rivalries["actor"] == i)
    channels = 1 + own.size
    size = compiled.initial.shape[0]
    lived = np.zeros((particles, size))
    weights = np.zeros(particles)
    found = np.zeros(counts.shape[0])
    _live(
        p,
        new_world(compiled),
        compiled.initial,
        compiled.start,
        first,
        i,
        own,
        class_of,
        force,
        counts,
        np.zeros(kinds**channels, dtype=np.int64),
        np.zeros((1 + channels, kinds)),
        np.zeros(kinds**channels),
        lived,
        np.zeros((particles, size)),
        weights,
        np.zeros(particles),
        found,
    )
    return Lived(np.log(found), lived, weights)


def classes(compiled: Compiled, rungs: Sequence[Sequence[str]]) -> tuple[Integers, Integers]:
    """Class of each rung (rungs,), the number of classes for none; and which classes are of force."""
    ladder = compiled.parameters.ladder
    names = compiled.scenario.names["ladder"]
    class_of = np.full(len(names), len(rungs), dtype=np.int64)
    for c, members in enumerate(rungs):
        for name in members:
            class_of[names.index(name)] = c
    force = np.zeros(len(rungs), dtype=np.int64)
    for r, name in enumerate(names):
        if ladder[r].force != 0 and class_of[r] < len(rungs):
            force[class_of[r]] = 1
        if ladder[r].event != 0 and class_of[r] == len(rungs):
            raise ValueError(f"events at {name} belong to no class of the record")
    return class_of, force
