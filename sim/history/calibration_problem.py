"""What is calibrated: the hindcast, the parameters that are drawn, and the values that scores lay on it."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import numpy as np

from ..arrays import Floats, Integers
from ..engine.build import Compiled, Patch, build
from ..engine.ensemble import default_threads
from ..engine.overrides import OpenCopy, open_copy, prepare
from ..scenario.scenario import Scenario
from ..scenario.values import Value
from .priors import Prior, priors, values


class CalibrationProblem(NamedTuple):
    """A hindcast and all that is drawn.

    ``laid`` are numbers of the priors whose parameter the hindcast leaves at the value of the baseline:
    the others describe the present, and history can't inform them. ``stated`` is what the baseline says of
    each, and ``centre`` (parameters,) are the scores of these values.
    """

    compiled: Compiled
    priors: tuple[Prior, ...]
    laid: Integers
    stated: tuple[Value, ...]
    centre: Floats

    def values(self, scores: Floats) -> Floats:
        """Values (draws, parameters) at scores (draws, parameters)."""
        return values(self.priors, scores)

    def patches(self, scores: Floats) -> Patch:
        """Words of the hindcast at scores (draws, parameters)."""
        table = self.values(scores)
        return prepare(self.compiled, {self.priors[k].path: table[:, k] for k in self.laid})


def calibration_problem(baseline: Scenario, history: Scenario) -> CalibrationProblem:
    """What is calibrated, from the scenario that is drawn around and the hindcast that extends it."""
    drawn = priors(baseline)
    laid = [
        k
        for k, prior in enumerate(drawn)
        if prior.path in history.values and history.value(prior.path) == baseline.value(prior.path)
    ]
    stated = tuple(baseline.values[prior.path] for prior in drawn)
    return CalibrationProblem(
        build(history),
        tuple(drawn),
        np.array(laid, dtype=np.int64),
        stated,
        np.array([prior.score(value.number) for prior, value in zip(drawn, stated, strict=True)]),
    )


def over_draws[T](
    of: CalibrationProblem,
    scores: Floats,
    work: Callable[[Compiled, int], T],
    threads: int | None = None,
) -> Iterator[T]:
    """What ``work`` finds on the hindcast with each draw laid on it, in order.

    Parameters
    ----------
    scores : array (draws, parameters)
    work : callable
        Given the hindcast's arrays and the number of the draw.
    """
    patch = of.patches(scores)
    count = default_threads() if threads is None else threads
    free: list[OpenCopy] = [open_copy(of.compiled) for _ in range(count)]

    def one(draw: int) -> T:
        copy = free.pop()
        copy.lay(patch, draw)
        try:
            return work(copy.compiled, draw)
        finally:
            free.append(copy)

    with ThreadPoolExecutor(count) as pool:
        yield from pool.map(one, range(scores.shape[0]))
