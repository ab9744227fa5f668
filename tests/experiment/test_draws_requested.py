"""Draws from what scenarios state: centred there, equal where two state the same, joint given the record."""

import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml

from sim.engine.parameter_index import spots
from sim.experiment import draws_requested
from sim.experiment.compare import plan
from sim.experiment.draws import Draws, applied
from sim.experiment.draws_requested import (
    POSTERIOR,
    PRIOR,
    StatedDraws,
    draws_for,
    shipped_posterior,
    stated_draws,
)
from sim.experiment.priors import prior, quantiles, shares_of
from sim.scenario import Scenario, available, load
from sim.scenario.values import Value

COMMITMENT = "alliances.us-rok.commitment"
"""Not informed by the record."""
WEIGHT, AUDIENCE = "mechanisms.tension.weight", "mechanisms.audience.weight"
ROWS = np.array([[1.0, 4.0], [5.0, 2.0], [3.0, 0.0], [4.0, 1.0]])


@pytest.fixture(scope="module")
def sources() -> dict[str, StatedDraws]:
    return {asked: stated_draws(asked) for asked in (PRIOR, POSTERIOR)}


def drawn(asked: str | None, of: Scenario) -> Draws:
    found = applied(draws_for(asked, of), of)
    assert found is not None
    return found


def column(table: Draws, path: str) -> np.ndarray:
    return table.values[:, table.paths.index(path)]


def at_an_end(value: Value) -> bool:
    """Whether a value is an end of its own range, so that no distribution over it has it as median."""
    return value.range is not None and value.number in value.range


@pytest.mark.parametrize("name", available())
@pytest.mark.parametrize("asked", [PRIOR, POSTERIOR])
def test_the_stated_value_is_the_median_of_its_draws(
    sources: dict[str, StatedDraws], name: str, asked: str
) -> None:
    of = load(name)
    table = sources[asked].applied_to(of)
    if table is None:
        assert not any(value.uncertain for value in of.values.values())
        return
    for path in set(table.paths) - set(table.record):
        value, spot = of.values[path], spots(of)[path]
        if at_an_end(value) and spot.leaf.kind != "integer":
            continue
        # The middle two of equal slices of probability lie on both sides of the median.
        near = quantiles(value, spot, np.array([0.5 - 1 / table.rows, 0.5 + 1 / table.rows]))
        assert near[0] <= np.median(column(table, path)) <= near[1]
        assert near[0] <= value.number <= near[1]


def test_fitted_values_are_stated_as_the_medians_of_the_posterior() -> None:
    of = load("baseline")
    table = drawn(None, of)
    fitted = [path for path in table.record if of.values[path].evidence == "record_fit"]
    assert fitted
    for path in fitted:
        found = column(table, path)
        low, high = np.quantile(found, [0.05, 0.95])
        assert of.values[path].number == pytest.approx(np.median(found), abs=0.01 * (high - low))


def test_a_range_of_ones_own_is_drawn_from() -> None:
    of = load("baseline", [f"{COMMITMENT}={{value: 0.5, range: [0.45, 0.6]}}"])
    for asked in (None, PRIOR):
        found = column(drawn(asked, of), COMMITMENT)
        assert 0.45 <= found.min() < 0.46
        assert 0.59 < found.max() <= 0.6
        assert np.median(found) == pytest.approx(0.5, abs=0.001)


@pytest.mark.parametrize("asked", [None, PRIOR])
@pytest.mark.parametrize("path", [COMMITMENT, WEIGHT])
def test_a_value_without_a_range_is_not_drawn(asked: str | None, path: str) -> None:
    baseline = load("baseline")
    stated = f"{path}={baseline.value(path)}"
    for of in (load("baseline", [stated]), baseline.replace({path: baseline.value(path)})):
        source = draws_for(asked, of)
        assert source is not None
        table = source.applied_to(of)
        assert table is not None
        assert set(drawn(asked, baseline).paths) - set(table.paths) == {path}
        assert path in source.fixed_in(of)


@pytest.mark.parametrize("asked", [POSTERIOR, PRIOR])
def test_two_scenarios_draw_alike_what_they_state_alike(
    sources: dict[str, StatedDraws], asked: str
) -> None:
    baseline = load("baseline")
    one = sources[asked].applied_to(baseline)
    assert one is not None
    for name in set(available()) - {"baseline", "two_state"}:
        other_scenario = load(name)
        other = sources[asked].applied_to(other_scenario)
        assert other is not None
        shared = set(one.paths) & set(other.paths)
        assert shared
        for path in shared:
            a, b = column(one, path), column(other, path)
            value, here = baseline.values[path], other_scenario.values[path]
            if (value.number, value.range) == (here.number, here.range):
                assert np.array_equal(a, b)
            else:
                # Other ranges, but the same share of the probability in each row.
                assert np.array_equal(shares_of(a), shares_of(b))


