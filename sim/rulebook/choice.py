"""Quantal response over a nested menu: a posture, then a rung in it.

A rung's weight is its measure's share of its posture's measure among the rungs on the menu, times
exp(precision x utility). So a posture gains nothing by listing more rungs, and splitting a rung in
two that share its measure changes no probability at all.

McKelvey & Palfrey 1995, doi:10.1006/game.1995.1023; measure-weighted logit: Matejka & McKay 2015,
doi:10.1257/aer.20130047.
"""

import math
from typing import Any

from ..kernel.jit import rule, small_rule
from .declare import Mechanism
from .tracing import MENU

MECHANISM = Mechanism(
    name="choice",
    meaning="states choose a rung by quantal response over a nested menu",
    sources=("doi:10.1006/game.1995.1023",),
    switch=False,
)


@rule
def share_postures(rungs: Any, menu: Any, n: int) -> None:
    """Turn a menu of rungs, 1 if open and 0 if not, into each one's share of its posture's measure."""
    first = 0
    while first < n:
        posture = rungs[first].posture
        last = first
        mass = 0.0
        while last < n and rungs[last].posture == posture:
            if menu[last] != 0.0:
                mass += rungs[last].measure
            last += 1
        for r in range(first, last):
            if menu[r] != 0.0:
                menu[r] = rungs[r].measure / mass
        first = last


@small_rule
def quantal_weights(menu: Any, u: Any, precision: float, n: int, weights: Any) -> float:
    """Fill ``weights`` with unnormalised choice weights; return their sum.

    ``menu[r]`` is the share of rung ``r`` in its posture, 0 for rungs off the menu, which get weight 0, as do those
    from ``n`` upward: ``weights`` is a row of ``MENU``. The best rung's exponential is 1, so that no precision
    overflows. Where a ladder leaves a state no rung at all, it stays on the lowest.
    """
    best = -math.inf
    for r in range(n):
        if menu[r] > 0.0 and u[r] > best:
            best = u[r]
    for r in range(MENU):
        weights[r] = 0.0
    for r in range(n):
        if menu[r] > 0.0:
            weights[r] = menu[r] * math.exp(precision * (u[r] - best))
    total = 0.0
    for r in range(n):
        total += weights[r]
    if total == 0.0:
        weights[0] = 1.0
        return 1.0
    return total


@small_rule
def pick(weights: Any, total: float, draw: float, n: int) -> int:
    """Rung whose cumulative share of ``total``, in ladder order, first exceeds the draw."""
    target = draw * total
    cumulated = 0.0
    chosen = 0
    for r in range(n):
        # To the end, and without a branch: where the draw falls can't be foretold by a processor either.
        cumulated += weights[r]
        chosen = r + 1 if cumulated <= target else chosen
    if chosen == n:
        # Rounding can leave a target of the whole sum, which no share exceeds.
        chosen = n - 1
        while weights[chosen] == 0.0:
            chosen -= 1
    return chosen
