"""Technology: four tracks fed by own effort, money, transfer and tests, operational at a threshold.

Re-entry and MIRV let an arsenal reach a guarantor's homeland (which erodes extended deterrence); the
submarine makes it survive a first strike; the satellite sharpens conventional force.
"""

from typing import Any

from .compiling import rule
from .declare import TRACKS, Mechanism, Parameter, Variable
from .draws import uniform
from .purposes import PROGRESS

REENTRY, MIRV, SUBMARINE, SATELLITE = range(len(TRACKS))


def _track(name: str, meaning: str, unit: str, default: float, low: float = 0.0, high: float = 1.0) -> Parameter:
    return Parameter("tracks", name, meaning, unit, default, low, high)


MECHANISM = Mechanism(
    name="technology",
    meaning="weapons technology advances by effort, money, transfer and tests",
    sources=("assumption",),
    claim=3,
    parameters=(
        _track("progress", "progress at the start", "0-1", 0.0),
        _track("threshold", "progress at which the track is operational", "0-1", 0.9),
        _track(
            "effort", "share of what is missing that own effort closes in a fully funded month", "share/month", 0.005
        ),
        _track("transfer", "share of what is missing that a month of strategic technology closes", "share/month", 0.03),
        _track(
            "test_gain", "share of what is missing that a test closes at the top of the learning hump", "share", 0.02
        ),
        Parameter("states", "warhead_production", "warheads made a month", "warheads/month", 0.0, 0, 100),
        Parameter(
            "world", "reach_reentry", "share of the missing reach that complete re-entry supplies", "share", 0.5, 0, 1
        ),
        Parameter("world", "reach_mirv", "share of the missing reach that complete MIRV supplies", "share", 0.3, 0, 1),
        Parameter(
            "world",
            "survival_submarine",
            "share of missing survivability that an operational submarine supplies",
            "share",
            0.3,
            0,
            1,
        ),
    ),
    variables=(
        Variable("tracks", "progress", "progress of the track", "0-1", 0, 1),
        Variable(
            "tracks",
            "operational_month",
            "month in which the track became operational",
            "month",
            -1,
            kind="month",
            initial=-1,
            outcome=True,
            missing="never operational",
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
            "share of the arsenal expected to survive a first strike, an operational submarine included",
            "share",
            0,
            1,
            starts="survivability",
            derived="survivability",
        ),
        Variable("states", "tested", "strategic tests last month", "tests", 0),
    ),
    purposes=("PROGRESS",),
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
        if w.tracks[i, t].operational_month < 0 and w.tracks[i, t].progress >= p.tracks[i, t].threshold:
            w.tracks[i, t].operational_month = w.clock[0].month
    supplied = g.technology_reach_reentry * w.tracks[i, REENTRY].progress
    supplied += g.technology_reach_mirv * w.tracks[i, MIRV].progress
    state.reach += (1.0 - state.reach) * min(1.0, supplied)
    if w.tracks[i, SUBMARINE].operational_month >= 0:
        state.surviving += (1.0 - state.surviving) * g.technology_survival_submarine
