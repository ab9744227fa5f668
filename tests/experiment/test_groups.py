"""Differences by named thing: every group laid over A makes B, and none that changes nothing."""

import pytest

from sim.errors import InputError
from sim.experiment.groups import between, groups, said
from sim.scenario import load
from tests.worlds import scenario, two_states

SHIPPED = ["detente", "no_pact", "six_party", "us_retrenchment"]


@pytest.mark.parametrize("name", SHIPPED)
def test_all_groups_together_make_the_other_scenario_and_none_leaves_it(name: str) -> None:
    a, b = load("baseline"), load(name)
    found = groups(a, b)
    assert said(between(a, b, found)) == said(b)
    assert said(between(a, b, [])) == said(a)
    for group in found:
        alone = said(between(a, b, [group]))
        rest = said(between(a, b, [g for g in found if g != group]))
        assert alone != said(a) or rest != said(b)


def test_groups_are_named_after_what_they_belong_to() -> None:
    names = [group.name for group in groups(load("baseline"), load("us_retrenchment"))]
    for name in ("alliances.us-rok", "mechanisms.policy", "states.us", "states.us.policies"):
        assert name in names
    assert "timeline.us_government_2025" in names


def test_states_that_come_bring_what_belongs_to_them() -> None:
    found = groups(load("baseline"), load("six_party"))
    (joined,) = [group for group in found if group.name.startswith("states.china")]
    assert ("alliances", "china-dprk") in joined.paths
    assert ("states", "japan") in joined.paths


def test_scenarios_that_say_the_same_have_no_groups() -> None:
    world = scenario(two_states())
    assert groups(world, world.replace({"name": "twin", "seed": 4})) == ()


def test_a_setting_is_one_group() -> None:
    world = scenario(two_states())
    other = world.replace({"mechanisms.rally.on": False, "states.north.power": 2.0})
    assert [g.name for g in groups(world, other)] == ["mechanisms.rally", "states.north"]


def test_scenarios_without_a_common_ground_are_refused_in_words() -> None:
    with pytest.raises(InputError, match="baseline"):
        groups(load("baseline"), load("two_state"))
