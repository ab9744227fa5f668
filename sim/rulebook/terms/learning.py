"""Learning: what a test teaches, and what an arsenal is launched for once it has been shown to work.

A test teaches most half-way through a track (a hump 4p(1-p)); after its milestone a track is launched
for training and signal (a flat term). A term that falls as the track fills would switch tests off as
they should rise.
"""

from typing import Any

from ...kernel.jit import small_rule
from ..declare import Mechanism, Parameter, Term, weight
from ..scales import PUNISHED, PUNISHED_TEST, add
from ..tracing import MENU


@small_rule
def learning(p: Any, w: Any, i: int, u: Any) -> None:
    """Add what a test teaches to strategic tests, and the term of reached milestones to all launches."""
    g = p.world[0]
    if p.states[i].programme == 0 or g.learning_on == 0:
        return
    hump = 0.0
    shown = 0.0
    for t in range(4):
        progress = w.tracks[i, t].progress
        hump += progress * (1.0 - progress)
        if w.tracks[i, t].milestone_month >= 0:
            shown += 0.25
    test = g.learning_weight * (hump - g.learning_reference)
    flat = g.learning_milestones * shown
    funded = g.learning_treasury * w.states[i].campaign_funds
    add(u, flat + funded, p.scales[PUNISHED], MENU)
    add(u, test, p.scales[PUNISHED_TEST], MENU)


MECHANISM = Mechanism(
    name="learning",
    meaning="tests teach while a track is half-way, and are launched for training after its milestone",
    sources=("assumption",),
    claim=3,
    parameters=(
        weight(
            "learning",
            "utility of a strategic test at the top of the learning hump, all tracks together",
            1.0,
            "assumption",
        ),
        Parameter(
            "world",
            "milestones",
            "utility of launches once every track has reached its milestone",
            "utility",
            0.5,
            0,
            20,
        ),
        Parameter("world", "reference", "hump of the fitted history, as a mean over tracks", "0-1", 0.6, 0, 1),
        Parameter(
            "world",
            "treasury",
            "utility of a punished act when the reserve is e times the strain point",
            "utility",
            0.2,
            0,
            20,
        ),
    ),
    terms=(Term("learning", "state", "what a test would teach", "how little a test would teach", month=learning),),
)
