"""Nuclear risk: arms make war costlier, and, for some, limited force safer.

The stability-instability paradox is disputed: Rauchhaus 2009, doi:10.1177/0022002708330387, finds it;
Bell & Miller 2015, doi:10.1177/0022002713499718, do not. So its weight has a switch of its own.
"""

from typing import Any

from ..compiling import small_rule
from ..declare import Mechanism, Parameter, weight
from ..scales import LIMITED_FORCE, WAR, add

MECHANISM = Mechanism(
    name="nuclear_risk",
    meaning="a nuclear rival makes general war costlier",
    sources=("doi:10.1177/0022002713499718",),
    parameters=(
        weight("nuclear_risk", "utility lost on war and above against a fully armed rival", 2.0, "assumption"),
        Parameter(
            "world", "half_armed", "warheads that deter half as much as any number could", "warheads", 10.0, 0.01, 1000
        ),
        Parameter("world", "reference", "armament of the rival in the fitted history", "0-1", 0.7, 0, 1),
    ),
)

STABILITY = Mechanism(
    name="stability_instability",
    meaning="where both sides are armed, force short of war becomes safer",
    sources=("doi:10.1177/0022002708330387",),
    on=False,
    parameters=(
        weight(
            "stability_instability", "utility of force short of war when both sides are fully armed", 1.0, "assumption"
        ),
        Parameter("world", "reference", "mutual armament of the fitted history", "0-1", 0.5, 0, 1),
    ),
)


@small_rule
def armament(g: Any, warheads: float, survivability: float) -> float:
    """How armed a state is, 0 to 1: surviving warheads against the number that deters half as much."""
    surviving = warheads * survivability
    return float(surviving / (surviving + g.nuclear_risk_half_armed))


@small_rule
def nuclear_risk(g: Any, scales: Any, rival_armed: float, u: Any, n: int) -> None:
    """Take off the rival's armament (above its reference) on general war and above."""
    w = g.nuclear_risk_weight * (rival_armed - g.nuclear_risk_reference)
    if g.nuclear_risk_on == 0 or w == 0.0:
        return
    add(u, -w, scales[WAR], n)


@small_rule
def stability_instability(g: Any, scales: Any, own: float, rival: float, u: Any, n: int) -> None:
    """Add mutual armament (above its reference) on force short of general war."""
    w = g.stability_instability_weight * (min(own, rival) - g.stability_instability_reference)
    if g.stability_instability_on == 0 or w == 0.0:
        return
    add(u, w, scales[LIMITED_FORCE], n)
