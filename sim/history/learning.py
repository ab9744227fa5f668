"""Learning: priors of parameters, and how particles carry what months teach about them.

Parameters live in units in which a normal prior is fair: logarithms where they must be positive.
Static parameters of a particle filter die out with their particles, so at each resampling they are
drawn from a kernel shrunken towards their mean, which keeps mean and covariance: Liu & West 2001,
doi:10.1007/978-1-4757-3437-9_10.
"""

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ..engine.places import spots
from ..scenario.scenario import Scenario

Floats = npt.NDArray[np.float64]
DISCOUNT = 0.98
"""Liu and West's discount: the nearer to 1, the narrower the kernel."""


class Prior(NamedTuple):
    """What is held of a parameter before the record: a normal, of its logarithm if ``logarithmic``.

    ``centre`` is the median in the parameter's own unit.
    """

    path: str
    centre: float
    spread: float
    logarithmic: bool = False


def drawn(priors: Sequence[Prior], count: int, rng: np.random.Generator) -> Floats:
    """Draws from the priors, (count, parameters)."""
    centre = np.array([math.log(q.centre) if q.logarithmic else q.centre for q in priors])
    spread = np.array([q.spread for q in priors])
    return centre + spread * rng.standard_normal((count, len(priors)))


def values(priors: Sequence[Prior], draws: Floats, scenario: Scenario) -> dict[str, Floats]:
    """Parameter values of draws by path, kept within what the scenario language allows."""
    known = spots(scenario)
    found = {}
    for k, prior in enumerate(priors):
        column = np.exp(draws[:, k]) if prior.logarithmic else draws[:, k]
        leaf = known[prior.path].leaf
        found[prior.path] = np.clip(column, leaf.low, leaf.high)
    return found


def refreshed(
    draws: Floats, weights: Floats, kept: npt.NDArray[np.int64], rng: np.random.Generator
) -> Floats:
    """Draws of the particles ``kept``, each moved within the kernel.

    Parameters
    ----------
    draws, weights : arrays (particles, parameters), (particles,)
        Before resampling; weights add up to 1.
    """
    if draws.shape[1] == 0:
        return draws[kept]
    shrink = (3.0 * DISCOUNT - 1.0) / (2.0 * DISCOUNT)
    mean = weights @ draws
    off = draws - mean
    covariance = (weights[:, None] * off).T @ off
    # Rounding can leave a covariance that is barely not positive.
    root = np.linalg.cholesky(covariance + 1e-9 * np.eye(len(covariance)))
    noise = rng.standard_normal((len(kept), draws.shape[1])) @ root.T
    spread = math.sqrt(1.0 - shrink * shrink)
    return np.asarray(shrink * draws[kept] + (1.0 - shrink) * mean + spread * noise)


def systematic(weights: Floats, count: int, start: float) -> npt.NDArray[np.int64]:
    """Numbers of ``count`` particles picked systematically by weight; ``start`` is uniform on 0 to 1."""
    edges = np.cumsum(weights)
    points = (start + np.arange(count)) / count * edges[-1]
    found = np.searchsorted(edges, points, side="right")
    return np.asarray(np.minimum(found, len(weights) - 1), dtype=np.int64)
