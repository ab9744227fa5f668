"""States, pairs and the names they go by."""

from collections.abc import Callable
from pathlib import Path

import pytest

from sim.scenario import Problem, Scenario

Read = Callable[..., Scenario]
Refused = Callable[..., tuple[Problem, ...]]
Write = Callable[..., Path]
HEAD = """\
information_date: 2024-10
start: 2024-11
horizon: 3
mechanisms: {war: {china_stance: arms}}
"""


def test_a_quoted_no_is_a_state(read: Read) -> None:
    text = HEAD + 'states: {"NO": {}, SE: {}}\nrivalries: [NO-SE, SE-NO]\n'
    assert read(text, whole=True).names["states"] == ("NO", "SE")


@pytest.mark.parametrize("text", ["{NO: {}, SE: {}}", "[{name: NO}, SE]", "[NO, SE]"])
def test_an_unquoted_no_is_no_name_and_the_message_says_to_quote_it(
    refused: Refused, text: str
) -> None:
    problems = refused(f"{HEAD}states: {text}\n", whole=True)
    assert ['"NO"' in problem.message for problem in problems] == [True]


@pytest.mark.parametrize("name", ["1", "2024", "null", "true", "~"])
def test_a_number_or_constant_is_no_name(refused: Refused, name: str) -> None:
    assert any("quote" in p.message for p in refused(f"{HEAD}states: [A, {name}, B]\n", whole=True))


@pytest.mark.parametrize("name", ["a.b", "a=b", "' a'", "''", "'a\\tb'", "x" * 81])
def test_a_name_that_paths_cannot_carry_is_refused(refused: Refused, name: str) -> None:
    assert refused(
        f'{HEAD}states: {{"{name.strip(chr(39))}": {{}}, A: {{}}, B: {{}}}}\n', whole=True
    )


def test_hyphens_in_names_are_read_by_the_known_states(read: Read) -> None:
    text = HEAD + "states: [a-b, c]\nrivalries: [a-b-c, c-a-b]\n"
    scenario = read(text, whole=True)
    assert scenario.parties["rivalries"]["a-b-c"] == ("a-b", "c")
    assert scenario.value("rivalries.c-a-b.target") == "a-b"


def test_a_name_with_two_readings_asks_for_the_parties(refused: Refused, read: Read) -> None:
    text = HEAD + "states: [a, b, a-b, b-c, c]\n"
    problems = refused(text + "alliances: [a-b-c]\n", whole=True)
    assert "several pairs" in problems[0].message
    stated = "alliances: {a-b-c: {guarantor: a, protege: b-c}}\n"
    assert read(text + stated, whole=True).parties["alliances"]["a-b-c"] == ("a", "b-c")


def test_explicit_parties_free_the_name(read: Read) -> None:
    text = "alliances: {treaty of 1953: {guarantor: north, protege: south}}\n"
    scenario = read(text)
    assert scenario.parties["alliances"]["treaty of 1953"] == ("north", "south")
    assert scenario.value("alliances.treaty of 1953.guarantor") == "north"


@pytest.mark.parametrize("axis", ["alliances", "pacts", "rivalries"])
def test_unknown_parties_are_refused_with_the_known_states(refused: Refused, axis: str) -> None:
    problems = refused("", f"{axis}.north-suoth={{}}")
    assert any("north, south" in problem.allowed for problem in problems)


def test_an_explicit_party_that_is_no_state_gets_the_nearest(refused: Refused) -> None:
    (problem, *_) = refused("alliances: {pact: {guarantor: nroth, protege: south}}\n")
    assert problem.nearest == "north"


BOTH_WAYS = "{north-south: {}, south-north: {}}\n"


@pytest.mark.parametrize(
    ("axis", "roles"), [("alliances", "guarantor protege"), ("pacts", "payer sender")]
)
def test_a_promise_the_other_way_round_is_named_as_such_unless_its_parties_are_stated(
    read: Read, refused: Refused, axis: str, roles: str
) -> None:
    problems = refused(f"{axis}: {BOTH_WAYS}")
    first, second = roles.split()
    turned = f"{axis}.south-north is {axis}.north-south the other way round"
    (problem,) = (p for p in problems if turned in p.message)
    assert f"its {first} is south, its {second} north" in problem.message
    assert problem.nearest == "north-south"
    required = "" if axis == "alliances" else "neighbour: south"
    meant = f"{{north-south: {{{required}}}, south-north: {{{first}: south, {second}: north, {required}}}}}"
    assert read(f"{axis}: {meant}\n").names[axis] == ("north-south", "south-north")


