"""A claim that is left out gives way to the values that say the scenario without it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from sim.experiment import resolved
from sim.scenario import Problem, Scenario, ScenarioError, explain, load

Read = Callable[..., Scenario]
Refused = Callable[..., tuple[Problem, ...]]

CLAIMS = """\
alliances: {north-south: {commitment: 0.8, in_force: 0}}
timeline: {vote: {month: 2025-03, set: {alliances.north-south.in_force: 1}}}
claims:
  bold:
    meaning: the alliance emboldens
    without: {mechanisms.moral_hazard.on: false}
  firm:
    meaning: the guarantor comes
    without:
      alliances.north-south.commitment: 0.1
      timeline.vote.remove: true
    evidence: assumption
"""
PATHS = ("mechanisms.moral_hazard.on", "alliances.north-south.commitment")


def stated(scenario: Scenario) -> tuple[object, ...]:
    return (*map(scenario.value, PATHS), len(scenario.timeline))


def test_claims_that_hold_change_nothing(read: Read) -> None:
    with_claims = read(CLAIMS)
    assert [claim.name for claim in with_claims.claims] == ["bold", "firm"]
    assert with_claims.digest == read(CLAIMS.partition("claims:")[0]).digest


@pytest.mark.parametrize(
    ("setting", "values"),
    [
        ("claims.bold.holds=false", (False, 0.8, 1)),
        ("claims.bold=off", (False, 0.8, 1)),
        ("claims.2=off", (True, 0.1, 0)),
        ("claims.all=off", (False, 0.1, 0)),
        ("claims.all=on", (True, 0.8, 1)),
    ],
)
def test_a_claim_is_left_out_by_name_by_number_or_with_all_others(
    read: Read, setting: str, values: tuple[object, ...]
) -> None:
    assert stated(read(CLAIMS, setting)) == values
    path, _, value = setting.partition("=")
    path = path if path.endswith("holds") else f"{path}.holds"
    assert stated(read(CLAIMS).replace({path: value in ("on", "true")})) == values


def test_a_claim_left_out_can_be_taken_in_again(read: Read) -> None:
    base = read(CLAIMS)
    there = base.replace({"claims.firm.holds": False}).replace({"claims.firm.holds": True})
    assert there.digest == base.digest


def test_a_scenario_that_extends_another_may_leave_its_claims_out(
    read: Read, write: Callable[..., Path]
) -> None:
    write(CLAIMS)
    text = "extends: small.yaml\nclaims: {firm: off}\n"
    found = load(write(text, "other.yaml", whole=True))
    assert stated(found) == (True, 0.1, 0)
    # What a claim removes may be gone already.
    text = "extends: small.yaml\ntimeline: {vote: {remove: true}}\nclaims: {firm: off}\n"
    assert stated(load(write(text, "third.yaml", whole=True))) == (True, 0.1, 0)


def test_numbers_have_the_evidence_of_their_claim(read: Read) -> None:
    value = read(CLAIMS, "claims.firm=off").values["alliances.north-south.commitment"]
    assert (value.number, value.evidence) == (0.1, "assumption")


def test_a_resolved_scenario_is_written_with_its_claims_and_read_back(
    read: Read, tmp_path: Path
) -> None:
    for setting in ("claims.all=off", "claims.bold=off", "horizon=3"):
        found = read(CLAIMS, setting)
        (tmp_path / resolved.NAME).write_text(resolved.written(found), encoding="utf-8")
        again = resolved.read(tmp_path)
        assert again.digest == found.digest
        assert again.claims == found.claims


def test_a_value_that_a_left_out_claim_decides_can_not_be_set_beside_it(refused: Refused) -> None:
    for path, value in zip(PATHS, ("true", "0.5"), strict=True):
        claim = "bold" if "moral" in path else "firm"
        (problem,) = refused(CLAIMS, f"{path}={value}", f"claims.{claim}=off")
        assert f"{path} is decided by the claim {claim}" in problem.message
        assert problem.line > 0


def test_a_left_out_claim_decides_what_is_replaced_later_too(read: Read) -> None:
    base = read(CLAIMS, "claims.firm=off")
    with pytest.raises(ScenarioError, match="decided by the claim firm"):
        base.replace({PATHS[1]: 0.5})
    assert base.replace({"horizon": 3}).value(PATHS[1]) == 0.1


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ("claims.bld=off", "bold"),
        ("claims.3=off", "no such claim"),
        ("claims.0=off", "no such claim"),
        ("claims.bold=maybe", "true or false"),
        ("claims.bold.hold=off", "holds"),
    ],
)
def test_a_wrong_claim_is_answered_with_what_there_is(
    refused: Refused, setting: str, said: str
) -> None:
    (problem,) = refused(CLAIMS, setting)
    assert said in str(problem)


@pytest.mark.parametrize(
    ("without", "said"),
    [
        ("mechanisms.moral_hazrd.on: false", "moral_hazard"),
        ("alliances.north-south.commitment: 2", "from 0 to 1"),
        ("timeline.veto.remove.more: true", "veto"),
    ],
)
def test_a_value_that_can_not_stand_is_refused_where_it_is_written(
    refused: Refused, without: str, said: str
) -> None:
    text = f"{CLAIMS}  wrong: {{without: {{{without}}}}}\n"
    (problem,) = refused(text, "claims.wrong=off")
    assert said in str(problem)
    assert problem.line > 0


def test_claims_are_explained_by_name() -> None:
    found = explain("claims", load("baseline", ["claims.emboldening=off"]))
    assert ("intervention", "Russia may fight in a Korean war") in found.below
    assert ("emboldening", "the alliance emboldens the DPRK (left out)") in found.below


def test_every_claim_of_every_shipped_scenario_can_be_left_out_and_changes_it() -> None:
    base = load("baseline")
    assert len(base.claims) == 10
    every = base.replace({"claims.all.holds": False})
    for claim in base.claims:
        without = base.replace({f"claims.{claim.name}.holds": False})
        assert without.digest not in (base.digest, every.digest)
    for name in ("no_pact", "blood_alliance", "six_party", "september_2024"):
        assert not any(one.holds for one in load(name, ["claims.all=off"]).claims)
