"""A value states its number, what is not known about it, and what stands behind it."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from sim.scenario import Distribution, Problem, Scenario
from sim.scenario.values import worded

Read = Callable[..., Scenario]
Refused = Callable[..., tuple[Problem, ...]]


def states(power: str) -> str:
    return f"states:\n  north:\n    power: {power}\n  south:\n"


def test_a_value_may_carry_everything(read: Read) -> None:
    text = "{value: 2, range: [1, 3], unit: index, evidence: assumption, note: a guess}"
    stated = read(states(text)).stated("states.north.power")
    assert (stated.value, stated.range, stated.unit) == (2.0, (1.0, 3.0), "index")
    assert (stated.evidence, stated.note) == ("assumption", "a guess")
    assert stated.origin.endswith("small.yaml:8")


def test_a_default_carries_its_own_source(read: Read) -> None:
    stated = read().stated("mechanisms.moral_hazard.weight")
    assert (stated.value, stated.origin) == (1.25, "default")
    assert stated.evidence == "Benson 2011, Journal of Politics 73(4)"


@pytest.mark.parametrize(
    "text",
    [
        "-1",
        "101",
        "much",
        "true",
        "on",
        "[1]",
        "null",
        "'1'",
        "{value: 101}",
        "{range: [1, 2]}",
        "{value: 2, unit: share}",
        "{value: 2, range: [3, 1]}",
        "{value: 2, range: [2.5, 3]}",
        "{value: 2, range: [1, 1000]}",
        "{value: 2, range: [1]}",
        "{value: 2, rnge: [1, 3]}",
        "{value: 2, range: [1, 3], distribution: {kind: uniform, low: 1, high: 3}}",
        "{value: {value: 2}}",
    ],
)
def test_a_value_outside_what_is_declared_is_refused_where_it_stands(
    refused: Refused, text: str
) -> None:
    problems = refused(states(text))
    assert {problem.line for problem in problems} == {8}
    assert all("power" in problem.message for problem in problems)


def test_the_range_and_unit_are_in_the_message(refused: Refused) -> None:
    (problem,) = refused(states("101"))
    assert "a number from 0 to 100 (index)" in problem.message
    assert problem.found == "101"


@pytest.mark.parametrize(
    ("text", "kind", "parameters"),
    [
        ("{kind: normal, mean: 2, sd: 0.5}", "normal", {"mean": 2, "sd": 0.5}),
        ("{kind: lognormal, median: 2, sigma: 0.5}", "lognormal", {"median": 2, "sigma": 0.5}),
        ("{kind: uniform, low: 1, high: 3}", "uniform", {"low": 1, "high": 3}),
        ("{kind: beta, alpha: 2, beta: 3}", "beta", {"alpha": 2, "beta": 3}),
        (
            "{kind: triangular, low: 1, mode: 2, high: 3}",
            "triangular",
            {"low": 1, "mode": 2, "high": 3},
        ),
    ],
)
def test_distributions_are_kept(
    read: Read, text: str, kind: str, parameters: dict[str, float]
) -> None:
    found = read(states(f"{{value: 2, distribution: {text}}}")).stated("states.north.power")
    assert found.distribution == Distribution(kind, tuple(sorted(parameters.items())))


@pytest.mark.parametrize(
    "text",
    [
        "{mean: 2, sd: 1}",
        "{kind: cauchy, mean: 2}",
        "{kind: normal, mean: 2}",
        "{kind: normal, mean: 2, sd: 0}",
        "{kind: normal, mean: 2, sd: 1, low: 0}",
        "{kind: normal, mean: 200, sd: 1}",
        "{kind: uniform, low: 3, high: 1}",
        "{kind: uniform, low: 3, high: 3}",
        "{kind: uniform, low: 0, high: 1000}",
        "{kind: triangular, low: 1, mode: 4, high: 3}",
        "{kind: lognormal, median: 0, sigma: 1}",
        "{kind: normal, mean: .inf, sd: 1}",
    ],
)
def test_a_distribution_that_is_none_is_refused(refused: Refused, text: str) -> None:
    assert refused(states(f"{{value: 2, distribution: {text}}}"))


@pytest.mark.parametrize("word", ["on", "yes", "true", "On"])
@pytest.mark.parametrize("form", ["moral_hazard: {}", "moral_hazard: {{on: {}}}"])
def test_a_switch_takes_the_words_that_people_write(read: Read, word: str, form: str) -> None:
    text = form.replace("{}", word, 1) if form.endswith("{}") else form.format(word)
    scenario = read("", f"mechanisms={{{text}}}")
    assert scenario.value("mechanisms.moral_hazard.on") is True


@pytest.mark.parametrize("word", ["'off'", "1", "offf", "[off]"])
def test_a_switch_takes_nothing_else(refused: Refused, word: str) -> None:
    assert refused("", f"mechanisms.moral_hazard.on={word}")


def test_a_choice_gets_the_nearest_name(refused: Refused) -> None:
    (problem,) = refused("", "mechanisms.war.china_stance=neutrl")
    assert problem.nearest == "neutral"


def test_a_mechanism_without_a_switch_cannot_be_switched(refused: Refused) -> None:
    assert refused("", "mechanisms.entities=off")


@pytest.mark.parametrize("key", ["level", "pin"])
def test_a_policy_above_the_last_option_of_its_line_is_refused(refused: Refused, key: str) -> None:
    (problem,) = refused("", f"states.north.policies={{hedge: {{{key}: 2}}}}")
    assert "above the last option" in problem.message
    assert problem.allowed == "a whole number up to 1"


def test_a_scale_is_not_read_as_a_unit_of_the_number(read: Callable[..., Scenario]) -> None:
    scenario = read("states: {north: {resolve: 0.5, power: 3}, south: {}}\n")
    assert worded(scenario.values["states.north.power"]) == "3 index"
    value = replace(scenario.values["states.north.power"], unit="-1..1")
    assert worded(value) == "3"


@pytest.mark.parametrize(
    ("text", "median"),
    [
        ("{kind: normal, mean: 2, sd: 0.5}", 2.0),
        ("{kind: lognormal, median: 2, sigma: 0.5}", 2.0),
        ("{kind: uniform, low: 1, high: 3}", 2.0),
        ("{kind: triangular, low: 0, mode: 0, high: 4}", 4.0 - 8.0**0.5),
    ],
)
def test_a_distribution_alone_states_its_median(read: Read, text: str, median: float) -> None:
    found = read(states(f"{{distribution: {text}}}")).stated("states.north.power")
    assert found.number == pytest.approx(median, abs=1e-3)
    assert found.distribution is not None


def test_neither_a_value_nor_a_distribution_is_refused(refused: Refused) -> None:
    (problem,) = refused(states("{range: [1, 2]}"))
    assert "states no value" in problem.message


def test_a_distribution_that_the_parameter_cuts_away_is_refused(refused: Refused) -> None:
    (problem,) = refused(states("{value: 2, distribution: {kind: normal, mean: 2, sd: 1.0e+200}}"))
    assert "next to no probability" in problem.message
