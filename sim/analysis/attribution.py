"""Which assumption a difference comes from: each group alone, each left out, and Shapley shares.

A coalition is a scenario between A and B: some groups of assumptions from B, the rest from A. The
Shapley share of a group is the mean of what it adds over all orders in which the groups can be laid
over A; the shares of an outcome sum to its whole difference.

References
----------
Shapley 1953, doi:10.1515/9781400881970-018; Castro, Gómez & Tejada 2009 on sampling orders,
doi:10.1016/j.cor.2008.04.004
"""

import math
from collections.abc import Collection, Iterator, Sequence
from contextlib import closing
from typing import NamedTuple

import numpy as np
import pandas as pd

from ..arrays import Floats
from ..engine.table import trial_columns, trial_words
from ..experiment.draws import DrawSource
from ..experiment.groups import Group, between
from ..experiment.run import Progress, Request, request, trial_blocks
from ..scenario.scenario import Scenario
from .estimating import Estimator
from .intervals import LEVEL
from .measures import Measure, measures

MOST_EXACT = 8
"""Groups up to which every coalition is run; beyond, orders are sampled."""
ORDERS = 64
"""Orders that are sampled at least, each on its own part of the trials."""
CHUNK = 1024
_ROUNDING = 1e-9

Coalition = frozenset[int]
Weights = dict[Coalition, Floats]


class Row(NamedTuple):
    """One outcome and one group, or "all": the whole difference.

    ``alone`` is what the group does to A by itself, ``last`` what it does when all others are
    there already, ``share`` its Shapley share with the interval ``low`` to ``high``.
    """

    group: str
    section: str
    outcome: str
    label: str
    unit: str
    alone: float
    last: float
    share: float
    low: float
    high: float


def attribute(
    a: Scenario,
    b: Scenario,
    found: Sequence[Group],
    trials: int,
    threads: int | None = None,
    progress: Progress | None = None,
    level: float = LEVEL,
    draws: DrawSource | None = None,
) -> pd.DataFrame:
    """Attribute every difference of B from A to groups of assumptions, one ``Row`` each.

    Up to ``MOST_EXACT`` groups the shares are exact for these trials, and the interval is Student's
    over trials. Beyond, ``ORDERS`` orders are drawn, each run on its own part of the trials, and the
    interval is Student's over orders: it holds the chance of both.

    Parameters
    ----------
    found : sequence of Group
        At least one, as ``sim.experiment.groups.groups`` gives them.
    trials : int
        Matched trials; beyond ``MOST_EXACT`` groups at least two orders' worth.
    progress : callable
        Told how many trials have been run in every coalition.
    draws : DrawSource or None
        Where the draws of all coalitions come from; the interval of exact shares is then Student's
        over trials clustered by draw.
    """
    exact = len(found) <= MOST_EXACT
    columns = measures(a, trial_columns(a))
    units: list[Floats] = []
    done = 0
    between_them = _Coalitions(a, b, found, trials, threads, columns, draws)
    for weights, first, count in _parts(len(found), trials, a.seed, exact):
        values = _weighted(between_them, weights, first, count, done, progress)
        units.append(values if exact else values.mean(axis=2, keepdims=True))
        done += count
    every = np.concatenate(units, axis=2)
    draw = np.arange(every.shape[2]) % draws.rows if draws is not None and exact else None
    return _table(found, columns, every, Estimator(draw, level))


def coalitions(number: int) -> int:
    """How many scenarios each trial is run in, for so many groups."""
    return 2**number if number <= MOST_EXACT else len(set(_sampled(number, list(range(number)))))


def _parts(number: int, trials: int, seed: int, exact: bool) -> Iterator[tuple[Weights, int, int]]:
    """Weights of the coalitions, and the trials that they are for."""
    if exact:
        weights = shapley_weights(number)
        for first in range(0, trials, CHUNK):
            yield weights, first, min(CHUNK, trials - first)
        return
    orders = min(trials, max(ORDERS, math.ceil(trials / CHUNK)))
    for k in range(orders):
        first, end = k * trials // orders, (k + 1) * trials // orders
        order = np.random.default_rng([seed, k]).permutation(number).tolist()
        yield _sampled(number, order), first, end - first


def shapley_weights(number: int) -> Weights:
    """How each coalition enters each row: Shapley shares, then each alone, each last, and all.

    Returns
    -------
    dict of coalition to array, shape (3 * number + 1,)
    """
    whole = math.factorial(number)
    weights = _one_at_a_time(number)
    for mask in range(2**number):
        members = frozenset(g for g in range(number) if mask >> g & 1)
        size = len(members)
        row = weights.setdefault(members, np.zeros(3 * number + 1))
        for g in range(number):
            if g in members:
                row[g] += math.factorial(size - 1) * math.factorial(number - size) / whole
            else:
                row[g] -= math.factorial(size) * math.factorial(number - size - 1) / whole
    return weights


