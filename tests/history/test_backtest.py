"""The back-test: nothing later changes a forecast, and skill can be lost."""

import numpy as np
import pandas as pd
import pytest

from sim.engine.build import build
from sim.engine.ensemble import run_trials
from sim.history.backtest import (
    AVERAGE,
    Backtest,
    backtest,
    block_months,
    comparison,
    learning_alike,
    months_lived,
    origins,
    record,
)
from sim.history.baselines import SUMS
from sim.history.filtering import Filter
from sim.history.forecast import CLASSES
from sim.history.origins import forecasts
from sim.history.variants import MODEL, VARIANTS, observed_form
from sim.scenario.loading import load

STEP = 12
QUICK = {"particles": 64, "worlds": 4, "trials": 64, "step": STEP, "threads": 1}
TWO = (MODEL, "no_drift")


@pytest.fixture(scope="module")
def found() -> Backtest:
    return backtest(load("history_1994"), record(), variants=TWO, **QUICK)


@pytest.fixture(scope="module")
def scores(found: Backtest) -> pd.DataFrame:
    return found.scores


def test_origins_are_the_ends_of_153_months() -> None:
    assert len(origins(len(record()))) == 153


def test_every_forecaster_is_scored_at_every_origin(scores: pd.DataFrame) -> None:
    month = scores[scores["horizon"] == 1]
    assert set(scores["forecaster"]) == {*TWO, AVERAGE, *SUMS}
    assert len(month) == 13 * len(CLASSES) * 6
    assert month["target"].min() == "2012-01"
    assert scores[scores["horizon"] == 24]["origin"].max() <= "2022-09"
    assert (scores["crps"] >= 0).all()
    assert (scores["pit_low"] <= scores["pit_high"]).all()


def test_what_came_is_the_record(scores: pd.DataFrame) -> None:
    came = scores[(scores["horizon"] == 12) & (scores["class"] == "all")]
    # The origin of December 2021 is followed by the 49 events of 2022, two of them unplaced.
    of_2022 = record()[28 * 12 : 29 * 12, 4].sum()
    assert set(came.loc[came["origin"] == "2021-12", "came"]) == {of_2022}


def test_overwriting_the_record_after_an_origin_changes_no_forecast(found: Backtest) -> None:
    rewritten = record()[:312]
    rewritten[289:] = [3.0, 3.0, 3.0, 0.0, 9.0]
    other = backtest(load("history_1994"), rewritten, variants=(MODEL,), **QUICK)
    models = [of.scores[of.scores["forecaster"] == MODEL] for of in (found, other)]
    # The origin of December 2017 is month 287; the month after it is as it was.
    for horizon, last in ((1, "2017-12"), (12, "2016-12")):
        one, again = (of[(of["horizon"] == horizon) & (of["origin"] <= last)] for of in models)
        assert len(one) > 0
        assert np.array_equal(one[["crps", "log_score"]], again[["crps", "log_score"]])
    later = [of[of["origin"] > "2017-12"]["crps"] for of in models]
    assert not np.array_equal(*later)


@pytest.mark.slow
def test_in_a_shuffled_record_the_model_loses_ground_to_climatology(scores: pd.DataFrame) -> None:
    counts = record()
    shuffled = counts[np.random.default_rng(0).permutation(len(counts))]
    lost = backtest(load("history_1994"), shuffled, variants=(MODEL,), **QUICK).scores

    def beside_climatology(of: pd.DataFrame) -> float:
        rows = of[(of["class"] == "all") & (of["horizon"] == 12)]
        mean = rows.groupby("forecaster")["crps"].mean()
        return mean[MODEL] / mean["climatology"]

    assert beside_climatology(lost) > 1.1 * beside_climatology(scores)


def test_weights_of_the_average_add_up_at_every_origin(found: Backtest) -> None:
    by_origin = found.weights.groupby("origin")["weight"]
    assert by_origin.sum().to_numpy() == pytest.approx(np.ones(13))
    assert (by_origin.size() == len(TWO)).all()


