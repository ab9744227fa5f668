"""Months as they are written and as they are counted."""

from datetime import date, timedelta


def month_number(text: str) -> int:
    """Months since year 0 of a text such as 2024-11, or 2024-11-05; a bare year is its January."""
    parts = text.split("-")
    return int(parts[0]) * 12 + (int(parts[1]) - 1 if len(parts) > 1 else 0)


def month_text(number: int) -> str:
    """The month that is ``number`` months after January of year 0, as written."""
    return f"{number // 12:04d}-{number % 12 + 1:02d}"


def first_day(text: str) -> date:
    """First day that a year, month or day can mean.

    Raises
    ------
    ValueError
        If there is no such day.
    """
    parts = [int(part) for part in text.split("-")]
    return date(parts[0], parts[1] if len(parts) > 1 else 1, parts[2] if len(parts) > 2 else 1)


def last_day(text: str) -> date:
    """Last day that a month or day can mean.

    Raises
    ------
    ValueError
        If there is no such day.
    """
    parts = text.split("-")
    if len(parts) > 2:
        return first_day(text)
    after = month_number(text) + 1
    return date(after // 12, after % 12 + 1, 1) - timedelta(days=1)
