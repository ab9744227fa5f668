"""Draws of what a scenario does not know, from the ranges and distributions that its values state.

A value that states a distribution is drawn from it. A value inside a bare range is drawn from a
two-piece triangular distribution: half of the probability lies on each side of the value, and the
density falls linearly to 0 at both ends, so that the value is the median however lopsided the range
is. A value at an end of its range is drawn from the triangle over the range with its mode there: no
distribution over the range could have its median at an end. What has neither range nor distribution
is known.
"""

import hashlib
from collections.abc import Mapping

import numpy as np

from ..arrays import Floats
from ..engine.parameter_index import Spot, spots
from ..scenario.scenario import Scenario
from ..scenario.values import Value


def prior(
    scenario: Scenario, rows: int, seed: int = 0, shares: Mapping[str, Floats] | None = None
) -> dict[str, Floats]:
    """A column of draws for each uncertain number of a scenario, by path.

    Each column is a Latin hypercube's: one draw from each of ``rows`` slices of equal probability,
    in random order. The order is keyed by the seed and the path: no column depends on which others
    there are, and a parameter has the same share of its probability in row d of every scenario.

    Parameters
    ----------
    rows : int
        Draws of each parameter, at least 1.
    shares : mapping of path to array (rows,), optional
        Shares of probability, above 0 and below 1, for parameters that are to have these instead.

    References
    ----------
    McKay, Beckman & Conover 1979, doi:10.1080/00401706.1979.10489755. Two-piece distributions about
    a central value: Wallis 2014, doi:10.1214/13-STS417; the fan charts treated there join their
    halves at the mode, which has other than half of the probability below it where they are unequal.
    """
    if rows < 1:
        raise ValueError(f"a table needs at least 1 draw, not {rows}")
    given = shares or {}
    found = {}
    for path, spot in sorted(spots(scenario).items()):
        value = scenario.values.get(path)
        if value is not None and value.uncertain:
            at = given[path] if path in given else _slices(path, rows, seed)
            found[path] = quantiles(value, spot, at)
    return found


def off_centre(scenario: Scenario) -> dict[str, float]:
    """Medians of what is drawn, by path, where they are not the stated values.

    That is where a value is an end of its range, or not the median of its distribution: they differ
    by more than a hundredth of the central 90%.
    """
    found = {}
    for path, spot in sorted(spots(scenario).items()):
        value = scenario.values.get(path)
        if value is not None and value.uncertain:
            low, median, high = quantiles(value, spot, np.array([0.05, 0.5, 0.95])).tolist()
            if abs(median - value.number) > 0.01 * (high - low):
                found[path] = median
    return found


def quantiles(value: Value, spot: Spot, shares: Floats) -> Floats:
    """Values below which the prior of a parameter has these shares of its probability.

    Parameters
    ----------
    value : Value
        States a range or a distribution.
    shares : array of float
        Above 0 and below 1.
    """
    leaf = spot.leaf
    whole = leaf.kind == "integer"
    if value.distribution is not None:
        from ..scenario.quantiles import quantiles as of_distribution

        found = of_distribution(shares, value.distribution, leaf.low, leaf.high)
    else:
        low, high = value.range or (value.number, value.number)
        # Each whole number stands for the numbers that are rounded to it.
        edge = 0.5 if whole else 0.0
        found = np.clip(_two_piece(low - edge, value.number, high + edge, shares), low, high)
    return np.clip(np.rint(found) if whole else found, leaf.low, leaf.high)


def shares_of(column: Floats) -> Floats:
    """The share of a column's numbers that lie below each, in (0, 1); equal ones in their order."""
    order = np.argsort(column, kind="stable")
    ranks = np.empty(column.size)
    ranks[order] = np.arange(column.size)
    return (ranks + 0.5) / column.size


def _two_piece(low: float, centre: float, high: float, shares: Floats) -> Floats:
    """Quantiles of the two-piece triangular distribution; of one piece where the centre is an end."""
    if centre <= low:
        return high - (high - low) * np.sqrt(1.0 - shares)
    if centre >= high:
        return low + (high - low) * np.sqrt(shares)
    below = low + (centre - low) * np.sqrt(2.0 * np.minimum(shares, 0.5))
    above = high - (high - centre) * np.sqrt(2.0 * np.minimum(1.0 - shares, 0.5))
    return np.where(shares < 0.5, below, above)


def _slices(path: str, rows: int, seed: int) -> Floats:
    """One point in each of ``rows`` equal slices of (0, 1), in random order."""
    key = hashlib.blake2b(f"{seed}\0{path}".encode(), digest_size=16).digest()
    # Raw words are what NumPy promises to keep from version to version; its generators are not.
    raw = np.random.PCG64(int.from_bytes(key, "little")).random_raw(2 * rows)
    order = np.argsort(raw[:rows], kind="stable")
    within = ((raw[rows:] >> np.uint64(11)).astype(np.float64) + 0.5) * 2.0**-53
    return (order + within) / rows
