"""Levels: what history fixes about each rung, by state, leader, campaign and moratorium.

Severity alone ties tests and clashes together and fails on the record; a level a rung does not.
The steps of 2012 (leader) and January 2022 (campaign) are dated facts whose causes the record
does not identify, so they are inputs of the timeline.
"""

from typing import Any

from ...kernel.jit import small_rule
from ..declare import Mechanism, Parameter, Term, Variable
from ..scales import DISPLAYS_UP, add
from ..tracing import MENU


def _level(name: str, meaning: str) -> Parameter:
    return Parameter("levels", name, meaning, "utility", 0.0, -40, 40)


def _input(name: str, meaning: str, carried: bool) -> tuple[Parameter, Variable]:
    return (
        Parameter("states", name, f"{meaning}, at the start", "level", 0.0, 0, 5),
        Variable("states", name, meaning, "level", 0, 5, carried=carried),
    )


_LEADER = _input("leader", "whether the leader under whom the levels shift is in office", False)
_CAMPAIGN = _input("campaign", "level of the test campaign", True)
_MORATORIUM = _input("moratorium", "whether a self-declared moratorium on strategic tests holds", True)


@small_rule
def levels(p: Any, w: Any, i: int, u: Any) -> None:
    """Set ``u`` to the levels of state ``i``: the start of every utility."""
    table = p.levels
    rungs = p.ladder
    n = rungs.shape[0]
    state = w.states[i]
    leader = state.leader
    campaign = state.campaign
    moratorium = state.moratorium
    if leader == 0.0 and campaign == 0.0 and moratorium == 0.0:
        for r in range(n):
            u[r] = rungs[r].constant + table[i, r].constant
        return
    for r in range(n):
        level = table[i, r]
        u[r] = (
            rungs[r].constant
            + level.constant
            + level.leader * leader
            + level.campaign * campaign
            - level.moratorium * moratorium
        )


@small_rule
def propensity(p: Any, w: Any, d: int, u: Any) -> None:
    """Shift every rung from displays upward towards one rival."""
    shift = p.rivalries[d].propensity
    if shift == 0.0:
        return
    add(u, shift, p.scales[DISPLAYS_UP], MENU)


MECHANISM = Mechanism(
    name="levels",
    meaning="the level of each rung, by state, leader, campaign and moratorium",
    sources=("doi:10.1177/0738894221995743",),
    switch=False,
    parameters=(
        _level("constant", "shift of the rung's utility for this state, on top of the ladder's constant"),
        _level("leader", "shift of the rung's utility while the leader level is 1"),
        _level("campaign", "shift of the rung's utility while the campaign level is 1"),
        _level("moratorium", "fall of the rung's utility while a moratorium holds"),
        Parameter(
            "rivalries",
            "propensity",
            "shift of the utility of every rung from displays upward towards this rival",
            "utility",
            0.0,
            -40,
            40,
        ),
        _LEADER[0],
        _CAMPAIGN[0],
        _MORATORIUM[0],
    ),
    variables=(_LEADER[1], _CAMPAIGN[1], _MORATORIUM[1]),
    terms=(
        Term("levels", "state", "past practice", "past restraint", month=levels),
        Term("propensity", "public", "the history of the rivalry", "the history of the rivalry", month=propensity),
    ),
)
