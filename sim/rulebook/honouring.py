"""Honouring: how likely a promise is to be kept once it is called.

P(honour) = c e^s / (c e^s + 1 - c): c the commitment, the probability of honouring in the reference
circumstances, s the sum of circumstances centred on them. Exact at s = 0, c = 0 and c = 1.

Reliability: Leeds, Long & Mitchell 2000, doi:10.1177/0022002700044005006 (74.5% honoured 1816-1944);
Berkemeier & Fuhrmann 2018, doi:10.1177/2053168018779697 (50% 1816-2003, 22% after 1945).
"""

import math
from typing import Any

from ..kernel.jit import rule, small_rule
from .declare import Parameter, pull
from .obligations import DEFENSE, promises_force

LIMIT = 20.0
"""Largest sum of circumstances either way, in log odds."""


def _reference(name: str, meaning: str, default: float) -> Parameter:
    return Parameter("world", f"{name}_reference", f"{meaning} in the reference circumstances", "0-1", default, -1, 1)


CIRCUMSTANCES = (
    pull("burden", "fall of the log odds for a hostile side with all the strength", "log odds", 1.0),
    pull(
        "exposure", "fall of the log odds when the enemy can strike the guarantor's homeland at will", "log odds", 2.0
    ),
    pull("distracted", "fall of the log odds when all power is bound elsewhere", "log odds", 1.0),
    pull("entanglement", "rise of the log odds for each unit of presence on the peninsula", "log odds", 1.0),
    pull("provoked", "fall of the log odds of a conditional promise when the protege began it", "log odds", 1.5),
    pull("tie", "rise of the log odds for a full tie with the protege", "log odds", 0.5),
    _reference("burden", "hostile share of strength", 0.5),
    _reference("exposure", "reach of the enemy", 0.3),
    _reference("distracted", "power bound elsewhere", 0.2),
    _reference("tie", "tie with the protege", 0.5),
)
"""What raises and lowers the chance, and where each is zero."""


@rule
def odds_to_probability(probability: float, shift: float) -> float:
    """Probability whose log odds lie ``shift`` above those of ``probability``; 0 and 1 stay."""
    if shift == 0.0 or probability <= 0.0 or probability >= 1.0:
        return min(1.0, max(0.0, probability))
    raised = probability * math.exp(min(LIMIT, max(-LIMIT, shift)))
    return raised / (raised + 1.0 - probability)


@small_rule
def credible(g: Any, belief: float, reach: float) -> float:
    """Believed chance that a promise is kept against an enemy with this reach of the guarantor's homeland."""
    return odds_to_probability(belief, -g.alliance_exposure * (reach - g.alliance_exposure_reference))


@rule
def circumstances(p: Any, w: Any, a: int, enemy: int, share: float, provoked: bool) -> float:
    """Sum of the circumstances of promise ``a`` against ``enemy``, in log odds."""
    g = p.world[0]
    fixed = p.alliances[a]
    guarantor = w.states[fixed.guarantor]
    s = -g.alliance_burden * (share - g.alliance_burden_reference)
    s -= g.alliance_exposure * (w.states[enemy].reach - g.alliance_exposure_reference)
    s -= g.alliance_distracted * (guarantor.distraction - g.alliance_distracted_reference)
    s += g.alliance_entanglement * (guarantor.presence - 1.0)
    s += g.alliance_tie * (w.ties[fixed.guarantor, fixed.protege] - g.alliance_tie_reference)
    if provoked and fixed.conditional != 0:
        s -= g.alliance_provoked
    return float(min(LIMIT, max(-LIMIT, s)))


@rule
def probability_of_honouring(p: Any, w: Any, a: int, enemy: int, share: float, provoked: bool) -> float:
    """Probability that promise ``a`` is kept once called."""
    fixed = p.alliances[a]
    if not promises_force(fixed.obligation):
        return 0.0
    if fixed.obligation == DEFENSE and provoked and fixed.conditional != 0 and p.world[0].alliance_provoked >= LIMIT:
        return 0.0
    return odds_to_probability(w.alliances[a].commitment, circumstances(p, w, a, enemy, share, provoked))
