"""Forecasts that can be scored later: what a scenario expects of each month, dated and hashed.

A forecast says what was known and when: the scenario's information date, the timeline entries it
could not know, the record that the baselines were made from, the versions. It holds whole
distributions of counts, so any proper score can be computed once the months have come.
"""

import hashlib
import json
import platform
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import numpy as np

from ..analysis.scores import mean, quantiles
from ..arrays import Floats
from ..engine.build import Compiled, build
from ..engine.ensemble import blocks
from ..engine.particles import go_on
from ..engine.state_index import world_names
from ..errors import InputError
from ..experiment.draws import DrawSource, applied, with_draws
from ..experiment.made import package_version
from ..rulebook.registry import HEADLINES
from ..scenario.calendar import first_day, last_day, month_number, month_text
from ..scenario.scenario import Scenario
from .baselines import BASELINES
from .carried import Carried, carried
from .records import FIRST_MONTH, RUNGS, STATE, events
from .registry import RECORDS

FORMAT = 1
KIND = "peninsula forecast"
CLASSES = (*RUNGS, "all")
"""Classes of events: rungs, clashes with lethal incidents among them, and their sum."""
LEVELS = (0.05, 0.25, 0.5, 0.75, 0.95)
FIRSTS = tuple(HEADLINES)
TOTALS = (12, 24, 36, 48, 60)
MOST_MONTHS = 120
MOST_TRIALS = 100_000
"""The months of all trials are held in memory."""
_COUNTED = (*RUNGS, "lethal_incident")
_NOT_HASHED = ("content_hash", "file_hash")
_NOT_CONTENT = (*_NOT_HASHED, "made", "versions")


def knows_of(scenario: Scenario, month: str) -> bool:
    """Whether the scenario's information date reaches into the month, so that no forecast of it would be one."""
    return last_day(scenario.information_date) >= first_day(month)


def prepared(scenario: Scenario, first: str, months: int) -> Scenario:
    """The scenario, as long as the forecast needs it.

    Raises
    ------
    InputError
        If the scenario knows something that nobody could know then, or does not suit.
    """
    if not 1 <= months <= MOST_MONTHS:
        raise InputError(f"a forecast is of 1 to {MOST_MONTHS} months, not {months:,}")
    if scenario.hindsight:
        raise InputError(
            f"{scenario.name} uses evidence that became public only afterwards: "
            f"{', '.join(scenario.hindsight)}; a forecast must do without"
        )
    if knows_of(scenario, first):
        raise InputError(
            f"{scenario.name} knows what was known on {scenario.information_date}, so a forecast "
            f"of {first} would know part of it; begin later, or take a scenario that knows less"
        )
    offset = month_number(first) - month_number(scenario.start)
    if offset < 0:
        raise InputError(f"{scenario.name} starts in {scenario.start}, after {first}")
    undated = [
        entry.name
        for entry in scenario.timeline
        if not entry.known_from and _acts_later(scenario, entry.month, entry.every)
    ]
    if undated:
        raise InputError(
            f"timeline.{undated[0]} acts after {scenario.information_date} and does not say since "
            "when it was known; give it known_from"
        )
    if STATE not in scenario.names["states"]:
        raise InputError(f"{scenario.name} has no state {STATE}, whose events are forecast")
    missing = [rung for rung in _COUNTED if rung not in scenario.names["ladder"]]
    if missing:
        raise InputError(f"{scenario.name} has no rung {missing[0]}, whose events are forecast")
    return scenario.replace({"horizon": offset + months})


def _acts_later(scenario: Scenario, month: int, every: int) -> bool:
    at = month_number(scenario.start) + month
    return every > 0 or at > month_number(scenario.information_date)


def known_record(information_date: str) -> tuple[Floats, str]:
    """Counts by month and class (months, 5) whose months were over then, and the last of them.

    Raises
    ------
    InputError
        If fewer than twelve months of the record were over.
    """
    by_rung, _ = events(RECORDS["events"].last)
    counts = np.column_stack([by_rung, by_rung.sum(axis=1)])
    start = month_number(FIRST_MONTH)
    over = sum(
        last_day(month_text(start + m)) <= last_day(information_date) for m in range(len(counts))
    )
    if over < 12:
        raise InputError(
            f"on {information_date} fewer than 12 months of the record of events were over; "
            f"it begins in {FIRST_MONTH}"
        )
    return counts[:over], month_text(start + over - 1)


def simulate(
    compiled: Compiled,
    months: int,
    trials: int,
    threads: int | None = None,
    begun: Carried | None = None,
) -> tuple[Floats, dict[str, Floats]]:
    """Events of the DPRK in the last ``months`` of each trial, by class, and months of firsts.

    Parameters
    ----------
    begun : Carried, optional
        Where trials begin; None is as the scenario states.

    Returns
    -------
    events : array (trials, months, 5)
        By month and class.
    firsts : dict of name to array (trials,)
        Month since the scenario's start, or -1.
    """
    names = [word.name for word in compiled.words]
    wanted = [names.index(f"events.{STATE}.{rung}") for rung in _COUNTED]
    paths_of = world_names()
    firsts = [names.index(paths_of[name]) for name in FIRSTS]
    if begun is None:
        columns = [1 + compiled.columns.tolist().index(k) for k in firsts]
        parts = list(blocks(compiled, 0, trials, threads, wanted, 200))
        paths = [part.trajectories for part in parts]
        found = np.concatenate([part.rows for part in parts])[:, columns]
    else:
        words = begun.words.copy()
        paths = [go_on(compiled, words, begun.parameters, 0, compiled.months, wanted, threads)]
        found = words.view(np.int64)[:, firsts]
    so_far = np.concatenate(paths).view(np.float64)
    each = np.diff(so_far, axis=1, prepend=0.0)[:, compiled.months - months :]
    each[:, :, len(RUNGS) - 1] += each[:, :, len(RUNGS)]
    each = each[:, :, : len(RUNGS)]
    counts = np.concatenate([each, each.sum(axis=2, keepdims=True)], axis=2)
    return counts, dict(zip(FIRSTS, found.T.astype(np.float64), strict=True))