def _sampled(number: int, order: Sequence[int]) -> Weights:
    """Weights as of ``shapley_weights``, from a single order of the groups."""
    weights = _one_at_a_time(number)
    before: Coalition = frozenset()
    for g in order:
        after = before | {g}
        weights.setdefault(after, np.zeros(3 * number + 1))[g] += 1.0
        weights.setdefault(before, np.zeros(3 * number + 1))[g] -= 1.0
        before = after
    return weights


def _one_at_a_time(number: int) -> Weights:
    weights: Weights = {}

    def add(members: Collection[int], row: int, amount: float) -> None:
        weights.setdefault(frozenset(members), np.zeros(3 * number + 1))[row] += amount

    every = range(number)
    for g in every:
        add((g,), number + g, 1.0)
        add((), number + g, -1.0)
        add(every, 2 * number + g, 1.0)
        add(set(every) - {g}, 2 * number + g, -1.0)
    add(every, 3 * number, 1.0)
    add((), 3 * number, -1.0)
    return weights


class _Coalitions:
    """The scenarios between A and B, each made ready for ``trials`` trials where it is run."""

    def __init__(
        self,
        a: Scenario,
        b: Scenario,
        found: Sequence[Group],
        trials: int,
        threads: int | None,
        columns: Sequence[Measure],
        draws: DrawSource | None,
    ) -> None:
        self.columns, self.groups = columns, len(found)
        self._a, self._b, self._found = a, b, found
        self._asked = (trials, threads, draws)
        self._ready: dict[Coalition, tuple[Request, dict[tuple[str, str], Measure]]] = {}

    def values(self, members: Coalition, first: int, count: int) -> Floats:
        """Outcomes of trials from ``first`` on, shape (measures, count); NaN of those it lacks."""
        wanted, of = self._made_ready(members)
        with closing(trial_blocks(wanted._replace(trials=first + count), first)) as running:
            rows = np.concatenate([block.rows for block in running])
        table = trial_words(wanted.compiled.scenario, first, rows)
        values = np.full((len(self.columns), count), np.nan)
        for k, measure in enumerate(self.columns):
            there = of.get((measure.section, measure.name))
            if there is not None:
                values[k] = there.of(table[:, there.column])
        return values

    def _made_ready(self, members: Coalition) -> tuple[Request, dict[tuple[str, str], Measure]]:
        if members in self._ready:
            return self._ready[members]
        scenario = between(self._a, self._b, [self._found[g] for g in sorted(members)])
        trials, threads, draws = self._asked
        ready = request(scenario, trials, threads, draws=draws), _by_name(scenario)
        # These come again in every order; laying draws on a scenario takes longer than a few trials.
        if not 1 < len(members) < self.groups - 1:
            self._ready[members] = ready
        return ready


def _weighted(
    between_them: _Coalitions,
    weights: Weights,
    first: int,
    count: int,
    done: int,
    progress: Progress | None,
) -> Floats:
    """Weighted sums over coalitions, shape (rows, measures, trials).

    ``progress`` is called after each coalition with the trials that are done by then, of which
    ``done`` were before: a thousand coalitions of one part take minutes.
    """
    shape = (len(between_them.columns), count)
    total = np.zeros((3 * between_them.groups + 1, *shape))
    start, largest = np.zeros(shape), np.zeros(shape)
    # The empty coalition comes first: the others are counted from it.
    ordered = sorted(weights.items(), key=lambda item: sorted(item[0]))
    for k, (members, row) in enumerate(ordered, 1):
        values = between_them.values(members, first, count)
        if progress is not None:
            progress(done + count * k // len(ordered))
        if not members:
            start = values
            continue
        moved = values - start
        largest = np.fmax(largest, np.abs(moved))
        # What is not an outcome of every coalition is missing in all.
        total += row[:, None, None] * moved
    # Weights of what never differs cancel but for rounding.
    total[np.abs(total) <= _ROUNDING * largest] = 0.0
    return total


def _by_name(scenario: Scenario) -> dict[tuple[str, str], Measure]:
    return {(m.section, m.name): m for m in measures(scenario, trial_columns(scenario))}


def _table(
    found: Sequence[Group], columns: Sequence[Measure], units: Floats, by: Estimator
) -> pd.DataFrame:
    number = len(found)
    rows = []
    for k, measure in enumerate(columns):
        if np.isnan(units[:, k]).any():
            continue
        about = (measure.section, measure.name, measure.label, measure.unit)
        for g, group in enumerate(found):
            share = by.mean(units[g, k]).interval
            alone, last = (float(units[n * number + g, k].mean()) for n in (1, 2))
            rows.append(Row(group.name, *about, alone, last, share.estimate, share.low, share.high))
        whole = by.mean(units[3 * number, k]).interval
        rows.append(
            Row(
                "all", *about, whole.estimate, whole.estimate, whole.estimate, whole.low, whole.high
            )
        )
    return pd.DataFrame(rows, columns=list(Row._fields))
