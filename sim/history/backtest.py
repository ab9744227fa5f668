"""Back-test: forecasts from the end of every month, on what was known then, scored by what came.

The protocol is docs/backtest.md. The model's levels were fitted to the whole record, so its scores
are an upper bound of what it could have done.
"""

import math
from collections.abc import Callable, Sequence
from itertools import product
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..analysis.bootstrap import block_mean
from ..analysis.scores import crps, log_score, pit
from ..scenario.calendar import month_number, month_text
from ..scenario.scenario import Scenario
from .baselines import SUMS
from .forecast import CLASSES, simulate
from .known import as_known
from .records import FIRST_MONTH, events

Floats = npt.NDArray[np.float64]
FIRST_ORIGIN = "2011-12"
HORIZONS = (1, 12, 24)
SPANS = {
    "2012-24": ("2012-01", "2024-09"),
    "2012-17": ("2012-01", "2017-12"),
    "2018-21": ("2018-01", "2021-12"),
    "2022-24": ("2022-01", "2024-09"),
}
"""Targets by first month; the whole first."""
MODELS = ("model", "model_nearest")
NEAREST = 0.2
"""Share of trials kept as nearest to the record's last two months."""


class Knowledge(NamedTuple):
    """Origins that know the same timeline, and the scenario as they know it."""

    scenario: Scenario
    origins: tuple[int, ...]


def record() -> Floats:
    """Counts by month and class (months, 5) since January 1994."""
    by_rung, _ = events()
    return np.column_stack([by_rung, by_rung.sum(axis=1)])


def origins(months: int, step: int = 1) -> range:
    """Numbers of the last months that origins know, while one month more is on record."""
    return range(month_number(FIRST_ORIGIN) - month_number(FIRST_MONTH), months - 1, step)


def knowledge(scenario: Scenario, of: Sequence[int], lag: int = 0) -> list[Knowledge]:
    """Origins grouped by what they know of the timeline."""
    found: dict[str, tuple[Scenario, list[int]]] = {}
    zero = month_number(FIRST_MONTH)
    for origin in of:
        known = as_known(scenario, month_text(zero + origin), lag)
        found.setdefault(known.digest, (known, []))[1].append(origin)
    return [Knowledge(known, tuple(grouped)) for known, grouped in found.values()]


def backtest(
    scenario: Scenario,
    counts: Floats,
    trials: int,
    *,
    step: int = 1,
    lag: int = 0,
    threads: int | None = None,
    tell: Callable[[int, int], None] | None = None,
) -> pd.DataFrame:
    """Score every origin, horizon, class and forecaster.

    Parameters
    ----------
    scenario : Scenario
        The hindcast, from January 1994 to the end of the record or later.
    counts : array (months, 5)
        As ``record`` gives them.
    trials : int
        Trials for each state of knowledge, at least 1.
    step : int
        Months between origins.
    lag : int
        Months by which the timeline is known later.
    tell : callable, optional
        Told after each state of knowledge how many origins are done, and of how many.

    Returns
    -------
    DataFrame
        ``origin`` and ``target`` (its first month), ``horizon``, ``class``, ``forecaster``,
        ``came``, ``crps``, ``log_score``, ``pit_low``, ``pit_high``.
    """
    every = origins(len(counts), step)
    rows: list[dict[str, Any]] = []
    done = 0
    for known in knowledge(scenario, every, lag):
        paths, _ = simulate(known.scenario, known.scenario.horizon, trials, threads)
        for origin in known.origins:
            rows += _scored(paths, counts, origin)
        done += len(known.origins)
        if tell is not None:
            tell(done, len(every))
    return pd.DataFrame(rows).sort_values(["horizon", "class", "origin"], kind="stable")


