"""Shapley shares: their axioms on known games and in the model, exact and sampled."""

import itertools
import math

import numpy as np
import pandas as pd
import pytest

from sim.analysis import attribution
from sim.analysis.attribution import attribute, shapley_weights
from sim.experiment.compare import plan
from sim.experiment.groups import groups
from sim.experiment.run import collect, request
from sim.scenario.scenario import Scenario
from tests.worlds import lively, scenario

TRIALS = 40


@pytest.fixture(scope="module")
def pair() -> tuple[Scenario, Scenario]:
    a = scenario(lively())
    return a, a.replace(
        {
            "mechanisms.tension.weight": 6.0,
            "mechanisms.rally.on": False,
            "mechanisms.reciprocity.weight": 0.0,
        }
    )


@pytest.fixture(scope="module")
def exact(pair: tuple[Scenario, Scenario]) -> pd.DataFrame:
    return attribute(*pair, groups(*pair), TRIALS, 1)


@pytest.mark.parametrize("number", [1, 2, 3, 5, 8])
def test_weights_are_the_mean_over_all_orders(number: int) -> None:
    random = np.random.default_rng(number)
    worth = {members: random.normal() for members in shapley_weights(number)}
    rows = sum(row * worth[members] for members, row in shapley_weights(number).items())
    if number <= 5:
        shares = np.zeros(number)
        for order in itertools.permutations(range(number)):
            before: frozenset[int] = frozenset()
            for g in order:
                shares[g] += worth[before | {g}] - worth[before]
                before |= {g}
        assert rows[:number] == pytest.approx(shares / math.factorial(number))
    every, none = frozenset(range(number)), frozenset[int]()
    assert rows[:number].sum() == pytest.approx(worth[every] - worth[none])
    assert rows[number] == pytest.approx(worth[frozenset({0})] - worth[none])
    assert rows[2 * number] == pytest.approx(worth[every] - worth[every - {0}])
    assert rows[3 * number] == pytest.approx(worth[every] - worth[none])


def shares(table: pd.DataFrame) -> pd.DataFrame:
    return table.pivot_table(
        index=["section", "outcome"], columns="group", values="share", sort=False
    )


@pytest.mark.parametrize("sampled", [False, True])
def test_shares_sum_to_the_whole_difference(
    pair: tuple[Scenario, Scenario], sampled: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if sampled:
        monkeypatch.setattr(attribution, "MOST_EXACT", 2)
        monkeypatch.setattr(attribution, "ORDERS", 8)
    found = shares(attribute(*pair, groups(*pair), TRIALS, 1))
    parts = found.drop(columns="all").sum(axis=1)
    assert parts.to_numpy() == pytest.approx(found["all"].to_numpy(), rel=1e-9, abs=1e-9)
    a, b = (collect(request(one, TRIALS, 1)).frame()["events"] for one in pair)
    assert found.loc[("amount", "events"), "all"] == pytest.approx((b - a).mean())
    assert (found["all"] != 0).any()


@pytest.mark.slow
def test_sampled_orders_agree_with_the_exact_shares(
    pair: tuple[Scenario, Scenario], exact: pd.DataFrame, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(attribution, "MOST_EXACT", 2)
    sampled = attribute(*pair, groups(*pair), TRIALS, 1)
    of = (sampled["outcome"] == "events") & (sampled["section"] == "amount")
    for row in sampled[of & (sampled["group"] != "all")].to_dict("records"):
        truth = exact[
            (exact["outcome"] == "events")
            & (exact["section"] == "amount")
            & (exact["group"] == row["group"])
        ]["share"].iloc[0]
        # Four standard errors, of the sampled orders alone.
        assert abs(row["share"] - truth) <= 2.0 * (row["high"] - row["low"])


def test_a_single_group_has_the_whole_difference(pair: tuple[Scenario, Scenario]) -> None:
    a = pair[0]
    b = a.replace({"mechanisms.tension.weight": 6.0})
    found = shares(attribute(a, b, groups(a, b), TRIALS, 1))
    assert (found["mechanisms.tension"] == found["all"]).all()


def test_what_changes_nothing_gets_exactly_nothing(pair: tuple[Scenario, Scenario]) -> None:
    a = pair[0].replace({"mechanisms.moral_hazard.on": False, "mechanisms.rally.on": False})
    b = a.replace({"mechanisms.tension.weight": 6.0, "mechanisms.rally.weight": 3.0})
    found = groups(a, b)
    assert [group.name for group in found] == ["mechanisms.rally", "mechanisms.tension"]
    table = shares(attribute(a, b, found, TRIALS, 1))
    assert (table["mechanisms.rally"] == 0.0).all()
    assert (table["mechanisms.tension"] != 0.0).any()


def test_threads_change_no_share(pair: tuple[Scenario, Scenario], exact: pd.DataFrame) -> None:
    pd.testing.assert_frame_equal(exact, attribute(*pair, groups(*pair), TRIALS, 2))


def test_alone_and_last_are_plain_comparisons(
    pair: tuple[Scenario, Scenario], exact: pd.DataFrame
) -> None:
    made = plan([pair[0]], ["mechanisms.rally.on=false"])
    a, b = (collect(request(arm.scenario, TRIALS, 1)).frame()["events"] for arm in made.arms)
    row = exact[
        (exact["outcome"] == "events")
        & (exact["section"] == "amount")
        & (exact["group"] == "mechanisms.rally")
    ].iloc[0]
    assert row["alone"] == pytest.approx((b - a).mean())


def test_progress_is_told_after_every_scenario_of_a_part(
    pair: tuple[Scenario, Scenario],
) -> None:
    told: list[int] = []
    found = groups(*pair)
    attribute(*pair, found, TRIALS, 1, told.append)
    assert len(told) == 2 ** len(found)
    assert told == sorted(told)
    assert told[-1] == TRIALS