def test_a_variant_that_turns_a_promise_round_is_told(refused: Refused, write: Write) -> None:
    write("alliances: [north-south]\n", "base.yaml")
    text = "extends: base\nalliances: {south-north: {commitment: 0.9}}\n"
    (problem,) = refused(text, whole=True)
    assert (problem.line, problem.nearest) == (2, "north-south")


def test_a_party_that_is_no_state_is_named_and_nothing_is_suggested_for_it(
    refused: Refused,
) -> None:
    (problem,) = refused("alliances: {north-atlantis: {}}\n")
    assert "atlantis is no state of this scenario" in problem.message
    assert problem.nearest == ""


def test_nobody_is_allied_with_himself(refused: Refused) -> None:
    assert "itself" in refused("alliances: {north-north: {}}\n")[0].message


def test_every_rivalry_needs_its_reverse_and_the_message_says_which(refused: Refused) -> None:
    problems = refused("", "rivalries.south-north={remove: true}")
    assert ["add rivalries.south-north" in problem.message for problem in problems] == [True]


def test_one_direction_is_one_rivalry(refused: Refused) -> None:
    problems = refused("", "rivalries.again={actor: north, target: south}")
    assert any("already runs from north to south" in problem.message for problem in problems)


@pytest.mark.parametrize("count", [1, 13])
def test_a_scenario_has_two_to_twelve_states(refused: Refused, count: int) -> None:
    names = ", ".join(f"s{i}" for i in range(count))
    assert any("2 to 12" in p.message for p in refused(f"{HEAD}states: [{names}]\n", whole=True))


def test_unlisted_ties_get_the_default_and_pairs_of_rivals_follow_from_rivalries(
    read: Read,
) -> None:
    text = HEAD + "states: [c, b, a]\nrivalries: [a-c, c-a]\nties: {a-b: {tie: 0.5}}\n"
    scenario = read(text, whole=True)
    assert scenario.names["ties"] == ("a-b", "a-c", "b-c")
    assert scenario.names["pairs"] == ("a-c",)
    assert scenario.value("ties.a-b.tie") == 0.5
    assert scenario.stated("ties.b-c.tie").origin == "default"


def test_names_are_sorted_and_the_ladder_is_not(read: Read) -> None:
    names = read().names
    for axis in ("states", "rivalries", "alliances", "pacts", "sanctions", "ties"):
        assert list(names[axis]) == sorted(names[axis])
    assert names["ladder"][0] == "cooperation"
    assert names["ladder"][-1] == "nuclear_war"


def test_only_listed_policy_lines_exist(read: Read, refused: Refused) -> None:
    scenario = read("states: {north: {policies: [send, pay]}, south: {}}\n")
    assert scenario.names["policies"] == ("north.pay", "north.send")
    (problem,) = refused("states: {north: {policies: [sned]}, south: {}}\n")
    assert problem.nearest == "send"


def test_veto_holders_are_states(read: Read, refused: Refused) -> None:
    scenario = read("sanctions: {un: {target: north, veto_holders: [south, north]}}\n")
    assert scenario.vetoes == {"un": ("north", "south")}
    (problem,) = refused("sanctions: {un: {target: north, veto_holders: [suth]}}\n")
    assert problem.nearest == "south"


def test_a_required_state_is_asked_for_once(refused: Refused) -> None:
    (problem,) = refused("sanctions: [un]\n")
    assert "sanctions.un.target must be stated" in problem.message


@pytest.mark.parametrize(
    ("axis", "first", "second"),
    [("alliances", "guarantor", "protege"), ("pacts", "payer", "sender")],
)
def test_two_promises_of_one_pair_are_refused(
    refused: Refused, axis: str, first: str, second: str
) -> None:
    problems = refused(f"{axis}: {{a: {{{first}: north, {second}: south}}, north-south: {{}}}}\n")
    assert any(
        f"{axis}.a already runs from north to south" in problem.message for problem in problems
    )


def test_what_is_said_of_a_rung_that_went_names_the_way_to_remove_it(
    refused: Callable[..., tuple[Problem, ...]],
) -> None:
    (problem,) = refused("extends: baseline\nladder: {hybrid: {remove: true}}\n", whole=True)
    assert "states: {dprk: {levels: {hybrid: {remove: true}}}}" in problem.message
    assert problem.found == "'hybrid'"
