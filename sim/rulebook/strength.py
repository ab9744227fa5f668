"""Strength as perceived: own usable power at home, plus guarantors weighted by belief in them.

Contest success in Tullock's form (Tullock 1980; Hirshleifer 1989, doi:10.1007/BF00056174).
"""

import math
from typing import Any

from ..kernel.jit import rule
from .backing import backing
from .declare import Mechanism, Parameter, Variable
from .exchange import ELITE, SHELLS
from .technology import SATELLITE, supplied

MECHANISM = Mechanism(
    name="strength",
    meaning="the balance of strength as each side sees it",
    sources=("doi:10.1007/BF00056174",),
    switch=False,
    parameters=(
        Parameter(
            "world", "decisiveness", "Tullock exponent: how decisive a ratio of strengths is", "exponent", 1.0, 0, 10
        ),
        Parameter("world", "elite_share", "share of usable power that the elite stock carries", "share", 0.2, 0, 1),
        Parameter("world", "shell_share", "share of usable power that the shell stock carries", "share", 0.2, 0, 1),
        Parameter("world", "satellite", "rise of usable power with the satellite track complete", "ratio", 0.1, 0, 5),
        Parameter(
            "world", "contribution", "rise of a guarantor's power while another state contributes", "ratio", 0.1, 0, 5
        ),
    ),
    variables=(
        Variable(
            "states",
            "strength",
            "usable strength on the peninsula",
            "index",
            0,
            derived="power, presence or distraction",
        ),
    ),
)


@rule
def strength(p: Any, w: Any, i: int) -> None:
    """Work out the usable strength of state ``i`` this month."""
    g = p.world[0]
    state = w.states[i]
    usable = state.power
    if g.experience_on != 0:
        usable *= 1.0 + g.experience_effect * state.experience
    usable *= 1.0 + g.strength_satellite * supplied(g, w.tracks[i, SATELLITE])
    if p.stocks[i, ELITE].home > 0.0:
        usable *= 1.0 - g.strength_elite_share * max(0.0, 1.0 - w.stocks[i, ELITE].home / p.stocks[i, ELITE].home)
    if p.stocks[i, SHELLS].home > 0.0:
        usable *= 1.0 - g.strength_shell_share * max(0.0, 1.0 - w.stocks[i, SHELLS].home / p.stocks[i, SHELLS].home)
    state.strength = usable * projected(p, w, i)


@rule
def projected(p: Any, w: Any, i: int) -> float:
    """Ratio of the power of state ``i`` that it can bring to the peninsula now."""
    if p.states[i].projection >= 1.0:
        return 1.0
    state = w.states[i]
    return float(p.states[i].projection * (0.5 + 0.5 * state.presence) * (1.0 - 0.5 * state.distraction))


@rule
def hostile_share(p: Any, w: Any, i: int, enemy: int) -> float:
    """Hostile share of strength as state ``i`` sees it, by Tullock's contest success function."""
    own = w.states[i].strength + backing(p, w, i, enemy, i)
    hostile = w.states[enemy].strength + backing(p, w, enemy, i, i)
    if own <= 0.0 and hostile <= 0.0:
        return 0.5
    if own <= 0.0:
        return 1.0
    if hostile <= 0.0:
        return 0.0
    m = p.world[0].strength_decisiveness
    if m == 1.0:
        return float(hostile / (own + hostile))
    return 1.0 / (1.0 + math.exp(m * (math.log(own) - math.log(hostile))))
