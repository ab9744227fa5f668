"""Own outcomes reduce a variable or a condition over months."""

from collections.abc import Callable

import pytest

from sim.scenario import Condition, Problem, Scenario

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
