"""The field of a general war: which force stands on each side, what arrives, what a day costs."""

from typing import Any

from ..kernel.jit import rule, small_rule
from .lanchester import lanchester


@small_rule
def fighting(w: Any, a: int, b: int) -> bool:
    """Whether either of two states is at war."""
    return bool(w.states[a].side != 0 or w.states[b].side != 0)


@rule
def side_force(p: Any, w: Any, side: int) -> float:
    """Force of a side in the field."""
    total = 0.0
    for i in range(p.states.shape[0]):
        if w.states[i].side == side:
            total += w.states[i].force
    return total


@rule
def side_loss(p: Any, w: Any, side: int) -> float:
    """Share of the force a side has brought to the field that is lost."""
    brought = 0.0
    for i in range(p.states.shape[0]):
        if w.states[i].side == side:
            brought += w.states[i].force_start
    if brought <= 0.0:
        return 0.0
    return 1.0 - side_force(p, w, side) / brought


@rule
def arrive(p: Any, w: Any) -> None:
    """Bring to the field what is due today, and the help of China to the side that it backs."""
    world = w.world[0]
    for i in range(p.states.shape[0]):
        state = w.states[i]
        if state.side == 0:
            continue
        if state.force_due > 0.0 and world.war_day >= state.arrival:
            state.force += state.force_due
            state.force_start += state.force_due
            state.force_due = 0.0
        stance = p.world[0].war_china_stance
        if p.states[i].backed_by_china != 0 and stance != 0 and world.china_helped == 0:
            if side_loss(p, w, state.side) >= p.world[0].war_china_trigger:
                help_ = p.world[0].war_china_force
                if stance == 1:
                    help_ = p.world[0].war_arms * state.force_start
                state.force += help_
                state.force_start += help_
                world.china_helped = 1


@rule
def fight(p: Any, w: Any) -> None:
    """Let each side lose a day's force; members of a side lose in proportion."""
    one = side_force(p, w, 1)
    two = side_force(p, w, 2)
    if one <= 0.0 or two <= 0.0:
        return
    rate = p.world[0].war_attrition
    one_then, two_then = lanchester(one, two, 0.0, rate, rate, 1.0)
    for i in range(p.states.shape[0]):
        state = w.states[i]
        if state.side == 1:
            state.force *= one_then / one
        elif state.side == 2:
            state.force *= two_then / two
