"""Numbers of a table, each to the digit that its interval supports."""

import math
from collections.abc import Mapping
from typing import Any

NONE = "–"
"""What stands where there is no number."""
SHARE = 100.0
"""Shares are shown in percent."""


def decimals_of(low: float, high: float) -> int | None:
    """Decimals that an interval supports; negative where not even the ones are known, None without one.

    The rule is that of the Particle Data Group for half-widths: two digits of one whose first three
    are 100 to 354, and one digit of others, where 950 to 999 count as 1000.

    References
    ----------
    Particle Data Group 2022, Review of Particle Physics, section 5.3, doi:10.1093/ptep/ptac097
    """
    half = (high - low) / 2.0
    if not (math.isfinite(half) and half > 0):
        return None
    power = math.floor(math.log10(half))
    leading = half / 10.0 ** (power - 2)
    return 1 - power if leading < 355 else -power


def number(value: float, decimals: int | None = None) -> str:
    """A number with so many decimals; by default with three digits. Exact zero is 0.

    >>> number(-3.14159, 2), number(12345.0, -2), number(0.000123456), number(float("nan"))
    ('−3.14', '12300', '0.000123', '–')
    """
    if math.isnan(value):
        return NONE
    if math.isinf(value):
        return "∞" if value > 0 else "−∞"
    if value == 0:
        return "0"
    if decimals is None:
        decimals = max(0, 2 - math.floor(math.log10(abs(value))))
    text = f"{round(value, decimals):.{max(0, decimals)}f}"
    # What rounds to zero has no sign.
    return text.removeprefix("-") if float(text) == 0 else text.replace("-", "−")


def signed(value: float, decimals: int | None = None) -> str:
    """A difference: a number with its sign."""
    text = number(value, decimals)
    return f"+{text}" if value > 0 and text.strip("0.") else text


def interval(low: float, high: float, decimals: int | None) -> str:
    """Both ends in brackets; nothing where there is no interval."""
    if math.isnan(low) or math.isnan(high):
        return ""
    return f"[{number(low, decimals)}, {number(high, decimals)}]"


def ends_of(row: Mapping[Any, Any]) -> tuple[float, float]:
    """The interval of a row that says by which ``method`` it was made; none without one."""
    return (row["low"], row["high"]) if row["method"] else (math.nan, math.nan)


def estimated(
    value: float, low: float, high: float, unit: str, digits: int | None = None
) -> tuple[str, str]:
    """An estimate and its interval, each to the digit that the interval supports.

    Parameters
    ----------
    unit : str
        "share" for a share, which is shown in percent.
    digits : int, optional
        Decimals instead of those that the interval supports.
    """
    scale = SHARE if unit == "share" else 1.0
    ends = scale * low, scale * high
    decimals = decimals_of(*ends) if digits is None else digits
    return number(scale * value, decimals), interval(*ends, decimals)


def difference(
    value: float, low: float, high: float, unit: str, digits: int | None = None
) -> tuple[str, str]:
    """As ``estimated`` of a difference, which shows its sign; of shares it is in percentage points."""
    scale = SHARE if unit == "share" else 1.0
    ends = scale * low, scale * high
    decimals = decimals_of(*ends) if digits is None else digits
    return signed(scale * value, decimals), interval(*ends, decimals)


def level(value: float, unit: str, low: float, high: float, digits: int | None = None) -> str:
    """An estimate that has no interval of its own, to the digit of that of a difference from it."""
    scale = SHARE if unit == "share" else 1.0
    decimals = decimals_of(scale * low, scale * high) if digits is None else digits
    return number(scale * value, decimals)
