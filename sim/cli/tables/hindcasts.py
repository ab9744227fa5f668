"""The hindcast on the terminal: run, printed beside the record, drawn."""

import sys
from pathlib import Path

from ...api.sources import prepare
from ...engine.build import build
from ...errors import InputError
from ...experiment.draws import with_draws
from ...experiment.draws_requested import draws_for
from ...experiment.run import check_within
from ...history.hindcast import SCENARIO, Hindcast, Line, hindcast, suits, table
from ..progress import save_plot
from ..terminal import console, plain_table

TRIALS = 400
MOST = 20_000
"""Trials at most: the months of all of them are held in memory."""
_BANDS = ("chance alone", "chance and what is unknown about parameters")
_BY_SPAN = ("regime", "pattern")
_TITLES = {
    "regime": "By regime",
    "pattern": "Season, months of several rungs, limited war",
    "disputes": "Disputes of 1994 to 2014",
    "year": "All events a month, by year",
}


def compare(trials: int | None, as_csv: bool, plot: Path | None, draws: str | None = None) -> None:
    """Run the hindcast and print it beside the record; draw it into ``plot`` if that is given.

    Raises
    ------
    InputError
        If the number of trials is out of range.
    """
    count = TRIALS if trials is None else trials
    check_within("trials", count, 1, MOST)
    scenario = prepare(SCENARIO)
    reason = suits(scenario)
    if reason:
        raise InputError(f"{SCENARIO} can't be held against the record: {reason}")
    compiled, table_of = with_draws(build(scenario), draws_for(draws, scenario))
    found = hindcast(compiled, count, draws="" if table_of is None else table_of.name)
    if as_csv:
        table(found.lines).to_csv(sys.stdout, index=False, lineterminator="\n")
    else:
        _print(found)
    if plot is not None:
        from ...presentation.figures.hindcast import hindcast_by_year

        save_plot(hindcast_by_year(found), plot, "hindcast")


def _print(found: Hindcast) -> None:
    screen = console()
    drawn = f", parameters drawn: {found.draws}" if found.draws else ""
    screen.print(f"{found.trials:,} trials of {SCENARIO}{drawn}, beside the record")
    for kind, title in _TITLES.items():
        shown = [line for line in found.lines if line.kind == kind]
        if kind == "year":
            shown = [line for line in shown if line.statistic == "all events"]
        screen.print()
        screen.print(_rows(title, shown))
    every = [line for line in found.lines if line.kind in ("regime", "disputes")]
    outside = sum(not line.holds for line in every)
    screen.print()
    screen.print(
        f"{outside} of {len(every)} statistics of regimes and disputes lie outside the middle 90% of "
        "trials. Levels were fitted to the events, so their agreement is no test; disputes were "
        f"fitted in part. Bands show {_BANDS[bool(found.draws)]}. The record counts a threat as an answer "
        "and the model does not, so the model's excess of reciprocated disputes is larger than it looks."
    )


def _rows(title: str, lines: list[Line]) -> object:
    made = plain_table(title)
    for name in ("", "record", "trials, mean", "90% of trials", ""):
        made.add_column(name, justify="left" if name == "" else "right")
    span = ""
    for line in lines:
        if line.kind in _BY_SPAN and line.span != span:
            span = line.span
            made.add_row(span)
        name = line.span if line.kind == "year" else line.statistic.replace("_", " ")
        made.add_row(
            f"  {name}" if line.kind in _BY_SPAN else name,
            f"{line.record:.2f}",
            f"{line.mean:.2f}",
            f"{line.low:.2f} to {line.high:.2f}",
            "" if line.holds else "OUTSIDE",
        )
    return made
