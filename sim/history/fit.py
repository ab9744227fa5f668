"""Fit: levels that reproduce the record, by penalised least squares on common random numbers.

Each fitted parameter has a prior; the loss is the sum of squared distances of the moments in their
tolerances and of the parameters in prior standard deviations. Trials share their luck between
evaluations, so the loss is smooth enough for Gauss-Newton steps with finite differences. The spread
reported is that of the local quadratic: the square root of the diagonal of (J'J)^-1, priors included.

``python -m sim.history.fit`` fits the shipped hindcast and prints targets and values.
"""

import math
import sys
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from ..engine.build import Compiled
from ..engine.patch import patch
from .moments import Moment, moments


class Fitted(NamedTuple):
    """A fitted parameter: path, prior mean and spread, and whether it is fitted in logarithms."""

    path: str
    prior: float
    spread: float
    logarithmic: bool = False


def _level(rung: str, name: str, prior: float, spread: float) -> Fitted:
    return Fitted(f"states.dprk.levels.{rung}.{name}", prior, spread)


FITTED = (
    _level("hybrid", "constant", 0.0, 0.7),
    _level("hybrid", "leader", 0.0, 1.0),
    _level("hybrid", "campaign", 2.6, 1.0),
    _level("show_of_force", "constant", 0.0, 0.8),
    _level("show_of_force", "leader", 1.7, 0.6),
    _level("show_of_force", "campaign", 2.5, 0.8),
    _level("strategic_test", "constant", 0.0, 0.8),
    _level("strategic_test", "leader", 3.4, 0.8),
    _level("strategic_test", "campaign", 1.25, 0.8),
    _level("strategic_test", "moratorium", 1.3, 1.0),
    _level("clash", "constant", 0.0, 0.8),
    _level("clash", "leader", -1.5, 0.7),
    _level("lethal_incident", "constant", 0.0, 0.8),
    _level("lethal_incident", "leader", 0.0, 0.7),
    Fitted("mechanisms.events.base", -0.49, 0.6),
    Fitted("mechanisms.events.tension", 1.05, 0.6),
    Fitted("mechanisms.events.campaign", 1.28, 0.5),
    Fitted("mechanisms.events.dispersion", 0.79, 0.5, logarithmic=True),
    Fitted("mechanisms.tension.weight", 3.4, 1.0),
    Fitted("mechanisms.exercise.weight", 2.9, 1.0),
    Fitted("mechanisms.exercise.size", 1.0, 0.5),
    Fitted("mechanisms.crisis.cost", 4.5, 0.6),
    Fitted("mechanisms.crisis.lethal_threshold", 1.0, 1.0),
    Fitted("mechanisms.crisis.threshold", 0.5, 2.0),
    Fitted("rivalries.dprk-us.propensity", -2.0, 1.0),
    Fitted("alliances.us-rok.join_below_war", -0.24, 0.4),
)


class Fit(NamedTuple):
    """Result of a fit: values by path, their spread, the share of the prior's spread left, and the targets."""

    values: dict[str, float]
    spreads: dict[str, float]
    shrinkage: dict[str, float]
    targets: list[Moment]
    loss: float


def fit(
    compiled: Compiled,
    trials: int = 240,
    steps: int = 8,
    threads: int | None = None,
    tell: Any = None,
) -> Fit:
    """Fit the parameters of FITTED to the record.

    Parameters
    ----------
    compiled : Compiled
        The shipped hindcast.
    trials : int
        Hindcasts an evaluation.
    steps : int
        Gauss-Newton steps at most; stops earlier when none lowers the loss.
    tell : callable, optional
        Called with the number of the step and the loss.
    """
    prior = np.array([math.log(f.prior) if f.logarithmic else f.prior for f in FITTED])
    spread = np.array([f.spread for f in FITTED])

    def residuals(x: npt.NDArray[np.float64]) -> tuple[list[Moment], npt.NDArray[np.float64]]:
        found = moments(patch(compiled, _values(x)), trials, threads)
        return found, np.array([m.z for m in found] + list((x - prior) / spread))

    def jacobian(x: npt.NDArray[np.float64], r: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        columns = []
        for j in range(x.size):
            moved = x.copy()
            moved[j] += 0.25 * spread[j]
            columns.append((residuals(moved)[1] - r) / (0.25 * spread[j]))
        return np.stack(columns, axis=1)

    x = prior.copy()
    targets, r = residuals(x)
    damping = 0.3
    slope = jacobian(x, r)
    for step in range(steps):
        better = False
        for _ in range(4):
            move = np.linalg.solve(slope.T @ slope + damping * np.diag(1 / spread**2), -slope.T @ r)
            tried = x + np.clip(move, -1.2 * spread, 1.2 * spread)
            found, tried_r = residuals(tried)
            if tried_r @ tried_r < r @ r:
                x, r, targets, better = tried, tried_r, found, True
                damping = max(0.02, damping / 2)
                break
            damping *= 3
        if tell is not None:
            tell(step, float(r @ r))
        if not better:
            break
        slope = jacobian(x, r)
    deviation = np.sqrt(np.diag(np.linalg.inv(slope.T @ slope)))
    paths = [f.path for f in FITTED]
    return Fit(
        _values(x),
        dict(zip(paths, deviation.tolist(), strict=True)),
        dict(zip(paths, (deviation / spread).tolist(), strict=True)),
        targets,
        float(r @ r),
    )


def _values(x: npt.NDArray[np.float64]) -> dict[str, float]:
    """Values by path of a point in the space that is fitted."""
    return {
        f.path: math.exp(v) if f.logarithmic else v for f, v in zip(FITTED, x.tolist(), strict=True)
    }


def report(result: Fit) -> str:
    """Targets and fitted values as text."""
    lines = [
        f"{t.name:45s} model {t.simulated:7.3f}  record {t.observed:7.3f}  {t.z:+.1f}"
        for t in result.targets
    ]
    for path, value in result.values.items():
        left = f"{result.shrinkage[path]:.0%} of the prior's spread left"
        lines.append(f"{path:50s} {value:7.2f} ({result.spreads[path]:.2f}), {left}")
    return "\n".join([*lines, f"loss {result.loss:.1f}", ""])


def main() -> None:
    """Fit the shipped hindcast and print what came of it."""
    from ..engine.build import build
    from ..scenario.loading import load

    def tell(step: int, loss: float) -> None:
        sys.stderr.write(f"step {step}: loss {loss:.1f}\n")

    sys.stdout.write(report(fit(build(load("history_1994")), tell=tell)))


if __name__ == "__main__":
    main()
