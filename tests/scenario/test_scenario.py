"""A resolved scenario is whole, frozen, and the same however it was written down."""

import dataclasses
import json
import pickle
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.scenario import Problem, Scenario, ScenarioError, check, load
from sim.scenario.catalogue import catalogue

Read = Callable[..., Scenario]
Refused = Callable[..., tuple[Problem, ...]]


def test_every_declared_parameter_of_every_row_has_a_value() -> None:
    scenario = load("baseline")
    known = catalogue()
    rows = {
        axis: [f"{axis}.{name}" for name in scenario.names[axis]]
        for axis in ("states", "rivalries", "alliances", "pacts", "sanctions", "ladder", "ties")
    }
    for axis in ("tracks", "stocks", "policies", "doctrine"):
        split = [name.split(".") for name in scenario.names[axis]]
        rows[axis] = [f"states.{state}.{axis}.{row}" for state, row in split]
    rows["levels"] = [
        f"states.{s}.levels.{r}" for s in scenario.names["states"] for r in scenario.names["ladder"]
    ]
    rows |= {f"mechanisms.{name}": [f"mechanisms.{name}"] for name in known.mechanisms}
    wanted = {
        f"{row}.{name}" for axis in rows for row in rows[axis] for name in known.parameters(axis)
    }
    assert wanted <= set(scenario.values)
    beyond = {path for path in scenario.values if not path.startswith("timeline.")} - wanted
    assert {path.rpartition(".")[2] for path in beyond} <= {"value"}


def test_a_scenario_is_frozen(read: Read) -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        read().horizon = 5  # type: ignore[misc]  # that is the point


def test_a_scenario_can_be_sent_to_another_process() -> None:
    scenario = load("baseline")
    assert pickle.loads(pickle.dumps(scenario)) == scenario


def test_the_canonical_form_is_json_and_the_digest_follows_it(read: Read) -> None:
    scenario = read()
    assert json.loads(json.dumps(scenario.canonical())) == scenario.canonical()
    assert scenario.digest == read().digest
    assert scenario.digest != scenario.replace({"states.north.power": 1.0000001}).digest


def test_seed_zero_is_a_seed(read: Read) -> None:
    assert read("seed: 0\n").seed == 0
    assert read("seed: 0\n") == read()
    assert read("seed: 1\n") != read()


def test_notes_evidence_and_prose_do_not_change_the_digest(read: Read) -> None:
    power = "{value: 1, evidence: assumption, note: x}"
    text = f"title: other\nstates: {{north: {{power: {power}}}, south: {{}}}}\n"
    assert read(text).digest == read().digest


def test_a_range_changes_the_digest(read: Read) -> None:
    text = "states: {north: {power: {value: 1, range: [0, 2]}}, south: {}}\n"
    assert read(text).digest != read().digest


@settings(deadline=None)
@given(order=st.permutations(range(5)), rivals=st.permutations(range(6)))
def test_relisting_changes_nothing(
    order: list[int], rivals: list[int], tmp_path_factory: pytest.TempPathFactory
) -> None:
    head = ["information_date: 2024-10", "start: 2024-11", "horizon: 3"]
    states = ["{name: c, power: 2}", "{name: a}", "{name: b, gdp: 3}"]
    pairs = ["a-b", "b-a", "a-c", "c-a", "b-c", "c-b"]
    blocks = [
        *head,
        "mechanisms: {war: {china_stance: arms}, moral_hazard: off, balance: off, "
        "extended_deterrence: off, forward_presence: off}",
        "alliances: [a-b, c-b]",
    ]
    text = "\n".join(blocks[i] for i in order)
    listed = ", ".join(states[i] for i in sorted(range(3), key=lambda i: rivals.index(i)))
    text += f"\nstates: [{listed}]\nrivalries: [{', '.join(pairs[i] for i in rivals)}]\n"
    path = tmp_path_factory.mktemp("s") / "s.yaml"
    path.write_text(text)
    scenario = load(path)
    plain = path.with_name("plain.yaml")
    plain.write_text(
        "name: s\n"
        + "\n".join(blocks)
        + f"\nstates: [{', '.join(states)}]\nrivalries: [{', '.join(pairs)}]\n"
    )
    assert scenario.digest == load(plain).digest


def test_asking_for_a_path_that_is_not_there_gets_the_nearest(read: Read) -> None:
    with pytest.raises(ScenarioError) as caught:
        read().value("states.north.powr")
    assert caught.value.problems[0].nearest == "states.north.power"


@pytest.mark.parametrize(
    "text",
    [
        "horizon: 0",
        "horizon: 1201",
        "horizon: 1.5",
        "horizon: 12",
        "seed: -1",
        "start: 2024-13",
        "start: 2024",
    ],
)
def test_the_top_of_a_file_is_checked(refused: Refused, text: str) -> None:
    key = text.split(":")[0]
    head = "".join(
        f"{line}\n"
        for line in ("information_date: 2024-10", "start: 2024-11", "horizon: 3")
        if not line.startswith(key)
    )
    body = f"{head}{text}\nstates: [a, b]\nmechanisms: {{war: {{china_stance: arms}}}}\n"
    if text == "horizon: 12":
        body += "horizon: 12\n"
    assert refused(body, whole=True)


def test_a_day_that_does_not_exist_is_no_information_date(refused: Refused) -> None:
    assert refused("", "information_date=2024-02-31")


def test_several_mistakes_are_reported_at_once_each_in_its_place(tmp_path: Path) -> None:
    path = tmp_path / "mistakes.yaml"
    path.write_text(
        "extends: baseline\n"
        "horizon: 2000\n"
        "states:\n"
        "  japan: {powr: 1}\n"
        "  dprk: {power: 250}\n"
        "alliances:\n"
        "  us-japn: {commitment: 0.9}\n"
        "timeline:\n"
        "- {name: vote, month: 2025-07, set: {states.japan.orientaton: 1}}\n"
        "mechanisms: {moral_hazrd: off}\n"
    )
    problems = check(path)
    assert [problem.line for problem in problems] == [2, 4, 5, 7, 9, 10]
    assert [p.nearest for p in problems if p.nearest] == [
        "power",
        "us-japan",
        "states.japan.orientation",
        "moral_hazard",
    ]
    assert all(str(problem).startswith(f"{problem.file}:{problem.line}:") for problem in problems)


def test_a_dropped_value_is_not_called_missing_as_well(refused: Refused) -> None:
    (problem,) = refused("", "mechanisms.war.china_stance=perhaps")
    assert "must be one of" in problem.message


def test_importing_this_room_brings_in_nothing_heavy() -> None:
    code = (
        "import sys, sim.scenario; "
        "print([m for m in ('numba', 'pandas', 'mesa', 'numpy', 'scipy') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
