"""Lanchester's square law, solved exactly, so that no step of the calculation can change an outcome.

Lanchester 1916, Aircraft in Warfare; Engel 1954, Journal of the Operations Research Society of America 2(2).
"""

import math

from ..kernel.jit import rule


@rule
def lanchester(m: float, n: float, arriving: float, loss_m: float, loss_n: float, days: float) -> tuple[float, float]:
    """Forces after ``days`` of dm/dt = arriving - loss_m n, dn/dt = -loss_n m, solved exactly.

    Neither goes below 0; the law ends where one side does.
    """
    k = math.sqrt(loss_m * loss_n)
    if k == 0.0:
        # A side that loses nothing, or rates so small that their product is none: losses grow in proportion.
        grown = m + arriving * days
        return (
            max(0.0, grown - loss_m * n * days),
            max(0.0, n - loss_n * (m + 0.5 * arriving * days) * days),
        )
    up = math.exp(k * days)
    cosh = 0.5 * (up + 1.0 / up)
    sinh = 0.5 * (up - 1.0 / up)
    shifted = n - arriving / loss_m
    m_then = m * cosh - loss_m / k * shifted * sinh
    n_then = shifted * cosh - loss_n / k * m * sinh + arriving / loss_m
    return max(0.0, m_then), max(0.0, n_then)
