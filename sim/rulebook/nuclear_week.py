"""Nuclear use in war: once a week, by doctrine or under pressure to use or lose, and its answer.

Use or lose: Posen 1991, Inadvertent Escalation.
"""

import math
from typing import Any

from .compiling import rule
from .doctrine import firing_rule
from .field import side_loss
from .purposes import NUCLEAR_ANSWER, NUCLEAR_USE
from .tracing import chance


@rule
def nuclear_week(p: Any, w: Any) -> None:
    """Let each nuclear belligerent use a weapon, by doctrine or under pressure, and enemies answer."""
    g = p.world[0]
    n = p.ladder.shape[0]
    first = p.marks[0].nuclear
    if first >= n:
        return
    for d in range(p.rivalries.shape[0]):
        i = p.rivalries[d].actor
        j = p.rivalries[d].target
        state = w.states[i]
        if state.side == 0 or w.states[j].side == 0 or state.side == w.states[j].side or state.warheads < 1.0:
            continue
        rivalry = w.rivalries[d]
        rival_rung = w.rivalries[p.rivalries[d].reverse].rung
        used = False
        binding = firing_rule(p, w, d, rivalry.rung, rival_rung)
        if binding >= 0:
            rung = p.doctrine[binding].value
            if p.doctrine[binding].kind == 3:
                rung = rival_rung + p.doctrine[binding].value
            used = p.doctrine[binding].kind != 1 and rung >= first
        x = g.war_nuclear_base + g.war_nuclear_loss * side_loss(p, w, state.side)
        x += g.war_nuclear_pressure * (1.0 - state.survivability)
        pressed = 1.0 / (1.0 + math.exp(-min(40.0, max(-40.0, x))))
        if chance(p, w, i, j, NUCLEAR_USE, 0, pressed):
            used = True
        if used:
            _use(p, w, d, first)
            armed = w.states[j].warheads >= 1.0
            if armed and chance(p, w, j, i, NUCLEAR_ANSWER, 0, g.war_answer):
                _use(p, w, p.rivalries[d].reverse, min(n - 1, first + 1))


@rule
def _use(p: Any, w: Any, d: int, rung: int) -> None:
    rivalry = w.rivalries[d]
    rivalry.rung = max(rivalry.rung, rung)
    rivalry.peak = max(rivalry.peak, rung)
    rivalry.seen = max(rivalry.seen, rung)
    w.states[p.rivalries[d].actor].nuclear_used += 1
