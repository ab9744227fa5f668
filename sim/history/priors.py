"""Priors: what was believed about each drawn parameter before the record was looked at.

A parameter fitted to the record has a prior of its own in ``seeds/priors.yaml``, since the scenario's
range is already what the record left. Every other parameter that states a range or a distribution
is drawn from it: history may inform it or not. A range is read as a triangle: most likely at the
stated value, nothing outside.

All of it is done in scores: a standard normal score is a parameter's quantile, so that one score is
as surprising as another, and none leaves its range.
"""

import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import yaml
from scipy.special import ndtr, ndtri
from scipy.stats import beta

from ..scenario.scenario import Scenario
from ..scenario.shipped import shipped_seeds

Floats = npt.NDArray[np.float64]
FITTED = "record_fit"
"""Evidence of values that were fitted to the record."""
FILE = "priors.yaml"
_FAR = 5.0
"""Scores beyond which all is treated as this far out."""


class Prior(NamedTuple):
    """What was believed about one parameter.

    ``kind`` is "normal" (``a`` mean, ``b`` standard deviation), "lognormal" (median, standard deviation
    of the logarithm), "uniform" or "triangular" (``a`` to ``c``, with ``b`` the mode), "beta" (alpha, beta,
    on ``c`` to ``d``), or "range" (``a`` to ``c`` around the stated value ``b``).
    """

    path: str
    kind: str
    a: float
    b: float
    c: float = 0.0
    d: float = 1.0
    fitted: bool = False
    evidence: str = ""

    def at(self, score: Any) -> Any:
        """Values at standard normal scores."""
        z = np.clip(score, -_FAR, _FAR)
        if self.kind == "normal":
            return self.a + self.b * z
        if self.kind == "lognormal":
            return self.a * np.exp(self.b * z)
        share = ndtr(z)
        if self.kind == "uniform":
            return self.a + (self.c - self.a) * share
        if self.kind == "beta":
            return self.c + (self.d - self.c) * beta.ppf(share, self.a, self.b)
        return _triangle(share, self.a, self.b, self.c)

    def score(self, value: float) -> float:
        """Score of a value: the inverse of ``at``, within plus or minus five."""
        if self.kind == "normal":
            return (value - self.a) / self.b
        if self.kind == "lognormal":
            return math.log(value / self.a) / self.b
        low, high = -_FAR, _FAR
        for _ in range(60):
            middle = 0.5 * (low + high)
            low, high = (middle, high) if self.at(middle) < value else (low, middle)
        return 0.5 * (low + high)

    def spread(self) -> float:
        """Standard deviation of the prior."""
        grid = (np.arange(2000) + 0.5) / 2000
        return float(np.std(self.at(ndtri(grid))))

    def worded(self) -> str:
        """The prior in a few words."""
        if self.kind == "normal":
            return f"normal {self.a:g} ± {self.b:g}"
        if self.kind == "lognormal":
            return f"lognormal {self.a:g} × e^±{self.b:g}"
        if self.kind == "uniform":
            return f"uniform {self.a:g} to {self.c:g}"
        if self.kind == "beta":
            return f"beta {self.a:g}, {self.b:g} on {self.c:g} to {self.d:g}"
        return f"{self.a:g} to {self.c:g} around {self.b:g}"


def _triangle(share: Any, low: float, mode: float, high: float) -> Any:
    """Quantile of the triangular distribution."""
    rising = low + np.sqrt(share * (high - low) * (mode - low))
    falling = high - np.sqrt((1.0 - share) * (high - low) * (high - mode))
    return np.where(share < (mode - low) / (high - low), rising, falling)


def priors(scenario: Scenario, file: Path | None = None) -> list[Prior]:
    """Priors of every parameter that is drawn, in order of path.

    Parameters
    ----------
    scenario : Scenario
        Its values fitted to the record, and those with a range or distribution, are drawn.
    file : Path, optional
        Priors of fitted values; None is the shipped file.

    Raises
    ------
    ValueError
        If a fitted value has no prior in the file.
    """
    own = read(shipped_seeds() / FILE if file is None else file)
    found = []
    for path, stated in sorted(scenario.values.items()):
        if stated.evidence == FITTED:
            if path not in own:
                raise ValueError(f"{path} is fitted to the record and has no prior in {FILE}")
            found.append(own[path])
        elif isinstance(stated.value, bool | str):
            continue
        elif stated.distribution is not None:
            found.append(
                _declared(path, stated.distribution.kind, stated.distribution, stated.evidence)
            )
        elif stated.range is not None and stated.range[0] < stated.range[1]:
            low, high = stated.range
            found.append(
                Prior(path, "range", low, float(stated.value), high, evidence=stated.evidence)
            )
    return found


def read(file: Path) -> dict[str, Prior]:
    """Priors of fitted parameters by path, from their file."""
    stated: dict[str, dict[str, Any]] = yaml.safe_load(file.read_text(encoding="utf-8"))["priors"]
    return {
        path: _declared(path, item["kind"], item, str(item["evidence"]))._replace(fitted=True)
        for path, item in stated.items()
    }


def _declared(path: str, kind: str, numbers: Any, evidence: str) -> Prior:
    if kind == "normal":
        return Prior(path, kind, numbers["mean"], numbers["sd"], evidence=evidence)
    if kind == "lognormal":
        return Prior(path, kind, numbers["median"], numbers["sigma"], evidence=evidence)
    if kind == "uniform":
        return Prior(path, kind, numbers["low"], 0.0, numbers["high"], evidence=evidence)
    if kind == "triangular":
        return Prior(
            path, kind, numbers["low"], numbers["mode"], numbers["high"], evidence=evidence
        )
    given = dict(numbers.parameters)
    return Prior(
        path,
        kind,
        given["alpha"],
        given["beta"],
        given.get("low", 0.0),
        given.get("high", 1.0),
        evidence=evidence,
    )


def values(of: Sequence[Prior], scores: Floats) -> Floats:
    """Values (draws, parameters) at scores (draws, parameters)."""
    return np.column_stack([prior.at(scores[:, k]) for k, prior in enumerate(of)])
