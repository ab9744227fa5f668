"""What one outcome of matched trials adds up to, block by block: counts of cells, or moments."""

import math

import numpy as np
import numpy.typing as npt

from ..arrays import Floats
from .clusters import Totals, plus, totals
from .contrasts import Contrast, of_shares, paired_difference
from .contrasts_by_draw import (
    NO_ERRORS,
    Errors,
    difference_by_draw,
    errors_of,
    means_by_draw,
    shares_by_draw,
)
from .contrasts_of_means import Mean, Moments, of_means
from .intervals import ANY, freedom_of
from .measures import Measure

SHOWN = 5
"""Discordant trials named for each outcome and side."""
Draw = npt.NDArray[np.int64] | None
Discordance = tuple[int, int | None, int | None, int | None, int | None, str, str]


class Shares:
    """Four counts of matched trials, and the first trials that differ."""

    def __init__(self, a: Measure, b: Measure) -> None:
        self.a, self.b = a, b
        self._counts = np.zeros(4, dtype=np.int64)
        self._by_draw: Floats | None = None
        self._a_only: list[int] = []
        self._b_only: list[int] = []

    def add(self, first: int, a: Floats, b: Floats, draw: Draw, draws: int) -> None:
        """Add trials from number ``first``, and which of how many draws each has."""
        cell = (2 * (1 - a) + (1 - b)).astype(np.int64)
        if draw is not None:
            counts = np.bincount(4 * draw + cell, minlength=4 * draws).reshape(draws, 4)
            before = np.zeros((draws, 4)) if self._by_draw is None else self._by_draw
            self._by_draw = before + counts.astype(np.float64)
        self._counts += np.bincount(cell, minlength=4)
        for side, found in ((1, self._a_only), (2, self._b_only)):
            if len(found) < SHOWN:
                found += (first + np.flatnonzero(cell == side)[: SHOWN - len(found)]).tolist()

    def estimates(self) -> tuple[float, float]:
        """Share or mean of A and of B."""
        both, a_only, b_only, _ = (int(count) for count in self._counts)
        trials = int(self._counts.sum())
        return (both + a_only) / trials, (both + b_only) / trials

    def contrast(self, level: float) -> Contrast:
        """B against A; clustered by draw where trials have draws."""
        if self._by_draw is not None:
            return shares_by_draw(self._by_draw, level)
        both, a_only, b_only, neither = (int(count) for count in self._counts)
        return of_shares(both, a_only, b_only, neither, level)

    def interval(self, level: float) -> tuple[float, float]:
        """The paired interval of ``contrast`` alone, for a tenth of the time."""
        if self._by_draw is not None:
            return difference_by_draw(self._by_draw, level)
        _, a_only, b_only, _ = (int(count) for count in self._counts)
        low, high = paired_difference(a_only, b_only, int(self._counts.sum()), level)
        return float(low), float(high)

    def errors(self) -> Errors:
        """What is not known of the difference, and the two parts of its standard error."""
        if self._by_draw is None:
            return NO_ERRORS
        _, a_only, b_only, _ = self._by_draw.T
        counts = self._by_draw.sum(axis=1)
        return errors_of(Totals(counts, b_only - a_only, a_only + b_only))

    def discordance(self) -> Discordance:
        """How many trials differ, the four counts, and the first that differ on each side."""
        both, a_only, b_only, neither = (int(count) for count in self._counts)
        first_a, first_b = (" ".join(map(str, found)) for found in (self._a_only, self._b_only))
        return a_only + b_only, both, a_only, b_only, neither, first_a, first_b


