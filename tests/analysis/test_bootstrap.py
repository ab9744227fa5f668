"""Block bootstrap: known means, known widths, and no interval where there is nothing to resample."""

import math

import numpy as np
import pytest

from sim.analysis.bootstrap import block_mean


def test_independent_values_have_the_interval_of_their_standard_error() -> None:
    values = np.random.default_rng(0).normal(2.0, 1.0, 400)
    found = block_mean(values, 1)
    assert found.estimate == pytest.approx(values.mean())
    half = 1.645 * values.std() / 20
    assert found.high - found.estimate == pytest.approx(half, rel=0.1)
    assert found.estimate - found.low == pytest.approx(half, rel=0.1)


def test_blocks_widen_the_interval_of_values_that_depend_on_each_other() -> None:
    steps = np.repeat(np.random.default_rng(1).normal(size=30), 12)
    narrow, wide = block_mean(steps, 1), block_mean(steps, 12)
    assert wide.high - wide.low > 2 * (narrow.high - narrow.low)


def test_equal_values_have_an_interval_of_no_width() -> None:
    assert block_mean(np.full(30, 3.0), 6)[:3] == (3.0, 3.0, 3.0)


def test_a_series_of_less_than_two_blocks_has_no_interval() -> None:
    found = block_mean([1.0, 2.0, 3.0], 2)
    assert found.estimate == 2.0
    assert math.isnan(found.low)
    assert math.isnan(block_mean([], 2).estimate)
    with pytest.raises(ValueError, match="at least 1"):
        block_mean([1.0], 0)
