"""Alliances: who promised what, how far the promise is believed, and whether it is kept.

P(honour) = c e^s / (c e^s + 1 - c): c the commitment, the probability of honouring in the reference
circumstances, s the sum of circumstances centred on them. Exact at s = 0, c = 0 and c = 1.

Reliability: Leeds, Long & Mitchell 2000, doi:10.1177/0022002700044005006 (74.5% honoured 1816-1944);
Berkemeier & Fuhrmann 2018, doi:10.1177/2053168018779697 (50% 1816-2003, 22% after 1945).
Obligations: Leeds, Ritter, Mitchell & Long 2002, doi:10.1080/03050620213653.
"""

import math
from typing import Any

from .compiling import rule, small_rule
from .declare import Mechanism, Parameter, Variable
from .scales import DISPLAYS_UP, add

OBLIGATIONS = ("defense", "offense", "neutrality", "nonaggression", "consultation")
DEFENSE, OFFENSE, NEUTRALITY, NONAGGRESSION, CONSULTATION = range(len(OBLIGATIONS))
SUPPORT = ("arms", "forces", "full_war")
LIMIT = 20.0


def _circumstance(name: str, meaning: str, default: float) -> Parameter:
    return Parameter("world", name, meaning, "log odds", default, 0, 20)


def _reference(name: str, meaning: str, default: float) -> Parameter:
    return Parameter("world", f"{name}_reference", f"{meaning} in the reference circumstances", "0-1", default, -1, 1)


def _count(name: str, meaning: str) -> Variable:
    return Variable("alliances", name, meaning, "count", 0, kind="integer", outcome=True)


MECHANISM = Mechanism(
    name="alliance",
    meaning="guarantors keep or fail their promises when called",
    sources=("doi:10.1177/0022002700044005006", "doi:10.1177/2053168018779697"),
    claim=9,
    parameters=(
        Parameter("alliances", "guarantor", "the state that promises", "state", None, kind="state"),
        Parameter("alliances", "protege", "the state it promises to", "state", None, kind="state"),
        Parameter(
            "alliances",
            "obligation",
            "what is promised, by ATOP type",
            "type",
            "defense",
            kind="choice",
            choices=OBLIGATIONS,
        ),
        Parameter(
            "alliances",
            "conditional",
            "whether the promise depends on the protege being attacked",
            "yes/no",
            True,
            kind="switch",
        ),
        Parameter(
            "alliances",
            "commitment",
            "probability of honouring in the reference circumstances",
            "probability",
            0.5,
            0,
            1,
        ),
        Parameter(
            "alliances",
            "believed",
            "probability of honouring that others believe at the start; -1 is the commitment",
            "probability",
            -1.0,
            -1,
            1,
        ),
        Parameter(
            "alliances",
            "trigger",
            "lowest rung against the protege that calls the promise",
            "rung",
            "limited_war",
            kind="rung",
        ),
        Parameter("alliances", "delay", "days until support arrives", "days", 14, 0, 3650, kind="integer"),
        Parameter(
            "alliances",
            "largest_support",
            "most that the guarantor would give",
            "level",
            "full_war",
            kind="choice",
            choices=SUPPORT,
        ),
        Parameter(
            "alliances",
            "join_below_war",
            "log odds of joining a crisis short of war, at severity 0.5 and commitment 0.9",
            "log odds",
            -2.0,
            -50,
            50,
        ),
        Parameter("alliances", "in_force", "whether the promise is in force at the start", "0-1", 1.0, 0, 1),
        Parameter("states", "distraction", "power bound elsewhere at the start", "0-1", 0.0, 0, 1),
        _circumstance("burden", "fall of the log odds for a hostile side with all the strength", 1.0),
        _circumstance(
            "exposure", "fall of the log odds when the enemy can strike the guarantor's homeland at will", 2.0
        ),
        _circumstance("distracted", "fall of the log odds when all power is bound elsewhere", 1.0),
        _circumstance("entanglement", "rise of the log odds for each unit of presence on the peninsula", 1.0),
        _circumstance("provoked", "fall of the log odds of a conditional promise when the protege began it", 1.5),
        _circumstance("tie", "rise of the log odds for a full tie with the protege", 0.5),
        _reference("burden", "hostile share of strength", 0.5),
        _reference("exposure", "reach of the enemy", 0.3),
        _reference("distracted", "power bound elsewhere", 0.2),
        _reference("tie", "tie with the protege", 0.5),
        Parameter(
            "world",
            "severity_slope",
            "rise of the log odds of joining below war for full severity",
            "log odds",
            1.0,
            0,
            20,
        ),
        Parameter(
            "world",
            "commitment_slope",
            "rise of the log odds of joining below war for each unit of log odds of commitment",
            "ratio",
            0.5,
            0,
            10,
        ),
        Parameter(
            "world", "arms_cut", "cutpoint of the ordered logit between arms and forces", "log odds", -0.5, -20, 20
        ),
        Parameter(
            "world", "forces_cut", "cutpoint of the ordered logit between forces and full war", "log odds", 0.5, -20, 20
        ),
        Parameter(
            "world",
            "signal",
            "share of a guarantor's strength that a promise of consultation is taken to stand for when believed",
            "share",
            0.1,
            0,
            1,
        ),
        Parameter(
            "world",
            "partner_cost",
            "utility lost on displays and worse against a partner of a nonaggression promise",
            "utility",
            1.0,
            0,
            20,
        ),
    ),
    variables=(
        Variable("alliances", "in_force", "whether the promise is in force", "0-1", 0, 1),
        Variable("states", "distraction", "power bound elsewhere", "0-1", 0, 1),
        Variable("states", "presence", "forces deployed on the peninsula, 1 being the starting level", "ratio", 0, 3),
        Variable("alliances", "asked", "whether joining was drawn in the crisis at hand", "0-1", 0, 1, kind="integer"),
        Variable(
            "alliances",
            "joining",
            "whether the guarantor takes part in the crisis or war at hand",
            "0-1",
            0,
            1,
            kind="integer",
        ),
        Variable(
            "alliances", "called", "whether the promise was called in the crisis at hand", "0-1", 0, 1, kind="integer"
        ),
        Variable(
            "alliances", "support", "support given: 0 none, 1 arms, 2 forces, 3 full war", "level", 0, 3, kind="integer"
        ),
        _count("crises", "crises of the protege"),
        _count("joined", "crises in which the guarantor took part"),
        _count("calls", "times the promise was called"),
        _count("honoured", "times it was called and kept"),
        _count("failed", "times it was called and not kept"),
        _count("entrapments", "times the guarantor joined a conflict that its protege began"),
        Variable(
            "alliances",
            "largest_given",
            "most support ever given: 0 none, 1 arms, 2 forces, 3 full war",
            "level",
            0,
            3,
            kind="integer",
            outcome=True,
        ),
    ),
    purposes=("JOINING", "HONOUR", "SUPPORT"),
)


