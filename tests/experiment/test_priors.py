"""Priors are drawn from what a scenario states of its values, each by itself."""

from typing import Any

import numpy as np
import pytest
from scipy import stats

from sim.engine.parameter_index import spots
from sim.experiment.priors import prior, quantiles, shares_of
from sim.scenario import available, load

PATH = "mechanisms.tension.weight"
WHOLE = "mechanisms.crisis.rounds"
SHARES = np.linspace(0.001, 0.999, 37)


def drawn(told: dict[str, object]) -> np.ndarray:
    of = load("baseline").replace({PATH: told})
    return quantiles(of.values[PATH], spots(of)[PATH], SHARES)


@pytest.mark.parametrize(
    ("kind", "same"),
    [
        ({"kind": "uniform", "low": 1.0, "high": 4.0}, stats.uniform(1, 3)),
        ({"kind": "triangular", "low": 1.0, "mode": 2.0, "high": 5.0}, stats.triang(0.25, 1, 4)),
        ({"kind": "normal", "mean": 2.0, "sd": 3.0}, stats.truncnorm(-2 / 3, 48 / 3, 2, 3)),
        ({"kind": "lognormal", "median": 2.0, "sigma": 0.3}, stats.lognorm(0.3, scale=2)),
        ({"kind": "beta", "alpha": 2, "beta": 3, "low": 1, "high": 3}, stats.beta(2, 3, 1, 2)),
    ],
)
def test_a_stated_distribution_has_its_own_quantiles(kind: dict[str, object], same: Any) -> None:
    found = drawn({"value": 2.0, "distribution": kind})
    assert found == pytest.approx(same.ppf(SHARES), rel=1e-9)


def test_half_of_a_bare_range_lies_on_each_side_of_the_value() -> None:
    found = drawn({"value": 2.0, "range": [1.0, 5.0]})
    # A triangle that rises over 1 to 2, and one that falls over 2 to 5, each with half.
    below, above = stats.triang(1.0, 1, 1), stats.triang(0.0, 2, 3)
    expected = np.where(SHARES < 0.5, below.ppf(2 * SHARES), above.ppf(2 * SHARES - 1))
    assert found == pytest.approx(expected)
    assert found[SHARES == 0.5] == pytest.approx(2.0)


def test_a_range_about_its_middle_is_a_triangle() -> None:
    found = drawn({"value": 3.0, "range": [1.0, 5.0]})
    assert found == pytest.approx(stats.triang(0.5, 1, 4).ppf(SHARES))


@pytest.mark.parametrize(("value", "mode"), [(1.0, 0.0), (5.0, 1.0)])
def test_a_value_at_an_end_of_its_range_is_the_mode_of_a_triangle(
    value: float, mode: float
) -> None:
    found = drawn({"value": value, "range": [1.0, 5.0]})
    assert found == pytest.approx(stats.triang(mode, 1, 4).ppf(SHARES))


def test_a_range_of_one_number_is_that_number() -> None:
    assert set(drawn({"value": 2.0, "range": [2.0, 2.0]})) == {2.0}


@pytest.mark.parametrize("value", [1, 2, 5])
def test_a_whole_number_is_the_median_of_its_range_even_at_an_end(value: int) -> None:
    of = load("baseline").replace({WHOLE: {"value": value, "range": [1, 5]}})
    found = quantiles(of.values[WHOLE], spots(of)[WHOLE], (np.arange(400) + 0.5) / 400)
    assert set(found) <= {1.0, 2.0, 3.0, 4.0, 5.0}
    assert np.median(found) == value


def test_shares_are_ranks_and_equal_numbers_keep_their_order() -> None:
    assert shares_of(np.array([3.0, 1.0, 3.0, 2.0])).tolist() == [0.625, 0.125, 0.875, 0.375]


def test_shares_that_are_given_are_used() -> None:
    of = load("baseline").replace({PATH: {"value": 2.0, "range": [1.0, 5.0]}})
    found = prior(of, 3, shares={PATH: np.array([0.5, 0.02, 0.98])})[PATH]
    assert found == pytest.approx([2.0, 1.2, 4.4])


@pytest.mark.parametrize("name", available())
def test_draws_of_every_shipped_scenario_lie_in_what_it_states(name: str) -> None:
    of = load(name)
    table = prior(of, 50)
    assert set(table) == {path for path, value in of.values.items() if value.uncertain}
    for path, column in table.items():
        stated = of.values[path].range
        if stated is not None:
            assert stated[0] <= column.min() <= column.max() <= stated[1]


def test_each_slice_of_a_column_is_drawn_once() -> None:
    told = {"value": 2.0, "distribution": {"kind": "uniform", "low": 0.0, "high": 4.0}}
    of = load("baseline").replace({PATH: told})
    column = prior(of, 40)[PATH]
    assert sorted(np.floor(column * 10).astype(int)) == list(range(40))


def test_another_parameter_moves_no_other_column() -> None:
    of = load("baseline")
    power = of.values["states.us.power"].number
    wider = of.replace({"states.us.power": {"value": power, "range": [0.9 * power, 1.1 * power]}})
    before, after = prior(of, 20), prior(wider, 20)
    assert set(after) - set(before) == {"states.us.power"}
    assert all(np.array_equal(before[path], after[path]) for path in before)


def test_columns_are_not_in_step_with_each_other() -> None:
    table = np.stack(list(prior(load("baseline"), 400).values()))
    ranks = table.argsort(axis=1).argsort(axis=1)
    apart = np.corrcoef(ranks)[np.triu_indices(len(ranks), 1)]
    # Of some 9,000 pairs the largest of independent ones is near 4 standard errors, of 1 / 20.
    assert np.abs(apart).max() < 0.3
    assert abs(apart.mean()) < 0.01


def test_the_seed_of_a_table_changes_it_and_0_is_one() -> None:
    of = load("baseline")
    zero, again, one = prior(of, 5, 0), prior(of, 5, 0), prior(of, 5, 1)
    assert all(np.array_equal(zero[path], again[path]) for path in zero)
    assert not any(np.array_equal(zero[path], one[path]) for path in zero)


def test_a_table_without_draws_is_refused() -> None:
    with pytest.raises(ValueError, match="at least 1"):
        prior(load("baseline"), 0)
