"""Parameters of an axis as a record array, one record a row, and where each value lies in it."""

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np

from ..rulebook.declare import Parameter
from ..rulebook.layout import parameter_dtype, parameters
from ..scenario.catalogue import catalogue
from ..scenario.scenario import Scenario
from .codes import code
from .state_index import row_names

AXES = (
    "world",
    "states",
    "tracks",
    "stocks",
    "levels",
    "rivalries",
    "alliances",
    "pacts",
    "sanctions",
    "policies",
    "ladder",
)
"""Axes whose parameters are records; ties are a table of their own, rules and entries are listed."""


class Cell(NamedTuple):
    """Where the value at a path lies in its axis' record array: which record, which field."""

    path: str
    row: int
    field: str
    parameter: Parameter


def cells(scenario: Scenario, axis: str) -> Iterator[Cell]:
    """Every value of an axis; of a switch that a mechanism has, as of any parameter."""
    for mechanism, parameter in parameters(axis):
        for k, row in enumerate(_paths(scenario, axis)):
            path = f"mechanisms.{mechanism.name}" if axis == "world" else row
            yield Cell(f"{path}.{parameter.name}", k, mechanism.field(parameter), parameter)
    if axis == "world":
        for name in parameter_dtype(axis).names or ():
            if name.endswith("_on"):
                path = f"mechanisms.{name[:-3]}"
                yield Cell(f"{path}.on", 0, name, catalogue().parameters(path)["on"])


def table(scenario: Scenario, axis: str) -> Any:
    """Record array of an axis, every declared parameter filled in, links left at 0."""
    records = np.zeros(len(_paths(scenario, axis)), parameter_dtype(axis)).view(np.recarray)
    for cell in cells(scenario, axis):
        value = code(scenario, cell.parameter, scenario.value(cell.path))
        records[cell.row][cell.field] = value
    return records


def _paths(scenario: Scenario, axis: str) -> tuple[str, ...]:
    """Path of each row; levels state by state."""
    if axis == "levels":
        return tuple(
            f"states.{state}.levels.{rung}"
            for state in scenario.names["states"]
            for rung in scenario.names["ladder"]
        )
    return row_names(scenario, axis)
