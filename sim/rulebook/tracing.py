"""Decisions and their log: every draw is made here, and written down when a trial is traced.

A logged decision holds its whole address, the draw, the menu's probabilities, the utilities and the
running utility after each term, so that a reader can recompute the draw and the choice.
"""

from typing import Any

from ..kernel.jit import rule, small_rule
from ..kernel.random import uniform

BY_UTILITY = 0
BY_CHANCE = 1
BY_PIN = 2
BY_RULE = 3  # BY_RULE + k: the scenario's doctrine rule number k

MENU = 16
COLUMNS = ("month", "round", "actor", "target", "purpose", "index", "draw", "choice", "decided_by", "options", "detail")
"""Leading columns of a log row; probabilities, utilities and the terms' running sums follow."""
HEAD = len(COLUMNS)


@small_rule
def note(w: Any, term: int, u: Any) -> None:
    """Keep the running utilities after a term, when the trial is traced."""
    if w.clock[0].logging != 0:
        for r in range(MENU):
            w.terms[term, r] = u[r]


@small_rule
def note_moved(w: Any, term: int, u: Any, moved: float, scale: Any) -> None:
    """Keep the running utilities after a term that is added together with others, when the trial is traced."""
    if w.clock[0].logging != 0:
        for r in range(MENU):
            w.terms[term, r] = u[r] + moved * scale[r]


@small_rule
def log_row(
    clock: Any, log: Any, actor: int, target: int, purpose: Any, index: int, draw: float, choice: int, decided_by: int
) -> int:
    """Write the head of a log row and return its number, or -1 when the trial is not traced."""
    if clock.logging == 0 or clock.logged >= log.shape[0]:
        return -1
    return _write_head(clock, log, actor, target, purpose, index, draw, choice, decided_by)


@rule
def _write_head(
    clock: Any, log: Any, actor: int, target: int, purpose: Any, index: int, draw: float, choice: int, decided_by: int
) -> int:
    k = clock.logged
    clock.logged = k + 1
    for c in range(log.shape[1]):
        log[k, c] = 0.0
    log[k, 0] = clock.month
    log[k, 1] = clock.turn
    log[k, 2] = actor
    log[k, 3] = target
    log[k, 4] = purpose
    log[k, 5] = index
    log[k, 6] = draw
    log[k, 7] = choice
    log[k, 8] = decided_by
    return int(k)


@rule
def log_menu(log: Any, k: int, probabilities: Any, u: Any, terms: Any, n: int) -> None:
    """Complete log row ``k`` with a menu of ``n`` rungs."""
    log[k, 9] = n
    for r in range(n):
        log[k, HEAD + r] = probabilities[r]
        log[k, HEAD + MENU + r] = u[r]
        for term in range(terms.shape[0]):
            log[k, HEAD + 2 * MENU + term * MENU + r] = terms[term, r]


@rule
def chance(p: Any, w: Any, actor: int, target: int, purpose: Any, index: int, probability: float) -> bool:
    """Whether something of this probability happens, at this address."""
    if w.clock[0].logging == 0:
        # Draws lie strictly between 0 and 1, so neither of these depends on one.
        if probability <= 0.0:
            return False
        if probability >= 1.0:
            return True
    draw = uniform(p.keys, w.clock[0], actor, target, purpose, index)
    happens = draw < probability
    if w.clock[0].logging != 0:
        k = log_row(w.clock[0], w.log, actor, target, purpose, index, draw, 1 if happens else 0, BY_CHANCE)
        if k >= 0:
            w.log[k, 9] = 2
            w.log[k, HEAD] = 1.0 - probability
            w.log[k, HEAD + 1] = probability
    return happens
