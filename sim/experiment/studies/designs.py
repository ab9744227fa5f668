"""Designs: from the values or distributions of parameters to the values of every point."""

from collections.abc import Iterator, Sequence
from itertools import product
from math import prod

import numpy as np

from ...arrays import Floats
from ...scenario.nodes import Mark
from ...scenario.problems import Findings
from ...scenario.quantiles import quantiles
from .axes import Axis
from .study import Plain, Values

MOST_POINTS = 2**20
SAMPLED = ("latin_hypercube", "sobol")


def crossed(axes: Sequence[Axis], mark: Mark, findings: Findings) -> list[Values]:
    """Every combination of the values of a grid, the last parameter changing fastest."""
    count = prod(len(axis.values) for axis in axes)
    if count > MOST_POINTS:
        findings.report(mark, f"the grid has {count:,} points; at most {MOST_POINTS:,} are allowed")
        return []
    paths = [axis.path for axis in axes]
    return [tuple(zip(paths, values, strict=True)) for values in product(*(a.values for a in axes))]


def zipped(axes: Sequence[Axis], mark: Mark, findings: Findings) -> list[Values]:
    """The first values of all parameters together, then the second ones, and so on."""
    lengths = [len(axis.values) for axis in axes]
    if len(set(lengths)) > 1:
        told = ", ".join(f"{axis.path} has {len(axis.values)}" for axis in axes)
        findings.report(mark, f"a zip needs as many values of each parameter: {told}")
        return []
    paths = [axis.path for axis in axes]
    rows = zip(*(axis.values for axis in axes), strict=True)
    return [tuple(zip(paths, values, strict=True)) for values in rows]


def sampled(
    design: str,
    axes: Sequence[Axis],
    samples: int,
    seed: int,
    mark: Mark,
    findings: Findings,
) -> list[Values]:
    """Points that fill the parameters' distributions evenly.

    Those of Sobol's sequence are the first of a larger design with the same parameters and seed;
    those of a Latin hypercube are all others when their number changes.
    """
    if design == "sobol" and samples & (samples - 1):
        below = 1 << (samples.bit_length() - 1)
        findings.report(
            mark,
            "the samples of a sobol design must be a power of two: only then do its points cover "
            "every parameter evenly, and any other number throws the balance away",
            found=samples,
            allowed=f"{below} or {2 * below}",
        )
        return []
    shares = even_shares(design, samples, len(axes), seed)
    columns = []
    for axis, column in zip(axes, shares.T, strict=True):
        try:
            columns.append(_numbers(axis, column))
        except ValueError as error:
            findings.report(axis.mark, f"{axis.path}: {error}")
    if len(columns) < len(axes):
        return []
    paths = [axis.path for axis in axes]
    return [tuple(zip(paths, row, strict=True)) for row in zip(*columns, strict=True)]


def even_shares(design: str, samples: int, dimensions: int, seed: int) -> Floats:
    """Evenly spread points of the unit cube, shape (samples, dimensions).

    References
    ----------
    Sobol' 1967, doi:10.1016/0041-5553(67)90144-9, scrambled as Matousek 1998 does,
    doi:10.1006/jcom.1998.0489; McKay, Beckman & Conover 1979, doi:10.1080/00401706.1979.10489755
    """
    from scipy.stats import qmc

    rng = np.random.default_rng(seed)
    if design == "sobol":
        return np.asarray(qmc.Sobol(dimensions, scramble=True, rng=rng).random(samples))
    return np.asarray(qmc.LatinHypercube(dimensions, rng=rng).random(samples))


def _numbers(axis: Axis, shares: Floats) -> Iterator[Plain]:
    if axis.known is None:
        raise ValueError("nothing says what samples are drawn from")
    if axis.whole and axis.known.kind == "uniform":
        low, high = round(axis.known["low"]), round(axis.known["high"])
        # Every whole number, the ends too, gets the same share.
        return iter([min(high, low + int(share * (high - low + 1))) for share in shares])
    values = quantiles(shares, axis.known, axis.low, axis.high)
    return iter([round(value) for value in values] if axis.whole else values.tolist())
