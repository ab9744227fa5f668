"""Contrasts of matched trials with parameter draws cover what they should, and are exactly zero of twins."""

import math
from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

from sim.analysis.clusters import Totals, totals
from sim.analysis.comparison import tabulate
from sim.analysis.contrasts import of_shares, paired_difference, unpaired_difference
from sim.analysis.contrasts_by_draw import effective_part, errors_of, means_by_draw, shares_by_draw
from sim.experiment.compare import plan
from sim.experiment.draws import applied
from sim.experiment.matched import matched
from sim.scenario import load

REPEATS, DRAWS, EACH = 2000, 60, 8
"""Of 2,000 repeats a true 95% falls outside 93-97% in fewer than one seed of 10,000."""
TRUTH = 0.1 * 0.75
"""The mean difference of the two arms."""
FEW = 400
"""Of 400 repeats a true 95% falls outside 93-97% in some 7 seeds of 100; these seeds are fixed."""
RATIO = (0.25 + TRUTH) / 0.25
"""The mean chance of arm B over that of arm A."""
NUMBER = np.repeat(np.arange(DRAWS), EACH)


def cells_of(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    cell = (2 * (1 - a) + (1 - b)).astype(int)
    return np.bincount(4 * NUMBER + cell, minlength=4 * DRAWS).reshape(DRAWS, 4).astype(float)


def arms(luck: np.random.Generator, matched_luck: bool) -> tuple[np.ndarray, np.ndarray]:
    """Two arms whose chances and whose difference vary with the draw."""
    base = luck.beta(2.0, 6.0, DRAWS)
    effect = 0.3 * luck.beta(1.0, 2.0, DRAWS)
    of_a, of_b = (np.repeat(p, EACH) for p in (base, base + effect * (1 - base)))
    first = luck.random(DRAWS * EACH)
    second = first if matched_luck else luck.random(DRAWS * EACH)
    return (first < of_a).astype(float), (second < of_b).astype(float)


def tables(luck: np.random.Generator, paired: bool = True, matched_luck: bool = True) -> np.ndarray:
    """Counts by draw of many comparisons, shape (repeats, draws, 4)."""
    found = []
    for _ in range(REPEATS):
        a, b = arms(luck, matched_luck)
        if not paired:
            b = arms(luck, False)[1]
        found.append(cells_of(a, b))
    return np.array(found)


def parts_of(every: np.ndarray, of: Callable[[np.ndarray], Totals]) -> np.ndarray:
    return np.array([effective_part(of(cells), 0.95) for cells in every])


def difference(cells: np.ndarray) -> Totals:
    return Totals(cells.sum(axis=1), cells[:, 2] - cells[:, 1], cells[:, 1] + cells[:, 2])


def test_the_interval_of_a_difference_is_the_score_interval_at_the_effective_number() -> None:
    (cells, *_) = tables(np.random.default_rng(10))
    found, f = shares_by_draw(cells, 0.95), effective_part(difference(cells), 0.95)
    _, a_only, b_only, _ = f * cells.sum(axis=0)
    low, high = paired_difference(a_only, b_only, f * cells.sum(), 0.95)
    assert (found.low, found.high) == (low, high)
    assert 0.0 < f < 1.0


@pytest.mark.parametrize("matched_luck", [True, False])
def test_a_paired_interval_of_a_difference_covers_it_in_93_to_97_of_100(matched_luck: bool) -> None:
    every = tables(np.random.default_rng(11), True, matched_luck)
    f = parts_of(every, difference)
    _, a_only, b_only, _ = f * every.sum(axis=1).T
    low, high = paired_difference(a_only, b_only, f * DRAWS * EACH, 0.95)
    assert 0.93 <= np.mean((low <= TRUTH) & (high >= TRUTH)) <= 0.97


def test_an_unpaired_interval_covers_arms_with_draws_of_their_own() -> None:
    every = tables(np.random.default_rng(12), False, False)
    a, b = every[:, :, 0] + every[:, :, 1], every[:, :, 0] + every[:, :, 2]
    sizes = np.full(DRAWS, float(EACH))
    f = np.minimum(*(parts_of(arm, lambda of: Totals(sizes, of, of)) for arm in (a, b)))
    low, high = unpaired_difference(f * a.sum(axis=1), f * b.sum(axis=1), f * DRAWS * EACH, 0.95)
    assert 0.93 <= np.mean((low <= TRUTH) & (high >= TRUTH)) <= 0.97


@pytest.mark.slow
@pytest.mark.parametrize("matched_luck", [True, False])
def test_a_paired_interval_of_a_ratio_covers_it_in_93_to_97_of_100(matched_luck: bool) -> None:
    every = tables(np.random.default_rng(21), True, matched_luck)
    found = [shares_by_draw(cells, 0.95) for cells in every[:FEW]]
    held = [one.ratio_low <= RATIO <= one.ratio_high for one in found]
    assert 0.93 <= np.mean(held) <= 0.97


@pytest.mark.slow
def test_an_unpaired_interval_of_a_ratio_covers_arms_with_draws_of_their_own() -> None:
    every = tables(np.random.default_rng(22), False, False)
    found = [shares_by_draw(cells, 0.95) for cells in every[:FEW]]
    held = [one.ratio_unpaired_low <= RATIO <= one.ratio_unpaired_high for one in found]
    assert 0.93 <= np.mean(held) <= 0.97


@pytest.mark.slow
def test_without_clustering_a_ratio_that_varies_by_draw_is_missed_more_often() -> None:
    luck = np.random.default_rng(23)
    held = np.zeros(2)
    for _ in range(FEW):
        base = np.repeat(luck.beta(0.3, 0.9, DRAWS), EACH)
        a = (luck.random(DRAWS * EACH) < base).astype(float)
        b = (luck.random(DRAWS * EACH) < np.repeat(luck.beta(0.3, 0.9, DRAWS), EACH)).astype(float)
        cells = cells_of(a, b)
        for k, found in enumerate((of_shares(*cells.sum(axis=0)), shares_by_draw(cells, 0.95))):
            held[k] += found.ratio_low <= 1.0 <= found.ratio_high
    bare, clustered = held / FEW
    assert bare < 0.88 < 0.92 < clustered


def test_without_clustering_a_difference_that_varies_by_draw_is_missed_far_more_often() -> None:
    luck = np.random.default_rng(14)
    every = np.array(
        [
            cells_of(np.zeros(DRAWS * EACH), (luck.random(DRAWS * EACH) < effect).astype(float))
            for effect in 0.6 * np.repeat(luck.beta(0.3, 0.9, (REPEATS, DRAWS)), EACH, axis=1)
        ]
    )
    f = parts_of(every, difference)
    covered = []
    for part in (np.ones(REPEATS), f):
        _, a_only, b_only, _ = part * every.sum(axis=1).T
        low, high = paired_difference(a_only, b_only, part * DRAWS * EACH, 0.95)
        covered.append(float(np.mean((low <= 0.15) & (high >= 0.15))))
    assert covered[0] < 0.9 < 0.93 < covered[1] < 0.97


@pytest.mark.parametrize("between", [0.2, 1.0])
def test_an_interval_of_a_difference_of_means_covers_it_in_93_to_97_of_100(between: float) -> None:
    luck = np.random.default_rng(15)
    held = 0
    for _ in range(REPEATS // 2):
        level = luck.normal(5.0, 1.0, DRAWS)[NUMBER]
        effect = luck.normal(0.5, between, DRAWS)[NUMBER]
        noise = luck.normal(0.0, 1.0, DRAWS * EACH)
        a = level + noise
        b = level + effect + noise + luck.normal(0.0, 0.5, DRAWS * EACH)
        five = (a, b, b - a, np.maximum(b - a, 0.0), np.maximum(a - b, 0.0))
        by_draw = [totals(values, NUMBER, DRAWS) for values in five]
        means = [float(values.mean()) for values in five]
        found = means_by_draw(by_draw, [means[k] for k in (0, 1, 3, 4)], False)
        held += found.low <= 0.5 <= found.high
    assert 0.93 <= held / (REPEATS // 2) <= 0.97


def test_the_errors_of_a_difference_are_those_that_were_put_in() -> None:
    luck = np.random.default_rng(16)
    draws, each = 2000, 5
    number = np.repeat(np.arange(draws), each)
    values = luck.normal(luck.normal(1.0, 0.5, draws)[number], 2.0)
    found = errors_of(totals(values, number, draws))
    assert found.between_draws == pytest.approx(0.5, rel=0.15)
    assert found.chance == pytest.approx(2.0 / math.sqrt(draws * each), rel=0.05)
    assert found.parameters == pytest.approx(0.5 / math.sqrt(draws), rel=0.15)


def test_draws_that_all_agree_leave_contrasts_at_the_number_of_trials() -> None:
    luck = np.random.default_rng(17)
    a = luck.permuted(np.tile([1.0, 1, 0, 0, 0, 0, 0, 0], (DRAWS, 1)), axis=1).ravel()
    b = luck.permuted(np.tile([1.0, 1, 1, 0, 0, 0, 0, 0], (DRAWS, 1)), axis=1).ravel()
    cells = cells_of(a, b)
    plain, found = of_shares(*cells.sum(axis=0)), shares_by_draw(cells, 0.95)
    # Never narrower than without clusters, wider by Student's quantile alone.
    assert found.high - found.low >= plain.high - plain.low
    assert found.high - found.low == pytest.approx(plain.high - plain.low, rel=0.05)


DRAWN = pd.DataFrame(
    {"mechanisms.tension.weight": [1.0, 3.0, 6.0], "mechanisms.audience.weight": [0.0, 2.0, 4.0]}
)


def table_of(*sources: str, sets: tuple[str, ...] = ()) -> pd.DataFrame:
    made = plan([load(name, ["horizon=6"]) for name in sources], sets, {}, draws=DRAWN)
    return tabulate(made.pairings, matched(made.arms, 30, 1, draws=made.draws))


def test_identical_scenarios_differ_by_exactly_zero_with_draws_too() -> None:
    table = table_of("baseline", "baseline")
    assert (table[["difference", "low", "high"]] == 0.0).all(axis=None)
    assert set(table["method"]) == {"identical"}
    errors = table[["between_draws", "chance_error", "parameter_error"]]
    assert (errors == 0.0).all(axis=None)
    assert set(table["draws"]) == {3}


def test_matched_arms_share_their_draws_and_a_setting_wins() -> None:
    made = plan(
        [load("baseline", ["horizon=6"])], ["mechanisms.audience.weight=1.0"], {}, draws=DRAWN
    )
    assert made.draws is not None
    a, b = (applied(made.draws, arm.scenario) for arm in made.arms)
    assert a is not None
    assert b is not None
    assert set(a.paths) - set(b.paths) == {"mechanisms.audience.weight"}


def test_an_arm_that_states_a_value_otherwise_keeps_it() -> None:
    sources = [load("baseline"), load("baseline").replace({"mechanisms.tension.weight": 5.0})]
    made = plan(sources, [], {}, draws=DRAWN)
    tables = [applied(made.draws, arm.scenario) for arm in made.arms]
    paths = [None if table is None else table.paths for table in tables]
    assert paths == [tuple(DRAWN.columns), ("mechanisms.audience.weight",)]