def forecasts(paths: Floats, seen: Floats, months: int) -> dict[str, list[dict[str, Any]]]:
    """Distributions of the sum of the next ``months``, by forecaster and class.

    Parameters
    ----------
    paths : array (trials, months, 5)
        Trials with the timeline known at the origin.
    seen : array (months up to the origin, 5)
        The record as the origin knows it; it knows nothing else.
    """
    begin = len(seen)
    ahead = paths[:, begin : begin + months].sum(axis=1)
    near = _nearest(paths[:, :begin, -1], seen[:, -1])
    made = {"model": _counted(ahead), "model_nearest": _counted(ahead[near])}
    classes = range(seen.shape[1])
    return made | {name: [make(seen[:, c], months) for c in classes] for name, make in SUMS.items()}


def _counted(ahead: Floats) -> list[dict[str, Any]]:
    return [
        {"kind": "counts", "counts": np.bincount(ahead[:, c].astype(np.int64)).tolist()}
        for c in range(ahead.shape[1])
    ]


def _nearest(paths: Floats, seen: Floats) -> npt.NDArray[np.int64]:
    """Trials whose last two months lie nearest to the record's."""
    off = np.abs(paths[:, -2:] - seen[-2:])
    order = np.argsort(off[:, 0] + 2.0 * off[:, 1], kind="stable")
    return order[: max(1, math.ceil(NEAREST * len(order)))]


def _scored(paths: Floats, counts: Floats, origin: int) -> list[dict[str, Any]]:
    seen, later = counts[: origin + 1], counts[origin + 1 :]
    zero = month_number(FIRST_MONTH)
    rows = []
    for months in HORIZONS:
        if len(later) < months:
            continue
        for who, made in forecasts(paths, seen, months).items():
            for c, name in enumerate(CLASSES):
                came = int(later[:months, c].sum())
                low, high = pit(made[c], came)
                rows.append(
                    {
                        "origin": month_text(zero + origin),
                        "target": month_text(zero + origin + 1),
                        "horizon": months,
                        "class": name,
                        "forecaster": who,
                        "came": came,
                        "crps": crps(made[c], came),
                        "log_score": log_score(made[c], came),
                        "pit_low": low,
                        "pit_high": high,
                    }
                )
    return rows


def block_months(horizon: int) -> int:
    """Months in a block of the bootstrap: 12 one month ahead, 24 for 12 months, 36 for 24."""
    return 12 * math.ceil(1 + (horizon - 1) / 12)


def comparison(scores: pd.DataFrame, step: int = 1) -> pd.DataFrame:
    """Mean scores, and differences of CRPS to each baseline with 90% intervals.

    Returns
    -------
    DataFrame
        One row a horizon, span, class and forecaster: ``origins``, ``crps``, ``log_score``, and for
        the models ``less_NAME``, ``less_NAME_low``, ``less_NAME_high``: CRPS less the baseline's.
    """
    rows = []
    for horizon, name in product(HORIZONS, CLASSES):
        group = scores[(scores["horizon"] == horizon) & (scores["class"] == name)]
        wide = group.pivot(index="target", columns="forecaster", values="crps").sort_index()
        logs = group.pivot(index="target", columns="forecaster", values="log_score").sort_index()
        block = max(1, round(block_months(horizon) / step))
        for span, (first, last) in SPANS.items():
            within = (wide.index >= first) & (wide.index <= last)
            if not within.any():
                continue
            for who in (*MODELS, *SUMS):
                row: dict[str, Any] = {
                    "horizon": horizon,
                    "span": span,
                    "class": name,
                    "forecaster": who,
                    "origins": int(within.sum()),
                    "crps": float(wide.loc[within, who].mean()),
                    "log_score": float(logs.loc[within, who].mean()),
                }
                for baseline in SUMS:
                    off = wide.loc[within, who] - wide.loc[within, baseline]
                    found = block_mean(off.to_numpy(), block)
                    if who in MODELS:
                        row[f"less_{baseline}"] = found.estimate
                        row[f"less_{baseline}_low"] = found.low
                        row[f"less_{baseline}_high"] = found.high
                rows.append(row)
    return pd.DataFrame(rows)
