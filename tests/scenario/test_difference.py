"""Differences are told in words, and only those that can change a result."""

from collections.abc import Callable

import pytest

from sim.scenario import Scenario, available, difference, load

Read = Callable[..., Scenario]


def test_a_scenario_does_not_differ_from_itself_relisted(read: Read) -> None:
    other = read("states: [south, {name: north, power: {value: 1, note: x}}]\ntitle: t\n")
    assert difference(read(), other) == []


@pytest.mark.parametrize(
    ("setting", "sentence"),
    [
        ("horizon=3", "horizon: 24 months becomes 3 months"),
        ("states.north.power=2", "states.north.power: 1 index becomes 2 index"),
        (
            "states.north.power={value: 1, range: [0, 2]}",
            "states.north.power: 1 index becomes 1 index (range 0 to 2)",
        ),
        ("mechanisms.moral_hazard=off", "mechanism moral_hazard is switched off"),
        ("alliances.north-south={}", "alliance north-south is added"),
        ("mechanisms.war.china_stance=arms", "mechanisms.war.china_stance: neutral becomes arms"),
        (
            "timeline.vote={month: 2025-01, set: {states.north.orientation: 1}}",
            "timeline entry vote is added: in 2025-01: states.north.orientation = 1",
        ),
        (
            "states.north.doctrine.hold={then: {at_most: alert}}",
            "rule hold of north is added: when always, at most alert with probability 1, "
            "after 0 rounds, at most 1000 times",
        ),
    ],
)
def test_a_difference_is_one_sentence(read: Read, setting: str, sentence: str) -> None:
    assert difference(read(), read("", setting)) == [sentence]


def test_scenarios_differ_in_words_exactly_when_their_digests_do() -> None:
    scenarios = [load(name) for name in available()]
    first = scenarios[0]
    for other in scenarios[1:]:
        same = first.canonical() | {"name": ""} == other.canonical() | {"name": ""}
        assert (difference(first, other) == []) == same
