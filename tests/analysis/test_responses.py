"""Cells of the table of responses are the project's matched contrasts, and findings say what they say."""

import numpy as np
import pandas as pd
import pytest

from sim.analysis.contrasts import of_shares
from sim.analysis.contrasts_by_draw import difference_by_draw, shares_by_draw
from sim.analysis.measures import Measure
from sim.analysis.responses import (
    MOVES,
    NOTHING,
    SAME,
    UNCLEAR,
    Outcome,
    Tally,
    finding,
    lethal_at_once,
    outcomes,
    table,
)
from sim.engine.build import build
from sim.engine.ensemble import run_trials
from sim.engine.table import trial_columns, trial_words
from sim.scenario.loading import load

TRIALS, DRAWS = 600, 40
SHARE = Outcome("force", Measure("ever", "x", "x", "share", True, 0, lambda w: w.astype(float)))
AMOUNT = Outcome(
    "events",
    Measure("amount", "y", "y", "events", False, 1, lambda w: w.astype(float), (0.0, float("inf"))),
)


def arms(seed: int, effect: float) -> tuple[np.ndarray, np.ndarray]:
    """Words of a share and an amount in matched trials, of which some differ."""
    numbers = np.random.default_rng(seed)
    luck = numbers.random(TRIALS)
    shares = (luck < 0.3).astype(np.int64), (luck < 0.3 + effect).astype(np.int64)
    amount = numbers.poisson(20, TRIALS)
    more = numbers.poisson(20 * effect, TRIALS)
    return np.stack((shares[0], amount), 1), np.stack((shares[1], amount + more), 1)


def cells(low: np.ndarray, high: np.ndarray, draws: int = 0, size: int = 100) -> pd.DataFrame:
    tally = Tally("row", [SHARE, AMOUNT])
    for first in range(0, len(low), size):
        tally.add(first, low[first : first + size], high[first : first + size], draws)
    return table(tally.cells())


@pytest.mark.parametrize("draws", [0, DRAWS])
def test_cells_are_matched_contrasts_however_trials_are_cut(draws: int) -> None:
    low, high = arms(1, 0.1)
    found = cells(low, high, draws)
    share, amount = found.to_dict("records")
    assert share["difference"] == pytest.approx(high[:, 0].mean() - low[:, 0].mean())
    assert amount["difference"] == pytest.approx(high[:, 1].mean() - low[:, 1].mean())
    cell = 2 * (1 - low[:, 0]) + (1 - high[:, 0])
    if draws:
        counts = np.bincount(4 * (np.arange(TRIALS) % DRAWS) + cell, minlength=4 * DRAWS)
        expected = shares_by_draw(counts.reshape(DRAWS, 4).astype(float), 0.95)
    else:
        expected = of_shares(*np.bincount(cell, minlength=4), 0.95)
    assert (share["low"], share["high"]) == (expected.low, expected.high)
    assert share["clear"]
    assert amount["clear"]
    again = cells(low, high, draws, size=TRIALS)
    pd.testing.assert_frame_equal(found, again)


def test_the_interval_alone_is_that_of_the_whole_contrast() -> None:
    counts = np.random.default_rng(3).multinomial(12, (0.5, 0.1, 0.2, 0.2), DRAWS).astype(float)
    found = shares_by_draw(counts, 0.9)
    assert difference_by_draw(counts, 0.9) == (found.low, found.high)


def test_findings_tell_rows_apart() -> None:
    low, high = arms(2, 0.2)
    assert finding(cells(low, high)) == MOVES
    assert finding(cells(low, low)) == SAME
    # Two trials that differ either way show nothing, and rule out a large effect if there are many more.
    one = low.copy()
    for value in (0, 1):
        one[np.flatnonzero(low[:, 0] == value)[0], 0] = 1 - value
    assert finding(cells(low, one)) == NOTHING
    # Some that differ one way exclude 0 alone, but not at the level shared among outcomes.
    rising = low.copy()
    rising[np.flatnonzero(low[:, 0] == 0)[:5], 0] = 1
    share = cells(low, rising).iloc[0]
    assert share["low"] > 0
    assert not share["clear"]
    assert finding(cells(low, rising)) == UNCLEAR
    few = slice(0, 30)
    assert np.count_nonzero(low[few] != one[few]) == 2
    assert finding(cells(low[few], one[few])) == UNCLEAR


def test_a_scenario_that_begins_with_a_lethal_attack_is_recognised() -> None:
    columns = trial_columns(load("crisis_start"))
    for name, expected in (("crisis_start", True), ("baseline", False)):
        compiled = build(load(name))
        words = trial_words(compiled.scenario, 0, run_trials(compiled, 0, 8).rows)
        assert lethal_at_once(columns, words) is expected


def test_every_guarantor_and_counted_state_has_a_column() -> None:
    scenario = load("baseline")
    heads = [one.heading for one in outcomes(scenario, trial_columns(scenario))]
    assert {"us joins", "russia joins", "strategic tests", "nuclear use"} <= set(heads)
    assert len(set(heads)) == len(heads)
