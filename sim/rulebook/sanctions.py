"""Sanctions and recognition: enforcement falls when a veto holder defects, and with recognition.

Russia's veto ended the mandate of the 1718 Committee's panel of experts (28 March 2024).
"""

from typing import Any

from ..kernel.jit import rule
from .declare import POLICY, Mechanism, Parameter, Variable
from .policy_lines import OBSTRUCT, line_level

MECHANISM = Mechanism(
    name="sanctions",
    meaning="sanctions bind as far as veto holders uphold them",
    sources=("doi:10.1162/isec.22.2.90",),
    claim=5,
    parameters=(
        Parameter("sanctions", "target", "the state under sanctions", "state", None, kind="state"),
        Parameter("sanctions", "intensity", "how much the regime covers", "0-1", 0.8, 0, 1),
        Parameter("sanctions", "enforcement", "enforcement at the start", "0-1", 0.6, 0, 1),
        Parameter(
            "sanctions", "full_enforcement", "enforcement while all veto holders uphold the regime", "0-1", 0.7, 0, 1
        ),
        Parameter(
            "sanctions",
            "defection",
            "share of enforcement lost when a veto holder defies the regime openly",
            "share",
            0.6,
            0,
            1,
        ),
        Parameter(
            "sanctions", "speed", "share of the distance that enforcement moves each month", "share/month", 0.1, 0, 1
        ),
        Parameter(
            "world",
            "recognition",
            "share of enforcement lost under open recognition by all veto holders",
            "share",
            0.4,
            0,
            1,
        ),
    ),
    variables=(
        Variable("sanctions", "enforcement", "enforcement of the regime", "0-1", 0, 1, outcome=True),
        Variable(
            "states",
            "enforcement_felt",
            "intensity times enforcement of the regimes on the state",
            "0-1",
            0,
            1,
            derived="enforcement of a sanctions regime",
        ),
    ),
)

RECOGNITION = Mechanism(
    name="recognition",
    meaning="other states come to accept a nuclear status, which erodes sanctions and hedging's restraint",
    sources=("assumption",),
    claim=5,
    parameters=(
        Parameter(
            "states",
            "recognition",
            "stance on the nuclear status of states under sanctions: 0 opposes, 1 ambiguous, 2 tacit, 3 open",
            "stage",
            0,
            0,
            3,
            kind="integer",
        ),
    ),
    variables=(
        Variable(
            "states",
            "recognition",
            "stance on the nuclear status of states under sanctions",
            "stage",
            0,
            3,
            kind="integer",
            outcome=True,
            needs=((f"{POLICY}recognise",),),
        ),
        Variable(
            "states",
            "recognised",
            "mean stance of veto holders on this state's nuclear status, as a share of open recognition",
            "0-1",
            0,
            1,
            derived="recognition of the veto holders",
        ),
    ),
)


@rule
def recognised(p: Any, w: Any, i: int) -> None:
    """Work out how far veto holders accept the nuclear status of state ``i``."""
    state = w.states[i]
    state.recognised = 0.0
    if p.world[0].recognition_on == 0:
        return
    stances = 0.0
    holders = 0.0
    for k in range(p.sanctions.shape[0]):
        if p.sanctions[k].target == i:
            for j in range(p.states.shape[0]):
                if p.vetoes[k, j] != 0.0:
                    stances += w.states[j].recognition / 3.0
                    holders += 1.0
    if holders > 0.0:
        state.recognised = stances / holders


@rule
def sanctions(p: Any, w: Any, k: int) -> None:
    """Move the enforcement of regime ``k`` towards what its veto holders allow."""
    g = p.world[0]
    fixed = p.sanctions[k]
    regime = w.sanctions[k]
    target = w.states[fixed.target]
    if g.sanctions_on == 0:
        return
    cover = 0.0
    for j in range(p.states.shape[0]):
        if p.vetoes[k, j] != 0.0:
            cover = max(cover, line_level(p, w, j, OBSTRUCT) / 2.0)
    upheld = fixed.full_enforcement * (1.0 - fixed.defection * cover)
    upheld *= 1.0 - g.sanctions_recognition * target.recognised
    regime.enforcement += fixed.speed * (upheld - regime.enforcement)
    target.enforcement_felt = min(1.0, target.enforcement_felt + fixed.intensity * regime.enforcement)
