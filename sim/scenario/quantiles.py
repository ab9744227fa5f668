"""From shares of a distribution to values of a parameter: how draws and designs fill a range."""

from collections.abc import Callable

import numpy as np
from scipy.special import betainc, betaincinv, ndtr, ndtri

from ..arrays import Floats
from .distribution import Distribution


def quantiles(shares: Floats, known: Distribution, low: float, high: float) -> Floats:
    """Values below which these shares of a distribution lie, cut to where a parameter may be.

    Parameters
    ----------
    shares : array
        From 0 to 1.
    known : Distribution
        Uniform, triangular, normal, lognormal or beta.
    low, high : float
        What the parameter may be; infinite where it has no such end. The distribution is that of
        draws that are drawn again when they fall outside.

    Returns
    -------
    array
        Of the shape of ``shares``, from ``low`` to ``high``.

    Raises
    ------
    ValueError
        If the distribution has next to no weight where the parameter may be.
    """
    below, inverse = _FORMS[known.kind](dict(known.parameters))
    first, last = (float(share) for share in below(np.array([low, high])))
    if last - first < 1e-12:
        raise ValueError("the distribution has no weight where the parameter may be")
    return np.clip(np.asarray(inverse(first + shares * (last - first))), low, high)


def quantile(share: float, known: Distribution, low: float, high: float) -> float:
    """One of the ``quantiles``."""
    return float(quantiles(np.array([share]), known, low, high)[0])


Form = tuple[Callable[[Floats], Floats], Callable[[Floats], Floats]]


def _uniform(at: dict[str, float]) -> Form:
    low, width = at["low"], at["high"] - at["low"]
    return (lambda x: np.clip((x - low) / width, 0.0, 1.0), lambda q: low + q * width)


def _triangular(at: dict[str, float]) -> Form:
    low, mode, high = at["low"], at["mode"], at["high"]
    width, rise, fall = high - low, mode - low, high - mode

    def below(x: Floats) -> Floats:
        x = np.clip(x, low, high)
        left = (x - low) ** 2 / (width * rise) if rise > 0 else np.zeros_like(x)
        right = 1.0 - (high - x) ** 2 / (width * fall) if fall > 0 else np.ones_like(x)
        return np.asarray(np.where(x < mode, left, right))

    def inverse(q: Floats) -> Floats:
        left = low + np.sqrt(q * width * rise)
        right = high - np.sqrt((1.0 - q) * width * fall)
        return np.asarray(np.where(q < rise / width, left, right))

    return below, inverse


def _normal(at: dict[str, float]) -> Form:
    mean, sd = at["mean"], at["sd"]
    return (lambda x: ndtr((x - mean) / sd), lambda q: mean + sd * ndtri(q))


def _lognormal(at: dict[str, float]) -> Form:
    centre, sigma = np.log(at["median"]), at["sigma"]

    def below(x: Floats) -> Floats:
        with np.errstate(divide="ignore"):
            return np.asarray(ndtr((np.log(np.maximum(x, 0.0)) - centre) / sigma))

    return below, lambda q: np.exp(centre + sigma * ndtri(q))


def _beta(at: dict[str, float]) -> Form:
    a, b = at["alpha"], at["beta"]
    low, high = at.get("low", 0.0), at.get("high", 1.0)

    def below(x: Floats) -> Floats:
        return np.asarray(betainc(a, b, np.clip((x - low) / (high - low), 0.0, 1.0)))

    return below, lambda q: low + (high - low) * betaincinv(a, b, q)


_FORMS: dict[str, Callable[[dict[str, float]], Form]] = {
    "uniform": _uniform,
    "triangular": _triangular,
    "normal": _normal,
    "lognormal": _lognormal,
    "beta": _beta,
}
