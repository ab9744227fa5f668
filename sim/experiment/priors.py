"""Draws of what a scenario does not know, from the ranges and distributions that its values state.

A value that states a distribution is drawn from it. A value that states a bare range is drawn from
the triangular distribution over the range with its mode at the value: the ends are what is thought
possible and the value what is thought likeliest, which a uniform distribution would throw away.
Parameters are drawn independently of each other. What has neither range nor distribution is known.
"""

import hashlib

import numpy as np
import numpy.typing as npt

from ..engine.places import Spot, spots
from ..scenario.scenario import Scenario
from ..scenario.values import Distribution, Value

Floats = npt.NDArray[np.float64]


def prior(scenario: Scenario, rows: int, seed: int = 0) -> dict[str, Floats]:
    """A column of draws for each uncertain number of a scenario, by path.

    Each column is a Latin hypercube's: one draw from each of ``rows`` slices of equal probability,
    in random order. Its luck is keyed by the seed and the path, so that no column depends on which
    others there are.

    Parameters
    ----------
    rows : int
        Draws of each parameter, at least 1.

    References
    ----------
    McKay, Beckman & Conover 1979, doi:10.1080/00401706.1979.10489755; on triangular distributions
    Johnson 1997, doi:10.1111/1467-9884.00091
    """
    if rows < 1:
        raise ValueError(f"a table needs at least 1 draw, not {rows}")
    return {
        path: quantiles(scenario.values[path], spot, _slices(path, rows, seed))
        for path, spot in sorted(spots(scenario).items())
        if path in scenario.values and uncertain(scenario.values[path])
    }


def uncertain(value: Value) -> bool:
    """Whether a value states what is not known about it."""
    return value.range is not None or value.distribution is not None


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
        found = _of_distribution(value.distribution, leaf.low, leaf.high, shares)
    else:
        low, high = value.range or (value.number, value.number)
        # Each whole number stands for the numbers that are rounded to it.
        edge = 0.5 if whole else 0.0
        found = np.clip(_triangular(low - edge, value.number, high + edge, shares), low, high)
    return np.clip(np.rint(found) if whole else found, leaf.low, leaf.high)


def _of_distribution(of: Distribution, low: float, high: float, shares: Floats) -> Floats:
    """Quantiles of a stated distribution, cut where the parameter ends."""
    from scipy.special import betaincinv, ndtr, ndtri

    given = dict(of.parameters)
    if of.kind == "uniform":
        return given["low"] + shares * (given["high"] - given["low"])
    if of.kind == "triangular":
        return _triangular(given["low"], given["mode"], given["high"], shares)
    if of.kind == "beta":
        least, most = given.get("low", 0.0), given.get("high", 1.0)
        return least + (most - least) * np.asarray(
            betaincinv(given["alpha"], given["beta"], shares)
        )
    logarithmic = of.kind == "lognormal"
    centre = float(np.log(given["median"])) if logarithmic else given["mean"]
    spread = given["sigma"] if logarithmic else given["sd"]
    with np.errstate(divide="ignore"):
        ends = np.log(np.maximum((low, high), 0.0)) if logarithmic else np.array((low, high))
    if spread <= 0:
        return np.full_like(shares, given["median"] if logarithmic else centre)
    first, last = ndtr((ends - centre) / spread)
    drawn = centre + spread * ndtri(first + shares * (last - first))
    return np.exp(drawn) if logarithmic else np.asarray(drawn)


def _triangular(low: float, mode: float, high: float, shares: Floats) -> Floats:
    if low == high:
        return np.full_like(shares, low)
    rising = low + np.sqrt(shares * (high - low) * (mode - low))
    falling = high - np.sqrt((1.0 - shares) * (high - low) * (high - mode))
    return np.where(shares < (mode - low) / (high - low), rising, falling)


def _slices(path: str, rows: int, seed: int) -> Floats:
    """One point in each of ``rows`` equal slices of (0, 1), in random order."""
    key = hashlib.blake2b(f"{seed}\0{path}".encode(), digest_size=16).digest()
    # Raw words are what NumPy promises to keep from version to version; its generators are not.
    raw = np.random.PCG64(int.from_bytes(key, "little")).random_raw(2 * rows)
    order = np.argsort(raw[:rows], kind="stable")
    within = ((raw[rows:] >> np.uint64(11)).astype(np.float64) + 0.5) * 2.0**-53
    return (order + within) / rows
