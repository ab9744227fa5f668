"""Numbers of a table are shown to the digit that their interval supports."""

import math
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.presentation.tables.numbers import decimals_of, difference, estimated, interval, number

HALVES = st.floats(1e-6, 1e6, allow_nan=False)


@pytest.mark.parametrize(
    ("half", "decimals"),
    [
        (0.0354, 3),
        (0.0356, 2),
        (0.0949, 2),
        (0.0951, 2),
        (0.1, 2),
        (0.5, 1),
        (2, 1),
        (4, 0),
        (40, -1),
    ],
)
def test_the_half_width_decides_by_the_rule_of_the_particle_data_group(
    half: float, decimals: int
) -> None:
    assert decimals_of(-half, half) == decimals


@given(HALVES)
def test_the_last_digit_is_neither_finer_nor_coarser_than_the_half_width_supports(
    half: float,
) -> None:
    decimals = decimals_of(0.0, 2.0 * half)
    assert decimals is not None
    assert 2.8 <= half * 10.0**decimals <= 36


@given(st.floats(-1e6, 1e6), HALVES)
def test_a_number_is_rounded_by_no_more_than_half_of_its_last_digit(
    value: float, half: float
) -> None:
    decimals = decimals_of(value - half, value + half)
    shown = Decimal(number(value, decimals).replace("−", "-"))
    assert abs(float(shown) - value) <= 0.5 * 10.0 ** -(decimals or 0) * (1 + 1e-9)


@pytest.mark.parametrize("ends", [(math.nan, math.nan), (1.0, 1.0), (0.0, math.inf)])
def test_without_an_interval_a_number_has_three_digits(ends: tuple[float, float]) -> None:
    assert decimals_of(*ends) is None
    assert estimated(1234.567, *ends, "")[0] == "1235"
    assert estimated(0.00123456, *ends, "")[0] == "0.00123"


def test_shares_are_in_percent_and_differences_have_a_sign() -> None:
    assert estimated(0.1234, 0.1, 0.15, "share") == ("12.3", "[10.0, 15.0]")
    assert difference(0.1234, 0.1, 0.15, "share") == ("+12.3", "[10.0, 15.0]")
    assert difference(-0.02, -0.05, 0.01, "share") == ("−2.0", "[−5.0, 1.0]")
    assert difference(0.0004, -0.2, 0.2, "") == ("0.00", "[−0.20, 0.20]")


def test_digits_that_are_requested_stand_instead() -> None:
    assert estimated(0.1234, 0.1, 0.15, "share", 3) == ("12.340", "[10.000, 15.000]")


def test_what_is_no_number_is_a_dash_and_what_has_no_bound_says_so() -> None:
    assert number(math.nan) == "–"
    assert interval(0.5, math.inf, 1) == "[0.5, ∞]"
    assert interval(math.nan, math.nan, 1) == ""
    assert number(-0.0004, 2) == "0.00"
