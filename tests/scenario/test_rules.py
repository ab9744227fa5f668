"""Escalation rules are tables that name quantities and rungs."""

from collections.abc import Callable

import pytest

from sim.scenario import Condition, Problem, Scenario

Read = Callable[..., Scenario]
Refused = Callable[..., tuple[Problem, ...]]
WHEN = "when: {all: [{quantity: rival_rung, is: '>=', value: clash}]}"


def rule(text: str) -> str:
    return f"states: {{north: {{doctrine: [{{name: r, {text}}}]}}, south: {{}}}}\n"


def test_a_rule_is_resolved_with_its_numbers_at_their_paths(read: Read) -> None:
    text = f"{WHEN}, then: {{at_least: clash}}, probability: 0.5, delay: 2, limit: 3"
    scenario = read(rule(text))
    (found,) = scenario.doctrine
    assert (found.state, found.name, found.any_suffices) == ("north", "r", False)
    assert found.conditions == (Condition("rival_rung", ">=", "clash"),)
    assert (found.action, found.value) == ("at_least", "clash")
    assert (found.probability, found.delay, found.limit) == (0.5, 2, 3)
    for key, value in (("probability", 0.5), ("delay", 2), ("limit", 3), ("value", "clash")):
        assert scenario.value(f"states.north.doctrine.r.{key}") == value


def test_a_rule_without_conditions_always_applies(read: Read) -> None:
    assert read(rule("then: {at_most: alert}")).doctrine[0].conditions == ()


def test_rules_keep_their_order_and_a_variant_adds_at_the_end(read: Read) -> None:
    text = (
        "states:\n  south: {}\n  north:\n    doctrine:\n"
        "    - {name: z, then: {at_most: clash}}\n    - {name: a, then: {at_least: alert}}\n"
    )
    assert [found.name for found in read(text).doctrine] == ["z", "a"]


@pytest.mark.parametrize(
    "text",
    [
        "then: {}",
        WHEN,
        "then: {at_least: clsh}",
        "then: {at_least: clash, at_most: alert}",
        "then: {at_leest: clash}",
        "then: {at_least: 3}",
        "then: {at_least: clash}, when: {}",
        "then: {at_least: clash}, when: {all: []}",
        "then: {at_least: clash}, when: {all: [{quantity: rival_rung, is: '>='}]}",
        "then: {at_least: clash}, when: {all: [{quantity: rival_rug, is: '>=', value: 1}]}",
        "then: {at_least: clash}, when: {all: [{quantity: rival_rung, is: '=>', value: 1}]}",
        "then: {at_least: clash}, when: {all: [{quantity: rival_rung, is: '>=', value: clsh}]}",
        "then: {at_least: clash}, when: {all: [{quantity: tension, is: '>=', value: clash}]}",
        "then: {at_least: clash}, when: {any: [], all: []}",
        "then: {at_least: clash}, probability: 1.5",
        "then: {at_least: clash}, limit: 0",
        "then: {at_least: clash}, delay: -1",
        "then: {at_least: clash}, wehn: 3",
    ],
)
def test_a_rule_that_is_none_is_refused(refused: Refused, text: str) -> None:
    assert refused(rule(text))


@pytest.mark.parametrize(
    "numbers", ["", "probability: 0.5", "probability: 1, limit: 1", "probability: 0.9, limit: 3"]
)
def test_answering_above_in_kind_needs_a_chance_and_a_limit(refused: Refused, numbers: str) -> None:
    text = "then: {in_kind_plus: 1}" + (f", {numbers}" if numbers else "")
    (problem,) = refused(rule(text))
    assert "runs away" in problem.message


@pytest.mark.parametrize(
    "text",
    [
        "then: {in_kind_plus: 1}, probability: 0.99, limit: 2",
        "then: {in_kind_plus: 2}, probability: 0.5, limit: 1",
        "then: {in_kind_plus: 0}",
        "then: {in_kind_plus: -1}",
    ],
)
def test_an_answer_in_kind_that_cannot_run_away_is_taken(read: Read, text: str) -> None:
    assert read(rule(text)).doctrine[0].action == "in_kind_plus"


def test_a_variant_replaces_an_answer_whole(read: Read) -> None:
    scenario = read(
        rule("then: {at_least: clash}"), "states.north.doctrine.r.then={at_most: alert}"
    )
    assert (scenario.doctrine[0].action, scenario.doctrine[0].value) == ("at_most", "alert")
