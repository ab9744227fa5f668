"""Back-test: forecasts from the end of every month, on what was known then, scored by what came.

The protocol is docs/backtest.md: the model lives through the record as particles, learns its
parameters from the months before each origin alone, and goes on from there with regimes that begin
and end by hazards.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from itertools import product
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from ..analysis.bootstrap import block_mean
from ..analysis.scores import Distribution, crps, log_score, pit, probabilities
from ..arrays import Floats
from ..scenario.calendar import month_number, month_text
from ..scenario.scenario import Scenario
from .averaging import mixed, pseudo_bma
from .baselines import SUMS
from .filtering import WORLDS
from .forecast import CLASSES
from .origins import HORIZONS, Forecasts, forecasts
from .records import FIRST_MONTH, events
from .variants import UPPER_BOUND, VARIANTS, Course, Variant, course

FIRST_ORIGIN = "2011-12"
PARTICLES = 2304
TRIALS = 1000
AVERAGE = "average"
WEIGHED_FROM = 120
"""Month of the record (January 2004) from which log scores weigh variants."""
SPANS = {
    "2012-24": ("2012-01", "2024-09"),
    "2012-17": ("2012-01", "2017-12"),
    "2018-21": ("2018-01", "2021-12"),
    "2022-24": ("2022-01", "2024-09"),
}
"""Targets by first month; the whole first."""


def record() -> Floats:
    """Counts by month and class (months, 5) since January 1994."""
    by_rung, _ = events()
    return np.column_stack([by_rung, by_rung.sum(axis=1)])


def origins(months: int, step: int = 1) -> range:
    """Numbers of the last months that origins know, while one month more is on record."""
    return range(month_number(FIRST_ORIGIN) - month_number(FIRST_MONTH), months - 1, step)


class Backtest(NamedTuple):
    """What came of a back-test.

    ``scores`` has a row an origin, horizon, class and forecaster: ``origin`` and ``target`` (its first
    month), ``horizon``, ``class``, ``forecaster``, ``came``, ``crps``, ``log_score``, ``pit_low``,
    ``pit_high``. ``months`` has a row a month and variant: ``month``, ``variant``, ``log_score``, the
    logarithm of the probability of the month's counts by class given all before.
    ``weights`` has a row an origin and variant: ``origin``, ``variant``, ``weight`` in the average.
    """

    scores: pd.DataFrame
    months: pd.DataFrame
    weights: pd.DataFrame


def backtest(
    scenario: Scenario,
    counts: Floats,
    *,
    particles: int = PARTICLES,
    worlds: int = WORLDS,
    trials: int = TRIALS,
    variants: Sequence[str] = tuple(VARIANTS),
    step: int = 1,
    lag: int = 0,
    threads: int | None = None,
    tell: Callable[[int, int], None] | None = None,
) -> Backtest:
    """Score every origin, horizon, class and forecaster.

    Parameters
    ----------
    scenario : Scenario
        The hindcast, from January 1994 to the end of the record or later.
    counts : array (months, 5)
        As ``record`` gives them.
    particles, worlds, trials : int
        Worlds that live through the record in all and for each draw of parameters, and how many go on
        from each origin.
    variants : sequence of str
        Names of ``VARIANTS``; all but the upper bound are averaged, if there is more than one.
    step : int
        Months between origins.
    lag : int
        Months by which the timeline is known later.
    tell : callable, optional
        Told after each month that a form of the model has lived through how many are done, and of how many.
    """
    every = origins(len(counts), step)
    alike = learning_alike(variants, scenario, lag)
    months = sum(months_lived(group, len(counts)) for group in alike)
    done = 0

    def count() -> None:
        nonlocal done
        done += 1
        if tell is not None:
            tell(done, months)

    found: dict[str, Forecasts] = {}
    for group in alike:
        found |= forecasts(
            scenario,
            group,
            counts,
            every,
            particles=particles,
            worlds=worlds,
            trials=trials,
            lag=lag,
            threads=threads,
            tell=count,
        )
    return assembled({name: found[name] for name in variants}, counts, every)


def learning_alike(
    names: Sequence[str], scenario: Scenario, lag: int = 0
) -> list[dict[str, Course]]:
    """Courses of variants by name, in groups that live through the record alike as far as they can."""
    groups: dict[Variant, dict[str, Course]] = {}
    for name in names:
        of = course(VARIANTS[name], scenario, lag)
        groups.setdefault(of.at(0), {})[name] = of
    return list(groups.values())


def months_lived(courses: Mapping[str, Course], months: int) -> int:
    """Months that a group lives through in a record of so many: where courses have parted, each its own."""
    return sum(len({of.at(month) for of in courses.values()}) for month in range(months))


def assembled(found: Mapping[str, Forecasts], counts: Floats, every: Sequence[int]) -> Backtest:
    """Scores of the forecasts of variants by name, of their average and of the baselines."""
    mixed_from = [name for name in found if name != UPPER_BOUND]
    shares = {
        origin: pseudo_bma(
            np.column_stack(
                [found[name].log_scores[WEIGHED_FROM : origin + 1] for name in mixed_from]
            )
        )
        for origin in every
        if len(mixed_from) > 1
    }
    rows: list[dict[str, Any]] = []
    for origin in every:
        made: dict[str, Mapping[int, Sequence[Sequence[float]]]] = {
            name: of.made[origin] for name, of in found.items()
        }
        if origin in shares:
            made[AVERAGE] = _average([made[name] for name in mixed_from], shares[origin])
        rows += _scored(made, counts, origin)
    scores = pd.DataFrame(rows).sort_values(["horizon", "class", "origin"], kind="stable")
    zero = month_number(FIRST_MONTH)
    months = pd.DataFrame(
        [
            {"month": month_text(zero + m), "variant": name, "log_score": float(value)}
            for name, of in found.items()
            for m, value in enumerate(of.log_scores)
        ]
    )
    weights = pd.DataFrame(
        [
            {"origin": month_text(zero + origin), "variant": name, "weight": float(weight)}
            for origin, of in shares.items()
            for name, weight in zip(mixed_from, of, strict=True)
        ],
        columns=["origin", "variant", "weight"],
    )
    return Backtest(scores, months, weights)


def _average(
    made: Sequence[Mapping[int, Sequence[Sequence[float]]]], weights: Floats
) -> dict[int, list[list[float]]]:
    return {
        months: [
            mixed([of[months][c] for of in made], weights) for c in range(len(made[0][months]))
        ]
        for months in made[0]
    }


def _scored(
    made: Mapping[str, Mapping[int, Sequence[Sequence[float]]]], counts: Floats, origin: int
) -> list[dict[str, Any]]:
    seen, later = counts[: origin + 1], counts[origin + 1 :]
    zero = month_number(FIRST_MONTH)
    rows = []
    for months in HORIZONS:
        if len(later) < months:
            continue
        for c, name in enumerate(CLASSES):
            came = int(later[:months, c].sum())
            held: dict[str, Distribution] = {
                who: {"kind": "counts", "counts": of[months][c]} for who, of in made.items()
            }
            held |= {who: make(seen[:, c], months) for who, make in SUMS.items()}
            for who, of in held.items():
                # Worked out once: quantiles of a known distribution take longest.
                spread: Distribution = {"kind": "counts", "counts": probabilities(of, came)}
                low, high = pit(spread, came)
                rows.append(
                    {
                        "origin": month_text(zero + origin),
                        "target": month_text(zero + origin + 1),
                        "horizon": months,
                        "class": name,
                        "forecaster": who,
                        "came": came,
                        "crps": crps(spread, came),
                        "log_score": log_score(of, came),
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
        all others ``less_NAME``, ``less_NAME_low``, ``less_NAME_high``: CRPS less the baseline's.
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
            for who in group["forecaster"].unique():
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
                    if who not in SUMS:
                        row[f"less_{baseline}"] = found.estimate
                        row[f"less_{baseline}_low"] = found.low
                        row[f"less_{baseline}_high"] = found.high
                rows.append(row)
    return pd.DataFrame(rows)
