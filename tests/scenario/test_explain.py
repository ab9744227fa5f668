"""Every path can be explained, and a wrong one gets the nearest."""

import pytest

from sim.scenario import Scenario, ScenarioError, explain, load
from sim.scenario.catalogue import catalogue
from sim.scenario.explain import _patterns
from sim.scenario.readers import readers


@pytest.fixture(scope="module")
def baseline() -> Scenario:
    return load("baseline")


def test_a_parameter_says_what_it_is_and_who_reads_it() -> None:
    found = explain("alliances.*.commitment")
    assert found.unit == "probability"
    assert "from 0 to 1" in found.allowed
    assert {"honouring", "joining"} <= set(found.read_by)
    assert found.mechanism.startswith("alliance: ")


def test_a_scenario_adds_its_value_and_evidence(baseline: Scenario) -> None:
    path = "states.dprk.warheads"
    found = explain(path, baseline)
    assert found.stated.startswith("50 warheads")
    assert "sipri_2024" in found.claim
    assert "states.dprk.warheads" in str(found)


def test_every_value_of_the_baseline_can_be_explained(baseline: Scenario) -> None:
    for path in baseline.values:
        if not path.startswith("timeline.") and not path.endswith(".value"):
            assert explain(path, baseline).meaning


def test_every_declared_path_has_a_meaning() -> None:
    for pattern in _patterns(catalogue()):
        assert explain(pattern).meaning, pattern


@pytest.mark.parametrize("path", ["horizon", "states", "states.x.tracks", "timeline", "ladder.x"])
def test_sections_and_settings_are_explained(path: str) -> None:
    assert explain(path).what in ("section", "setting")


@pytest.mark.parametrize(
    ("path", "nearest"),
    [
        ("alliances.russia-dprk.comitment", "alliances.russia-dprk.commitment"),
        ("states.drpk.power", "states.dprk.power"),
        ("mechanisms.moral_hazrd.weight", "mechanisms.moral_hazard.weight"),
    ],
)
def test_a_wrong_path_gets_the_nearest(path: str, nearest: str, baseline: Scenario) -> None:
    with pytest.raises(ScenarioError) as caught:
        explain(path, baseline)
    assert caught.value.problems[0].nearest == nearest


@pytest.mark.parametrize("path", ["", ".", "....", "states..power..", "a" * 1000, "*"])
def test_nonsense_is_refused_without_a_traceback(path: str) -> None:
    with pytest.raises(ScenarioError):
        explain(path)


def test_readers_are_found_in_the_sources() -> None:
    assert "terms.moral_hazard" in readers("moral_hazard_weight")
    assert readers("no_such_field") == ()


def test_a_path_to_nothing_is_answered_with_what_stands_there() -> None:
    with pytest.raises(ScenarioError, match=r"allowed: name, title.*mechanisms"):
        explain("nothing")
    with pytest.raises(ScenarioError, match="allowed: progress, reached"):
        explain("states.dprk.tracks.reentry.progres")


def test_what_moves_a_value_in_a_trial_is_named(baseline: Scenario) -> None:
    found = explain("alliances.us-rok.commitment", baseline)
    assert "rules of commitment" in found.moved_by
    assert "timeline.us_government_2025 (sets shift)" in found.moved_by
    assert "us_government_2025" in str(found)
    fixed = explain("alliances.us-rok.delay", baseline)
    assert fixed.moved_by == ()
