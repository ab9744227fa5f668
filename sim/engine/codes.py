"""A scenario's values as the numbers that rules read."""

from typing import Any

from ..rulebook.declare import Parameter
from ..scenario.scenario import Scenario


def code(scenario: Scenario, parameter: Parameter, value: Any) -> float | int:
    """A parameter's value as the number that rules read: names by their position."""
    if parameter.kind == "state":
        return scenario.names["states"].index(str(value))
    if parameter.kind == "rung":
        return scenario.rung(str(value))
    if parameter.kind == "choice":
        return parameter.choices.index(str(value))
    if parameter.kind in ("integer", "switch"):
        return int(value)
    return float(value)


def number(scenario: Scenario, value: float | int | bool | str) -> float:
    """A value of a variable as the number that its word holds."""
    if isinstance(value, str):
        return float(scenario.rung(value))
    return float(value)
