"""The space of parameters that a scenario leaves open: which, over what, and on what evidence."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from ..arrays import Floats
from ..engine.parameter_index import spots
from ..errors import InputError
from ..scenario.distribution import Distribution
from ..scenario.nearest import closest
from ..scenario.quantiles import quantiles
from ..scenario.scenario import Scenario
from ..scenario.support import SUPPORTED, evidence_table

SOURCED, ASSUMED = "sourced", "assumed"


class Dimension(NamedTuple):
    """One parameter that is not known.

    ``centre`` is the scenario's own value; ``known`` what is known instead, cut to ``low`` to
    ``high``; ``whole`` whether only whole numbers are allowed. ``standing`` is "sourced" where a
    source that was read holds the value, else "assumed"; ``grade`` is that source's, or empty.
    """

    path: str
    centre: float
    known: Distribution
    low: float
    high: float
    whole: bool
    standing: str
    grade: str

    def told(self) -> dict[str, Any]:
        """The dimension as JSON values, for a manifest."""
        known = {"kind": self.known.kind, **dict(self.known.parameters)}
        return self._asdict() | {
            "known": known,
            "low": None if np.isinf(self.low) else self.low,
            "high": None if np.isinf(self.high) else self.high,
        }

    @staticmethod
    def of(told: Mapping[str, Any]) -> "Dimension":
        """The dimension that ``told`` told of."""
        parameters = {key: value for key, value in told["known"].items() if key != "kind"}
        known = Distribution(told["known"]["kind"], tuple(sorted(parameters.items())))
        low = -np.inf if told["low"] is None else told["low"]
        high = np.inf if told["high"] is None else told["high"]
        return Dimension(**{**told, "known": known, "low": low, "high": high})

    def values(self, shares: Floats) -> Floats:
        """Values below which these shares of what is known lie, each from 0 to 1.

        A share of 0 or 1 of a distribution without end stands for 0.001 or 0.999 of it.
        """
        if self.known.kind in ("normal", "lognormal"):
            shares = np.clip(shares, 0.001, 0.999)
        found = quantiles(shares, self.known, self.low, self.high)
        return np.round(found) if self.whole else found


def space(
    scenario: Scenario,
    wanted: Sequence[str] = (),
    stated: Mapping[str, Distribution] | None = None,
) -> tuple[Dimension, ...]:
    """Dimensions asked for, or all numbers to which the scenario gives a range or distribution.

    Parameters
    ----------
    wanted : sequence of str
        ``PATH=LOW,HIGH`` for a range of one's own, ``PATH`` for the scenario's, which may be the
        beginning of a path: all ranges below it.
    stated : mapping of path to Distribution, optional
        Ranges that count instead of the scenario's; with any, they alone are all.

    Raises
    ------
    InputError
        If a path leads to no number with a range, or a range can't be.
    """
    standings = {row.path: row for row in evidence_table(scenario)}
    ranges = dict(stated or {})
    ranged = list(ranges)
    if wanted or not ranges:
        ranged += [p for p in scenario.values if p not in ranges and _own(scenario, p) is not None]
    asked: dict[str, Distribution | None] = {}
    for item in wanted:
        path, equals, ends = (part.strip() for part in item.partition("="))
        found = [path] if equals else _below(scenario, path, ranged)
        for one in found:
            if one in asked:
                raise InputError(f"{one} is asked for twice")
            asked[one] = _range(scenario, one, ends) if equals else None
    if not wanted:
        asked = dict.fromkeys(ranged)
    if not asked:
        raise InputError(
            f"{scenario.name} gives no number a range; name one: --param PATH=LOW,HIGH"
        )
    dimensions = []
    for path, own in asked.items():
        known = own or ranges.get(path) or _own(scenario, path)
        row = standings.get(path)
        sourced = row is not None and row.standing == SUPPORTED
        value = scenario.stated(path)
        if path not in spots(scenario):
            raise InputError(f"{path} is no parameter that can be varied here")
        low, high = _allowed(scenario, path)
        if known is not None:
            dimensions.append(
                Dimension(
                    path,
                    value.number,
                    known,
                    low,
                    high,
                    isinstance(value.value, int),
                    SOURCED if sourced else ASSUMED,
                    row.grade if row is not None and sourced else "",
                )
            )
    return tuple(dimensions)


def _own(scenario: Scenario, path: str) -> Distribution | None:
    value = scenario.values[path]
    if isinstance(value.value, bool | str):
        return None
    if value.distribution is not None:
        return value.distribution
    if value.range is not None and value.range[0] < value.range[1]:
        return Distribution("uniform", (("high", value.range[1]), ("low", value.range[0])))
    return None


def _below(scenario: Scenario, path: str, ranged: Sequence[str]) -> list[str]:
    found = [one for one in ranged if one == path or one.startswith(f"{path}.")]
    if found:
        return found
    if path in scenario.values:
        raise InputError(
            f"{scenario.name} gives {path} no range; say which: --param {path}=LOW,HIGH"
        )
    # Names alike at their beginning first: no more than some are compared.
    near = closest(path, sorted(scenario.values, key=lambda one: not one.startswith(path[:12])))
    hint = f"; the nearest is {near}" if near else ""
    raise InputError(f"{scenario.name} has no parameter at {path!r}{hint}")


def _range(scenario: Scenario, path: str, text: str) -> Distribution:
    how = f"{path}={text}: write a range as PATH=LOW,HIGH, such as {path}=0.1,0.9"
    try:
        low, high = (float(part) for part in text.split(","))
    except ValueError:
        raise InputError(how) from None
    if not (np.isfinite(low) and np.isfinite(high)):
        raise InputError(how)
    if not low < high:
        raise InputError(f"{path}: a range runs upwards, not from {low:g} to {high:g}")
    value = scenario.values.get(path)
    if value is None or path not in spots(scenario):
        _below(scenario, path, ())
    elif isinstance(value.value, bool | str):
        raise InputError(f"{path} is {value.value}: only numbers have a range")
    leaf = spots(scenario)[path].leaf
    if low < leaf.low or high > leaf.high:
        raise InputError(f"{path}={text} leaves what is allowed: {leaf.allowed()}")
    return Distribution("uniform", (("high", high), ("low", low)))


def _allowed(scenario: Scenario, path: str) -> tuple[float, float]:
    """Where draws of a distribution are cut: at the parameter's own bounds."""
    leaf = spots(scenario)[path].leaf
    return leaf.low, leaf.high
