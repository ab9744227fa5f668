"""Fans: quantiles across trials, and tables that are not whole."""

import numpy as np
import pandas as pd
import pytest

from sim.presentation.figures.fans import monthly_paths, quantile_bands


def table(trials: int, months: int) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "trial": np.repeat(np.arange(trials), months),
            "month": np.tile(np.arange(months), trials),
            "x": np.arange(trials * months, dtype=float),
        }
    )


def test_bands_are_numpys_quantiles_across_trials() -> None:
    paths = np.random.default_rng(1).normal(size=(200, 7))
    bands = quantile_bands(paths)
    assert np.array_equal(bands.median, np.quantile(paths, 0.5, axis=0))
    for row, (low, high) in enumerate([(0.025, 0.975), (0.1, 0.9), (0.25, 0.75)]):
        assert bands.low[row] == pytest.approx(np.quantile(paths, low, axis=0))
        assert bands.high[row] == pytest.approx(np.quantile(paths, high, axis=0))


def test_paths_are_the_same_however_the_rows_are_ordered() -> None:
    whole = table(5, 4)
    shuffled = whole.sample(frac=1.0, random_state=0)
    assert np.array_equal(monthly_paths(whole, "x", 4), np.arange(20.0).reshape(5, 4))
    assert np.array_equal(monthly_paths(shuffled, "x", 4), monthly_paths(whole, "x", 4))


@pytest.mark.parametrize("lost", [0, 7, 19])
def test_a_missing_month_is_refused(lost: int) -> None:
    with pytest.raises(ValueError, match="each month from 0 to 3"):
        monthly_paths(table(5, 4).drop(index=lost), "x", 4)


def test_a_trial_told_twice_is_refused() -> None:
    twice = pd.concat([table(5, 4), table(1, 4)])
    with pytest.raises(ValueError, match="once in every trial"):
        monthly_paths(twice, "x", 4)