class Amounts:
    """Running moments of A, of B, of B minus A, and of its gains and its losses.

    They are means, and sums of powers of deviations from them.
    """

    def __init__(self, a: Measure, b: Measure) -> None:
        self.a, self.b = a, b
        self._pairs = 0
        self._origin: Floats | None = None
        self._means = np.zeros(5)
        self._powers = np.zeros((3, 5))
        self._least = 0.0
        self._differing = 0
        self._by_draw: list[Totals] | None = None

    def add(self, first: int, a: Floats, b: Floats, draw: Draw, draws: int) -> None:
        """Add trials from number ``first``, and which of how many draws each has."""
        differences = b - a
        gains, losses = np.maximum(differences, 0.0), np.maximum(-differences, 0.0)
        values = np.stack((a, b, differences, gains, losses))
        if self._origin is None:
            self._origin = values[:, 0].copy()
            self._origin[3:] = 0.0
        # Counted from the first trial, what is always the same has no spread by rounding either.
        values -= self._origin[:, None]
        if draw is not None:
            here_by_draw = [totals(row, draw, draws) for row in values]
            before = self._by_draw
            self._by_draw = (
                here_by_draw
                if before is None
                else [plus(one, other) for one, other in zip(before, here_by_draw, strict=True)]
            )
        here, means = values.shape[1], values.mean(axis=1)
        values -= means[:, None]
        squares = values * values
        powers = np.stack(
            [
                np.einsum("ij,ij->i", *pair)
                for pair in ((values, values), (values, squares), (squares, squares))
            ]
        )
        apart = means - self._means
        self._powers = _together(self._pairs, self._powers, here, powers, apart)
        self._means += apart * (here / (self._pairs + here))
        self._pairs += here
        self._least = min(self._least, float(a.min()), float(b.min()))
        self._differing += int(np.count_nonzero(a != b))

    def estimates(self) -> tuple[float, float]:
        """Share or mean of A and of B."""
        a, b, *_ = self._estimates()
        return a, b

    def _estimates(self) -> list[float]:
        """Means of A, B, gains and losses."""
        found = self._means if self._origin is None else self._origin + self._means
        return [float(found[k]) for k in (0, 1, 3, 4)]

    def contrast(self, level: float) -> Contrast:
        """B against A; clustered by draw where trials have draws."""
        ratio, within = self._least >= 0.0, (self.a.within, self.b.within)
        if self._by_draw is not None:
            return means_by_draw(self._by_draw, self._estimates(), ratio, within, level)
        squares, _, fourths = self._powers.tolist()
        errors = [math.sqrt(s / max(1, self._pairs - 1) / self._pairs) for s in squares]
        a, b, gains, losses = (
            Mean(estimate, errors[k], freedom_of(squares[k], fourths[k], self._pairs), reach)
            for k, estimate, reach in zip(
                (0, 1, 3, 4), self._estimates(), (*within, ANY, ANY), strict=True
            )
        )
        moments = Moments(a, b, gains, losses, errors[2], self._differing)
        return of_means(moments, ratio, level)

    def interval(self, level: float) -> tuple[float, float]:
        """The paired interval of ``contrast`` alone."""
        found = self.contrast(level)
        return found.low, found.high

    def errors(self) -> Errors:
        """What is not known of the difference, and the two parts of its standard error."""
        return NO_ERRORS if self._by_draw is None else errors_of(self._by_draw[2])

    def discordance(self) -> Discordance:
        """How many trials differ; amounts are not counted in cells."""
        return self._differing, None, None, None, None, "", ""


def _together(n: int, one: Floats, m: int, other: Floats, apart: Floats) -> Floats:
    """Sums of the second to fourth powers of deviations from the mean of two sets of trials.

    Parameters
    ----------
    n, m : int
        Trials in each set.
    one, other : array, shape (3, amounts)
        Sums of squares, cubes and fourth powers of each set, about its own mean.
    apart : array, shape (amounts,)
        The second mean less the first.

    References
    ----------
    Chan, Golub & LeVeque 1983, doi:10.1080/00031305.1983.10483115; Pebay 2008, Sandia report
    SAND2008-6212, for the higher powers
    """
    total = n + m
    squares = one[0] + other[0] + apart**2 * (n * m / total)
    cubes = one[1] + other[1] + apart**3 * (n * m * (n - m) / total**2)
    cubes += 3.0 * apart * (n * other[0] - m * one[0]) / total
    fourths = one[2] + other[2] + apart**4 * (n * m * (n * n - n * m + m * m) / total**3)
    fourths += 6.0 * apart**2 * (n * n * other[0] + m * m * one[0]) / total**2
    fourths += 4.0 * apart * (n * other[1] - m * one[1]) / total
    return np.stack((squares, cubes, fourths))
