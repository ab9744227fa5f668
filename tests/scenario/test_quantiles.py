"""Shares of a distribution become values that its distribution has."""

from typing import Any

import numpy as np
import pytest
from scipy import stats

from sim.scenario import Distribution
from sim.scenario.quantiles import quantiles

SHARES = np.array([0.001, 0.1, 0.25, 0.5, 0.9, 0.999])
KNOWN = [
    ({"kind": "uniform", "low": -1.0, "high": 3.0}, stats.uniform(-1, 4)),
    ({"kind": "triangular", "low": 0.0, "mode": 1.0, "high": 4.0}, stats.triang(0.25, 0, 4)),
    ({"kind": "triangular", "low": 0.0, "mode": 0.0, "high": 2.0}, stats.triang(0, 0, 2)),
    ({"kind": "normal", "mean": 2.0, "sd": 3.0}, stats.norm(2, 3)),
    ({"kind": "lognormal", "median": 2.0, "sigma": 0.5}, stats.lognorm(0.5, scale=2)),
    ({"kind": "beta", "alpha": 2.0, "beta": 5.0}, stats.beta(2, 5)),
    ({"kind": "beta", "alpha": 2.0, "beta": 3.0, "low": 1.0, "high": 5.0}, stats.beta(2, 3, 1, 4)),
]


def known(told: dict[str, object]) -> Distribution:
    numbers = {key: float(str(value)) for key, value in told.items() if key != "kind"}
    return Distribution(str(told["kind"]), tuple(sorted(numbers.items())))


@pytest.mark.parametrize(("told", "truth"), KNOWN)
def test_quantiles_are_those_of_the_distribution(told: dict[str, object], truth: Any) -> None:
    values = quantiles(SHARES, known(told), -np.inf, np.inf)
    np.testing.assert_allclose(values, truth.ppf(SHARES), rtol=1e-9)


def test_a_distribution_is_cut_to_where_the_parameter_may_be() -> None:
    told = {"kind": "normal", "mean": 0.0, "sd": 1.0}
    values = quantiles(SHARES, known(told), 0.0, 1.0)
    np.testing.assert_allclose(values, stats.truncnorm(0, 1).ppf(SHARES), rtol=1e-9)


def test_a_distribution_without_weight_where_the_parameter_may_be_is_refused() -> None:
    with pytest.raises(ValueError, match="no weight"):
        quantiles(SHARES, known({"kind": "normal", "mean": 0.0, "sd": 1.0}), 50.0, 51.0)
