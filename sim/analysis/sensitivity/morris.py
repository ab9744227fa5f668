"""Elementary effects: what an outcome does when one parameter is moved, at many places.

Morris 1991, doi:10.1080/00401706.1991.10484804; Campolongo, Cariboni & Saltelli 2007,
doi:10.1016/j.envsoft.2006.10.004. An effect is the change of the outcome over the change of the
parameter, in shares of what is known of it.
"""

from typing import Any

import numpy as np
import pandas as pd

from ...arrays import Floats
from .chance import error, product
from .designs import LEVELS, Design
from .resampling import ends, weights

SIZE, DIRECTION, STEADY = "mean size", "mean", "root mean square"


def effects(design: Design, values: Floats) -> Floats:
    """Elementary effects of every trajectory, shape (rows, parameters, batches)."""
    found = np.empty((design.rows, len(design.groups), values.shape[1]))
    shares = design.shares.reshape(design.rows, design.width, -1)
    rows = values.reshape(design.rows, design.width, -1)
    for row in range(design.rows):
        steps = np.diff(shares[row], axis=0)
        moved = np.abs(steps).argmax(axis=1)
        size = steps[np.arange(len(moved)), moved]
        found[row, moved] = np.diff(rows[row], axis=0) / size[:, None]
    return found


def indices(design: Design, values: Floats, seed: int) -> pd.DataFrame:
    """Mean size, mean and root mean square of the effects of each parameter.

    Parameters
    ----------
    values : array (points, batches)
        Means of the outcome over batches of trials.

    Returns
    -------
    DataFrame
        ``name``, ``index`` ("mean size": Morris' mu*, "mean": mu, "root mean square": of effects, the
        error of the means taken out), ``estimate`` with ``low`` to ``high``, ``raw`` (the same with
        chance left in) and ``floor``: the mean size that chance alone would show.
    """
    found = effects(design, values)
    means = found.mean(axis=2)
    drawn = weights(design.rows, seed)
    squares = product(found, found)
    tables = {SIZE: np.abs(means), DIRECTION: means}
    frames = []
    floor = np.sqrt(2.0 / np.pi) * np.sqrt(error(found)).mean(axis=0)
    for index, table in tables.items():
        low, high = ends(drawn @ table)
        estimate = table.mean(axis=0)
        frames.append(_frame(design, index, estimate, low, high, estimate, floor))
    low, high = ends(_root(drawn @ squares))
    raw = np.sqrt((means**2).mean(axis=0))
    frames.append(_frame(design, STEADY, _root(squares.mean(axis=0)), low, high, raw, floor))
    frames[0]["raw"] = _by_salib(design, values.mean(axis=1), seed)
    return pd.concat(frames, ignore_index=True)


def _root(squares: Floats) -> Floats:
    return np.sqrt(np.maximum(squares, 0.0))


def _frame(
    design: Design,
    index: str,
    estimate: Floats,
    low: Floats,
    high: Floats,
    raw: Floats,
    floor: Floats,
) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "name": design.names,
            "with": "",
            "index": index,
            "estimate": estimate,
            "low": low,
            "high": high,
            "raw": raw,
            "floor": floor,
        }
    )


def _by_salib(design: Design, means: Floats, seed: int) -> Floats:
    from SALib.analyze import morris

    found: Any = morris.analyze(
        design.problem,
        design.shares,
        means,
        num_resamples=2,
        num_levels=LEVELS,
        seed=np.random.default_rng(seed),
    )
    return np.asarray(found["mu_star"], dtype=np.float64)
