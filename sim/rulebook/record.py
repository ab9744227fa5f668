"""Record: what a trial yields, kept month by month, and the terminal class it ends in.

Terminal class, first match: nuclear use, general war, people killed (a lethal incident or limited
war at any time); else by the last twelve months: chronic provocation (on average at least one event a
month short of lethal), detente (fewer than one in all, and a cooperation act by both sides of a
pair); else cold peace.
"""

from typing import Any

from ..kernel.jit import rule
from .committing import in_war
from .declare import Headline, Mechanism, Variable
from .own_outcomes import OWN_VARIABLES

TERMINAL_CLASSES = (
    "nuclear_use",
    "general_war",
    "people_killed",
    "chronic_provocation",
    "detente",
    "cold_peace",
)
NUCLEAR_USE, GENERAL_WAR, PEOPLE_KILLED, CHRONIC_PROVOCATION, DETENTE, COLD_PEACE = range(len(TERMINAL_CLASSES))
YEAR = 12


def _first(name: str, meaning: str, headline: Headline) -> Variable:
    return Variable(
        "world",
        name,
        f"month of the first {meaning}",
        "month",
        -1,
        kind="month",
        initial=-1,
        outcome=True,
        missing="no such act",
        headline=headline,
    )


def _months(name: str, meaning: str) -> Variable:
    return Variable("world", name, f"months with {meaning} so far", "months", 0, kind="integer", outcome=True)


MECHANISM = Mechanism(
    name="record",
    meaning="what a trial yields",
    sources=("doi:10.1177/0738894221995743",),
    switch=False,
    variables=(
        Variable("world", "highest_rung", "most severe act of the trial", "rung", 0, 15, kind="rung", outcome=True),
        _first(
            "first_strategic_test",
            "test of a strategic weapon by a state whose events are counted",
            Headline("test of a strategic weapon", curve="Strategic test"),
        ),
        _first("first_force", "use of force", Headline("use of force", curve="Use of force")),
        _first(
            "first_lethal_incident", "act that kills", Headline("act that kills", curve="Act that kills", mark="lethal")
        ),
        _first("first_limited_war", "armed attack", Headline("limited war", mark="armed_attack")),
        _first("first_war", "general war", Headline("general war", curve="General war", mark="war")),
        _first("first_nuclear_use", "nuclear use", Headline("nuclear use")),
        _months("force_months", "a use of force"),
        _months("lethal_months", "an act that kills"),
        _months("limited_war_months", "an armed attack"),
        _months("event_months", "an event"),
        Variable("world", "events", "events so far", "events", 0, outcome=True),
        Variable("world", "events_squared", "sum of squared monthly event counts", "events squared", 0, outcome=True),
        Variable(
            "world",
            "events_last_year",
            "events short of lethal in the last twelve months",
            "events",
            0,
            outcome=True,
            derived="what states do, by the levels of their rungs",
        ),
        Variable(
            "rivalries",
            "answered",
            "act of the actor that the rival had seen when it chose this month",
            "rung",
            0,
            15,
            kind="rung",
            initial=1,
            carried=True,
        ),
        Variable(
            "rivalries",
            "cooperated",
            "month of the last act of cooperation; -1 for never",
            "month",
            -1,
            kind="month",
            initial=-1,
            missing="no act of cooperation",
            carried=False,
        ),
        *OWN_VARIABLES,
    ),
)


@rule
def _mark(month: int, first: int) -> int:
    return first if first >= 0 else month


@rule
def keep_record(p: Any, w: Any) -> None:
    """Note what this month adds to the trial's record."""
    world = w.world[0]
    month = w.clock[0].month
    marks = p.marks[0]
    top = 0
    for d in range(p.rivalries.shape[0]):
        top = max(top, w.rivalries[d].peak)
        if p.ladder[w.rivalries[d].rung].posture == 0 and not in_war(p, w, d):
            w.rivalries[d].cooperated = month
    tested = 0.0
    total = 0.0
    short_of_lethal = 0.0
    for i in range(p.states.shape[0]):
        top = max(top, w.states[i].public_rung)
        if p.states[i].events_counted != 0:
            tested += w.states[i].tested
            total += w.states[i].events
    for i in range(p.states.shape[0]):
        if p.states[i].events_counted != 0:
            for r in range(p.ladder.shape[0]):
                if p.ladder[r].event != 0 and p.ladder[r].lethal == 0:
                    short_of_lethal += w.events[i, r]
    world.highest_rung = max(world.highest_rung, top)
    if tested > 0.0:
        world.first_strategic_test = _mark(month, world.first_strategic_test)
    if p.ladder[top].force != 0:
        world.first_force = _mark(month, world.first_force)
        world.force_months += 1
    if p.ladder[top].lethal != 0:
        world.first_lethal_incident = _mark(month, world.first_lethal_incident)
        world.lethal_months += 1
    if p.ladder[top].armed_attack != 0:
        world.first_limited_war = _mark(month, world.first_limited_war)
        world.limited_war_months += 1
    if p.ladder[top].war != 0:
        world.first_war = _mark(month, world.first_war)
    if marks.nuclear < marks.count and top >= marks.nuclear:
        world.first_nuclear_use = _mark(month, world.first_nuclear_use)
    world.events += total
    world.events_squared += total * total
    if total > 0.0:
        world.event_months += 1
    # ``short_of_lethal`` counts since the start: the year's share is what was added since its slot was set.
    slot = month % YEAR
    world.events_last_year = short_of_lethal - w.year[slot]
    w.year[slot] = short_of_lethal


@rule
def terminal_class(p: Any, w: Any, months: int) -> int:
    """Terminal class of a trial of ``months`` months, as numbered in TERMINAL_CLASSES."""
    world = w.world[0]
    if world.first_nuclear_use >= 0:
        return NUCLEAR_USE
    if world.first_war >= 0:
        return GENERAL_WAR
    if world.first_lethal_incident >= 0:
        return PEOPLE_KILLED
    span = min(months, YEAR)
    if world.events_last_year >= span:
        return CHRONIC_PROVOCATION
    if world.events_last_year < 1.0:
        for k in range(p.pairs.shape[0]):
            forward = w.rivalries[p.pairs[k].forward].cooperated
            backward = w.rivalries[p.pairs[k].backward].cooperated
            if forward >= 0 and backward >= 0 and min(forward, backward) >= months - span:
                return DETENTE
    return COLD_PEACE
