"""The rung that a draw falls on."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.rulebook.choice import pick

WEIGHTS = st.lists(st.one_of(st.just(0.0), st.floats(1e-6, 1.0)), min_size=1, max_size=16)


# The rule is compiled in the first call.
@settings(deadline=None)
@given(WEIGHTS.filter(any), st.floats(2.0**-53, 1.0 - 2.0**-53))
def test_the_draw_falls_on_the_first_rung_whose_cumulated_share_exceeds_it(
    weights: list[float], draw: float
) -> None:
    cumulated = np.cumsum(weights)
    total = float(cumulated[-1])
    chosen = pick(np.array(weights), total, draw, len(weights))
    assert weights[chosen] > 0.0
    above = np.flatnonzero(cumulated > draw * total)
    last = max(r for r, weight in enumerate(weights) if weight > 0.0)
    assert chosen == (above[0] if above.size else last)


@pytest.mark.parametrize("draw", [0.0, 0.3, 1.0])
def test_whatever_the_draw_a_rung_of_weight_0_is_not_picked(draw: float) -> None:
    assert pick(np.array([0.0, 0.0, 0.7, 0.0]), 0.7, draw, 4) == 2
