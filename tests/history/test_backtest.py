"""The back-test: nothing later changes a forecast, and skill can be lost."""

import numpy as np
import pandas as pd
import pytest

from sim.history.backtest import (
    MODELS,
    backtest,
    block_months,
    comparison,
    forecasts,
    knowledge,
    origins,
    record,
)
from sim.history.baselines import SUMS
from sim.history.forecast import CLASSES, simulate
from sim.scenario.loading import load

STEP = 6


@pytest.fixture(scope="module")
def scores() -> pd.DataFrame:
    return backtest(load("history_1994"), record(), 60, step=STEP, threads=1)


def test_origins_are_the_ends_of_153_months() -> None:
    assert len(origins(len(record()))) == 153
    groups = knowledge(load("history_1994"), origins(369))
    assert sorted(o for group in groups for o in group.origins) == list(range(215, 368))
    assert len(groups) > 15


def test_every_forecaster_is_scored_at_every_origin(scores: pd.DataFrame) -> None:
    month = scores[scores["horizon"] == 1]
    assert set(scores["forecaster"]) == {*MODELS, *SUMS}
    assert len(month) == 26 * len(CLASSES) * 5
    assert month["target"].min() == "2012-01"
    assert scores[scores["horizon"] == 24]["origin"].max() <= "2022-09"
    assert (scores["crps"] >= 0).all()
    assert (scores["pit_low"] <= scores["pit_high"]).all()


def test_what_came_is_the_record(scores: pd.DataFrame) -> None:
    came = scores[(scores["horizon"] == 12) & (scores["class"] == "all")]
    # The origin of December 2021 is followed by the 49 events of 2022, two of them unplaced.
    of_2022 = record()[28 * 12 : 29 * 12, 4].sum()
    assert set(came.loc[came["origin"] == "2021-12", "came"]) == {of_2022}


def test_overwriting_the_record_after_an_origin_changes_no_forecast() -> None:
    paths, _ = simulate(load("history_1994"), 369, 20, 1)
    counts = record()
    rewritten = counts.copy()
    rewritten[300:] = 9.0
    for months in (1, 12):
        before = forecasts(paths, counts[:300], months)
        assert before == forecasts(paths, rewritten[:300], months)
        assert before != forecasts(paths, rewritten[:301], months)
    one = backtest(load("history_1994"), counts, 12, step=40, threads=1)
    other = backtest(load("history_1994"), rewritten, 12, step=40, threads=1)
    early = ["crps", "log_score"]
    kept = one["origin"] < "2017-12"
    assert kept.any()
    assert np.array_equal(
        one.loc[kept & (one["horizon"] == 1), early],
        other.loc[kept & (other["horizon"] == 1), early],
    )


def test_a_shuffled_record_takes_the_gain_over_climatology_away(scores: pd.DataFrame) -> None:
    counts = record()
    shuffled = counts[np.random.default_rng(0).permutation(len(counts))]
    lost = backtest(load("history_1994"), shuffled, 60, step=STEP, threads=1)

    def gain(of: pd.DataFrame) -> float:
        rows = of[(of["class"] == "all") & (of["horizon"] == 12)]
        mean = rows.groupby("forecaster")["crps"].mean()
        return mean["climatology"] - mean["model"]

    assert gain(scores) > 0
    assert gain(lost) < 0


def test_trials_near_the_record_are_those_whose_last_months_are_like_it() -> None:
    paths = np.zeros((10, 5, 5))
    paths[7:, 2:, :] = 4.0
    seen = np.zeros((4, 5))
    seen[2:] = 4.0
    (nearest,) = {str(d) for d in forecasts(paths, seen, 1)["model_nearest"]}
    assert nearest == str({"kind": "counts", "counts": [0, 0, 0, 0, 2]})


def test_differences_are_those_of_the_means(scores: pd.DataFrame) -> None:
    found = comparison(scores, STEP).set_index(["horizon", "span", "class", "forecaster"])
    row = found.loc[(1, "2012-24", "all", "model")]
    base = found.loc[(1, "2012-24", "all", "last_12"), "crps"]
    assert row["less_last_12"] == pytest.approx(row["crps"] - base)
    assert row["less_last_12_low"] <= row["less_last_12"] <= row["less_last_12_high"]
    assert row["origins"] == 26
    assert found.loc[(1, "2022-24", "all", "model"), "origins"] == 6


def test_blocks_reach_as_far_as_sums_overlap() -> None:
    assert [block_months(h) for h in (1, 12, 24)] == [12, 24, 36]
