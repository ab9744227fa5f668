"""Sobol' indices: which share of an outcome's variance each parameter makes, alone and in all.

Once by SALib on the means as they are (Saltelli et al. 2010, doi:10.1016/j.cpc.2009.09.018; for pairs
Saltelli 2002, doi:10.1016/S0010-4655(02)00280-1), and once with the error of the means taken out. The
second estimators have the same expectations, and are written as products of differences within a row,
so that what a row's common random numbers contribute cancels. With A and B two independent points, A_i the first with
parameter i of the second, B_i the second with parameter i of the first:

    variance  E (A - B)^2 / 2              in all  E (A - A_i)^2 / 2
    alone     E (A_i - A) (B - (A + A_i) / 2)      pair    E (B_i - B) (A_j - A)
"""

import warnings
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd

from ...arrays import Floats
from .chance import product
from .designs import Design
from .resampling import ends, weights

FIRST, TOTAL, PAIR = "first", "total", "pair"


def indices(design: Design, values: Floats, seed: int) -> pd.DataFrame:
    """First and total indices of each name, and of pairs if the design has them.

    Parameters
    ----------
    values : array (points, batches)
        Means of the outcome over batches of trials.

    Returns
    -------
    DataFrame
        ``name``, ``with`` (the other of a pair), ``index`` ("first", "total", "pair"), ``estimate``
        with ``low`` to ``high``, chance taken out, and ``raw``, chance left in, by SALib.
    """
    names = design.names
    count = len(names)
    rows = values.reshape(design.rows, design.width, -1)
    a, b = rows[:, 0], rows[:, -1]
    changed = [rows[:, 1 + j] for j in range(count)]
    pairs = list(combinations(range(count), 2)) if design.second else []
    back = [rows[:, 1 + count + j] for j in range(count)] if design.second else []
    parts = [
        *(product(one - a, b - (a + one) / 2.0) for one in changed),
        *(product(a - one, a - one) / 2.0 for one in changed),
        *(product(back[j] - b, changed[k] - a) for j, k in pairs),
        product(a - b, a - b) / 2.0,
    ]
    table = np.stack(parts, axis=1)
    estimates = _shares(table.mean(axis=0, keepdims=True))[0]
    low, high = ends(_shares(weights(design.rows, seed) @ table))
    raw = _by_salib(design, values.mean(axis=1), pairs)
    labels = [(names[j], "", FIRST) for j in range(count)]
    labels += [(names[j], "", TOTAL) for j in range(count)]
    labels += [(names[j], names[k], PAIR) for j, k in pairs]
    return pd.DataFrame(
        {
            "name": [label[0] for label in labels],
            "with": [label[1] for label in labels],
            "index": [label[2] for label in labels],
            "estimate": estimates,
            "low": low,
            "high": high,
            "raw": raw,
        }
    )


def variance(design: Design, values: Floats) -> float:
    """Variance that parameters make, the error of means taken out; an estimate may be negative."""
    rows = values.reshape(design.rows, design.width, -1)
    apart = rows[:, 0] - rows[:, -1]
    return float(product(apart, apart).mean()) / 2.0


def _shares(sums: Floats) -> Floats:
    """Indices from the means of all parts, as shares of the last, the variance; NaN without any."""
    known = sums[:, -1] > 1e-300
    whole = np.where(known, sums[:, -1], 1.0)
    return np.asarray(np.where(known[:, None], sums[:, :-1] / whole[:, None], np.nan))


def _by_salib(design: Design, means: Floats, pairs: list[tuple[int, int]]) -> Floats:
    from SALib.analyze import sobol

    if means.std() == 0.0:
        return np.full(2 * len(design.names) + len(pairs), np.nan)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        # Its own intervals are not used: two resamples are the least it takes.
        found: Any = sobol.analyze(
            design.problem, means, calc_second_order=design.second, num_resamples=2
        )
    order = _order(design)
    both = [found["S2"][order[j], order[k]] for j, k in pairs]
    swapped = [found["S2"][order[k], order[j]] for j, k in pairs]
    second = [one if np.isfinite(one) else other for one, other in zip(both, swapped, strict=True)]
    return np.array([*found["S1"][order], *found["ST"][order], *second])


def _order(design: Design) -> list[int]:
    """Where SALib puts each name: it too goes by first appearance."""
    known = list(pd.unique(np.array(design.groups)))
    return [known.index(name) for name in design.names]
