"""A run to a precision stops when it is reached, at whole rounds of draws, and says what it took."""

import math

import numpy as np
import pandas as pd
import pytest

from sim.analysis.comparison import tabulate
from sim.analysis.confidence_sequences import METHOD
from sim.analysis.measures import measures
from sim.analysis.sequential import Watch, named, until_precise
from sim.api.compare import compare
from sim.api.results.comparisons import Comparison
from sim.engine.table import trial_columns
from sim.errors import InputError
from sim.experiment.compare import Plan, plan
from sim.experiment.matched import matched
from sim.presentation.precision import precision_text
from sim.scenario.scenario import Scenario
from tests.worlds import lively, scenario

TENSER = "mechanisms.tension.weight=6"


@pytest.fixture(scope="module")
def world() -> Scenario:
    return scenario(lively())


@pytest.fixture(scope="module")
def made(world: Scenario) -> Plan:
    return plan([world], [TENSER])


@pytest.fixture(scope="module")
def found(world: Scenario) -> Comparison:
    return compare(world, sets=[TENSER], precision=0.1, outcomes=["first_war"], threads=1)


def test_it_stops_at_the_first_look_at_which_every_half_width_is_small_enough(made: Plan) -> None:
    watch = Watch(made.pairings, 0.12, ["first_war"])
    looks = []
    for _ in until_precise(matched(made.arms, 2000, 1, chunk=25), watch):
        (_, reading), *_ = watch.readings()
        looks.append((watch.trials, reading.half))
    assert looks[-1][1] <= 0.12
    assert all(half > 0.12 for _, half in looks[:-1])
    assert len(looks) > 1


def test_a_precision_that_most_trials_do_not_reach_is_said_not_to_be(made: Plan) -> None:
    watch = Watch(made.pairings, 0.001)
    chunks = list(until_precise(matched(made.arms, 40, 1, chunk=20), watch))
    assert len(chunks) == 2
    assert not watch.reached
    assert "NOT reached" in precision_text(watch)


def test_only_whole_rounds_over_the_draws_are_looked_at(made: Plan) -> None:
    watch = Watch(made.pairings, 0.9, cycle=30)
    for _ in until_precise(matched(made.arms, 200, 1, chunk=20), watch):
        pass
    assert watch.trials == 60


def test_twins_need_no_trials_and_differ_by_exactly_zero(world: Scenario) -> None:
    twins = plan([world, world.replace({"name": "twin"})])
    watch = Watch(twins.pairings, 0.001)
    table = tabulate(twins.pairings, until_precise(matched(twins.arms, 500, 1, chunk=10), watch))
    assert watch.trials == 10
    assert (watch.over(table)[["difference", "low", "high"]] == 0).all(axis=None)
    assert "exactly zero" in precision_text(watch)


def test_trials_out_of_order_are_refused(made: Plan) -> None:
    watch = Watch(made.pairings, 0.1)
    (chunk,) = matched(made.arms, 10, 1, first=10)
    with pytest.raises(ValueError, match="trial 0 comes next"):
        watch.add(chunk)


def test_only_intervals_that_hold_under_stopping_are_in_the_table(found: Comparison) -> None:
    declared = (found.table["section"] == "ever") & (found.table["outcome"] == "first_war")
    row = found.table[declared].iloc[0]
    assert row["method"] == METHOD
    assert row["low"] < row["difference"] < row["high"]
    assert (row["high"] - row["low"]) / 2 <= 0.1
    rest = found.table[~declared]
    assert rest[["low", "high"]].isna().all(axis=None)
    assert found.table.filter(like="unpaired").isna().all(axis=None)
    assert set(found.table["trials"]) == {found.watch.trials if found.watch else 0}
    # The estimates are those of as many trials, asked for by number.
    again = compare(*[found.plan.arms[0].scenario], sets=[TENSER], trials=row["trials"], threads=1)
    pd.testing.assert_series_equal(again.table["difference"], found.table["difference"])


def test_months_before_an_event_are_declared_in_shares_of_the_horizon(made: Plan) -> None:
    watch = Watch(made.pairings, 0.5, ["amount:first_war"])
    for _ in until_precise(matched(made.arms, 100, 1, chunk=50), watch):
        pass
    ((declared, reading),) = watch.readings()
    assert declared.reach == made.arms[0].scenario.horizon
    assert not math.isnan(reading.mean)


@pytest.mark.parametrize(
    ("precision", "outcomes", "said"),
    [
        (0.0, (), "between 0 and 1"),
        (1.5, (), "between 0 and 1"),
        (0.1, ("first_wars",), "nearest is first_war"),
        (0.1, ("events",), "no bounds"),
    ],
)
def test_what_can_not_be_known_to_a_precision_is_refused(
    made: Plan, precision: float, outcomes: tuple[str, ...], said: str
) -> None:
    with pytest.raises(InputError, match=said):
        Watch(made.pairings, precision, outcomes)


def test_a_name_means_the_share_and_a_section_tells_it_from_the_amount(world: Scenario) -> None:
    known = measures(world, trial_columns(world))
    assert named(known, "first_war").share
    assert not named(known, "amount:first_war").share
    assert named(known, "class:general_war").section == "class"
    words = np.array([-1, 3])
    assert list(named(known, "first_war").of(words)) == [0.0, 1.0]


def test_with_draws_a_run_looks_after_whole_rounds_over_them(world: Scenario) -> None:
    draws = pd.DataFrame({"mechanisms.crisis.cost": np.linspace(2.0, 5.0, 700)})
    found = compare(
        world,
        sets=[TENSER],
        draws=draws,
        precision=0.1,
        outcomes=["first_war"],
        threads=1,
    )
    assert found.watch is not None
    assert found.watch.trials % 700 == 0
    assert found.watch.reached
    assert "700 draws are taken as they are" in precision_text(found.watch)
