"""What rare outcomes rest on: numbers that no record informs, shown with their ranges beside the outcomes.

There has been no general war in Korea since 1953, and no use of nuclear weapons. The record bounds both
from above only, so that their level is a choice of whoever states a scenario.
"""

from ..scenario.scenario import Scenario

WAR = "mechanisms.crisis.war_threshold"
"""What entering general war costs in a crisis."""
NUCLEAR = "mechanisms.war.nuclear_base"
"""Log odds of using a nuclear weapon in a week of war without losses."""


def rests_on(scenario: Scenario) -> str:
    """What the probabilities of general war and nuclear use rest on in a scenario, in two sentences."""
    return (
        f"General war rests on a choice that no record informs: {_stated(scenario, WAR)}. "
        f"Nuclear use rests on it too, and on {_stated(scenario, NUCLEAR)}."
    )


def _stated(scenario: Scenario, path: str) -> str:
    value = scenario.stated(path)
    span = "no range stated" if value.range is None else "range {:g} to {:g}".format(*value.range)
    return f"{path} at {value.number:g} ({span})"
