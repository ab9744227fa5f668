"""Records: small tables of what happened, each with source, span, unit and known weaknesses.

``dprk_events_monthly.csv``: events of the DPRK a month by rung, 1994-01 to 2026-02, counted from two
editions of CSIS lists of provocations (databases copyrighted by CSIS; only counts are kept here): to
2024-09 that of September 2024, from 2024-10 on that of March 2026. ``edition`` says which.
One event is one day on which something of a kind happened. The mapping from category to rung:

- ``hybrid``: balloons, other hybrid acts, infiltration;
- ``show_of_force``: short- and medium-range, cruise and other missiles, multiple rocket launchers,
  engine tests, and from January 2022 artillery fired into the sea, which the list files under clashes;
- ``strategic_test``: intercontinental, intermediate-range and submarine-launched missiles, satellite
  launches, nuclear tests;
- ``clash``: kinetic clashes before 2022, and uses of force as ``protocol`` defines them;
- ``unplaced``: the list's other categories. Theft by hacking is no event.

``balloons`` are among ``hybrid``; ``icbm``, ``irbm_slbm``, ``satellite`` and ``nuclear_test`` add up to
``strategic_test``.

Weaknesses: press-based, denser in later years, blind to alerts; deaths are not told apart, so lethal
incidents are bounded by disputes instead.
"""

import csv
from importlib.resources import files

import numpy as np

from ..arrays import Floats

RUNGS = ("hybrid", "show_of_force", "strategic_test", "clash")
FIRST_MONTH = "1994-01"
LAST_FITTED = "2024-09"
"""Last month that parameters are fitted to: the baseline's information date. Later ones test forecasts."""
STATE = "dprk"
"""Whose events the record counts."""

REGIMES = {
    "1994-2011": ("1994-01", "2011-12"),
    "2012-17": ("2012-01", "2017-12"),
    "2018-19q1": ("2018-01", "2019-03"),
    "2019q2-21": ("2019-04", "2021-12"),
    "2022-24": ("2022-01", "2024-09"),
}
"""Spans with levels of their own, dated by leader, talks and campaign."""


def month_index(month: str) -> int:
    """Months from the record's first month to ``month`` (YYYY-MM)."""
    return 12 * (int(month[:4]) - int(FIRST_MONTH[:4])) + int(month[5:7]) - int(FIRST_MONTH[5:7])


def span(first: str, last: str) -> slice:
    """Months ``first`` to ``last``, both included, of an array that begins with the record."""
    return slice(month_index(first), month_index(last) + 1)


def events(last: str = LAST_FITTED) -> tuple[Floats, Floats]:
    """Events by month and rung (months, 4), and all events by month (months,), to month ``last``."""
    text = (files(__package__) / "records" / "dprk_events_monthly.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines()))[: month_index(last) + 1]
    by_rung = np.array([[float(row[rung]) for rung in RUNGS] for row in rows])
    total = by_rung.sum(1) + np.array([float(row["unplaced"]) for row in rows])
    return by_rung, total
