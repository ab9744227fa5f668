"""Months on an axis."""

import pytest

from sim.presentation.calendar_axis import month_ticks


@pytest.mark.parametrize(
    ("horizon", "ticks"),
    [
        (1, [0, 1]),
        (12, [0, 2, 4, 6, 8, 10, 12]),
        (60, [0, 12, 24, 36, 48, 60]),
        (369, [0, 60, 120, 180, 240, 300, 360]),
    ],
)
def test_ticks_are_even_and_begin_with_the_first_month(horizon: int, ticks: list[int]) -> None:
    assert month_ticks(horizon) == ticks


@pytest.mark.parametrize("horizon", range(1, 1201, 7))
def test_ticks_are_never_too_many_to_read(horizon: int) -> None:
    assert 2 <= len(month_ticks(horizon)) <= 7
    assert 2 <= len(month_ticks(horizon, 5)) <= 6
