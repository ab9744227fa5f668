"""Technology: four tracks fed by own effort, money, transfer and tests, each with one milestone.

A milestone is an event that an observer can confirm. It comes with a monthly hazard that rises with
the progress of its track, so that its month is uncertain. Re-entry and MIRV let an arsenal reach a
guarantor's homeland (which erodes extended deterrence); the submarine makes it survive a first
strike; the satellite sharpens conventional force.
"""

import math
from typing import Any

from ..kernel.jit import rule, small_rule
from ..kernel.random import uniform
from .declare import TRACKS, Mechanism, Parameter, Variable
from .streams import MILESTONE, PROGRESS
from .tracing import chance

REENTRY, MIRV, SUBMARINE, SATELLITE = range(len(TRACKS))

MILESTONES = (
    "a re-entry vehicle has survived a flight at ICBM speed",
    "one test has flown several warheads to separate targets",
    "a nuclear-powered missile submarine is at sea",
    "two reconnaissance satellites work in orbit at once",
)
"""Milestone of each track, in the order of the tracks."""


def _track(name: str, meaning: str, unit: str, default: float, low: float = 0.0, high: float = 1.0) -> Parameter:
    return Parameter("tracks", name, meaning, unit, default, low, high)


MECHANISM = Mechanism(
    name="technology",
    meaning="weapons technology advances by effort, money, transfer and tests",
    sources=("assumption",),
    claim=3,
    parameters=(
        _track("progress", "progress at the start", "0-1", 0.0),
        Parameter(
            "tracks",
            "reached",
            "whether the milestone was reached before the start, by an account besides the state's own: "
            + "; ".join(f"{track}, {milestone}" for track, milestone in zip(TRACKS, MILESTONES, strict=True)),
            "yes/no",
            False,
            0,
            1,
            kind="switch",
        ),
        _track("hazard", "probability a month of reaching the milestone once progress is ready", "probability", 0.04),
        _track("ready", "progress at which the probability of the milestone is the hazard", "0-1", 0.9),
        _track(
            "effort", "share of what is missing that own effort closes in a fully funded month", "share/month", 0.005
        ),
        _track("transfer", "share of what is missing that a month of strategic technology closes", "share/month", 0.03),
        _track(
            "test_gain", "share of what is missing that a test closes at the top of the learning hump", "share", 0.02
        ),
        Parameter("states", "warhead_production", "warheads made a month", "warheads/month", 0.0, 0, 100),
        Parameter(
            "world", "steepness", "rise of the log of a milestone's hazard with progress", "1/progress", 6.0, 0, 50
        ),
        Parameter("world", "most", "largest hazard of a milestone", "probability/month", 0.5, 0, 1),
        Parameter(
            "world",
            "before_milestone",
            "share of what a track supplies to reach or usable power that progress brings before the milestone",
            "share",
            0.5,
            0,
            1,
        ),
        Parameter(
            "world", "reach_reentry", "share of the missing reach that re-entry supplies in full", "share", 0.5, 0, 1
        ),
        Parameter("world", "reach_mirv", "share of the missing reach that MIRV supplies in full", "share", 0.3, 0, 1),
        Parameter(
            "world",
            "survival_submarine",
            "share of missing survivability that the submarine supplies at its milestone",
            "share",
            0.3,
            0,
            1,
        ),
    ),
    variables=(
        Variable("tracks", "progress", "progress of the track", "0-1", 0, 1, carried=False),
        Variable(
            "tracks",
            "milestone_month",
            "month in which the milestone of the track was reached; 0 where it was before the start",
            "month",
            -1,
            kind="month",
            initial=-1,
            outcome=True,
            missing="never reached",
            needs=(("programme",),),
        ),
        Variable(
            "states",
            "reach",
            "share of the arsenal that can strike a guarantor's homeland, by what the tracks have reached",
            "0-1",
            0,
            1,
            starts="homeland_reach",
            derived="homeland_reach, or progress of the tracks reentry and mirv",
        ),
        Variable(
            "states",
            "surviving",
            "share of the arsenal expected to survive a first strike, a missile submarine included",
            "share",
            0,
            1,
            starts="survivability",
            derived="survivability",
        ),
        Variable("states", "tested", "strategic tests last month", "tests", 0, carried=False),
    ),
    purposes=("PROGRESS", "MILESTONE"),
)


@rule
def technology(p: Any, w: Any, i: int) -> None:
    """Advance the tracks of a state with a weapons programme, and what follows from them."""
    g = p.world[0]
    state = w.states[i]
    state.reach = state.homeland_reach
    state.surviving = state.survivability
    if p.states[i].programme == 0:
        return
    transferred = 0.0
    for k in range(p.pacts.shape[0]):
        if p.pacts[k].sender == i:
            transferred += w.pacts[k].transferred
    if g.technology_on != 0:
        for t in range(4):
            fixed = p.tracks[i, t]
            track = w.tracks[i, t]
            progress = track.progress
            hump = 4.0 * progress * (1.0 - progress)
            draw = uniform(p.keys, w.clock[0], i, p.states.shape[0], PROGRESS, t)
            gain = fixed.effort * state.funding + fixed.transfer * transferred
            gain += fixed.test_gain * hump * min(1.0, state.tested)
            track.progress = progress + (1.0 - progress) * min(1.0, gain * 2.0 * draw)
        state.warheads += p.states[i].warhead_production
    for t in range(4):
        if w.tracks[i, t].milestone_month < 0 and reaches_milestone(p, w, i, t):
            w.tracks[i, t].milestone_month = w.clock[0].month
    reach = g.technology_reach_reentry * supplied(g, w.tracks[i, REENTRY])
    reach += g.technology_reach_mirv * supplied(g, w.tracks[i, MIRV])
    state.reach += (1.0 - state.reach) * min(1.0, reach)
    if w.tracks[i, SUBMARINE].milestone_month >= 0:
        state.surviving += (1.0 - state.surviving) * g.technology_survival_submarine


@rule
def reaches_milestone(p: Any, w: Any, i: int, t: int) -> bool:
    """Whether track ``t`` of state ``i`` reaches its milestone this month, or had before the start."""
    g = p.world[0]
    fixed = p.tracks[i, t]
    if fixed.reached != 0:
        return True
    if g.technology_on == 0:
        return False
    hazard = min(
        g.technology_most, fixed.hazard * math.exp(g.technology_steepness * (w.tracks[i, t].progress - fixed.ready))
    )
    return bool(chance(p, w, i, p.states.shape[0], MILESTONE, t, hazard))


@small_rule
def supplied(g: Any, track: Any) -> float:
    """Share of a track's effect that is there: part by progress, the rest by the milestone."""
    part = g.technology_before_milestone
    effect = part * track.progress
    if track.milestone_month >= 0:
        effect += 1.0 - part
    return float(effect)
