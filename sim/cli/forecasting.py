"""A forecast from the terminal: made, written once, and told in short."""

import json
import re
from functools import partial
from pathlib import Path
from typing import Any

from ..analysis.intervals import bound_of_none
from ..analysis.summary import EVER
from ..api.sources import prepare
from ..errors import InputError
from ..experiment.draws_requested import draws_for
from ..experiment.run import check_within
from ..experiment.store import write_text
from ..history.filtering import FEWEST, WORLDS
from ..history.forecast import CLASSES, MOST_TRIALS, forecast, knows_of, prepared
from ..limits import MOST_THREADS
from ..report.naming import percent
from ..scenario.loading import load
from .progress import progress
from .terminal import console, plain_table, say

MOST_PARTICLES = 100_000
LATER, EARLIER = "baseline", "september_2024"
"""Shipped scenarios for forecasts where none is named, by their information dates."""
_NUMBERS = re.compile(r"\[\n([-+.,0-9e\s]*)\]")
_MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")


def make(
    name: str | None,
    first: str | None,
    months: int,
    trials: int,
    particles: int,
    seed: int | None,
    settings: list[str],
    draws: str | None,
    threads: int | None,
    out: Path | None,
) -> None:
    """Make a forecast, write it and print its sums.

    Raises
    ------
    InputError
        If a number is out of range, the scenario knows too much, or the file exists.
    """
    check_within("trials", trials, 1, MOST_TRIALS)
    if particles != 0 and not FEWEST <= particles <= MOST_PARTICLES:
        raise InputError(
            f"particles must be 0 or from {FEWEST} to {MOST_PARTICLES:,}, not {particles:,}"
        )
    check_within("threads", threads, 1, MOST_THREADS)
    if out is not None:
        _refuse_existing(out)
    if first is not None and not _MONTH.fullmatch(first):
        raise InputError(f"--from must be a month such as 2024-11, not {first!r}")
    scenario = prepare(name or _of_the_time(first), seed, settings)
    begin = scenario.start if first is None else first
    with progress() as told:
        found = forecast(
            prepared(scenario, begin, months),
            begin,
            months,
            trials,
            threads,
            draws=draws_for(draws, scenario),
            particles=particles,
            tell=partial(told, "months of the record, lived through"),
        )
    path = out or Path(_file_name(scenario.name, found))
    _refuse_existing(path)
    write_text(path, as_text(found))
    _tell(found)
    say(f"content hash  {found['content_hash']}")
    say(f"written to    {path}")


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


def _tell(found: dict[str, Any]) -> None:
    about, screen = found["scenario"], console()
    months = found["events"]["all"]
    span = f"{months[0]['month']} to {months[-1]['month']}"
    say(
        f"{about['name']}, {span}, on what was known on {about['information_date']}; "
        f"{found['trials']:,} trials, seed {about['seed']}"
    )
    if found["particles"]:
        say(
            f"{found['particles']:,} particles lived through the record to "
            f"{found['record']['last_month']}"
        )
    if about["timeline_left_out"]:
        say(f"not known then: {', '.join(about['timeline_left_out'])}")
    screen.print()
    screen.print(_monthly(found))
    screen.print()
    screen.print(_firsts(found, len(months)))


def _monthly(found: dict[str, Any]) -> object:
    table = plain_table("Events a month: mean, and where 90% of trials lie")
    table.add_column("")
    shown = [m for m in (0, 11, 23, 35, 59, 119) if m < found["months"]]
    for m in shown:
        table.add_column(found["events"]["all"][m]["month"], justify="right", no_wrap=True)
    table.add_column("last 12 known", justify="right")
    for name in CLASSES:
        cells = []
        for m in shown:
            of = found["events"][name][m]
            low, high = of["quantiles"]["0.05"], of["quantiles"]["0.95"]
            cells.append(f"{of['mean']:.2f} ({low} to {high})")
        recent = found["baselines"]["last_12_poisson"][name]["mean"]
        table.add_row(name.replace("_", " "), *cells, f"{recent:.2f}")
    return table


def _most(found: dict[str, Any]) -> str:
    """What a share may still be where no trial showed it.

    A draw of the parameters could show it always, so the draws that were tried bound it, as in the summary of
    a run.
    """
    tried = [found["trials"]]
    if found["draws"]:
        tried.append(found["draws"]["rows"])
    if found["particles"]:
        tried.append(found["particles"] // WORLDS)
    return f"<{percent(bound_of_none(min(tried)))}"


def _firsts(found: dict[str, Any], months: int) -> object:
    shares, most = found["firsts"]["share_by_end_of_month"], _most(found)
    shown = [m for m in (5, 11, 23, 35, 59, 119) if m < months] or [months - 1]
    table = plain_table(f"Share of trials with a first since {found['firsts']['since']}")
    table.add_column("")
    for m in shown:
        table.add_column(f"by {found['events']['all'][m]['month']}", justify="right", no_wrap=True)
    for name, by_month in shares.items():
        table.add_row(EVER[name], *(percent(by_month[m]) if by_month[m] else most for m in shown))
    return table