def test_a_comparison_changes_no_other_column() -> None:
    made = plan([load("baseline")], [f"{COMMITMENT}={{value: 0.5, range: [0.3, 0.7]}}"])
    a, b = (applied(made.draws, arm.scenario) for arm in made.arms)
    assert a is not None
    assert b is not None
    assert a.paths == b.paths
    differing = [p for p in a.paths if not np.array_equal(column(a, p), column(b, p))]
    assert differing == [COMMITMENT]


def test_the_seed_moves_what_the_posterior_lacks_alone_and_0_is_one() -> None:
    path = "states.us.power"
    of = load("baseline", [f"{path}={{value: 6, range: [5, 7]}}", "seed=0"])
    zero, again, one = (drawn(None, of.replace({"seed": s})) for s in (0, 0, 1))
    assert np.array_equal(zero.values, again.values)
    same = [p for p in zero.paths if np.array_equal(column(zero, p), column(one, p))]
    shipped, _ = shipped_posterior()
    assert shipped is not None
    assert set(zero.paths) - set(same) == set(zero.paths) - set(shipped.paths)
    assert path not in same
    priors = [drawn(PRIOR, of.replace({"seed": s})) for s in (0, 1)]
    assert not np.array_equal(priors[0].values, priors[1].values)
    assert np.array_equal(column(priors[0], path), prior(of, priors[0].rows, 0)[path])


@pytest.fixture
def shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """A posterior of two columns in the place of the shipped one, whose YAML a test may change."""
    monkeypatch.setattr(draws_requested, "shipped_seeds", lambda: tmp_path)
    (tmp_path / "posterior.csv").write_text(
        f"{WEIGHT},{AUDIENCE}\n" + "".join(f"{a},{b}\n" for a, b in ROWS.tolist())
    )
    values = load("baseline").values
    told = {
        path: {"centre": values[path].number, "range": list(values[path].range or ())}
        for path in (WEIGHT, AUDIENCE)
    }
    told[WEIGHT] |= {"informed": "not", "fitted": True}
    told[AUDIENCE] |= {"informed": "not", "fitted": False}
    (tmp_path / "posterior.yaml").write_text(yaml.safe_dump({"columns": told}))
    return told


def test_what_the_record_informs_is_drawn_from_the_posterior(shipped: dict[str, Any]) -> None:
    of = load("baseline")
    table = drawn(None, of)
    assert (table.name, table.rows, table.record) == (POSTERIOR, 4, (WEIGHT,))
    assert column(table, WEIGHT).tolist() == ROWS[:, 0].tolist()
    # Not informed: its own range, at the ranks of the posterior's draws.
    assert np.array_equal(shares_of(column(table, AUDIENCE)), shares_of(ROWS[:, 1]))
    low, high = of.values[AUDIENCE].range or (math.nan, math.nan)
    assert low < column(table, AUDIENCE).min() < column(table, AUDIENCE).max() < high


@pytest.mark.parametrize("stated", ["{value: 2, range: [1, 9]}", None])
def test_an_informed_parameter_with_a_range_of_its_own_keeps_the_ranks(
    shipped: dict[str, Any], stated: str | None
) -> None:
    value = load("baseline").values[WEIGHT]
    # The same value about which less is known is another statement.
    said = stated or f"{{value: {value.number}, range: [0, 9]}}"
    of = load("baseline", [f"{WEIGHT}={said}"])
    table = drawn(None, of)
    assert table.record == ()
    assert np.array_equal(shares_of(column(table, WEIGHT)), shares_of(ROWS[:, 0]))
    assert np.median(column(table, WEIGHT)) != np.median(ROWS[:, 0])


def test_without_a_shipped_posterior_ranges_are_drawn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(draws_requested, "shipped_seeds", lambda: tmp_path)
    table = drawn(None, load("baseline"))
    assert (table.name, table.rows, table.record) == (PRIOR, draws_requested.ROWS, ())


def test_a_scenario_without_ranges_has_its_point_values() -> None:
    of = load("two_state")
    assert stated_draws(POSTERIOR).applied_to(of) is None
    assert draws_for("none", of) is None
