"""Known indices are found, whatever chance adds to the means, and chance is told apart."""

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pytest

from sim.analysis.sensitivity.analysed import analyse
from sim.analysis.sensitivity.chance import shares_of_sweep
from sim.analysis.sensitivity.designs import Design, design, given
from sim.analysis.sensitivity.pawn import distances
from sim.errors import InputError

Floats = npt.NDArray[np.float64]
NAMES = ("x1", "x2", "x3")
# Ishigami & Homma 1990 with a = 7, b = 0.1, whose variance and indices are known exactly.
FIRST = {"x1": 0.3139, "x2": 0.4424, "x3": 0.0}
TOTAL = {"x1": 0.5576, "x2": 0.4424, "x3": 0.2437}
VARIANCE = 13.8446


def ishigami(shares: Floats) -> Floats:
    x = (2.0 * shares - 1.0) * np.pi
    value = np.sin(x[:, 0]) + 7.0 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])
    return np.asarray(value)


def noisy(made: Design, sd: float, batches: int = 10, seed: int = 0) -> Floats:
    """Ishigami's function with chance of its own in every batch of every point."""
    random = np.random.default_rng(seed)
    exact = ishigami(made.shares)[:, None]
    return exact + sd * random.standard_normal((len(made.shares), batches))


def of(table: pd.DataFrame, index: str, column: str = "estimate") -> dict[Any, float]:
    rows = table[table["index"] == index]
    return dict(zip(rows["name"], rows[column], strict=True))


def test_ishigamis_sobol_indices_are_found() -> None:
    made = design("sobol", NAMES, 2048)
    found = analyse(made, ishigami(made.shares)[:, None], trials=1)
    assert of(found.indices, "first") == pytest.approx(FIRST, abs=0.02)
    assert of(found.indices, "total") == pytest.approx(TOTAL, abs=0.02)
    assert found.chance.single == 0.0
    # Without chance there is nothing to take out: SALib's own numbers, but for how they centre.
    raw, own = found.indices["raw"], found.indices["estimate"]
    np.testing.assert_allclose(own, raw, atol=2e-3)


def test_pairs_show_the_interaction_that_ishigami_has() -> None:
    made = design("sobol", NAMES, 2048, second=True)
    table = analyse(made, ishigami(made.shares)[:, None], trials=1).indices
    pairs = table[table["index"] == "pair"].set_index(["name", "with"])["estimate"]
    assert pairs["x1", "x3"] == pytest.approx(0.2437, abs=0.03)
    assert pairs["x1", "x2"] == pytest.approx(0.0, abs=0.03)
    raw = table[table["index"] == "pair"]["raw"]
    np.testing.assert_allclose(raw, pairs, atol=5e-3)


def test_chance_inflates_raw_indices_and_is_taken_out_of_the_others() -> None:
    made = design("sobol", NAMES, 2048)
    # As much variance by chance as by parameters, in a mean over ten batches.
    sd = np.sqrt(VARIANCE * 10.0)
    found = analyse(made, noisy(made, sd), trials=10)
    assert of(found.indices, "first") == pytest.approx(FIRST, abs=0.08)
    assert of(found.indices, "total") == pytest.approx(TOTAL, abs=0.08)
    raw_first, raw_total = (of(found.indices, k, "raw") for k in ("first", "total"))
    assert raw_first["x2"] == pytest.approx(FIRST["x2"] / 2.0, abs=0.06)
    assert raw_total["x3"] == pytest.approx((TOTAL["x3"] + 1.0) / 2.0, abs=0.06)
    assert found.chance.means == pytest.approx(0.5, abs=0.03)
    assert found.chance.single == pytest.approx(10.0 / 11.0, abs=0.01)


def test_luck_that_a_row_shares_moves_no_index() -> None:
    made = design("sobol", NAMES, 4096)
    random = np.random.default_rng(1)
    shared = np.repeat(random.standard_normal((made.rows, 8)) * 3.0, made.width, axis=0)
    found = analyse(made, ishigami(made.shares)[:, None] + shared, trials=8)
    assert of(found.indices, "first") == pytest.approx(FIRST, abs=0.08)
    assert of(found.indices, "total") == pytest.approx(TOTAL, abs=0.08)


@pytest.mark.slow
def test_intervals_of_indices_cover_them() -> None:
    # 400 designs; the bootstrap is first-order correct, so 95% is met approximately: with 128 rows
    # each end gives a little. Below 0.91 would be 4 standard errors from 95%.
    held = []
    for seed in range(400):
        made = design("sobol", NAMES, 128, seed=seed)
        values = noisy(made, 4.0, batches=4, seed=seed)
        table = analyse(made, values, trials=4, seed=seed).indices
        for index, truth in (("first", FIRST), ("total", TOTAL)):
            rows = table[table["index"] == index].set_index("name")
            held += [rows.loc[n, "low"] <= truth[n] <= rows.loc[n, "high"] for n in ("x1", "x2")]
    assert 0.91 <= np.mean(held) <= 0.99


def test_groups_are_counted_whole() -> None:
    made = design("sobol", NAMES, 2048, groups=("odd", "even", "odd"))
    table = analyse(made, ishigami(made.shares)[:, None], trials=1).indices
    assert made.names == ("odd", "even")
    assert of(table, "first") == pytest.approx({"odd": 0.5576, "even": 0.4424}, abs=0.02)
    assert of(table, "total") == pytest.approx({"odd": 0.5576, "even": 0.4424}, abs=0.02)
    np.testing.assert_allclose(table["raw"], table["estimate"], atol=2e-3)