@rule
def promises_force(obligation: int) -> bool:
    """Whether an obligation is one to fight, and so can be called."""
    return obligation == DEFENSE or obligation == OFFENSE


@rule
def barred(p: Any, w: Any, guarantor: int, enemy: int) -> bool:
    """Whether ``guarantor`` has promised ``enemy`` neutrality or nonaggression, and so can't join against it."""
    for a in range(p.alliances.shape[0]):
        fixed = p.alliances[a]
        if fixed.guarantor == guarantor and fixed.protege == enemy and w.alliances[a].in_force > 0.0:
            if fixed.obligation == NEUTRALITY or fixed.obligation == NONAGGRESSION:
                return True
    return False


@rule
def odds_to_probability(probability: float, shift: float) -> float:
    """Probability whose log odds lie ``shift`` above those of ``probability``; 0 and 1 stay."""
    if probability <= 0.0:
        return 0.0
    if probability >= 1.0:
        return 1.0
    raised = probability * math.exp(min(LIMIT, max(-LIMIT, shift)))
    return raised / (raised + 1.0 - probability)


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


@rule
def probability_of_joining(p: Any, w: Any, a: int, severity: float) -> float:
    """Probability that guarantor ``a`` takes part in a crisis short of war."""
    g = p.world[0]
    fixed = p.alliances[a]
    commitment = w.alliances[a].commitment
    if fixed.obligation == NEUTRALITY or fixed.obligation == NONAGGRESSION or commitment <= 0.0:
        return 0.0
    if commitment >= 1.0:
        return 1.0
    x = fixed.join_below_war + g.alliance_severity_slope * (severity - 0.5)
    x += g.alliance_tie * (w.ties[fixed.guarantor, fixed.protege] - g.alliance_tie_reference)
    x += g.alliance_commitment_slope * (math.log(commitment / (1.0 - commitment)) - math.log(9.0))
    return 1.0 / (1.0 + math.exp(-min(LIMIT, max(-LIMIT, x))))


@rule
def level_of_support(p: Any, a: int, s: float, draw: float) -> int:
    """Support given by a guarantor that keeps its promise: 1 arms, 2 forces, 3 full war."""
    level = 1
    while level < 3 and draw >= support_up_to(p, a, s, level):
        level += 1
    return level


@rule
def support_up_to(p: Any, a: int, s: float, level: int) -> float:
    """Probability that guarantor ``a`` gives at most ``level``: an ordered logit cut off at its largest."""
    g = p.world[0]
    if level <= 0:
        return 0.0
    if level > p.alliances[a].largest_support:
        return 1.0
    below_arms = 1.0 / (1.0 + math.exp(-(g.alliance_arms_cut - s)))
    if level == 1:
        return below_arms
    return max(below_arms, 1.0 / (1.0 + math.exp(-(g.alliance_forces_cut - s))))


@small_rule
def partner_cost(p: Any, w: Any, actor: int, target: int, u: Any, n: int) -> None:
    """Take off the cost of acting against a partner of a nonaggression promise."""
    g = p.world[0]
    if g.alliance_on == 0 or g.alliance_partner_cost == 0.0:
        return
    for a in range(p.alliances.shape[0]):
        fixed = p.alliances[a]
        if fixed.guarantor == actor and fixed.protege == target and fixed.obligation == NONAGGRESSION:
            add(u, -g.alliance_partner_cost * w.alliances[a].in_force, p.scales[DISPLAYS_UP], n)
