"""Alliances: who promised what to whom, and what a trial keeps of how the promise fared.

The rules stand beside their parameters: ``obligations``, ``honouring``, ``joining``, ``support``.
"""

from .declare import FIGHTS, Mechanism, Parameter, Variable
from .honouring import CIRCUMSTANCES
from .joining import JOINING_BELOW_WAR
from .obligations import OBLIGATIONS
from .support import CUTPOINTS, SUPPORT


def _count(name: str, meaning: str, *needs: tuple[str, ...]) -> Variable:
    return Variable("alliances", name, meaning, "count", 0, kind="integer", outcome=True, needs=needs)


def _at_hand(name: str, meaning: str, unit: str = "0-1", high: float = 1) -> Variable:
    return Variable("alliances", name, meaning, unit, 0, high, kind="integer", derived="commitment or in_force")


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
        *CIRCUMSTANCES,
        *JOINING_BELOW_WAR,
        *CUTPOINTS,
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
        Variable("alliances", "in_force", "whether the promise is in force", "0-1", 0, 1, carried=False),
        Variable("states", "distraction", "power bound elsewhere", "0-1", 0, 1, carried=False),
        Variable(
            "states",
            "presence",
            "forces deployed on the peninsula, 1 being the starting level",
            "ratio",
            0,
            3,
            carried=False,
        ),
        _at_hand("asked", "whether joining was drawn in the crisis at hand"),
        _at_hand("joining", "whether the guarantor takes part in the crisis or war at hand"),
        _at_hand("called", "whether the promise was called in the crisis at hand"),
        _at_hand("support", "support given: 0 none, 1 arms, 2 forces, 3 full war", "level", 3),
        _count("crises", "crises of the protege"),
        _count("joined", "crises in which the guarantor took part"),
        _count("calls", "times the promise was called", (FIGHTS,)),
        _count("honoured", "times it was called and kept", (FIGHTS,)),
        _count("failed", "times it was called and not kept", (FIGHTS,)),
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
            needs=((FIGHTS,),),
        ),
    ),
    purposes=("JOINING", "HONOUR", "SUPPORT"),
)
