"""A tipping map on the terminal, and its cells in a file."""

from pathlib import Path
from typing import NamedTuple

from ..api.results.tipping import ask, carry_out, told_of
from ..api.sources import prepare
from ..experiment import resolved
from ..experiment.listing import TIPPING
from ..experiment.on_the_way import check_resume
from ..experiment.run import warm
from ..experiment.store import write_text
from ..report.naming import counted
from .keeping import empty_but_for, kept_on_the_way, listing, usual_folder
from .progress import doing, progress_bar
from .terminal import say

_FILES = ("cells.csv", resolved.NAME)


class Order(NamedTuple):
    """What was typed; None where nothing was."""

    scenario: str
    x: str
    y: str
    outcome: str
    threshold: float
    grid: int
    trials: int
    sets: list[str]
    seed: int | None
    threads: int | None
    out: Path | None
    resume: bool
    figures: bool


def tipping(order: Order) -> None:
    """Carry out a tipping map, print it and keep it.

    Raises
    ------
    InputError, FolderError
        If it can't be done as asked for.
    """
    scenario = prepare(order.scenario, order.seed, order.sets)
    asked = ask(
        scenario,
        order.x,
        order.y,
        order.outcome,
        order.threshold,
        order.grid,
        order.trials,
        order.threads,
    )
    told = [scenario.digest, order.x, order.y, order.outcome, str(order[4:7])]
    folder = order.out or usual_folder("tipping", scenario.name, told)
    empty_but_for(folder, _FILES)
    check_resume(folder, order.resume)
    cells = asked.grid**2
    say(
        f"{counted(cells, 'cell')} of {counted(order.trials, 'trial')}: "
        f"{counted(cells * order.trials, 'trial')} in all"
    )
    if asked.wanted is not None:
        say(warm(asked.wanted))
    with kept_on_the_way(folder, order.resume) as keeping:
        with progress_bar(cells * order.trials) as advance:
            found = carry_out(asked, lambda done: advance(done * order.trials), keeping)
        with listing(folder, TIPPING, _FILES, order.threads, told_of(asked)):
            write_text(folder / resolved.NAME, resolved.written(scenario))
            write_text(folder / "cells.csv", found.table.to_csv(index=False, lineterminator="\n"))
    say("\n" + found.summary())
    if order.figures:
        from ..report.style import save

        with doing("drawing the figure"):
            save(found.plot(), folder / "figures", "tipping")
    say(f"\nresults in    {folder}")
