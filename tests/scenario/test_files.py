"""Scenarios are found by name or path, and extend each other within the folders given."""

from collections.abc import Callable
from pathlib import Path

import pytest

from sim.scenario import Problem, Scenario, ScenarioError, available, find, load

Write = Callable[..., Path]
Refused = Callable[..., tuple[Problem, ...]]


def test_a_shipped_name_is_found() -> None:
    assert "baseline" in available()
    assert find("baseline").name == "baseline.yaml"


def test_a_wrong_name_gets_the_nearest() -> None:
    with pytest.raises(ScenarioError) as caught:
        find("baselin")
    assert caught.value.problems[0].nearest == "baseline"


@pytest.mark.parametrize("name", ["", "\0", "a" * 5000, "../..", "/dev/zero"])
def test_what_names_no_file_is_refused(name: str) -> None:
    with pytest.raises(ScenarioError):
        find(name)


def test_a_variant_states_only_what_differs(write: Write) -> None:
    write("seed: 3\nstates: {north: {power: 0.5}, south: {gdp: 7}}\n", "base.yaml")
    path = write(
        "extends: base\nhorizon: 6\nstates: {north: {warheads: 2}}\n", "variant.yaml", whole=True
    )
    scenario = load(path)
    assert (scenario.name, scenario.horizon, scenario.seed) == ("variant", 6, 3)
    assert scenario.value("states.north.power") == 0.5
    assert scenario.value("states.north.warheads") == 2
    assert scenario.value("states.south.gdp") == 7


def test_a_name_and_title_are_not_inherited(write: Write) -> None:
    write("name: first\ntitle: the first\n", "base.yaml")
    scenario = load(write("extends: base.yaml\n", "variant.yaml", whole=True))
    assert (scenario.name, scenario.title) == ("variant", "")


def test_a_file_may_extend_a_shipped_scenario_of_its_own_name(write: Write) -> None:
    scenario = load(write("extends: two_state\nhorizon: 3\n", "two_state.yaml", whole=True))
    assert (scenario.horizon, scenario.names["states"]) == (3, ("north", "south"))


def test_a_circle_is_refused_and_spelt_out(write: Write) -> None:
    write("extends: b\n", "a.yaml")
    path = write("extends: a\n", "b.yaml")
    with pytest.raises(ScenarioError) as caught:
        load(path)
    assert any("b extends a extends b" in problem.message for problem in caught.value.problems)


def test_a_scenario_that_extends_itself_is_refused(refused: Refused) -> None:
    assert "circle" in refused("extends: small\n")[0].message


def test_a_name_of_nothing_gets_the_nearest_but_never_the_file_s_own(write: Write) -> None:
    write(name="smaller.yaml")
    path = write("extends: smal\n", "small.yaml", whole=True)
    with pytest.raises(ScenarioError) as caught:
        load(path)
    assert caught.value.problems[0].nearest == "smaller"


def test_a_long_chain_is_refused(write: Write) -> None:
    for number in range(20):
        write(f"extends: s{number + 1}\n", f"s{number}.yaml")
    with pytest.raises(ScenarioError, match="more than 16 files"):
        load(write("extends: s0\n"))


def test_extends_does_not_leave_the_folders_given(tmp_path: Path, write: Write) -> None:
    inner = tmp_path / "inner"
    inner.mkdir()
    outside = write(name="outside.yaml")
    for target in ("../outside.yaml", str(outside)):
        path = inner / "scenario.yaml"
        path.write_text(f"extends: {target}\n")
        with pytest.raises(ScenarioError, match="own folder"):
            load(path)


def test_extends_does_not_follow_a_link_out_of_the_folder(tmp_path: Path, write: Write) -> None:
    inner = tmp_path / "inner"
    inner.mkdir()
    (inner / "link.yaml").symlink_to(write(name="outside.yaml"))
    path = inner / "scenario.yaml"
    path.write_text("extends: link\n")
    with pytest.raises(ScenarioError, match="own folder"):
        load(path)


def test_extends_may_name_a_file_below_the_folder(tmp_path: Path, write: Write) -> None:
    (tmp_path / "below").mkdir()
    write(name="below/base.yaml")
    assert load(write("extends: below/base.yaml\n", whole=True)).horizon == 24


@pytest.mark.parametrize("base", ["extends: baselin", "extend: baseline", "extends: [baseline]"])
def test_what_a_missing_base_would_have_held_is_not_missed_again(
    refused: Refused, base: str
) -> None:
    changes = """
states: {rok: {remove: true}, dprk: {resolve: 0.3}}
rivalries: {dprk-rok: {remove: true}}
ladder: {alert: {remove: true}}
timeline: {us_government_2025: {remove: true}}
"""
    (problem,) = refused(base + changes, whole=True)
    assert "extends" in f"{problem.message} {problem.nearest}"


def test_a_wrong_extends_gets_the_nearest_name(refused: Refused) -> None:
    (problem,) = refused("extends: baselin\n")
    assert (problem.nearest, problem.column) == ("baseline", 10)


def test_an_empty_file_says_what_is_missing(refused: Refused) -> None:
    messages = " ".join(problem.message for problem in refused("", whole=True))
    for wanted in ("start must be stated", "horizon must be stated", "2 to 12 states"):
        assert wanted in messages


def test_a_file_that_is_a_list_is_refused(refused: Refused) -> None:
    assert "mapping" in refused("- a\n- b\n", whole=True)[0].message


def test_every_shipped_scenario_is_sound_and_cites_all_its_numbers() -> None:
    from sim.scenario import check

    for name in available():
        assert not check(find(name), strict=True), name


def test_loading_twice_gives_equal_scenarios(read: Callable[..., Scenario]) -> None:
    assert read() == read()


def test_a_missing_base_is_told_without_what_it_would_have_stated(
    write: Callable[..., Path],
) -> None:
    path = write("extends: baselin\nhorizon: 1.5\nalliances: {us-rok: {delay: 1}}\n", whole=True)
    with pytest.raises(ScenarioError) as caught:
        load(path)
    assert [(p.line, p.nearest) for p in caught.value.problems] == [(1, "baseline"), (2, "")]


def test_a_scenario_named_as_a_study_and_a_study_as_a_scenario_are_told_apart() -> None:
    with pytest.raises(ScenarioError, match="a shipped scenario, not a study: peninsula run"):
        find("baseline", "study")
    with pytest.raises(ScenarioError, match="a shipped study, not a scenario: peninsula sweep"):
        find("futures")
