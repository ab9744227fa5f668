"""Nuclear arms: the target's own, its guarantors' umbrella, and the stability-instability paradox.

Disputed throughout. Rauchhaus 2009, doi:10.1177/0022002708330387, finds that pairs of nuclear states
fight fewer wars and more lesser conflicts; Bell & Miller 2015, doi:10.1177/0022002713499718, find neither.
Fuhrmann & Sechser 2014, doi:10.7910/DVN/27466, find that pacts with nuclear states deter, and that
weapons stationed abroad add nothing. So the ranges of the sizes hold 0.
"""

from typing import Any

from ...kernel.jit import rule, small_rule
from ..declare import Mechanism, Parameter, Term, odds, reference, sizes
from ..obligations import barred, promises_force


@small_rule
def armament(g: Any, state: Any) -> float:
    """How armed a state is, 0 to 1: surviving warheads against the number that deters half as much."""
    surviving = state.warheads * state.surviving
    return float(surviving / (surviving + g.nuclear_deterrence_half_armed))


@rule
def umbrella(p: Any, w: Any, d: int) -> float:
    """Nuclear umbrella over the target of rivalry ``d``, 0 to 1, as its actor believes.

    Each guarantor's armament, times the belief in its promise, less what the actor's reach of its homeland erodes.
    """
    g = p.world[0]
    if g.alliance_on == 0:
        return 0.0
    i = p.rivalries[d].actor
    none = 1.0
    for a in range(p.alliances.shape[0]):
        fixed = p.alliances[a]
        if fixed.protege != p.rivalries[d].target or fixed.guarantor == i or not promises_force(fixed.obligation):
            continue
        armed = armament(g, w.states[fixed.guarantor])
        if armed == 0.0 or barred(p, w, fixed.guarantor, i):
            continue
        believed = w.beliefs[a, i] * min(1.0, w.alliances[a].in_force)
        none *= 1.0 - armed * believed * (1.0 - g.nuclear_umbrella_erosion * w.states[i].reach)
    return 1.0 - none


@rule
def of_arms(p: Any, w: Any, d: int, crisis: int) -> float:
    """Change of log odds for the actor of rivalry ``d``; ``crisis`` of 1 takes the size of a crisis."""
    g = p.world[0]
    size = g.nuclear_deterrence_crisis_weight if crisis != 0 else g.nuclear_deterrence_weight
    if g.nuclear_deterrence_on == 0 or size == 0.0:
        return 0.0
    return float(-size * (armament(g, w.states[p.rivalries[d].target]) - p.rivalries[d].armament_reference))


@rule
def of_umbrella(p: Any, w: Any, d: int, crisis: int) -> float:
    """Change of log odds for the actor of rivalry ``d``; ``crisis`` of 1 takes the size of a crisis."""
    g = p.world[0]
    if crisis == 0 and g.reliance_on == 0:
        # Outside a crisis support is not near: it counts where states rely on it.
        return 0.0
    size = g.nuclear_umbrella_crisis_weight if crisis != 0 else g.nuclear_umbrella_weight
    if g.nuclear_umbrella_on == 0 or size == 0.0:
        return 0.0
    return float(-size * (umbrella(p, w, d) - p.rivalries[d].umbrella_reference))


@rule
def of_stability(p: Any, w: Any, d: int, crisis: int) -> float:
    """Change of log odds in a month for the actor of rivalry ``d``; in a crisis there is none."""
    g = p.world[0]
    if g.stability_instability_on == 0 or g.stability_instability_weight == 0.0 or crisis != 0:
        return 0.0
    fixed = p.rivalries[d]
    both = min(armament(g, w.states[fixed.actor]), armament(g, w.states[fixed.target]))
    return float(g.stability_instability_weight * (both - fixed.mutual_reference))


MECHANISM = Mechanism(
    name="nuclear_deterrence",
    meaning="the target's own nuclear arms deter force against it",
    sources=("doi:10.1177/0022002713499718", "doi:10.1177/0022002708330387"),
    parameters=(
        *sizes("the rival were fully armed instead of unarmed", 0.0, 0.3, "doi:10.1177/0022002713499718"),
        Parameter(
            "world",
            "half_armed",
            "surviving warheads that deter half as much as any number could",
            "warheads",
            10.0,
            0.01,
            1000,
        ),
        reference("armament", "armament of the target, 1 being any number of warheads,"),
    ),
    terms=(
        Term(
            "nuclear_deterrence", "public", "the rival's nuclear weapons", "the rival's nuclear weapons", odds=of_arms
        ),
    ),
)


UMBRELLA = Mechanism(
    name="nuclear_umbrella",
    meaning="nuclear arms of the target's guarantors deter force against it, less so once their homeland can be struck",
    sources=("doi:10.7910/DVN/27466",),
    claim=3,
    parameters=(
        *sizes(
            "a fully armed guarantor were sure to extend deterrence instead of none", 0.1, 0.9, "doi:10.7910/DVN/27466"
        ),
        Parameter(
            "world",
            "erosion",
            "share of the umbrella lost once the actor can strike the guarantor's homeland at will",
            "share",
            0.5,
            0,
            1,
        ),
        reference("umbrella", "nuclear umbrella over the target, as the actor believes,"),
    ),
    terms=(
        Term(
            "nuclear_umbrella",
            "own",
            "doubt about the nuclear umbrella over the rival",
            "the nuclear umbrella over the rival",
            odds=of_umbrella,
        ),
    ),
)


STABILITY = Mechanism(
    name="stability_instability",
    meaning="where both sides are armed, force short of war becomes safer",
    sources=("doi:10.1177/0022002708330387",),
    on=False,
    parameters=(
        odds("both sides were fully armed instead of one unarmed", 0.2, "doi:10.1177/0022002708330387", deters=False),
        reference("mutual", "smaller armament of the two sides"),
    ),
    terms=(
        Term(
            "stability_instability",
            "public",
            "mutual nuclear deterrence",
            "mutual nuclear deterrence",
            odds=of_stability,
        ),
    ),
)