def test_a_single_variant_is_not_averaged() -> None:
    of = backtest(
        load("history_1994"), record()[:230], variants=("no_drift",), **{**QUICK, "particles": 16}
    )
    assert AVERAGE not in set(of.scores["forecaster"])
    assert len(of.weights) == 0


def test_every_variant_forecasts() -> None:
    # Twenty years would tell nothing more of whether they run.
    quick = {"particles": 40, "worlds": 4, "trials": 20, "step": 12, "threads": 1}
    of = backtest(load("history_1994"), record()[:220], **quick)
    assert set(of.months["variant"]) == set(VARIANTS)
    assert np.isfinite(of.months["log_score"]).all()


def test_a_switch_that_makes_no_difference_is_not_lived_through_again() -> None:
    hindcast = load("history_1994")
    together = [set(group) for group in learning_alike(tuple(VARIANTS), hindcast)]
    assert {MODEL, "no_moral_hazard", "no_diversion"} in together
    assert {"dated_campaign", "lasting_regimes"} in together
    assert len(together) == len(VARIANTS) - 3
    off = hindcast.replace({"mechanisms.moral_hazard.on": False})
    on, without = (run_trials(build(of), 0, 40) for of in (hindcast, off))
    assert np.array_equal(on.rows, without.rows)


def test_a_switch_that_makes_a_difference_is() -> None:
    carried = load("history_1994", ["alliances.russia-dprk.moral_hazard=1"])
    together = [set(group) for group in learning_alike((MODEL, "no_moral_hazard"), carried)]
    assert together == [{MODEL}, {"no_moral_hazard"}]
    abroad = load("history_1994", ["pacts.russia-dprk.abroad=100"])
    together = [set(group) for group in learning_alike((MODEL, "no_diversion"), abroad)]
    assert together == [{MODEL}, {"no_diversion"}]


@pytest.mark.parametrize("lag", [0, 3])
def test_courses_part_when_the_pact_is_known_of(lag: int) -> None:
    (group,) = learning_alike((MODEL, "no_diversion"), load("history_1994"), lag)
    october_2023 = 12 * 29 + 9
    assert group["no_diversion"].parting == october_2023 + lag
    assert months_lived(group, 369) == 2 * 369 - october_2023 - lag
    assert group["no_diversion"].at(october_2023 + lag - 1) == group[MODEL].at(0)
    assert group["no_diversion"].at(october_2023 + lag) != group[MODEL].at(october_2023 + lag)


@pytest.mark.parametrize("names", [(MODEL, "no_diversion"), ("no_diversion",)])
def test_who_parts_late_has_learnt_what_it_would_have_learnt_alone(names: tuple[str, ...]) -> None:
    dates = ("month", "known_from")
    early = [f"timeline.munitions_for_russia.{date}=1994-09" for date in dates]
    hindcast = load("history_1994", early)
    (group,) = learning_alike(names, hindcast)
    assert group["no_diversion"].parting == 8
    counts = record()[:40]
    many = {"particles": 80, "worlds": 4, "threads": 1}
    found = forecasts(hindcast, group, counts, [7, 30], trials=40, **many)
    for name in names:
        form = VARIANTS[name]
        alone = Filter(observed_form(hindcast, form), form.priors, *many.values())
        lived = [alone.observe(seen[:4]) for seen in counts]
        assert found[name].log_scores.tolist() == lived
        if name == MODEL:
            assert found["no_diversion"].log_scores.tolist() != lived


def test_differences_are_those_of_the_means(scores: pd.DataFrame) -> None:
    table = comparison(scores, STEP).set_index(["horizon", "span", "class", "forecaster"])
    row = table.loc[(1, "2012-24", "all", MODEL)]
    base = table.loc[(1, "2012-24", "all", "last_12"), "crps"]
    assert row["less_last_12"] == pytest.approx(row["crps"] - base)
    assert row["less_last_12_low"] <= row["less_last_12"] <= row["less_last_12_high"]
    assert row["origins"] == 13
    assert table.loc[(1, "2022-24", "all", MODEL), "origins"] == 3


def test_blocks_reach_as_far_as_sums_overlap() -> None:
    assert [block_months(h) for h in (1, 12, 24)] == [12, 24, 36]
