"""``peninsula replay``: a trial told, a month in detail, or all of it as JSON."""

import json
import re
from pathlib import Path

import pytest

from sim.engine.build import build
from sim.engine.trace import trace
from sim.presentation.chronicle import chronicle
from sim.scenario import load
from tests.cli.typed import Call


def flat(text: str) -> str:
    return " ".join(text.split())


def test_a_trial_is_told(peninsula: Call) -> None:
    code, out, err = peninsula("replay", "two_state", "--trial", "3")
    told = chronicle(trace(build(load("two_state")), 3))
    assert (code, err) == (0, "")
    assert flat(out).startswith(flat(told.title))
    assert flat(out).endswith(told.ending)
    for passage in told.passages:
        assert all(text in flat(out) for text in passage.sentences)
    assert max(map(len, out.splitlines())) <= 80


def test_seed_and_settings_change_what_is_told(peninsula: Call) -> None:
    _, plain, _ = peninsula("replay", "two_state")
    _, zero, _ = peninsula("replay", "two_state", "--seed", "0")
    _, other, _ = peninsula("replay", "two_state", "--seed", "5")
    _, opened, _ = peninsula("replay", "two_state", "--set", "rivalries.north-south.opening=9")
    assert plain == zero
    assert len({plain, other, opened}) == 3
    assert "As the scenario opens, North launches a deadly attack on South." in opened


def test_a_mechanism_switched_off_is_absent_from_what_is_told(
    peninsula: Call,
) -> None:
    _, off, _ = peninsula("replay", "two_state", "--off", "tension")
    _, same, _ = peninsula("replay", "two_state", "--set", "mechanisms.tension.on=false")
    _, on, _ = peninsula("replay", "two_state")
    assert off == same != on


def test_json_holds_every_decision_with_its_address(peninsula: Call) -> None:
    code, out, _ = peninsula("replay", "two_state", "--trial", "2", "--json")
    data = json.loads(out)
    traced = trace(build(load("two_state")), 2)
    assert code == 0
    assert (data["trial"], data["seed"]) == (2, 0)
    assert data["terminal_class"] == traced.terminal_class
    assert [d["draw"] for d in data["decisions"]] == [d.draw for d in traced.decisions]
    assert data["decisions"][-1]["address"]["counter"][0] == 2
    assert data["chronicle"]["ending"] in flat(chronicle(traced).ending)


def test_a_month_is_told_with_all_its_decisions(peninsula: Call) -> None:
    code, out, _ = peninsula("replay", "two_state", "--month", "2025-02")
    decisions = [d for d in trace(build(load("two_state")), 0).decisions if d.month == "2025-02"]
    assert code == 0
    table = out.partition("Every decision of 2025-02")[2]
    assert decisions
    for d in decisions:
        assert f"{d.draw:.4f}" in table
    _, text, _ = peninsula("replay", "two_state", "--month", "2025-02", "--json")
    assert {d["month"] for d in json.loads(text)["decisions"]} == {"2025-02"}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("two_state", "--trial", "-1"), "trial must be from 0 to 4,294,967,295, not -1"),
        (("two_state", "--trial", "5000000000"), "not 5,000,000,000"),
        (("two_state", "--month", "2024-10"), "its months are 2024-11 to 2025-10"),
        (("two_state", "--month", "2024-13"), "the trial has no such month"),
        (("two_state", "--month", "November"), "the trial has no such month"),
        (("two_state", "--set", "horizn=3"), "did you mean horizon?"),
        (("two_state", "--off", "tensoin"), "did you mean tension?"),
        (("two_sate",), "did you mean two_state?"),
        (("two_state", "--trial", "three"), "'three' is not a whole number"),
    ],
)
def test_bad_input_is_named_and_exits_with_2(
    peninsula: Call, arguments: tuple[str, ...], said: str
) -> None:
    code, out, err = peninsula("replay", *arguments)
    assert (code, out) == (2, "")
    assert said in err
    assert "Traceback" not in err


def test_a_scenario_of_ones_own_is_told(peninsula: Call, tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text('extends: two_state\ntitle: "Ünion, Ω"\nhorizon: 2\n', encoding="utf-8")
    code, out, _ = peninsula("replay", str(path))
    assert code == 0
    assert out.startswith("Ünion, Ω, trial 0")


def test_the_typical_trial_of_an_outcome_is_told(peninsula: Call) -> None:
    code, out, err = peninsula(
        "replay", "crisis_start", "--typical", "first_limited_war", "--trials", "300"
    )
    found = re.match(
        r"first_limited_war in (\d+) of 300 trials; trial (\d+) is the most typical", err
    )
    assert code == 0, err
    assert found, err
    assert int(found[1]) > 0
    _, same, _ = peninsula("replay", "crisis_start", "--trial", found[2])
    assert out == same
    assert "sustained strikes" in out


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("--typical", "first_wa"), "the nearest is first_war"),
        (("--typical", "events>1e9", "--trials", "10"), "none of 10 trials has it"),
        (("--typical", "first_war", "--trial", "0"), "--trial and --typical exclude each other"),
    ],
)
def test_a_wrong_typical_is_refused(peninsula: Call, given: tuple[str, ...], said: str) -> None:
    code, out, err = peninsula("replay", "crisis_start", *given)
    assert (code, out) == (2, "")
    assert said in err
