"""What each term of utility weighs, as one contiguous row of rungs a scale.

A rung's record is some 170 bytes long: terms that read a field of every rung of every ladder, for
every rivalry and month, would spend their time on strides and branches. Kinds of rungs are rows of
0 and 1, so that a term adds its weight times a row.
"""

from typing import Any

import numpy as np
import numpy.typing as npt

from ..kernel.jit import small_rule
from .ladder import PROGRAMME_ONLY
from .tracing import MENU

SCALES = 14
(
    SEVERITY,
    SQUARED_SEVERITY,
    COOPERATION,
    DISPLAYS_UP,
    PROGRAMME_ACT,
    PUNISHED,
    PUNISHED_TEST,
    FORCE,
    ATTACK,
    COUNTED,
    NEEDS_ELITE,
    NEEDS_SHELLS,
    NEEDS_MISSILES,
    NEEDS_COMMAND,
) = range(SCALES)
"""Rows: severity and its square; then 1 for cooperation below displays, for displays and worse, for
acts of the programme channel, for punished acts, for tests among them, for uses of force, for armed
attacks, and for acts short of force that the record counts, and 0 for other rungs; then the share of each
stock that an act draws on."""


def scales_of(ladder: Any) -> npt.NDArray[np.float64]:
    """Scales of a ladder: (scales, MENU), 0 beyond its last rung."""
    table = np.zeros((SCALES, MENU))
    n = ladder.shape[0]
    militarized = ladder["hostility"] >= 3
    table[SEVERITY, :n] = ladder["severity"]
    table[SQUARED_SEVERITY, :n] = ladder["severity"] * ladder["severity"]
    table[COOPERATION, :n] = (ladder["posture"] == 0) & ~militarized
    table[DISPLAYS_UP, :n] = militarized
    table[PROGRAMME_ACT, :n] = ladder["channel"] == PROGRAMME_ONLY
    table[PUNISHED, :n] = ladder["punished"] != 0
    table[PUNISHED_TEST, :n] = (ladder["punished"] != 0) & (ladder["test"] != 0)
    table[FORCE, :n] = ladder["force"] != 0
    table[ATTACK, :n] = ladder["armed_attack"] != 0
    table[COUNTED, :n] = (ladder["event"] != 0) & (ladder["force"] == 0)
    table[NEEDS_ELITE, :n] = ladder["needs_elite"]
    table[NEEDS_SHELLS, :n] = ladder["needs_shells"]
    table[NEEDS_MISSILES, :n] = ladder["needs_missiles"]
    table[NEEDS_COMMAND, :n] = ladder["needs_command"]
    return table


def distances() -> npt.NDArray[np.float64]:
    """How many rungs lie between any two: (MENU, MENU)."""
    rungs = np.arange(MENU)
    return np.abs(rungs[:, None] - rungs).astype(np.float64)


@small_rule
def add(u: Any, w: float, scale: Any, n: int) -> None:
    """Add ``w`` times a scale to the utilities of ``n`` rungs."""
    for r in range(n):
        u[r] += w * scale[r]
