"""Deterrence by effect sizes: what moves the odds of using force, each cause by its own size.

A size is a change of log odds. In a month it bears on every rung that uses force, in a crisis on
entering an armed attack. Each cause is compared with its value in the rivalry's history, to which
the levels of acts were fitted, so that a size changes a contrast and not the fitted level. Divided
by a choice's precision it is a utility, whatever that precision is.

Public causes (balance, troops in place, arms) are known to the rival too and enter the reply that
it is expected to make; belief in guarantors is the actor's own.
"""

from typing import Any

from ..kernel.jit import rule, small_rule
from .scales import add
from .terms.balance import log_ratio
from .terms.extended_deterrence import guaranteed
from .terms.forward_presence import troops_in_place
from .terms.nuclear import armament, umbrella
from .tracing import MENU, T_BALANCE, T_EXTENDED, T_NUCLEAR, T_PRESENCE, T_STABILITY, T_UMBRELLA


@rule
def deter_publicly(p: Any, w: Any, d: int, crisis: int, precision: float, scale: Any, u: Any) -> None:
    """Add what public causes do to the actor of rivalry ``d`` to the utilities of a scale's rungs.

    ``crisis`` of 1 takes the sizes of a crisis, 0 those of a month; ``scale`` (MENU,) is 1 for the rungs
    concerned; ``precision`` that of the choice. At precision 0 no utility matters.
    """
    g = p.world[0]
    fixed = p.rivalries[d]
    clock = w.clock[0]
    moved = 0.0
    per = 1.0 / precision if precision > 0.0 else 0.0
    size = g.balance_crisis_weight if crisis != 0 else g.balance_weight
    if g.balance_on != 0 and size != 0.0:
        moved += size * (log_ratio(p, w, d) - fixed.balance_reference)
    _note(clock, w.terms, T_BALANCE, u, moved * per, scale)
    size = g.forward_presence_crisis_weight if crisis != 0 else g.forward_presence_weight
    if g.forward_presence_on != 0 and size != 0.0:
        moved -= size * (troops_in_place(p, w, d) - fixed.presence_reference)
    _note(clock, w.terms, T_PRESENCE, u, moved * per, scale)
    target = armament(g, w.states[fixed.target])
    size = g.nuclear_deterrence_crisis_weight if crisis != 0 else g.nuclear_deterrence_weight
    if g.nuclear_deterrence_on != 0 and size != 0.0:
        moved -= size * (target - fixed.armament_reference)
    _note(clock, w.terms, T_NUCLEAR, u, moved * per, scale)
    if g.stability_instability_on != 0 and g.stability_instability_weight != 0.0 and crisis == 0:
        both = min(armament(g, w.states[fixed.actor]), target)
        moved += g.stability_instability_weight * (both - fixed.mutual_reference)
    _add_moved(u, moved * per, scale)
    _note(clock, w.terms, T_STABILITY, u, 0.0, scale)


@rule
def deter_by_belief(p: Any, w: Any, d: int, crisis: int, precision: float, scale: Any, u: Any) -> None:
    """Add what the actor of rivalry ``d`` believes of its target's guarantors; as ``deter_publicly`` does.

    In a month it counts only where states rely on guarantors; in a crisis, where support is near, always.
    """
    g = p.world[0]
    fixed = p.rivalries[d]
    clock = w.clock[0]
    moved = 0.0
    per = 1.0 / precision if precision > 0.0 else 0.0
    counts = crisis != 0 or g.reliance_on != 0
    size = g.extended_deterrence_crisis_weight if crisis != 0 else g.extended_deterrence_weight
    if counts and g.extended_deterrence_on != 0 and size != 0.0:
        moved -= size * (guaranteed(p, w, d) - fixed.guarantor_reference)
    _note(clock, w.terms, T_EXTENDED, u, moved * per, scale)
    size = g.nuclear_umbrella_crisis_weight if crisis != 0 else g.nuclear_umbrella_weight
    if counts and g.nuclear_umbrella_on != 0 and size != 0.0:
        moved -= size * (umbrella(p, w, d) - fixed.umbrella_reference)
    _add_moved(u, moved * per, scale)
    _note(clock, w.terms, T_UMBRELLA, u, 0.0, scale)


@small_rule
def _add_moved(u: Any, moved: float, scale: Any) -> None:
    if moved != 0.0:
        add(u, moved, scale, MENU)


@small_rule
def _note(clock: Any, terms: Any, term: int, u: Any, moved: float, scale: Any) -> None:
    """Keep the running utilities after a cause that is added with others, when the trial is traced."""
    if clock.logging != 0:
        for r in range(MENU):
            terms[term, r] = u[r] + moved * scale[r]
