"""Uniform numbers with addresses: Philox4x32-10 of (seed, names, trial, month, round, purpose, index).

No stream and no order: a draw is a pure function of its address, so two scenarios with one seed
use common random numbers decision by decision, and a draw that is not made moves no other.

The key is the 64-bit hash of the seed and the two names (``sim.engine.keys``); the counter holds
trial, month and round, purpose, and index, 32 bits each.

Source: Salmon, Moraes, Dror & Shaw 2011, doi:10.1145/2063384.2063405.
"""

import math
from typing import Any

import numpy as np

from .jit import rule, small_rule

_MASK = np.uint64(0xFFFFFFFF)
_SHIFT = np.uint64(32)
_ROUND_0 = np.uint64(0xD2511F53)
_ROUND_1 = np.uint64(0xCD9E8D57)
_WEYL_0 = np.uint64(0x9E3779B9)
_WEYL_1 = np.uint64(0xBB67AE85)
_TEN = 10
_LOW_BITS = np.uint64(20)
_DROP_BITS = np.uint64(12)
_UNIT = 1.0 / 4503599627370496.0
_MONTH_SHIFT = np.uint64(12)


@small_rule
def philox(c0: Any, c1: Any, c2: Any, c3: Any, k0: Any, k1: Any) -> Any:
    """Four 32-bit words of the block at counter (c0..c3) under key (k0, k1), each in a uint64."""
    for _ in range(_TEN):
        p0 = _ROUND_0 * c0
        p1 = _ROUND_1 * c2
        c0 = (p1 >> _SHIFT) ^ c1 ^ k0
        c1 = p1 & _MASK
        c2 = (p0 >> _SHIFT) ^ c3 ^ k1
        c3 = p0 & _MASK
        k0 = (k0 + _WEYL_0) & _MASK
        k1 = (k1 + _WEYL_1) & _MASK
    return c0, c1, c2, c3


@small_rule
def uniform(keys: Any, clock: Any, actor: int, target: int, purpose: Any, index: int) -> float:
    """The uniform at an address, strictly between 0 and 1, on a grid of 2**-52.

    ``keys[actor, target]`` is the pair's key; the last row and column stand for "nobody".
    A probability of 0 never fires and one of 1 always does, and both consume the same address.
    """
    return drawn(keys[actor, target], clock, purpose, index)


@rule
def drawn(key: Any, clock: Any, purpose: Any, index: int) -> float:
    """The uniform of a key, apart from the look-up so that no array is handed on."""
    # A dated change may be addressed to a month before the first: its number is taken modulo 2**20.
    moment = ((np.uint64(clock.month) << _MONTH_SHIFT) | np.uint64(clock.turn)) & _MASK
    w0, w1, _w2, _w3 = philox(np.uint64(clock.trial), moment, purpose, np.uint64(index), key & _MASK, key >> _SHIFT)
    grid = (w0 << _LOW_BITS) | (w1 >> _DROP_BITS)
    return (float(grid) + 0.5) * _UNIT


@rule
def standard_normal(draw: float) -> float:
    """Quantile of the standard normal at a uniform strictly between 0 and 1, exact to about 1e-7.

    Algorithm AS 241 (PPND7): Wichura 1988, doi:10.2307/2347330. Only operations that are equal to
    the last bit compiled and in plain Python.
    """
    q = draw - 0.5
    if abs(q) <= 0.425:
        r = 0.180625 - q * q
        over = ((59.10937472 * r + 159.29113202) * r + 50.434271938) * r + 3.3871327179
        under = ((67.1875636 * r + 78.757757664) * r + 17.895169469) * r + 1.0
        return q * over / under
    r = math.sqrt(-math.log(min(draw, 1.0 - draw)))
    if r <= 5.0:
        r -= 1.6
        over = ((0.17023821103 * r + 1.3067284816) * r + 2.75681539) * r + 1.4234372777
        under = (0.12021132975 * r + 0.7370016425) * r + 1.0
    else:
        r -= 5.0
        over = ((0.017337203997 * r + 0.42868294337) * r + 3.081226386) * r + 6.657905115
        under = (0.012258202635 * r + 0.24197894225) * r + 1.0
    return over / under if q > 0.0 else -over / under
