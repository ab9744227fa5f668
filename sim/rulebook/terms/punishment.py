"""Punishment: enforced sanctions make the acts they punish costlier; recognition makes them cheaper.

The sign is constrained: tests cause sanctions, so a free fit turns it round.
Success of sanctions is disputed: Hufbauer, Schott, Elliott & Oegg 2007 (34%); Pape 1997,
doi:10.1162/isec.22.2.90 (about 4%).
"""

from typing import Any

from ...kernel.jit import small_rule
from ..declare import Mechanism, Parameter, Term, weight
from ..scales import PUNISHED, add
from ..tracing import MENU


@small_rule
def punishment(p: Any, w: Any, i: int, u: Any) -> None:
    """Take off enforcement felt (above its reference) on the rungs that sanctions punish."""
    g = p.world[0]
    if g.punishment_on == 0 or g.punishment_weight == 0.0:
        return
    state = w.states[i]
    felt = state.enforcement_felt * (1.0 - g.punishment_recognition * state.recognised)
    size = g.punishment_weight * (felt - g.punishment_reference)
    add(u, -size, p.scales[PUNISHED], MENU)


MECHANISM = Mechanism(
    name="punishment",
    meaning="sanctions and non-recognition raise the cost of tests",
    sources=("doi:10.1162/isec.22.2.90", "Hufbauer et al. 2007, Economic Sanctions Reconsidered"),
    claim=5,
    parameters=(
        weight("punishment", "utility lost on a punished act under full enforcement", 0.3, "assumption"),
        Parameter("world", "reference", "enforcement felt in the fitted history", "0-1", 0.5, 0, 1),
        Parameter(
            "world",
            "recognition",
            "share of the punishment that open recognition by all takes away",
            "share",
            0.5,
            0,
            1,
        ),
    ),
    terms=(
        Term("punishment", "state", "the absence of sanctions on it", "the sanctions it would bring", month=punishment),
    ),
)
