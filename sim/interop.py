"""A scenario for other packages: a plain function of parameters, a SALib problem, an ema-workbench model."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from .analysis.measures import Measure, measures
from .analysis.sequential import named
from .api.sources import prepare
from .arrays import Floats
from .engine.table import trial_columns
from .errors import InputError
from .experiment.points import evaluate
from .experiment.run import Request, request
from .experiment.space import Dimension, space
from .scenario.scenario import Scenario


class Function:
    """A scenario as a function: parameters in, means of outcomes over its trials out.

    It can be pickled, so that it can be handed to other processes, and gives the same for the same.
    All calls run the same trials: two points differ by their parameters, not by their random numbers.

    Attributes
    ----------
    dimensions : tuple of Dimension
        What varies, in the order of the columns of ``rows``.
    outcomes : tuple of str
        What comes out, in order.
    """

    def __init__(
        self,
        scenario: Scenario | str | Path,
        outcomes: Sequence[str],
        params: Sequence[str] = (),
        trials: int = 200,
        seed: int | None = None,
        threads: int = 1,
        first: int = 0,
    ) -> None:
        self.scenario = prepare(scenario, seed)
        self.dimensions = space(self.scenario, params)
        self.outcomes = tuple(outcomes)
        self.trials, self.threads, self.first = trials, threads, first
        self._made = self._make()

    def __call__(self, params: Mapping[str, float]) -> dict[str, float]:
        """Outcomes at some values; parameters that are not named keep the scenario's.

        Raises
        ------
        InputError
            If a name is not among the dimensions, or a value is not allowed.
        """
        known = [one.path for one in self.dimensions]
        strange = [name for name in params if name not in known]
        if strange:
            raise InputError(f"{strange[0]!r} is not varied; there are {', '.join(known[:8])}")
        row = [float(params.get(one.path, one.centre)) for one in self.dimensions]
        found = self.rows(np.array([row])).reshape(-1).tolist()
        return dict(zip(self.outcomes, found, strict=True))

    def rows(self, values: npt.ArrayLike) -> Floats:
        """Outcomes at many points, shape (points, dimensions) in and (points, outcomes) out.

        Of a single outcome it is (points,), as SALib and optimisers want it.
        """
        wanted, chosen = self._made
        points = np.atleast_2d(np.asarray(values, dtype=np.float64))
        whole = [one.whole for one in self.dimensions]
        points = np.where(whole, np.round(points), points)
        found = evaluate(
            wanted,
            self.dimensions,
            points,
            [self.first] * len(points),
            lambda words: np.stack([m.of(words[:, m.column]) for m in chosen]),
        )
        means = found.mean(axis=2)
        return np.asarray(means[0] if len(means) == 1 else means.T)

    def __getstate__(self) -> dict[str, Any]:
        return {key: value for key, value in vars(self).items() if key != "_made"}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)
        self._made = self._make()

    def _make(self) -> tuple[Request, list[Measure]]:
        if not self.outcomes:
            raise InputError("name at least one outcome")
        known = measures(self.scenario, trial_columns(self.scenario))
        chosen = [named(known, name, self.scenario) for name in self.outcomes]
        return request(self.scenario, self.trials, self.threads), chosen


def salib_problem(of: Function) -> Any:
    """A ``SALib.ProblemSpec`` of a function's parameters; evaluate it with ``of.rows``.

    Raises
    ------
    InputError
        If SALib is not installed or knows no such distribution.
    """
    try:
        from SALib import ProblemSpec
    except ImportError:
        raise InputError(
            "this needs SALib: install the extra with  pip install 'peninsula-sim[sensitivity]'"
        ) from None
    kinds, bounds = zip(*map(_for_salib, of.dimensions), strict=True)
    return ProblemSpec(
        {
            "names": [one.path for one in of.dimensions],
            "bounds": [list(ends) for ends in bounds],
            "dists": list(kinds),
            "outputs": list(of.outcomes),
        }
    )


def ema_model(of: Function, name: str = "peninsula") -> Any:
    """An ``ema_workbench.Model``: uncertainties and outcomes named as in ``of``, with ``_`` for dots.

    Raises
    ------
    InputError
        If ema-workbench is not installed, or a parameter has a distribution other than uniform.
    """
    try:
        from ema_workbench import IntegerParameter, Model, RealParameter, ScalarOutcome
    except ImportError:
        raise InputError(
            "this needs ema-workbench: install the extra with  pip install 'peninsula-sim[discovery]'"
        ) from None
    model = Model(name, function=Keywords(of))
    uncertainties = []
    for one in of.dimensions:
        low, high = _uniform(one)
        kind = IntegerParameter if one.whole else RealParameter
        ends = (int(low), int(high)) if one.whole else (low, high)
        uncertainties.append(kind(identifier(one.path), *ends, variable_name=[one.path]))
    model.uncertainties = uncertainties
    model.outcomes = [ScalarOutcome(identifier(one), variable_name=[one]) for one in of.outcomes]
    return model


class Keywords:
    """A function that takes its parameters as keywords, by their paths."""

    def __init__(self, of: Function) -> None:
        self.of = of

    def __call__(self, **params: float) -> dict[str, float]:
        """Outcomes at some values."""
        return self.of(params)


def identifier(path: str) -> str:
    """A path as a Python name: ``alliances.us-rok.commitment`` is ``alliances_us_rok_commitment``."""
    return re.sub(r"\W", "_", path)


def _for_salib(one: Dimension) -> tuple[str, tuple[float, ...]]:
    known = dict(one.known.parameters)
    if one.known.kind == "uniform":
        return "unif", (known["low"], known["high"])
    if one.known.kind == "triangular":
        width = known["high"] - known["low"]
        return "triang", (known["low"], known["high"], (known["mode"] - known["low"]) / width)
    if one.known.kind == "normal" and np.isfinite([one.low, one.high]).all():
        return "truncnorm", (one.low, one.high, known["mean"], known["sd"])
    raise InputError(
        f"{one.path} has a {one.known.kind} distribution, which SALib does not know with these "
        f"bounds; give it a range: {one.path}=LOW,HIGH"
    )


def _uniform(one: Dimension) -> tuple[float, float]:
    if one.known.kind != "uniform":
        raise InputError(
            f"{one.path} has a {one.known.kind} distribution; ema-workbench draws evenly, so give "
            f"it a range: {one.path}=LOW,HIGH"
        )
    return one.known["low"], one.known["high"]
