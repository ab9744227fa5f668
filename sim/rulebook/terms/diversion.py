"""Diversion: what is sent abroad is missing at home.

The rival of moral hazard among the claims about the pact. It acts through scarce stocks (shells,
ballistic missiles, special forces, command attention), 10-20% of which are abroad; counted by
headcount it would be 1% and inert.
"""

from typing import Any

from ...kernel.jit import small_rule
from ..declare import Mechanism, Term, weight
from ..scales import NEEDS_COMMAND, NEEDS_ELITE, NEEDS_MISSILES, NEEDS_SHELLS
from ..tracing import MENU


@small_rule
def diversion(p: Any, w: Any, i: int, u: Any) -> None:
    """Take off the missing share of each stock on the rungs that draw on it."""
    g = p.world[0]
    if g.diversion_on == 0 or g.diversion_weight == 0.0:
        return
    elite = _missing(p.stocks[i, 0].home, w.stocks[i, 0].home)
    shells = _missing(p.stocks[i, 1].home, w.stocks[i, 1].home)
    missiles = _missing(p.stocks[i, 2].home, w.stocks[i, 2].home)
    command = _missing(p.stocks[i, 3].home, w.stocks[i, 3].home)
    if elite + shells + missiles + command == 0.0:
        return
    of_elite = p.scales[NEEDS_ELITE]
    of_shells = p.scales[NEEDS_SHELLS]
    of_missiles = p.scales[NEEDS_MISSILES]
    of_command = p.scales[NEEDS_COMMAND]
    for r in range(MENU):
        missing = of_elite[r] * elite + of_shells[r] * shells + of_missiles[r] * missiles + of_command[r] * command
        u[r] -= g.diversion_weight * missing


@small_rule
def _missing(start: float, home: float) -> float:
    if start <= 0.0 or home >= start:
        return 0.0
    return 1.0 - home / start


MECHANISM = Mechanism(
    name="diversion",
    meaning="scarce stocks sent abroad are missing on the rungs that need them",
    sources=("assumption",),
    claim=8,
    parameters=(weight("diversion", "utility lost on a rung all of whose needs are abroad", 7.0, "assumption"),),
    terms=(
        Term(
            "diversion",
            "state",
            "its small need of the forces sent abroad",
            "its need of the forces sent abroad",
            month=diversion,
        ),
    ),
)
