"""Which assumptions a table of responses sets to a low and a high value, and what was published.

A row is one declaration in ``response_list``. Its ends are the range that the scenario states for the value
(the 5% and 95% quantiles of a distribution), or those declared here where the scenario states none.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from ..engine.parameter_index import spots
from ..experiment.priors import quantiles
from ..scenario.scenario import Scenario

STATED = "stated"
"""An end that is the value the scenario states."""
TAILS = (0.05, 0.95)
"""Quantiles of a distribution that count as its ends."""


class Setting(NamedTuple):
    """Two values of one path; ``own`` where the range that the scenario states goes first."""

    path: str
    low: Any
    high: Any
    own: bool = False


@dataclass(frozen=True)
class Row:
    """An assumption that people compare.

    Parameters
    ----------
    key, label : str
        Its name, and what a table calls it.
    settings : tuple of Setting
        Values set together; a scenario without one of these paths has no such row.
    also : tuple of Setting
        Values set with them where the scenario has the path.
    published : str
        The effect in the literature, in a sentence; empty for none.
    source : str
        Key of ``seeds/evidence.yaml``, or a DOI.
    why_nothing : str
        Why the row changes nothing, printed where that is what is found.
    """

    key: str
    label: str
    settings: tuple[Setting, ...]
    also: tuple[Setting, ...] = ()
    published: str = ""
    source: str = ""
    why_nothing: str = ""


class Ends(NamedTuple):
    """A row of one scenario: the values at its low and at its high end, by path."""

    row: Row
    low: dict[str, Any]
    high: dict[str, Any]


def ends(
    rows: Sequence[Row], scenario: Scenario
) -> tuple[tuple[Ends, ...], tuple[tuple[Row, str], ...]]:
    """The rows that a scenario has with their ends, and those left out with the reason."""
    found: list[Ends] = []
    without: list[tuple[Row, str]] = []
    for row in rows:
        missing = [one.path for one in row.settings if one.path not in scenario.values]
        if missing:
            without.append((row, f"the scenario has no {missing[0]}"))
            continue
        there = [one for one in row.also if one.path in scenario.values]
        pairs = {one.path: _pair(one, scenario) for one in (*row.settings, *there)}
        low, high = ({path: pair[k] for path, pair in pairs.items()} for k in (0, 1))
        if low == high:
            without.append((row, "its low and high value are the same in this scenario"))
            continue
        found.append(Ends(row, low, high))
    return tuple(found), tuple(without)


def _pair(setting: Setting, scenario: Scenario) -> tuple[Any, Any]:
    value = scenario.values[setting.path]
    if setting.own and value.distribution is not None:
        spot = spots(scenario)[setting.path]
        low, high = quantiles(value, spot, np.array(TAILS)).tolist()
        return _number(low), _number(high)
    if setting.own and value.range is not None:
        return _number(value.range[0]), _number(value.range[1])
    low, high = (value.value if end == STATED else end for end in (setting.low, setting.high))
    return low, high


def _number(value: float) -> float | int:
    """A whole number as such: settings of integers refuse others."""
    return int(value) if float(value).is_integer() else float(value)


def own(path: str, low: float, high: float) -> Setting:
    """The range that the scenario states, else ``low`` to ``high``."""
    return Setting(path, low, high, own=True)


def switch(mechanism: str) -> Setting:
    """A mechanism off against on."""
    return Setting(f"mechanisms.{mechanism}.on", False, True)
