"""95% intervals of runs and comparisons of the baseline hold the truth in 93 to 97% of repeats.

Trials are simulated once. A repeat is a run or comparison of the default number of trials drawn from
them with replacement, whole parameter draws first where there are any, so that the truth is known
exactly: the mean of all that were simulated.

Outcomes are all shares between 1% and 99%, and all means of amounts that are other than their most
common value in 1% of trials or more. Of comparisons, the promise is made where 20 trials (with
parameter draws, 20 draws that have one) differ on average; means that fewer change are marked "few",
and intervals of shares may then be wider than they need be but not narrower.

Of a true 95%, one outcome in fifteen leaves 93 to 97% in 400 repeats by chance alone. So two things
are required. The average over all outcomes of a kind lies within 93 to 97%. And no outcome's
coverage is shown to lie outside: its count of repeats is no rarer, under 93% (or 97%), than one in
twenty over the number of outcomes of its kind (Bonferroni).
"""

from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pytest
from scipy.stats import binom

from sim.analysis.clusters import clustered_mean, clustered_share, totals
from sim.analysis.contrasts_of_means import FEW
from sim.analysis.intervals import mean, share
from sim.analysis.measures import Measure, measures
from sim.analysis.tallies import Amounts, Shares
from sim.engine.table import trial_columns
from sim.experiment.compare import plan
from sim.experiment.matched import matched

type Values = npt.NDArray[np.float64]
type Rows = npt.NDArray[np.int64]
type Ends = tuple[float, float]

POOL, TRIALS, REPEATS = 51_200, 10_240, 400
LOW, HIGH = 0.93, 0.97
RARE = 0.01
WRONGLY = 0.05
"""How often all outcomes of a kind together may fail although each holds its level."""


