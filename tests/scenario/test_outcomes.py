"""Own outcomes reduce a variable or a condition over months."""

from collections.abc import Callable
from itertools import permutations

import pytest

from sim.scenario import Condition, Problem, Scenario
from sim.scenario.catalogue import catalogue

Read = Callable[..., Scenario]
Refused = Callable[..., tuple[Problem, ...]]
TENSION = "rivalries.north-south.tension"
WHEN = f"when: {{any: [{{variable: {TENSION}, is: '>', value: 0.5}}]}}"


def outcome(text: str) -> str:
    return f"outcomes: [{{name: o, {text}}}]\n"


@pytest.mark.parametrize("reduce", ["first_month", "any", "count", "mean"])
def test_a_condition_is_reduced(read: Read, reduce: str) -> None:
    (found,) = read(outcome(f"reduce: {reduce}, {WHEN}, meaning: tense")).outcomes
    assert (found.name, found.reduce, found.of, found.meaning) == ("o", reduce, "", "tense")
    assert found.conditions == (Condition(TENSION, ">", 0.5),)
    assert found.any_suffices


@pytest.mark.parametrize("reduce", ["mean", "last", "max"])
def test_a_variable_is_reduced(read: Read, reduce: str) -> None:
    (found,) = read(outcome(f"reduce: {reduce}, of: {TENSION}")).outcomes
    assert (found.of, found.conditions) == (TENSION, ())


@pytest.mark.parametrize(
    "text",
    [
        WHEN,
        "reduce: any",
        "reduce: mean",
        f"reduce: any, of: {TENSION}",
        f"reduce: mean, of: {TENSION}, {WHEN}",
        f"reduce: median, of: {TENSION}",
        "reduce: mean, of: rivalries.north-south.tensions",
        "reduce: any, when: {all: []}",
        f"reduce: any, when: {{all: [{{variable: {TENSION}, is: '>', value: clash}}]}}",
    ],
)
def test_an_outcome_that_is_none_is_refused(refused: Refused, text: str) -> None:
    assert refused(outcome(text))


def test_outcomes_stand_in_name_order(read: Read) -> None:
    text = f"outcomes: {{z: {{reduce: max, of: {TENSION}}}, a: {{reduce: last, of: {TENSION}}}}}\n"
    assert [found.name for found in read(text).outcomes] == ["a", "z"]


@pytest.mark.parametrize(
    "path", ["events.north.strategic_test", "ties.north-south", "beliefs.north-south.south"]
)
def test_tables_of_two_axes_can_be_read_and_not_set(
    read: Read, refused: Refused, path: str
) -> None:
    alliance = "alliances: [north-south]\n"
    (found,) = read(alliance + outcome(f"reduce: last, of: {path}")).outcomes
    assert found.of == path
    when = f"when: {{all: [{{variable: {path}, is: '>=', value: 0.5}}]}}"
    assert read(alliance + outcome(f"reduce: any, {when}")).outcomes[0].conditions
    entry = f"timeline: [{{name: t, month: 2024-12, set: {{{path}: 1}}}}]\n"
    assert refused(alliance + entry)[0].message.startswith("timeline.t.set names no state variable")


def test_an_unknown_rung_of_events_gets_the_nearest(refused: Refused) -> None:
    (problem,) = refused(outcome("reduce: max, of: events.north.strategic_tests"))
    assert problem.nearest == "events.north.strategic_test"


def test_what_a_whole_number_stands_for_is_said_where_a_name_is_compared(refused: Refused) -> None:
    path = "alliances.north-south.largest_given"
    when = f"when: {{all: [{{variable: {path}, is: '>=', value: forces}}]}}"
    (problem,) = refused("alliances: [north-south]\n" + outcome(f"reduce: any, {when}"))
    assert "2 forces" in problem.allowed


def test_the_order_in_which_conditions_are_listed_changes_nothing(read: Read) -> None:
    first = f"{{variable: {TENSION}, is: '>', value: 0.5}}"
    second = "{variable: states.north.pressure, is: '<', value: 1}"
    third = f"{{variable: {TENSION}, is: '<=', value: 0.9}}"
    digests = {
        read(outcome(f"reduce: any, when: {{all: [{', '.join(listed)}]}}")).digest
        for listed in permutations([first, second, third])
    }
    assert len(digests) == 1
    repeated = read(outcome(f"reduce: any, when: {{all: [{first}, {first}]}}"))
    assert repeated.digest == read(outcome(f"reduce: any, when: {{all: [{first}]}}")).digest


def test_the_order_of_a_rule_s_conditions_changes_nothing(read: Read) -> None:
    def with_rule(*quantities: str) -> str:
        listed = ", ".join(f"{{quantity: {q}, is: '>=', value: 2}}" for q in quantities)
        rule = f"r: {{when: {{any: [{listed}]}}, then: {{at_least: rhetoric}}}}"
        return read(f"states: {{north: {{doctrine: {{{rule}}}}}, south: {{}}}}\n").digest

    names = sorted(catalogue().quantities)[:2]
    assert with_rule(*names) == with_rule(*reversed(names))
