"""The hindcast beside the record: the same statistics, spans and units, with bands across trials.

Without parameter draws trials differ by chance alone, and a band that misses the record says that
chance under these parameters does not make it; with draws, what is unknown about the parameters is
in the band too. A dispute of
the model begins with an act at hostility 3 or more, so the record's disputes that never went
beyond a threat are left out; those still open at the end of a span have no highest level yet.
"""

from typing import NamedTuple

import numpy as np
import pandas as pd

from ..arrays import Floats, Truths
from ..engine.build import Compiled
from ..scenario.calendar import month_number
from ..scenario.scenario import Scenario
from .moments import COUNTED, simulate
from .records import FIRST_MONTH, LAST_FITTED, REGIMES, RUNGS, events, month_index, span
from .registry import RECORDS, read

SCENARIO = "history_1994"
"""The shipped scenario that is held against the record."""
BAND = (0.05, 0.5, 0.95)
DISPUTES = {
    "disputes": "beyond a threat",
    "disputes_display": "highest level a display",
    "disputes_force": "highest level a use of force",
    "disputes_war": "highest level war",
    "disputes_lethal": "fatal",
    "disputes_answered": "reciprocated",
}
"""Counts of disputes over, by the variable of a pair, each with what it counts."""
_PAIRS = ("dprk-rok", "dprk-us")
_JOINER, _DISPUTE = "rivalries.us-dprk.peak", "pairs.dprk-rok.dispute"
_PUBLIC = "states.us.public_rung"
_LIMITED = "mechanisms.record.limited_war_months"
COUNTS = tuple(f"pairs.{pair}.{name}" for pair in _PAIRS for name in DISPUTES)


class Line(NamedTuple):
    """One statistic of the record and of the trials.

    ``kind`` is "regime", "year", "pattern" or "disputes"; ``low``, ``median`` and ``high`` are quantiles
    ``BAND`` across trials; ``rank`` is the share of trials below the record, half of the equal ones
    counted.
    """

    kind: str
    span: str
    statistic: str
    unit: str
    record: float
    mean: float
    low: float
    median: float
    high: float
    rank: float

    @property
    def holds(self) -> bool:
        """Whether the record lies within the band."""
        return self.low <= self.record <= self.high


class Hindcast(NamedTuple):
    """Trials of the hindcast: ``events`` (trials, months, rungs of ``RUNGS``), the lines, trials.

    ``draws`` names the table of parameter draws that trials had, or is empty.
    """

    events: Floats
    lines: list[Line]
    trials: int
    draws: str = ""


def suits(scenario: Scenario) -> str:
    """Why a scenario can't be held against the record, or an empty text."""
    missing = [s for s in ("dprk", "rok", "us") if s not in scenario.names["states"]]
    if missing:
        return f"it has no state {missing[0]}"
    months = month_index(LAST_FITTED) + 1
    first = month_number(scenario.start) - month_number(FIRST_MONTH)
    if first != 0 or scenario.horizon < months:
        return f"it must run from {FIRST_MONTH} for {months} months or more"
    unknown = [r for r in COUNTED if r not in scenario.names["ladder"]]
    return f"its ladder has no rung {unknown[0]}" if unknown else ""


def hindcast(
    compiled: Compiled, trials: int, threads: int | None = None, draws: str = ""
) -> Hindcast:
    """Run the hindcast and hold it against the record.

    Parameters
    ----------
    compiled : Compiled
        A scenario that ``suits``.
    trials : int
        How many trials, at least 1.
    draws : str
        Name of the table of parameter draws that ``compiled`` has, if any.
    """
    run = simulate(compiled, trials, threads, (*COUNTS, _JOINER, _DISPUTE, _PUBLIC, _LIMITED))
    months = month_index(LAST_FITTED) + 1
    by_rung = run["events"][:, :months].copy()
    # The record does not tell deaths apart: its clashes are the model's clashes and lethal incidents.
    by_rung[:, :, RUNGS.index("clash")] += by_rung[:, :, len(RUNGS)]
    by_rung = by_rung[:, :, : len(RUNGS)]
    lines = [
        *(
            line
            for label, (first, last) in REGIMES.items()
            for line in _event_lines("regime", label, span(first, last), by_rung)
        ),
        *(
            line
            for year, months_of in years().items()
            for line in _event_lines("year", str(year), months_of, by_rung)
        ),
        *_pattern_lines(run, by_rung),
        *_dispute_lines(run),
        *_joining_lines(run, compiled.scenario),
    ]
    return Hindcast(by_rung, lines, trials, draws)


def years() -> dict[int, slice]:
    """Months of each calendar year of the record of events."""
    first, last = int(FIRST_MONTH[:4]), LAST_FITTED
    return {
        year: span(f"{year}-01", min(f"{year}-12", last))
        for year in range(first, int(last[:4]) + 1)
    }


def table(lines: list[Line]) -> pd.DataFrame:
    """The lines as a table, with whether the record lies within the band."""
    made = pd.DataFrame(lines, columns=list(Line._fields))
    made["within"] = [line.holds for line in lines]
    return made


def _line(kind: str, label: str, name: str, unit: str, record: float, trials: Floats) -> Line:
    values = trials[~np.isnan(trials)]
    if values.size == 0:
        values = np.array([np.nan])
    low, median, high = (float(q) for q in np.quantile(values, BAND))
    rank = float((values < record).mean() + 0.5 * (values == record).mean())
    return Line(
        kind, label, name, unit, float(record), float(values.mean()), low, median, high, rank
    )


