"""Plans of comparisons: which arm is set against which, and matched trials of them."""

import numpy as np
import pytest

from sim.errors import InputError
from sim.experiment.compare import plan, setting_words
from sim.experiment.matched import matched
from sim.experiment.run import collect, request
from sim.scenario import ScenarioError
from sim.scenario.scenario import Scenario
from tests.worlds import scenario, two_states

HARDER = "mechanisms.tension.weight=5"


@pytest.fixture(scope="module")
def world() -> Scenario:
    return scenario(two_states(horizon=6))


def test_several_scenarios_are_each_set_against_the_first(world: Scenario) -> None:
    b, c = (world.replace({"name": name}) for name in ("b", "c"))
    made = plan([world, b, c])
    assert [p.name for p in made.pairings] == ["b against two", "c against two"]
    assert len(made.arms) == 3


def test_settings_are_laid_over_all_of_several_scenarios(world: Scenario) -> None:
    made = plan([world, world.replace({"name": "b"})], ["mechanisms.tension.on=false"])
    assert [p.name for p in made.pairings] == ["b against two, both with tension off"]
    assert all(not arm.scenario.value("mechanisms.tension.on") for arm in made.arms)


def test_a_single_scenario_is_set_against_itself_with_settings(world: Scenario) -> None:
    made = plan([world], [HARDER, "mechanisms.rally.on=false"])
    assert [p.name for p in made.pairings] == [f"{HARDER}, rally off against two"]
    assert made.arms[0].scenario is world


def test_each_value_to_try_is_a_contrast(world: Scenario) -> None:
    made = plan([world], [], {"mechanisms.tension.weight": ["1", "2"]})
    assert [p.a.number for p in made.pairings] == [0, 0]
    weights = [arm.scenario.value("mechanisms.tension.weight") for arm in made.arms[1:]]
    assert weights == [1.0, 2.0]


def test_settings_beside_values_to_try_hold_in_both_arms(world: Scenario) -> None:
    made = plan([world], ["mechanisms.rally.on=false"], {"mechanisms.tension.weight": ["1"]})
    assert made.pairings[0].name.endswith("against two, both with rally off")
    assert all(not arm.scenario.value("mechanisms.rally.on") for arm in made.arms)


def test_all_arms_share_the_seed_of_the_first_or_the_one_asked_for(world: Scenario) -> None:
    other = world.replace({"name": "b", "seed": 7})
    assert [arm.scenario.seed for arm in plan([world, other]).arms] == [0, 0]
    assert [arm.scenario.seed for arm in plan([other, world], seed=0).arms] == [0, 0]
    assert [arm.scenario.seed for arm in plan([world, other], seed=3).arms] == [3, 3]


def test_nothing_to_compare_with_is_refused(world: Scenario) -> None:
    with pytest.raises(InputError, match="nothing to compare"):
        plan([world])


def test_other_months_are_refused(world: Scenario) -> None:
    with pytest.raises(InputError, match="horizon of two is 6"):
        plan([world, world.replace({"name": "b", "horizon": 7})])


def test_a_contrast_asked_for_twice_is_refused(world: Scenario) -> None:
    with pytest.raises(InputError, match="twice"):
        plan([world, world.replace({"name": "b"}), world.replace({"name": "b"})])


@pytest.mark.parametrize(
    "values", [["3", "3.0"], ["3", "3"], ["on", "true"], ["{value: 3}", "{value: 3}"]]
)
def test_one_value_written_twice_is_refused(world: Scenario, values: list[str]) -> None:
    with pytest.raises(InputError, match="are one value"):
        plan([world], vary={"mechanisms.rally.weight": values})


def test_a_wrong_setting_names_the_nearest(world: Scenario) -> None:
    with pytest.raises(ScenarioError, match="tension"):
        plan([world], ["mechanisms.tensoin.on=false"])


def test_settings_are_named_as_people_say_them() -> None:
    assert setting_words("mechanisms.rally.on=false") == "rally off"
    assert setting_words("mechanisms.rally.on = true") == "rally on"
    assert setting_words("claims.emboldening.holds=false") == "claim emboldening off"
    assert setting_words("claims.all=off") == "claim all off"
    assert setting_words("states.rok.resolve = 0.5") == "states.rok.resolve=0.5"


def test_matched_trials_are_those_of_a_run_from_any_number_on(world: Scenario) -> None:
    made = plan([world], [HARDER])
    chunks = list(matched(made.arms, 7, 1, first=3, chunk=4))
    assert [chunk.first for chunk in chunks] == [3, 7]
    for arm in made.arms:
        whole = collect(request(arm.scenario, 10, 1)).table[3:]
        found = np.concatenate([chunk.tables[arm.number] for chunk in chunks])
        assert np.array_equal(found, whole)


def test_too_many_trials_are_refused(world: Scenario) -> None:
    with pytest.raises(InputError, match="trials"):
        matched(plan([world], [HARDER]).arms, 0)
