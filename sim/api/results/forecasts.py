"""A forecast: made once, written once, and read again to be scored."""

import json
import re
from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from ...errors import InputError
from ...experiment.draws import DrawSource
from ...experiment.draws_requested import draws_for
from ...experiment.store import write_text
from ...history.filtering import FEWEST
from ...history.forecast import forecast as simulate
from ...history.forecast import knows_of, prepared
from ...history.scoring import read_forecast
from ...scenario.loading import load
from ...scenario.scenario import Scenario
from ..forecast import ForecastRequest
from ..sources import prepare
from .showing import html, line

LATER, EARLIER = "baseline", "september_2024"
"""Shipped scenarios for forecasts where none is named, by their information dates."""
_NUMBERS = re.compile(r"\[\n([-+.,0-9e\s]*)\]")
_MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")


class Forecast:
    """What a forecast yielded.

    Attributes
    ----------
    content : mapping
        All that its file holds, as docs/history.md says.
    path : Path or None
        Where it is kept, if it is.
    """

    def __init__(self, content: Mapping[str, Any], path: Path | None = None) -> None:
        self.content = content
        self.path = path

    @cached_property
    def events(self) -> pd.DataFrame:
        """One row a class of events and month: mean number, and quantiles over trials."""
        rows = [
            {
                "class": name,
                "month": month["month"],
                "mean": month["mean"],
                **{f"q{100 * float(q):02.0f}": at for q, at in month["quantiles"].items()},
            }
            for name, months in self.content["events"].items()
            for month in months
        ]
        return pd.DataFrame(rows)

    def __repr__(self) -> str:
        content, about = self.content, self.content["scenario"]
        told = (
            f"{about['name']}: {content['months']} months from {content['first_month']}, "
            f"{content['trials']:,} trials, seed {about['seed']}",
            f"content hash {content['content_hash']}",
        )
        return line("Forecast", told, self.path)

    def _repr_html_(self) -> str:
        return html(repr(self), self.events[self.events["class"] == "all"])


class Plan(NamedTuple):
    """A forecast as it was requested, checked; ``first`` is its first month."""

    request: ForecastRequest
    scenario: Scenario
    first: str
    draws: DrawSource | None


def plan(request: ForecastRequest) -> Plan:
    """Check all that can be wrong with a request before anything is run.

    Raises
    ------
    ScenarioError, InputError
        If the scenario can't be used, or something can't be done as it is requested.
    """
    particles, first = request.particles, request.first
    if 0 < particles < FEWEST:
        raise InputError(f"particles must be 0 or from {FEWEST} to 100,000, not {particles:,}")
    if first is not None and not _MONTH.fullmatch(first):
        raise InputError(f"--from must be a month such as 2024-11, not {first!r}")
    if isinstance(request.out, str | Path):
        _refuse_existing(Path(request.out))
    named = _of_the_time(first) if request.scenario is None else request.scenario
    scenario = prepare(named, request.seed, request.sets, request.off)
    begin = scenario.start if first is None else first
    draws = draws_for(request.draws, scenario)
    return Plan(request, prepared(scenario, begin, request.months), begin, draws)


def carry_out(made: Plan, tell: Callable[[int, int], None] = lambda *_: None) -> Forecast:
    """Make the forecast and write its file, if there is to be one.

    Parameters
    ----------
    tell : callable
        Told how many months of the record particles have lived through, and of how many.
    """
    request = made.request
    content = simulate(
        made.scenario,
        made.first,
        request.months,
        request.trials,
        request.threads,
        draws=made.draws,
        particles=request.particles,
        tell=tell,
    )
    if request.out is None or request.out is False:
        return Forecast(content)
    path = Path(_file_name(made.scenario.name, content) if request.out is True else request.out)
    _refuse_existing(path)
    write_text(path, as_text(content))
    return Forecast(content, path)


def _of_the_time(first: str | None) -> str:
    """The shipped scenario that knows most and yet nothing of the first month."""
    return EARLIER if first is not None and knows_of(load(LATER), first) else LATER


def as_text(found: dict[str, Any]) -> str:
    """The forecast as indented JSON, lists of numbers on one line each."""
    text = json.dumps(found, indent=1, ensure_ascii=False, allow_nan=False)
    # A text in JSON holds no line break, so only lists begin like this.
    return _NUMBERS.sub(lambda list_: "[" + " ".join(list_[1].split()) + "]", text) + "\n"


def _refuse_existing(path: Path) -> None:
    if path.exists():
        raise InputError(f"{path} exists; a forecast is written once and never changed")


def _file_name(name: str, found: dict[str, Any]) -> str:
    bare = re.sub(r"[^\w-]+", "_", name)[:60]
    return f"forecast-{bare}-{found['first_month']}-{found['content_hash'][:8]}.json"


def opened(path: Path) -> Forecast:
    """The forecast of a file.

    Raises
    ------
    InputError
        If it can't be read or is no forecast.
    VerificationError
        If it was changed after it was made.
    """
    return Forecast(read_forecast(path), path)
