"""A discovery on the terminal: boxes in words, and the trials behind them in files."""

from pathlib import Path
from typing import NamedTuple

import pandas as pd

from ..analysis.discovery import Box
from ..api.results.discovery import Discovered, ask, carry_out
from ..api.sources import source_of
from ..errors import InputError
from ..experiment.listing import DISCOVERY
from ..experiment.on_the_way import check_resume
from ..experiment.run import warm
from ..experiment.store import write_text
from ..report.discovery import what_is_looked_at
from .keeping import empty_but_for, kept_on_the_way, listing, usual_folder, write_table
from .progress import doing, progress_bar
from .terminal import say

_FILES = ("boxes.csv", "trajectory.csv", "trials.parquet")


class Order(NamedTuple):
    """What was typed; None where nothing was."""

    source: str
    outcome: str
    params: list[str]
    trials: int | None
    coverage: float
    sets: list[str]
    seed: int | None
    threads: int | None
    out: Path | None
    resume: bool
    figures: bool


def discover(order: Order) -> None:
    """Carry out a discovery, print it and keep it.

    Raises
    ------
    InputError, FolderError
        If it can't be done as asked for, or cases are too few.
    """
    source = source_of(order.source, order.seed, order.sets)
    asked = ask(source, order.outcome, order.params, order.trials, order.threads, order.coverage)
    told = [asked.scenario.digest, order.outcome, str(asked.trials), *order.params]
    told += map(str, asked.dimensions)
    told += [] if asked.ran is None else [asked.ran.swept.content_hash]
    folder = order.out or usual_folder("discover", asked.scenario.name, told)
    empty_but_for(folder, _FILES)
    if asked.wanted is None and order.resume:
        raise InputError("a sweep's trials are looked at and not run: there is nothing to resume")
    check_resume(folder, order.resume)
    say(f"{asked.scenario.name}: {what_is_looked_at(asked)}, seed {asked.seed}")
    if asked.wanted is not None:
        say(warm(asked.wanted))
    with kept_on_the_way(folder, order.resume) as keeping:
        with progress_bar(asked.trials) as advance:
            found = carry_out(asked, advance, keeping)
        with listing(folder, DISCOVERY, _FILES, order.threads):
            _keep(found, folder)
    say("\n" + found.summary())
    if order.figures:
        from ..report.style import save

        with doing("drawing the figure"):
            save(found.plot(), folder / "figures", "discovery")
    say(f"\nresults in    {folder}")


def _keep(found: Discovered, folder: Path) -> None:
    boxes = [("prim", found.boxes.prim), *(("cart", leaf) for leaf in found.boxes.cart)]
    rows = [row for number, (method, box) in enumerate(boxes) for row in _rows(number, method, box)]
    text = pd.DataFrame(rows).to_csv(index=False, lineterminator="\n")
    write_text(folder / "boxes.csv", text)
    trajectory = found.boxes.trajectory.to_csv(index=False, lineterminator="\n")
    write_text(folder / "trajectory.csv", trajectory)
    write_table(folder / "trials.parquet", found.table)


def _rows(number: int, method: str, box: Box) -> list[dict[str, object]]:
    about = {
        "box": number,
        "method": method,
        "trials": box.trials,
        "cases": box.cases,
        "all_cases": box.all_cases,
        "density": box.density.estimate,
        "density_low": box.density.low,
        "density_high": box.density.high,
        "coverage": box.coverage.estimate,
        "coverage_low": box.coverage.low,
        "coverage_high": box.coverage.high,
    }
    limits = box.limits.items() or [("", (float("-inf"), float("inf")))]
    return [
        {
            **about,
            "parameter": name,
            "above": low,
            "below": high,
            "density_without": box.without.get(name),
        }
        for name, (low, high) in limits
    ]
