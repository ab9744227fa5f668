"""Quantities as tables of the terminal show them."""

import math

import pytest

from sim.cli.tables.outcomes import number


@pytest.mark.parametrize(
    ("value", "said"),
    [(0.0, "0"), (12345.6, "12,346"), (-12.34, "−12.3"), (-7.98e-05, "−7.98e−05"), (math.nan, "")],
)
def test_a_quantity_has_three_digits_and_a_minus_sign(value: float, said: str) -> None:
    assert number(value) == said