class Pool(NamedTuple):
    """All trials simulated: values of each measure in A and in B, shape (measures, trials).

    Trials take ``draws`` parameter draws in turn; 0 for none.
    """

    a: Values
    b: Values
    measures: list[Measure]
    draws: int

    def differing(self, k: int) -> float:
        """Trials, or draws, that differ in a repeat, on average."""
        differ = self.a[k] != self.b[k]
        if not self.draws:
            return float(differ.mean()) * TRIALS
        of_draw = differ.reshape(-1, self.draws).mean(axis=0)
        return float(np.sum(1.0 - (1.0 - of_draw) ** (TRIALS // self.draws)))


@pytest.fixture(
    scope="module",
    params=[
        (["baseline"], ["alliances.russia-dprk.commitment=0.9"], "none"),
        (["baseline", "no_pact"], [], None),
    ],
    ids=["one number changed, nothing drawn", "another scenario, parameters drawn"],
)
def pool(request: pytest.FixtureRequest) -> Pool:
    """The first differs in few trials, with heavy tails; the second is what users run."""
    scenarios, sets, draws = request.param
    made = plan(scenarios, sets, draws=draws)
    arms = made.pairings[0].a, made.pairings[0].b
    of_a, of_b = (
        {(m.section, m.name): m for m in measures(arm.scenario, trial_columns(arm.scenario))}
        for arm in arms
    )
    shared = [key for key in of_a if key in of_b]
    parts: tuple[list[Values], list[Values]] = ([], [])
    for chunk in matched(made.arms, POOL, 2, draws=made.draws):
        for side, arm, of in zip(parts, arms, (of_a, of_b), strict=True):
            table = chunk.tables[arm.number]
            side.append(np.stack([of[key].of(table[:, of[key].column]) for key in shared]))
    a, b = (np.concatenate(side, axis=1) for side in parts)
    return Pool(a, b, [of_a[key] for key in shared], chunk.draws)


def within_bounds(values: Values, measure: Measure) -> bool:
    """Whether the outcome is one of those that the promise is about."""
    if measure.share:
        return bool(RARE <= values.mean() <= 1.0 - RARE)
    return bool(np.unique(values, return_counts=True)[1].max() <= (1.0 - RARE) * values.size)


def samples(draws: int, seed: list[int]) -> Iterator[Rows]:
    """Trials of each repeat; draw d of a repeat has every ``draws``-th of them, from the d-th on."""
    rng = np.random.default_rng(seed)
    for _ in range(REPEATS):
        if draws:
            picked = rng.integers(draws, size=draws)
            of_draw = rng.integers(POOL // draws, size=(TRIALS // draws, draws))
            yield (of_draw * draws + picked).ravel()
        else:
            yield rng.integers(POOL, size=TRIALS)


def held(truth: float, draws: int, ends: Callable[[Rows], Ends], seed: list[int]) -> int:
    """In how many repeats the interval holds the truth."""
    found = (ends(rows) for rows in samples(draws, seed))
    return sum(low <= truth <= high for low, high in found)


def judge(found: dict[str, int]) -> None:
    """The two requirements that the module states."""
    assert found
    rare = WRONGLY / len(found)
    assert LOW <= np.mean(list(found.values())) / REPEATS <= HIGH
    narrow = {n: k / REPEATS for n, k in found.items() if binom.cdf(k, REPEATS, LOW) < rare}
    wide = {n: k / REPEATS for n, k in found.items() if binom.sf(k - 1, REPEATS, HIGH) < rare}
    assert (narrow, wide) == ({}, {})


def of_run(values: Values, measure: Measure, draws: int, rows: Rows) -> Ends:
    """The interval of a run's summary."""
    seen = values[rows]
    if draws:
        by_draw = totals(seen, np.arange(TRIALS) % draws, draws)
        if measure.share:
            return clustered_share(by_draw)[1:3]
        return clustered_mean(by_draw, within=measure.within)[1:3]
    if measure.share:
        return share(seen.sum(), TRIALS)[1:3]
    return mean(seen, within=measure.within)[1:3]


def of_comparison(a: Values, b: Values, measure: Measure, draws: int, rows: Rows) -> Ends:
    """The matched interval of a comparison."""
    tally = (Shares if measure.share else Amounts)(measure, measure)
    draw = np.arange(TRIALS) % draws if draws else None
    tally.add(0, a[rows], b[rows], draw, draws)
    contrast = tally.contrast(0.95)
    return contrast.low, contrast.high


@pytest.mark.slow
@pytest.mark.parametrize("shares", [True, False], ids=["shares", "means"])
def test_intervals_of_a_run_hold_the_truth(pool: Pool, shares: bool) -> None:
    found = {}
    for k, (values, measure) in enumerate(zip(pool.a, pool.measures, strict=True)):
        if measure.share == shares and within_bounds(values, measure):
            ends = partial(of_run, values, measure, pool.draws)
            name = f"{measure.section} {measure.name}"
            found[name] = held(float(values.mean()), pool.draws, ends, [1, k])
    judge(found)


def compared(pool: Pool, shares: bool, enough: bool) -> dict[str, int]:
    """Coverage of the comparisons in which enough trials differ, or of the others."""
    found = {}
    for k, (a, b, measure) in enumerate(zip(pool.a, pool.b, pool.measures, strict=True)):
        differing = pool.differing(k)
        if (
            measure.share == shares
            and within_bounds(a, measure)
            and differing > 0
            and (differing >= FEW) == enough
        ):
            ends = partial(of_comparison, a, b, measure, pool.draws)
            name = f"{measure.section} {measure.name}"
            found[name] = held(float((b - a).mean()), pool.draws, ends, [2, k])
    return found


@pytest.mark.slow
@pytest.mark.parametrize("shares", [True, False], ids=["shares", "means"])
def test_intervals_of_a_comparison_hold_the_truth(pool: Pool, shares: bool) -> None:
    judge(compared(pool, shares, enough=True))


@pytest.mark.slow
def test_shares_in_which_few_trials_differ_have_intervals_that_are_wide_enough(pool: Pool) -> None:
    found = compared(pool, shares=True, enough=False)
    rare = WRONGLY / max(1, len(found))
    narrow = {n: k / REPEATS for n, k in found.items() if binom.cdf(k, REPEATS, LOW) < rare}
    assert narrow == {}