def test_ishigamis_elementary_effects_are_salibs_and_rank_the_parameters() -> None:
    made = design("morris", NAMES, 500)
    table = analyse(made, ishigami(made.shares)[:, None], trials=1).indices
    size = of(table, "mean size")
    assert size == pytest.approx(of(table, "mean size", "raw"))
    # In the unit cube and with four levels, sin^2 differs by exactly 3/4 of 7 over a step of 2/3.
    assert size["x2"] == pytest.approx(7.0 * 0.75 * 1.5, rel=1e-9)
    assert size["x1"] > size["x2"] > 0.0
    assert of(table, "mean")["x2"] == pytest.approx(0.0, abs=1.0)
    assert all(value == 0.0 for value in of(table, "mean size", "floor").values())


def test_what_chance_alone_shows_as_an_effect_is_the_floor() -> None:
    made = design("morris", NAMES, 400)
    random = np.random.default_rng(2)
    table = analyse(made, random.standard_normal((len(made.shares), 8)), trials=8).indices
    size, floor = of(table, "mean size"), of(table, "mean size", "floor")
    assert size == pytest.approx(floor, rel=0.1)
    steady, raw = of(table, "root mean square"), of(table, "root mean square", "raw")
    assert all(steady[name] < 0.4 * raw[name] for name in NAMES)


def test_pawn_is_salibs_and_a_parameter_without_effect_lies_below_the_floor() -> None:
    names = (*NAMES, "x4")
    made = design("pawn", names, 1000)
    values = ishigami(made.shares)[:, None]
    table = analyse(made, values, trials=1).indices.set_index("name")
    np.testing.assert_allclose(table["estimate"], distances(made.shares, values[:, 0]), atol=1e-12)
    assert table["estimate"]["x2"] > table["estimate"]["x1"] > table["floor"]["x1"]
    assert table["estimate"]["x4"] < table["floor"]["x4"]
    assert (table["low"] <= table["estimate"]).all()
    assert (table["estimate"] <= table["high"]).all()


@pytest.mark.parametrize(
    ("method", "points", "second", "said"),
    [
        ("sobol", 100, False, "power of two.*64 or 128"),
        ("sobol", 4, False, "at least 8"),
        ("morris", 10, True, "sobol only"),
        ("fast", 10, False, "allowed: sobol, morris, pawn"),
    ],
)
def test_a_design_that_can_not_be_is_refused_with_a_reason(
    method: str, points: int, second: bool, said: str
) -> None:
    with pytest.raises(InputError, match=said):
        design(method, NAMES, points, second=second)


def test_an_outcome_that_never_varies_has_no_indices() -> None:
    made = design("sobol", NAMES, 16)
    table = analyse(made, np.ones((len(made.shares), 2)), trials=2).indices
    assert table[["estimate", "raw"]].isna().all(axis=None)


def test_seed_zero_repeats_itself_and_is_not_seed_one() -> None:
    same = [design("morris", NAMES, 5, seed=seed).shares for seed in (0, 0, 1)]
    np.testing.assert_array_equal(same[0], same[1])
    assert not np.array_equal(same[0], same[2])


def test_luck_that_all_points_of_a_sweep_share_moves_none_against_another() -> None:
    """Variances 4 of parameters, 9 of shared and 1 of own luck, of a batch of one trial."""
    random = np.random.default_rng(5)
    parameters = 2.0 * random.standard_normal((2000, 1))
    points = (
        parameters + 3.0 * random.standard_normal((1, 400)) + random.standard_normal((2000, 400))
    )
    found = shares_of_sweep(points, 400)
    assert found.single == pytest.approx(10 / 14, abs=0.04)
    assert found.means == pytest.approx((1 / 400) / (4 + 1 / 400), rel=0.1)


def test_pawn_of_given_points_finds_what_moves_the_outcome_on_a_grid_too() -> None:
    random = np.random.default_rng(6)
    levels = np.array([(a, b) for a in range(4) for b in range(20)], dtype=float)
    values = levels[:, :1] + 0.1 * random.standard_normal((80, 8)) + random.standard_normal((1, 8))
    made = given(("a", "b"), levels)
    table = analyse(made, values, 8).indices.set_index("name")
    assert table.loc["a", "estimate"] > table.loc["a", "floor"]
    assert table.loc["a", "low"] > 0.5
    assert table.loc["b", "estimate"] < table.loc["b", "floor"]
    assert distances(made.shares, values.mean(axis=1))[0] == pytest.approx(0.625, abs=0.13)


@pytest.mark.parametrize(("method", "points"), [("sobol", 16), ("morris", 10), ("pawn", 80)])
@pytest.mark.filterwarnings("error")
def test_an_outcome_that_is_the_same_everywhere_says_nothing(method: str, points: int) -> None:
    made = design(method, NAMES, points)
    for value in (0.0, 1.0, 0.1):
        found = analyse(made, np.full((len(made.shares), 4), value), trials=8)
        assert len(found.indices)
        shown = [c for c in ("estimate", "raw", "low", "high", "floor") if c in found.indices]
        assert found.indices[shown].isna().all(axis=None)
        assert np.isnan([found.chance.single, found.chance.means]).all()


@pytest.mark.parametrize(("method", "points"), [("morris", 10), ("pawn", 80)])
def test_a_parameter_without_a_trace_has_no_interval_of_nothing(method: str, points: int) -> None:
    made = design(method, NAMES, points)
    found = analyse(made, (made.shares[:, [0]] > 0.5).astype(float), trials=1).indices
    assert not (found["low"] == found["high"]).any()
