"""What rare outcomes rest on: numbers that no record informs, shown with their ranges beside the outcomes.

There has been no general war in Korea since 1953, and no use of nuclear weapons. The record bounds both
from above only, so that their level is a choice of whoever states a scenario.
"""

from collections.abc import Iterable

from ..scenario.scenario import Scenario

WAR = "mechanisms.crisis.war_threshold"
NUCLEAR = "mechanisms.war.nuclear_base"
WORDS = {
    WAR: "the cost of entering general war",
    NUCLEAR: "the log odds of nuclear use in a week of war without losses",
}


RARE = {"first_war", "first_nuclear_use", "general_war", "nuclear_use"}
"""Outcomes that are general war or nuclear use."""


def rests_on_in(scenario: Scenario, outcomes: Iterable[str], paths: bool = True) -> str:
    """What ``rests_on`` says, where one of the outcomes shown is general war or nuclear use."""
    return rests_on(scenario, paths) if RARE.intersection(outcomes) else ""


def rests_on(scenario: Scenario, paths: bool = True) -> str:
    """What the probabilities of general war and nuclear use rest on in a scenario, in two sentences.

    ``paths`` names the numbers as scenario files do; without, in words.
    """
    war, nuclear = (_stated(scenario, path, path if paths else WORDS[path]) for path in WORDS)
    return (
        f"General war rests on a choice that no record informs: {war}. "
        f"Nuclear use rests on it too, and on {nuclear}."
    )


def _stated(scenario: Scenario, path: str, name: str) -> str:
    value = scenario.stated(path)
    span = "no range stated" if value.range is None else "range {:g} to {:g}".format(*value.range)
    return f"{name}, {value.number:g} ({span})"
