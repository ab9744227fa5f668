"""Strength as perceived: own usable power at home, plus guarantors weighted by belief in them.

Contest success in Tullock's form (Tullock 1980; Hirshleifer 1989, doi:10.1007/BF00056174).
"""

import math
from typing import Any

from .compiling import rule
from .declare import Mechanism, Parameter, Variable
from .exchange import ELITE, SHELLS
from .obligations import CONSULTATION, promises_force
from .policy_lines import CONTRIBUTE, line_level
from .technology import SATELLITE

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
        Parameter("world", "satellite", "rise of usable power with a reconnaissance satellite", "ratio", 0.1, 0, 5),
        Parameter(
            "world", "contribution", "rise of a guarantor's power while another state contributes", "ratio", 0.1, 0, 5
        ),
    ),
    variables=(Variable("states", "strength", "usable strength on the peninsula", "index", 0),),
)


@rule
def strength(p: Any, w: Any, i: int) -> None:
    """Work out the usable strength of state ``i`` this month."""
    g = p.world[0]
    state = w.states[i]
    usable = state.power
    if g.experience_on != 0:
        usable *= 1.0 + g.experience_effect * state.experience
    usable *= 1.0 + g.strength_satellite * w.tracks[i, SATELLITE].progress
    if p.stocks[i, ELITE].home > 0.0:
        usable *= 1.0 - g.strength_elite_share * max(0.0, 1.0 - w.stocks[i, ELITE].home / p.stocks[i, ELITE].home)
    if p.stocks[i, SHELLS].home > 0.0:
        usable *= 1.0 - g.strength_shell_share * max(0.0, 1.0 - w.stocks[i, SHELLS].home / p.stocks[i, SHELLS].home)
    reach = p.states[i].projection * (0.5 + 0.5 * state.presence) * (1.0 - 0.5 * state.distraction)
    if p.states[i].projection >= 1.0:
        reach = 1.0
    state.strength = usable * reach


@rule
def backing(p: Any, w: Any, i: int, enemy: int, observer: int) -> float:
    """Strength that ``observer`` expects guarantors to lend state ``i`` against ``enemy``."""
    total = 0.0
    if p.world[0].alliance_on == 0:
        return total
    for a in range(p.alliances.shape[0]):
        fixed = p.alliances[a]
        if fixed.protege != i or fixed.guarantor == enemy:
            continue
        expected = w.beliefs[a, observer] * w.alliances[a].in_force
        if fixed.obligation == CONSULTATION:
            expected *= p.world[0].alliance_signal
        elif not promises_force(fixed.obligation):
            continue
        if w.alliances[a].joining != 0:
            expected = 1.0
        lent = w.states[fixed.guarantor].strength
        for j in range(p.states.shape[0]):
            if p.states[j].bloc != 0 and p.states[j].bloc == p.states[fixed.guarantor].bloc:
                if line_level(p.policies, w.policies, j, CONTRIBUTE) == 1:
                    lent *= 1.0 + p.world[0].strength_contribution
        total += expected * lent
    return total


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