def overdispersion(counts: Floats) -> Floats:
    """Variance over mean of counts (rows, months) by row; NaN where a row has no event."""
    mean = counts.mean(axis=1)
    found = np.full(mean.shape, np.nan)
    np.divide(counts.var(axis=1), mean, out=found, where=mean > 0)
    return found


def _event_lines(kind: str, label: str, months: slice, by_rung: Floats) -> list[Line]:
    seen, seen_total = (part[months] for part in events())
    run = by_rung[:, months]
    total = run.sum(axis=2)
    lines = [
        _line(kind, label, "all events", "a month", seen_total.mean(), total.mean(axis=1)),
        *(
            _line(kind, label, rung, "a month", seen[:, r].mean(), run[:, :, r].mean(axis=1))
            for r, rung in enumerate(RUNGS)
        ),
        _line(
            kind,
            label,
            "months with events",
            "share",
            (seen_total > 0).mean(),
            (total > 0).mean(axis=1),
        ),
    ]
    if seen_total.sum() > 0:
        seen_spread = float(overdispersion(seen_total[None])[0])
        spread = overdispersion(total)
        lines.append(_line(kind, label, "variance over mean", "ratio", seen_spread, spread))
    return lines


def march_ratio(counts: Floats, first_month: int) -> Floats:
    """Events in March over the mean of other months, by row of counts (rows, months); NaN without others.

    ``first_month`` is the calendar month of the first column, January being 0.
    """
    calendar = (first_month + np.arange(counts.shape[1])) % 12
    march, others = counts[:, calendar == 2].mean(axis=1), counts[:, calendar != 2].mean(axis=1)
    found = np.full(len(counts), np.nan)
    np.divide(march, others, out=found, where=others > 0)
    return found


def mixed_share(by_rung: Floats) -> Floats:
    """Share of the months with events that hold several rungs, by row of (rows, months, rungs)."""
    kinds = (by_rung > 0).sum(axis=2)
    active = (kinds > 0).sum(axis=1)
    found = np.full(len(by_rung), np.nan)
    np.divide((kinds > 1).sum(axis=1), active, out=found, where=active > 0)
    return found


def _pattern_lines(run: dict[str, Floats], by_rung: Floats) -> list[Line]:
    """What single regimes and rates do not show: the season, months of several rungs, limited war."""
    seen, seen_total = events()
    lines = []
    for label, (first, last) in REGIMES.items():
        months = span(first, last)
        if seen_total[months].sum() == 0:
            continue
        total, start = by_rung[:, months].sum(axis=2), int(first[5:]) - 1
        march = float(march_ratio(seen_total[None, months], start)[0])
        mixed = float(mixed_share(seen[None, months])[0])
        lines += [
            _line(
                "pattern",
                label,
                "March over other months",
                "ratio",
                march,
                march_ratio(total, start),
            ),
            _line(
                "pattern", label, "several rungs", "share", mixed, mixed_share(by_rung[:, months])
            ),
        ]
    limited = run[_LIMITED][:, by_rung.shape[1] - 1]
    whole = f"1994-{LAST_FITTED[:4]}"
    lines.append(_line("pattern", whole, "months of limited war", "number", 0.0, limited))
    return lines


def _shared_span() -> tuple[str, int]:
    """The years that hindcast and disputes share, and the number of their last month."""
    last = RECORDS["disputes"].last
    return f"{FIRST_MONTH[:4]}-{last}", month_index(f"{last}-12")


def _dispute_lines(run: dict[str, Floats]) -> list[Line]:
    label, last = _shared_span()
    record = read("disputes")
    lines = []
    for pair in _PAIRS:
        seen = record[(record["pair"] == pair) & (record["year"] >= int(FIRST_MONTH[:4]))].sum()
        known = {
            "disputes": seen["disputes"] - seen["threat"],
            "disputes_display": seen["display"],
            "disputes_force": seen["force"],
            "disputes_war": seen["war"],
            "disputes_lethal": seen["fatal"],
            "disputes_answered": seen["reciprocated"],
        }
        lines += [
            _line(
                "disputes",
                label,
                f"{pair}: {words}",
                "number",
                float(known[name]),
                run[f"pairs.{pair}.{name}"][:, last],
            )
            for name, words in DISPUTES.items()
        ]
    return lines


def disputes_joined(dispute: Floats, acted: Truths) -> Floats:
    """Disputes (trials,) in which a third state acted.

    Parameters
    ----------
    dispute : array (trials, months)
        1 while a dispute is on.
    acted : array of bool (trials, months)
        Whether the third state acted against the enemy at hostility 3 or more.
    """
    on = dispute > 0
    joined = np.zeros(on.shape[0])
    already = np.zeros(on.shape[0], dtype=np.bool_)
    for month in range(on.shape[1]):
        # Only a new dispute can be joined anew; one that ended a month ago ended without an act.
        already &= on[:, month]
        now = on[:, month] & acted[:, month] & ~already
        joined += now
        already |= now
    return joined


def _joining_lines(run: dict[str, Floats], scenario: Scenario) -> list[Line]:
    label, last = _shared_span()
    joining = read("joining")
    since = joining[joining["year"] >= int(FIRST_MONTH[:4])]
    display = next(
        k
        for k, rung in enumerate(scenario.names["ladder"])
        if float(scenario.value(f"ladder.{rung}.hostility")) >= 3
    )
    acted = np.maximum(run[_JOINER], run[_PUBLIC]) >= display
    joined = disputes_joined(run[_DISPUTE][:, : last + 1], acted[:, : last + 1])
    return [
        _line(
            "disputes",
            label,
            "dprk-rok: the US took part",
            "number",
            float(since["us"].sum()),
            joined,
        )
    ]