def _draws_told(draws: DrawSource | None, scenario: Scenario) -> dict[str, Any] | None:
    """The parameter draws that are applied, by name, hash and rows; None where none are."""
    table = applied(draws, scenario)
    if table is None:
        return None
    return {
        "name": table.name,
        "hash": table.digest,
        "rows": table.rows,
        "columns": len(table.paths),
    }


def forecast(
    scenario: Scenario,
    first: str,
    months: int,
    trials: int,
    threads: int | None = None,
    made: date | None = None,
    draws: DrawSource | None = None,
    particles: int = 0,
    tell: Callable[[int, int], None] = lambda *_: None,
) -> dict[str, Any]:
    """A forecast as JSON values.

    Parameters
    ----------
    scenario : Scenario
        As ``prepared`` for this forecast.
    first : str
        First month forecast, as YYYY-MM.
    trials : int
        Trials behind it, at least 1.
    made : date, optional
        Day it is dated; None is today.
    draws : DrawSource or None
        Where parameter draws come from, one a trial; what particles learn they learn themselves.
    particles : int
        Particles that live through the record as known, so that trials begin where it ends and with
        what it taught; 0 begins as the scenario states.
    tell : callable, optional
        Told how many months of the record particles have lived through, and of how many.
    """
    record, last = known_record(scenario.information_date)
    compiled = build(scenario)
    begun = None
    if particles > 0:
        begun = carried(compiled, record, trials, particles, threads, draws, tell)
    else:
        compiled, _ = with_draws(compiled, draws)
    counts, firsts = simulate(compiled, months, trials, threads, begun)
    begin = month_number(first)
    body: dict[str, Any] = {
        "kind": KIND,
        "format": FORMAT,
        "scenario": {
            "name": scenario.name,
            "title": scenario.title,
            "digest": scenario.digest,
            "seed": scenario.seed,
            "start": scenario.start,
            "information_date": scenario.information_date,
            "timeline_left_out": list(scenario.unseen),
        },
        "state": STATE,
        "first_month": first,
        "months": months,
        "trials": trials,
        "draws": _draws_told(draws, scenario),
        "particles": particles,
        "record": {
            "name": "events",
            "last_month": last,
            "hash": _hash({"counts": record.astype(int).tolist()}),
        },
        "events": {
            name: [
                {"month": month_text(begin + m), **_distribution(counts[:, m, c])}
                for m in range(months)
            ]
            for c, name in enumerate(CLASSES)
        },
        "totals": {
            name: [
                {"months": n, **_distribution(counts[:, :n, c].sum(axis=1))}
                for n in TOTALS
                if n <= months
            ]
            for c, name in enumerate(CLASSES)
        },
        "firsts": {
            "since": scenario.start,
            "share_by_end_of_month": {
                name: _shares(found, scenario.horizon, months) for name, found in firsts.items()
            },
        },
        "baselines": {
            name: {of: make(record[:, c]) for c, of in enumerate(CLASSES)}
            for name, make in BASELINES.items()
        },
        "made": (date.today() if made is None else made).isoformat(),
        "versions": _versions(),
    }
    return sealed(body)


def sealed(body: Mapping[str, Any]) -> dict[str, Any]:
    """The forecast with its hashes: of its content, and of all it says, date and versions too."""
    bare = {key: value for key, value in body.items() if key not in _NOT_HASHED}
    content = {key: value for key, value in body.items() if key not in _NOT_CONTENT}
    return {**bare, "content_hash": _hash(content), "file_hash": _hash(bare)}


def _hash(content: Mapping[str, Any]) -> str:
    text = json.dumps(
        content, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    )
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def _distribution(values: Floats) -> dict[str, Any]:
    made = {"kind": "counts", "counts": np.bincount(values.astype(np.int64)).tolist()}
    levels = [f"{level:g}" for level in LEVELS]
    return {
        **made,
        "mean": round(mean(made), 6),
        "quantiles": dict(zip(levels, quantiles(made, LEVELS), strict=True)),
    }


def _shares(found: Floats, horizon: int, months: int) -> list[float]:
    """Share of trials in which it has come by the end of each of the last ``months`` months."""
    return [
        round(float(((found >= 0) & (found <= m)).mean()), 6)
        for m in range(horizon - months, horizon)
    ]


def _versions() -> dict[str, str]:
    named = {name: package_version(name) for name in ("peninsula-sim", "numpy", "numba")}
    return {"python": platform.python_version(), **named}
