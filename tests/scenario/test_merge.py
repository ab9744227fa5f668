"""Files are laid over each other by name; only what is said to be removed goes."""

from collections.abc import Callable
from pathlib import Path

import pytest

from sim.scenario import Problem, Scenario, ScenarioError, load

Write = Callable[..., Path]
Read = Callable[..., Scenario]
Refused = Callable[..., tuple[Problem, ...]]


@pytest.fixture
def over(write: Write) -> Callable[[str, str], Scenario]:
    def over(base: str, variant: str) -> Scenario:
        write(base, "base.yaml")
        return load(write(f"extends: base\n{variant}", "variant.yaml", whole=True))

    return over


def test_lists_and_mappings_of_named_things_say_the_same(write: Write) -> None:
    listed = load(write("states:\n- {name: north, power: 2}\n- name: south\n", "a.yaml"))
    mapped = load(write("states: {south: {}, north: {power: 2}}\n", "b.yaml"))
    assert listed.canonical()["values"] == mapped.canonical()["values"]


def test_a_listed_thing_merges_by_its_name(over: Callable[[str, str], Scenario]) -> None:
    scenario = over(
        "states: {north: {power: 2, gdp: 5}, south: {}}\n",
        "states: [{name: north, power: 3}]\n",
    )
    assert (scenario.value("states.north.power"), scenario.value("states.north.gdp")) == (3, 5)


def test_a_value_is_replaced_with_its_range_and_evidence(
    over: Callable[[str, str], Scenario],
) -> None:
    base = "states:\n  north: {power: {value: 2, range: [1, 3], evidence: assumption}}\n  south:\n"
    stated = over(base, "states: {north: {power: 5}}\n").stated("states.north.power")
    assert (stated.value, stated.range, stated.evidence) == (5, None, "")


def test_removal_is_explicit(over: Callable[[str, str], Scenario]) -> None:
    base = "alliances: {north-south: {commitment: 0.2}}\n"
    assert over(base, "alliances: {}\n").names["alliances"] == ("north-south",)
    for removal in ("{north-south: {remove: true}}", "[{name: north-south, remove: true}]"):
        assert over(base, f"alliances: {removal}\n").names["alliances"] == ()


def test_removing_what_is_not_there_is_refused(refused: Refused) -> None:
    (problem,) = refused("alliances: {south-north: {}, north-suth: {remove: true}}\n")
    assert "no alliance of this name to remove" in problem.message


def test_a_file_without_a_base_lists_its_whole_ladder(read: Read) -> None:
    scenario = read("ladder: [routine, show_of_force, lethal_incident, limited_war, general_war]\n")
    assert len(scenario.names["ladder"]) == 5
    assert scenario.value("ladder.limited_war.armed_attack") is True


def test_a_rung_of_a_default_name_keeps_what_it_does_not_state(read: Read) -> None:
    ladder = "ladder: [routine, {name: lethal_incident, severity: 0.7}, limited_war, general_war]\n"
    scenario = read(ladder)
    assert scenario.value("ladder.lethal_incident.severity") == 0.7
    assert scenario.value("ladder.lethal_incident.lethal") is True


def test_a_new_rung_of_a_variant_stands_where_its_severity_puts_it(
    over: Callable[[str, str], Scenario],
) -> None:
    rung = "{name: blockade, severity: 0.4, hostility: 4, posture: display}"
    ladder = over("", f"ladder: [{rung}]\n").names["ladder"]
    assert ladder.index("alert") + 1 == ladder.index("blockade") == ladder.index("clash") - 1


def test_a_ladder_whose_severity_falls_is_refused(refused: Refused) -> None:
    ladder = "ladder: [routine, limited_war, lethal_incident, general_war]\n"
    (problem,) = refused(ladder)
    assert "severity must rise" in problem.message
    assert problem.line == 7


def test_the_variant_that_moved_a_rung_is_named(over: Callable[[str, str], Scenario]) -> None:
    with pytest.raises(ScenarioError) as caught:
        over("", "ladder:\n  clash: {severity: 0.7}\n")
    (problem,) = caught.value.problems
    assert problem.file.endswith("variant.yaml")
    assert problem.line == 3


def test_a_list_of_known_rungs_shortens_no_ladder_and_is_refused(
    over: Callable[[str, str], Scenario],
) -> None:
    with pytest.raises(ScenarioError, match="remove: true"):
        over("", "ladder: [routine, clash, general_war]\n")


def test_equal_severities_are_refused(over: Callable[[str, str], Scenario]) -> None:
    with pytest.raises(ScenarioError, match="severity must rise"):
        over("", "ladder: {clash: {severity: 0.38}}\n")


@pytest.mark.parametrize("count", [2, 17])
def test_a_ladder_has_three_to_sixteen_rungs(count: int, refused: Refused) -> None:
    rungs = [
        f"{{name: r{i}, severity: {i / 20}, hostility: 1, posture: routine}}" for i in range(count)
    ]
    messages = [problem.message for problem in refused(f"ladder: [{', '.join(rungs)}]\n")]
    assert "a ladder has 3 to 16 rungs" in messages


def test_a_default_that_is_no_rung_of_a_shorter_ladder_must_be_stated(
    refused: Refused, read: Read
) -> None:
    ladder = "ladder: [routine, alert, general_war]\n"
    (problem,) = refused(ladder)
    assert "mechanisms.ladder.monthly_ceiling must be stated" in problem.message
    ceiling = "mechanisms.ladder.monthly_ceiling=alert"
    assert read(ladder, ceiling).value("mechanisms.ladder.monthly_ceiling") == "alert"


def test_what_is_removed_states_nothing_else(refused: Refused) -> None:
    (problem,) = refused(
        "", "rivalries={north-south: {remove: true, stakes: 1}, south-north: {remove: true}}"
    )
    assert "states more" in problem.message


@pytest.mark.parametrize(
    "text",
    [
        "remove: true\n",
        "alliances: {north-south: {commitment: {value: 0.5, remove: true}}}\n",
        "alliances: {north-south: {commitment: {value: 0.5, name: x}}}\n",
        "alliances: {north-south: {remove: 1}}\n",
        "alliances: {north-south: {name: south-north}}\n",
    ],
)
def test_name_and_remove_stand_only_where_things_have_names(refused: Refused, text: str) -> None:
    assert refused(text)
