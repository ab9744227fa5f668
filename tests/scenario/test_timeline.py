"""Dated changes name state variables and the month from which they were known."""

from collections.abc import Callable

import pytest

from sim.scenario import Problem, Scenario, Setting

Read = Callable[..., Scenario]
Refused = Callable[..., tuple[Problem, ...]]


def entry(text: str) -> str:
    return f"timeline: [{{name: e, {text}}}]\n"


SET = "set: {states.north.orientation: 0.5}"


def test_months_count_from_the_start(read: Read) -> None:
    text = f"month: 2025-03, every: 12, lasts: 2, until: 2026-03, {SET}"
    (found,) = read(entry(text)).timeline
    assert (found.month, found.every, found.lasts, found.until) == (4, 12, 2, 16)
    assert found.set == (Setting("states.north.orientation", 0.5),)
    assert found.probability == 1


def test_once_for_good_and_without_end_are_the_defaults(read: Read) -> None:
    (found,) = read(entry(f"month: 2024-10, {SET}")).timeline
    assert (found.month, found.every, found.lasts, found.until) == (-1, 0, 0, None)


def test_what_repeats_may_end_in_the_month_of_its_beginning_and_not_before(
    read: Read, refused: Refused
) -> None:
    (found,) = read(entry(f"month: 2025-03, every: 12, until: 2025-03, {SET}")).timeline
    assert found.until == found.month
    (problem,) = refused(entry(f"month: 2025-03, every: 12, until: 2025-02, {SET}"))
    assert "ends before it begins" in problem.message


@pytest.mark.parametrize("lasts", [3, 4])
def test_a_spell_must_be_over_before_it_begins_anew(refused: Refused, lasts: int) -> None:
    (problem,) = refused(entry(f"month: 2025-01, every: 3, lasts: {lasts}, {SET}"))
    assert "lasts must be less than every (3)" in problem.message


def test_otherwise_is_what_happens_instead(read: Read) -> None:
    text = f"month: 2025-01, probability: 0.4, {SET}, otherwise: {{states.north.orientation: -1}}"
    (found,) = read(entry(text)).timeline
    assert found.probability == 0.4
    assert found.otherwise == (Setting("states.north.orientation", -1),)


@pytest.mark.parametrize(
    ("known_from", "seen"), [("2024-09", True), ("2024-10", True), ("2024-11", False)]
)
def test_what_was_not_known_at_the_information_date_is_left_out(
    read: Read, known_from: str, seen: bool
) -> None:
    scenario = read(entry(f"month: 2025-01, known_from: {known_from}, {SET}"))
    assert len(scenario.timeline) == seen
    assert scenario.unseen == (() if seen else ("e",))
    assert not [p for p in scenario.values if p.startswith("timeline.") and not seen]


def test_relisting_changes_nothing(read: Read) -> None:
    first = f"{{name: a, month: 2025-01, {SET}}}"
    second = "{name: b, month: 2025-01, set: {states.south.orientation: 1}}"
    one = read(f"timeline: [{first}, {second}]\n")
    other = read(f"timeline: [{second}, {first}]\n")
    assert one == other
    assert [found.name for found in other.timeline] == ["a", "b"]


def test_a_path_that_is_no_variable_gets_the_nearest(refused: Refused) -> None:
    (problem,) = refused(entry("month: 2025-01, set: {states.north.orientaton: 1}"))
    assert problem.nearest == "states.north.orientation"
    (problem,) = refused(entry("month: 2025-01, set: {states.nroth.orientation: 1}"))
    assert problem.nearest == "states.north.orientation"


def test_a_parameter_that_never_changes_is_no_variable(refused: Refused) -> None:
    assert refused(entry("month: 2025-01, set: {states.north.gdp: 1}"))


def test_what_is_worked_out_every_month_cannot_be_set(refused: Refused) -> None:
    (problem,) = refused(entry("month: 2025-01, set: {states.north.strength: 2}"))
    assert "worked out anew every month" in problem.message
    assert "power" in problem.allowed


@pytest.mark.parametrize(
    "text",
    [
        SET,
        "month: 2025-01",
        f"month: 2025-13, {SET}",
        f"month: 2025, {SET}",
        f"month: 2025-01-05, {SET}",
        f"month: 2025-01, every: 0, {SET}",
        f"month: 2025-01, lasts: 0.5, {SET}",
        f"month: 2025-01, until: 2024-12, {SET}",
        f"month: 2025-01, probability: 2, {SET}",
        "month: 2025-01, set: {states.north.orientation: 5}",
        "month: 2025-01, set: {states.north.orientation: clash}",
        "month: 2025-01, set: {states.north.orientation: [1]}",
        "month: 2025-01, set: [states.north.orientation]",
        "month: 2025-01, set: {}",
        f"month: 2025-01, {SET}, othrwise: {{}}",
    ],
)
def test_an_entry_that_says_nothing_sensible_is_refused(refused: Refused, text: str) -> None:
    assert refused(entry(text))


def test_a_set_value_may_carry_its_range_and_evidence(read: Read) -> None:
    value = "{value: 0.5, range: [0, 1], evidence: assumption}"
    scenario = read(entry(f"month: 2025-01, set: {{states.north.orientation: {value}}}"))
    stated = scenario.stated("timeline.e.set.states.north.orientation")
    assert (stated.value, stated.range) == (0.5, (0, 1))
