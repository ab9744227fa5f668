"""Forecasts held against what came: scores by month and class, beside the baselines of the time."""

import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from ..analysis.scores import Distribution, crps, log_score, pit, pit_histogram, probabilities
from ..errors import InputError, VerificationError
from ..scenario.calendar import month_number, month_text
from .forecast import CLASSES, FORMAT, KIND, sealed

MODEL = "forecast"


def read_forecast(path: Path) -> dict[str, Any]:
    """A forecast from its file.

    Raises
    ------
    InputError
        If the file can't be read or is no forecast of this format.
    VerificationError
        If it does not have the hashes that it states: somebody has changed it.
    """
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(f"{path} can't be read: {error.strerror or error}") from None
    except (ValueError, RecursionError) as error:
        raise InputError(f"{path} is no JSON file: {error}") from None
    if not isinstance(found, dict) or found.get("kind") != KIND:
        raise InputError(f"{path} is no forecast; peninsula forecast writes one")
    if found.get("format") != FORMAT:
        raise InputError(f"{path} has format {found.get('format')!r}, this version reads {FORMAT}")
    try:
        again = sealed(found)
    except ValueError as error:
        raise InputError(f"{path} holds what no forecast can: {error}") from None
    for name in ("content_hash", "file_hash"):
        if found.get(name) != again[name]:
            raise VerificationError(f"{path} was changed after it was made: its {name} is another")
    _check(path, found)
    return found


def _check(path: Path, found: Mapping[str, Any]) -> None:
    """Raise InputError unless a forecast has every distribution that is scored."""
    try:
        for name in CLASSES:
            for month in found["events"][name]:
                probabilities(month)
                month_number(month["month"])
            for total in found["totals"][name]:
                probabilities(total)
                int(total["months"])
            for baseline in found["baselines"].values():
                probabilities(baseline[name])
        month_number(found["firsts"]["since"])
        for shares in found["firsts"]["share_by_end_of_month"].values():
            if not all(0.0 <= share <= 1.0 for share in shares):
                raise ValueError("shares of firsts lie between 0 and 1")
        int(found["trials"])
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise InputError(f"{path} lacks part of a forecast: {error}") from None


def score(found: Mapping[str, Any], record: Mapping[str, Mapping[str, int]]) -> pd.DataFrame:
    """Scores of each month that has come, class by class.

    Returns
    -------
    DataFrame
        One row a class, month and forecaster (the forecast, then its baselines), with ``came``,
        ``mean`` of the distribution, ``crps``, ``log_score``, and the PIT interval ``pit_low`` to
        ``pit_high``.

    Raises
    ------
    InputError
        If the record holds none of the months forecast.
    """
    rows = []
    for name in CLASSES:
        for month in found["events"][name]:
            if month["month"] not in record:
                continue
            came = record[month["month"]][name]
            rows.append(_scored(name, month["month"], MODEL, month, came))
            for baseline, of in found["baselines"].items():
                rows.append(_scored(name, month["month"], baseline, of[name], came))
    if not rows:
        last = found["events"][CLASSES[0]][-1]["month"]
        raise InputError(
            f"the record holds no month from {found['first_month']} to {last}, which are forecast"
        )
    return pd.DataFrame(rows)


def _scored(name: str, month: str, who: str, of: Distribution, came: int) -> dict[str, Any]:
    low, high = pit(of, came)
    held = probabilities(of)
    return {
        "class": name,
        "month": month,
        "forecaster": who,
        "came": came,
        "mean": float(held @ range(held.size)),
        "crps": crps(of, came),
        "log_score": log_score(of, came),
        "pit_low": low,
        "pit_high": high,
    }


def score_totals(found: Mapping[str, Any], record: Mapping[str, Mapping[str, int]]) -> pd.DataFrame:
    """Scores of the sums over the first 12, 24, ... months, where the record holds all of them.

    Baselines forecast single months; their sums are of independent months, and so too narrow.
    """
    begin = month_number(found["first_month"])
    rows = []
    for name in CLASSES:
        for total in found["totals"][name]:
            months = [month_text(begin + m) for m in range(total["months"])]
            if all(month in record for month in months):
                came = sum(record[month][name] for month in months)
                label = f"{total['months']} months"
                rows.append(_scored(name, label, MODEL, total, came))
                for baseline, of in found["baselines"].items():
                    summed = _sum(of[name], total["months"])
                    rows.append(_scored(name, label, baseline, summed, came))
    return pd.DataFrame(rows)


def _sum(of: Distribution, months: int) -> Distribution:
    """The sum of independent months with one distribution, by convolution."""
    month = probabilities(of)
    total = np.ones(1)
    for _ in range(months):
        total = np.convolve(total, month)
    # A distribution of counts stands for as many trials as it was counted from, any other for very many.
    trials = float(np.sum(of["counts"])) if of.get("kind") == "counts" else 1e9
    return {"kind": "counts", "counts": (trials * total / total.sum()).tolist()}


def score_firsts(found: Mapping[str, Any], record: Mapping[str, Mapping[str, int]]) -> pd.DataFrame:
    """Scores of the probability that each first has come by the end of a month.

    A first strategic test is read off the record's counts, as is a first use of force where the record
    does not say; of the others the record must say. Months count while the record holds every month
    since the trials began.

    Returns
    -------
    DataFrame
        One row a first and month: ``first``, ``month``, ``probability``, ``came`` (0 or 1), ``brier``
        and ``log_score``, for which half a trial is added on either side.
    """
    begin, since = month_number(found["first_month"]), month_number(found["firsts"]["since"])
    trials = found["trials"]
    rows = []
    for first, shares in found["firsts"]["share_by_end_of_month"].items():
        came = 0
        for month in range(since, begin + len(shares)):
            seen = _seen(first.removeprefix("first_"), record.get(month_text(month)))
            if seen is None:
                break
            came = max(came, seen)
            if month < begin:
                continue
            probability = shares[month - begin]
            smoothed = (probability * trials + 0.5) / (trials + 1.0)
            rows.append(
                {
                    "first": first,
                    "month": month_text(month),
                    "probability": probability,
                    "came": came,
                    "brier": (probability - came) ** 2,
                    "log_score": -math.log(smoothed if came else 1.0 - smoothed),
                }
            )
    columns = ["first", "month", "probability", "came", "brier", "log_score"]
    return pd.DataFrame(rows, columns=columns)


def _seen(name: str, month: Mapping[str, int] | None) -> int | None:
    """Whether a month holds an act of this kind; None where the record does not say."""
    if month is None:
        return None
    if name in month:
        return int(month[name] > 0)
    return int(month["clash"] > 0) if name == "force" else None


def summary(scores: pd.DataFrame) -> pd.DataFrame:
    """Mean scores by class and forecaster, in the order of the file, with the months behind them."""
    grouped = scores.groupby(["class", "forecaster"], sort=False)
    return grouped.agg(
        months=("month", "size"),
        came=("came", "mean"),
        mean=("mean", "mean"),
        crps=("crps", "mean"),
        log_score=("log_score", "mean"),
    ).reset_index()


def calibration(scores: pd.DataFrame, name: str, bins: int = 10) -> list[float]:
    """PIT histogram of the forecast over the months of one class."""
    of = scores[(scores["class"] == name) & (scores["forecaster"] == MODEL)]
    intervals = list(zip(of["pit_low"].tolist(), of["pit_high"].tolist(), strict=True))
    return [float(share) for share in pit_histogram(intervals, bins)]
