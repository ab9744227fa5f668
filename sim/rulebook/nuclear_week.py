"""Nuclear use in war: one decision a state and week, by doctrine or under pressure, and its answer.

Use or lose: Posen 1991, Inadvertent Escalation.
"""

import math
from typing import Any

from ..kernel.jit import rule, small_rule
from .doctrine import firing_rule
from .field import side_loss
from .streams import NUCLEAR_ANSWER, NUCLEAR_USE
from .tracing import chance


@rule
def nuclear_week(p: Any, w: Any) -> None:
    """Let each nuclear belligerent decide once on using a weapon, and armed enemies answer it."""
    first = p.marks[0].nuclear
    if first >= p.ladder.shape[0]:
        return
    for i in range(p.states.shape[0]):
        state = w.states[i]
        if state.side == 0 or state.warheads < 1.0:
            continue
        target = _demanded(p, w, i)
        foremost = _foremost_enemy(p, w, i)
        if foremost < 0:
            continue
        if chance(p, w, i, p.rivalries[foremost].target, NUCLEAR_USE, 0, pressure_to_use(p, w, i)) and target < 0:
            target = foremost
        if target < 0:
            continue
        _use(p, w, target, first)
        for d in range(p.rivalries.shape[0]):
            j = p.rivalries[d].actor
            if p.rivalries[d].target == i and _enemies(w, i, j) and w.states[j].warheads >= 1.0:
                if chance(p, w, j, i, NUCLEAR_ANSWER, 0, p.world[0].war_answer):
                    _use(p, w, d, min(p.ladder.shape[0] - 1, first + 1))


@rule
def pressure_to_use(p: Any, w: Any, i: int) -> float:
    """Probability that state ``i`` uses a weapon in a week of war: losing presses, and so does an arsenal at risk."""
    g = p.world[0]
    x = g.war_nuclear_base + g.war_nuclear_loss * side_loss(p, w, w.states[i].side)
    x += g.war_nuclear_pressure * (1.0 - w.states[i].surviving)
    return 1.0 / (1.0 + math.exp(-min(40.0, max(-40.0, x))))


@small_rule
def _enemies(w: Any, i: int, j: int) -> bool:
    return bool(w.states[i].side != 0 and w.states[j].side != 0 and w.states[i].side != w.states[j].side)


@rule
def _demanded(p: Any, w: Any, i: int) -> int:
    """First rivalry of ``i`` with an enemy in which a rule that fires demands nuclear use, or -1."""
    for d in range(p.rivalries.shape[0]):
        if p.rivalries[d].actor != i or not _enemies(w, i, p.rivalries[d].target):
            continue
        rival_rung = w.rivalries[p.rivalries[d].reverse].rung
        binding = firing_rule(p, w, d, w.rivalries[d].rung, rival_rung)
        if binding >= 0 and p.doctrine[binding].kind != 1:
            rung = p.doctrine[binding].value
            if p.doctrine[binding].kind == 3:
                rung += rival_rung
            if rung >= p.marks[0].nuclear:
                return d
    return -1


@rule
def _foremost_enemy(p: Any, w: Any, i: int) -> int:
    """Rivalry of ``i`` with the enemy that has most force in the field, or -1 where no enemy is a rival."""
    foremost = -1
    most = -1.0
    for d in range(p.rivalries.shape[0]):
        j = p.rivalries[d].target
        if p.rivalries[d].actor == i and _enemies(w, i, j) and w.states[j].force > most:
            most = w.states[j].force
            foremost = d
    return foremost


@rule
def _use(p: Any, w: Any, d: int, rung: int) -> None:
    rivalry = w.rivalries[d]
    rivalry.rung = max(rivalry.rung, rung)
    rivalry.peak = max(rivalry.peak, rung)
    rivalry.seen = max(rivalry.seen, rung)
    w.states[p.rivalries[d].actor].nuclear_used += 1
