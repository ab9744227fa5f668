"""What of a scenario's timeline was known at the end of a month, ends included, and since when."""

from collections.abc import Iterator
from dataclasses import replace

from ..scenario.calendar import month_number
from ..scenario.scenario import Scenario
from ..scenario.timeline import Entry


def as_known(scenario: Scenario, month: str, lag: int = 0) -> Scenario:
    """The scenario with the timeline that was known at the end of ``month``.

    Entries known only later are gone. An end is known once it has come: before, what lasts is taken
    to last, and what comes every year to go on until it has once failed to come.

    Parameters
    ----------
    month : str
        YYYY-MM.
    lag : int
        Months by which all of this is known later, 0 or more.
    """
    now = month_number(month) - lag
    zero = month_number(scenario.start)
    return replace(scenario, timeline=tuple(_known(scenario.timeline, now, zero)))


def _known(entries: tuple[Entry, ...], now: int, zero: int) -> Iterator[Entry]:
    for entry in entries:
        dated = month_number(entry.known_from) if entry.known_from else zero + entry.month
        if dated > now:
            continue
        if entry.every == 0 and entry.lasts > 0 and zero + entry.month + entry.lasts > now:
            yield replace(entry, lasts=0)
        elif entry.until is not None and zero + _next_after(entry, entry.until) > now:
            yield replace(entry, until=None)
        else:
            yield entry


def _next_after(entry: Entry, until: int) -> int:
    """Month in which an entry would have come again after ``until``."""
    if entry.every == 0 or until < entry.month:
        return until + 1
    return entry.month + ((until - entry.month) // entry.every + 1) * entry.every


def as_it_became_known(scenario: Scenario, lag: int = 0) -> Scenario:
    """The scenario with every dated change moved to the month in which it became known.

    A change known before it comes stays where it is. What comes every year begins with its first
    time after it was known.

    Parameters
    ----------
    lag : int
        Months by which beginnings and ends of what lasts are known later, 0 or more.
    """
    zero = month_number(scenario.start)
    moved = (_moved(entry, zero, lag) for entry in scenario.timeline)
    return replace(scenario, timeline=tuple(entry for entry in moved if entry is not None))


def _moved(entry: Entry, zero: int, lag: int) -> Entry | None:
    dated = (month_number(entry.known_from) - zero if entry.known_from else entry.month) + lag
    first = max(entry.month, dated)
    if entry.every > 0:
        return replace(
            entry, month=entry.month + -(-(first - entry.month) // entry.every) * entry.every
        )
    if entry.lasts == 0:
        return replace(entry, month=first)
    end = entry.month + entry.lasts + lag
    return replace(entry, month=first, lasts=end - first) if end > first else None


def without(scenario: Scenario, *entries: str) -> Scenario:
    """The scenario without some entries of its timeline."""
    return replace(
        scenario, timeline=tuple(entry for entry in scenario.timeline if entry.name not in entries)
    )
