"""The summary of a run: how trials end, what ever happens, what follows from what, how much.

One row an outcome, with an interval that fits it and the number of trials behind it.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from ..arrays import Floats, Truths
from ..engine.ranges import Range, ranges
from ..engine.table import CLASS_WORDS, CLASSES, DRAW, Column
from ..rulebook.registry import HEADLINES
from ..scenario.scenario import Scenario
from .estimating import Estimator, Found
from .intervals import LEVEL

QUANTILES = (0.05, 0.5, 0.95)
EVER = {name: headline.label for name, headline in HEADLINES.items()}
"""Of every trial: the month of the first, and what it is the first of."""

Read = Callable[[str], "pd.Series[Any]"]
Each = Callable[[Sequence[str]], "Iterable[pd.Series[Any]]"]


class Row(NamedTuple):
    """One outcome of the summary.

    ``section`` is "class", "ever", "given", "rung", "path", "own" or "amount"; ``estimate`` a share
    (``unit`` "share") or a mean, with ``low`` to ``high`` its interval and ``method`` that
    interval's kind; ``number`` of ``of`` trials (or crises, or calls) stand behind a share;
    ``q05``, ``median`` and ``q95`` are quantiles of the trials themselves. With parameter draws the
    interval is clustered by draw, ``parameter_variance`` is the variance of a trial's outcome
    between draws and ``chance_variance`` within one, and ``parameter_share`` the share of the first
    in both with its interval; without draws they are NaN.
    """

    section: str
    name: str
    label: str
    unit: str
    estimate: float
    low: float
    high: float
    method: str
    number: float
    of: int
    q05: float
    median: float
    q95: float
    parameter_variance: float
    chance_variance: float
    parameter_share: float
    parameter_share_low: float
    parameter_share_high: float


def summarise(
    scenario: Scenario,
    columns: tuple[Column, ...],
    each: Each,
    level: float = LEVEL,
) -> pd.DataFrame:
    """The summary of a run as a table, one row a ``Row``.

    Parameters
    ----------
    columns : tuple of Column
        The columns of the table of trials.
    each : callable
        Gives columns by their names, one after the other, so that no more than a few are in memory at once.
    """

    def read(name: str) -> "pd.Series[Any]":
        (values,) = each([name])
        return values

    known = {column.name: column for column in columns}
    draw = np.asarray(read(DRAW), dtype=np.int64) if DRAW in known else None
    by = Estimator(draw, level)
    within = ranges(scenario)
    rows = [
        *_classes(read, by),
        *_ever(scenario, known, read, by),
        *_given(scenario, known, read, by),
        *_shares_of_categories(known, read, by),
        *_own(known, within, read, by),
        *_amounts(known, within, each, by),
    ]
    return pd.DataFrame(rows, columns=list(Row._fields))


def _classes(read: Read, by: Estimator) -> Iterator[Row]:
    values = read("terminal_class")
    for name in reversed(CLASSES):
        yield _share("class", name, CLASS_WORDS[name], values == name, None, by)


def _ever(scenario: Scenario, known: dict[str, Column], read: Read, by: Estimator) -> Iterator[Row]:
    for name, label in EVER.items():
        yield _share("ever", name, label, read(name).notna(), None, by)
    asked = (
        ("calls", "promise called"),
        ("honoured", "promise kept when called"),
        ("failed", "promise not kept when called"),
        ("joined", "guarantor joined a crisis"),
    )
    for alliance in scenario.names["alliances"]:
        for part, label in asked:
            name = f"alliances.{alliance}.{part}"
            if name in known:
                yield _share("ever", name, f"{alliance}: {label}", read(name) > 0, None, by)
    for name in known:
        keys = name.split(".")
        if keys[-1] == "milestone_month" and scenario.value(f"states.{keys[1]}.programme"):
            label = f"{keys[1]}: {keys[3].replace('_', ' ')} milestone reached"
            yield _share("ever", name, label, read(name).notna(), None, by)


def _given(
    scenario: Scenario, known: dict[str, Column], read: Read, by: Estimator
) -> Iterator[Row]:
    """Conditional shares, each among the trials, crises or calls in which it could be."""
    crises = [
        f"pairs.{pair}.crises"
        for pair in scenario.names["pairs"]
        if f"pairs.{pair}.crises" in known
    ]
    if crises:
        crisis = np.any([_truths(read(name) > 0) for name in crises], axis=0)
        for name in _beyond(scenario, "force"):
            label = f"{EVER[name]}, in trials with a crisis"
            yield _share("given", f"{name}|crisis", label, read(name).notna(), crisis, by)
    for name in _beyond(scenario, "armed_attack"):
        attack = _truths(read("first_limited_war").notna())
        label = f"{EVER[name]}, in trials with limited war"
        yield _share("given", f"{name}|first_limited_war", label, read(name).notna(), attack, by)
    war = _truths(read("first_war").notna())
    yield _share(
        "given",
        "first_nuclear_use|first_war",
        f"{EVER['first_nuclear_use']}, in trials with general war",
        read("first_nuclear_use").notna(),
        war,
        by,
    )
    for alliance in scenario.names["alliances"]:
        for part, of, label in (
            ("joined", "crises", "joined, of all crises of the protege"),
            ("honoured", "calls", "promise kept, of all calls"),
        ):
            taken, held = f"alliances.{alliance}.{part}", f"alliances.{alliance}.{of}"
            if taken in known and held in known:
                counts, chances = _numbers(read(taken)), _numbers(read(held))
                found = by.repeated(counts, chances)
                yield _row(
                    "given",
                    f"{taken}|{of}",
                    f"{alliance}: {label}",
                    "share",
                    found,
                    float(counts.sum()),
                    int(chances.sum()),
                )


def _beyond(scenario: Scenario, mark: str) -> Iterator[str]:
    """Firsts whose lowest rung lies above the lowest one of a mark: what the mark does not imply."""
    ladder = scenario.names["ladder"]

    def lowest(flag: str) -> int:
        marked = (k for k, rung in enumerate(ladder) if scenario.value(f"ladder.{rung}.{flag}"))
        return next(marked, len(ladder))

    floor = lowest(mark)
    return (
        name
        for name, headline in HEADLINES.items()
        if headline.mark and floor < lowest(headline.mark) < len(ladder)
    )


def _shares_of_categories(known: dict[str, Column], read: Read, by: Estimator) -> Iterator[Row]:
    for section, name in (("rung", "highest_rung"), ("path", "war_path"), ("path", "war_end")):
        values = read(name)
        for category in known[name].categories:
            label = f"{name.replace('_', ' ')}: {category.replace('_', ' ')}"
            yield _share(section, f"{name}={category}", label, values == category, None, by)


def _own(
    known: dict[str, Column], within: dict[str, Range], read: Read, by: Estimator
) -> Iterator[Row]:
    for name, column in known.items():
        if not column.path.startswith("outcomes."):
            continue
        label = column.meaning or name.replace("_", " ")
        if column.dtype == "bool":
            yield _share("own", name, label, read(name), None, by)
        elif column.dtype == "Int64":
            yield _share("own", name, label, read(name).notna(), None, by)
        elif column.dtype == "category":
            values = read(name)
            for category in column.categories:
                yield _share(
                    "own",
                    f"{name}={category}",
                    f"{label}: {category}",
                    values == category,
                    None,
                    by,
                )
        else:
            yield _amount("own", column, label, read(name), within[column.path], by)


def _amounts(
    known: dict[str, Column], within: dict[str, Range], each: Each, by: Estimator
) -> Iterator[Row]:
    """Means and quantiles of whatever is counted or measured; months only where there is one."""
    labels = {}
    for name, column in known.items():
        # The number of a trial, a draw or a state is a name, not an amount.
        if name in ("trial", DRAW) or column.unit == "state":
            continue
        if column.dtype == "Int64":
            labels[name] = f"{column.meaning}, where there is one"
        elif column.dtype in ("int64", "float64") and not column.path.startswith("outcomes."):
            labels[name] = column.meaning.removesuffix(" so far")
    for (name, label), values in zip(labels.items(), each(list(labels)), strict=True):
        yield _amount("amount", known[name], label, values, within[known[name].path], by)


def unit_of_amount(column: Column) -> str:
    """Unit of an amount; "share" is said of the share of trials in which something held, of no other."""
    return "fraction" if column.unit == "share" else column.unit


def _truths(values: Any) -> Truths:
    return np.asarray(values, dtype=np.bool_)


def _numbers(values: Any) -> Floats:
    return np.asarray(pd.Series(values).to_numpy(dtype=np.float64, na_value=np.nan))


def _share(
    section: str, name: str, label: str, holds: Any, among: Truths | None, by: Estimator
) -> Row:
    truths = _truths(holds)
    held = truths if among is None else truths[among]
    found = by.share(truths, among)
    return _row(section, name, label, "share", found, int(held.sum()), int(held.size))


def _amount(
    section: str, column: Column, label: str, values: Any, within: Range, by: Estimator
) -> Row:
    numbers = _numbers(values)
    found = by.mean(numbers, within)
    # A copy, which the quantiles may put in another order: nothing else holds it.
    numbers = numbers[~np.isnan(numbers)]
    quantiles = np.full(len(QUANTILES), np.nan)
    if numbers.size:
        quantiles = np.quantile(numbers, QUANTILES, overwrite_input=True)
    return _row(
        section,
        column.name,
        label,
        unit_of_amount(column),
        found,
        float(numbers.size),
        int(numbers.size),
        *map(float, quantiles),
    )


def _row(
    section: str,
    name: str,
    label: str,
    unit: str,
    found: Found,
    count: float,
    of: int,
    q05: float = float("nan"),
    median: float = float("nan"),
    q95: float = float("nan"),
) -> Row:
    return Row(
        section,
        name,
        label,
        unit,
        *found.interval,
        count,
        of,
        q05,
        median,
        q95,
        *found.parts,
    )
