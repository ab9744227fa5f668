"""Priors: what was believed about each drawn parameter before the record was looked at.

A parameter that is fitted to the record has a prior of its own in ``seeds/priors.yaml``, a distribution
or a value with its range, since the scenario's range is already what the record left. Every other
parameter that states a range or a distribution is drawn from it, as ``sim.experiment.priors`` reads
them: history may inform it or not.

All of it is done in scores: a standard normal score is a parameter's quantile, so that one score is
as surprising as another, and none leaves its range.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import yaml
from scipy.special import ndtr

from ..arrays import Floats
from ..engine.parameter_index import Spot, spots
from ..experiment.priors import quantiles
from ..scenario.distribution import Distribution
from ..scenario.scenario import Scenario
from ..scenario.shipped import shipped_seeds
from ..scenario.values import DEFAULT, Value

FITTED = "record_fit"
"""Evidence of values that were fitted to the record."""
FILE = "priors.yaml"
FARTHEST = 5.0
"""Scores beyond which all is treated as this far out."""
_HALVINGS = 60


class Prior(NamedTuple):
    """What was believed about one parameter: a value with its range or distribution.

    ``fitted`` tells a parameter that the scenario fits to the record from one that it draws anyway.
    """

    path: str
    value: Value
    spot: Spot
    fitted: bool = False

    def at(self, score: npt.ArrayLike) -> Floats:
        """Values at standard normal scores."""
        shares = ndtr(np.clip(score, -FARTHEST, FARTHEST))
        return np.asarray(quantiles(self.value, self.spot, shares), dtype=np.float64)

    def score(self, value: float) -> float:
        """Score of a value: the inverse of ``at``, within plus or minus ``FARTHEST``."""
        low, high = -FARTHEST, FARTHEST
        for _ in range(_HALVINGS):
            middle = 0.5 * (low + high)
            low, high = (middle, high) if float(self.at(middle)) < value else (low, middle)
        return 0.5 * (low + high)

    def moments(self) -> tuple[float, float]:
        """Mean and standard deviation of the prior."""
        shares = (np.arange(2000) + 0.5) / 2000
        found = quantiles(self.value, self.spot, shares)
        return float(np.mean(found)), float(np.std(found))

    def worded(self) -> str:
        """The prior in a few words."""
        if self.value.distribution is None:
            low, high = self.value.range or (self.value.number, self.value.number)
            return f"{low:g} to {high:g} about {self.value.number:g}"
        of = self.value.distribution
        return f"{of.kind} " + ", ".join(f"{name} {number:g}" for name, number in of.parameters)


def priors(scenario: Scenario, file: Path | None = None) -> list[Prior]:
    """Priors of every number that is drawn, in order of path.

    Parameters
    ----------
    scenario : Scenario
        Its values with a prior in the file, those fitted to the record among them, are drawn, and those
        with a range or distribution. What it does not state is a default and drawn from nothing.
    file : Path, optional
        Priors of values to be fitted; None is the shipped file.

    Raises
    ------
    ValueError
        If a fitted value has no prior in the file.
    """
    own = read(shipped_seeds() / FILE if file is None else file)
    found = []
    for path, spot in sorted(spots(scenario).items()):
        stated = scenario.values.get(path)
        if stated is None or spot.leaf.kind != "number":
            continue
        if stated.evidence == FITTED and path not in own:
            raise ValueError(f"{path} is fitted to the record and has no prior in {FILE}")
        if path in own and stated.origin != DEFAULT:
            found.append(Prior(path, own[path], spot, fitted=True))
        elif stated.uncertain:
            found.append(Prior(path, stated, spot))
    return found


def read(file: Path) -> dict[str, Value]:
    """Priors of fitted parameters by path, from their file."""
    stated: dict[str, dict[str, Any]] = yaml.safe_load(file.read_text(encoding="utf-8"))["priors"]
    return {path: _value(dict(item)) for path, item in stated.items()}


def _value(item: dict[str, Any]) -> Value:
    evidence = str(item.pop("evidence"))
    if "range" in item:
        low, high = item["range"]
        return Value(float(item["value"]), range=(float(low), float(high)), evidence=evidence)
    kind = str(item.pop("kind"))
    numbers = tuple(sorted((name, float(number)) for name, number in item.items()))
    middle = next(number for name, number in numbers if name in ("mean", "median", "mode"))
    return Value(middle, distribution=Distribution(kind, numbers), evidence=evidence)


def values(of: Sequence[Prior], scores: Floats) -> Floats:
    """Values (draws, parameters) at scores (draws, parameters)."""
    return np.column_stack([prior.at(scores[:, k]) for k, prior in enumerate(of)])
