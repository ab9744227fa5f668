"""What of a scenario's timeline was known at the end of a month, ends included."""

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
