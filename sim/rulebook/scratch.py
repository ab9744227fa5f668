"""Scratch rows: what rules work out for each other within a month, a row of ``MENU`` rungs each.

Rows are wider than most ladders, so that loops over them have one fixed length; beyond a ladder's last
rung they hold nothing that is read.
"""

from typing import Any

from .compiling import small_rule

STATE_ROWS = 2
STANDING, ACTS = range(STATE_ROWS)
"""Scratch rows of each state: utilities that rest on the state alone, menu of programme acts."""

RIVALRY_ROWS = 4
REPLY, VIEW, OPEN, CHANCES = range(RIVALRY_ROWS)
"""Scratch rows of each rivalry: expected reply, utilities that rest on public quantities, menu, and
the probabilities of the choice last made."""

WORK_ROWS = 8
UTILITY, WEIGHTS, YIELDS, OPTIONS, BEYOND, PUBLIC, PROGRAMME_CHANCES, REPEATED = range(WORK_ROWS)
"""Scratch rows for work; the last two hold the probabilities of the programme act last chosen, and how many
acts of the month further events may repeat."""


@small_rule
def state_row(p: Any, which: int, i: int) -> int:
    """Number of a scratch row of state ``i``."""
    return int(which * p.states.shape[0] + i)


@small_rule
def rivalry_row(p: Any, which: int, d: int) -> int:
    """Number of a scratch row of rivalry ``d``; those of states come before."""
    return int(STATE_ROWS * p.states.shape[0] + which * p.rivalries.shape[0] + d)


@small_rule
def work_row(p: Any, which: int) -> int:
    """Number of a scratch row for work; those of states and rivalries come before."""
    return int(STATE_ROWS * p.states.shape[0] + RIVALRY_ROWS * p.rivalries.shape[0] + which)
