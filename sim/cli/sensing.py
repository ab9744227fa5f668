"""A sensitivity analysis on the terminal: chance, evidence, the parameters that matter, and files."""

from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from ..analysis.sensitivity.evidence import LEADING
from ..api.results.sensitivity import (
    EVIDENCE,
    POINTS_FILE,
    TABLE,
    Asked,
    Sensitivity,
    ask,
    carry_out,
    told_of,
)
from ..api.results.tables import as_csv
from ..api.sources import source_of
from ..errors import InputError
from ..experiment import resolved
from ..experiment.listing import SENSITIVITY
from ..experiment.on_the_way import check_resume
from ..experiment.run import warm
from ..experiment.store import write_text
from ..report.naming import counted
from ..report.sensitivity import (
    MOST_SHOWN,
    WHAT,
    amount,
    amount_range,
    behind,
    by_name,
    chance_text,
    evidence_lines,
    ranked,
    tail,
)
from .keeping import empty_but_for, kept_on_the_way, listing, usual_folder, write_table
from .progress import doing, progress_bar
from .terminal import console, plain_table, say

_FILES = (TABLE, "sensitivity.json", EVIDENCE, POINTS_FILE, resolved.NAME)
_COLUMNS = {
    "sobol": (("first", "alone"), ("total", "in all")),
    "morris": (("mean size", "mean size"), ("mean", "mean")),
    "pawn": (("median distance", "distance"),),
}


class Order(NamedTuple):
    """What was typed; None where nothing was."""

    source: str
    outcome: str
    method: str | None
    params: list[str]
    points: int | None
    trials: int | None
    second: bool
    sets: list[str]
    seed: int | None
    threads: int | None
    out: Path | None
    resume: bool
    figures: bool


def sensitivity(order: Order) -> None:
    """Carry out a sensitivity analysis, print it and keep it.

    Raises
    ------
    InputError, FolderError
        If it can't be done as asked for.
    """
    asked = ask(
        source_of(order.source, order.seed, order.sets),
        order.outcome,
        order.method,
        order.params,
        order.points,
        order.trials,
        order.threads,
        order.second,
    )
    told = [
        asked.scenario.digest,
        asked.measure.section + asked.measure.name,
        asked.design.method,
        f"{asked.design.shares.shape} {asked.trials}",
        *(str(one) for one in asked.dimensions if asked.ran is None),
        *([] if asked.ran is None else [asked.ran.swept.content_hash, *order.params]),
    ]
    folder = order.out or usual_folder("sensitivity", asked.scenario.name, told)
    empty_but_for(folder, _FILES)
    if asked.wanted is None and order.resume:
        raise InputError("a sweep's points are looked at and not run: there is nothing to resume")
    check_resume(folder, order.resume)
    _announce(asked)
    if asked.wanted is not None:
        say(warm(asked.wanted))
    with kept_on_the_way(folder, order.resume) as keeping:
        with progress_bar(asked.points * asked.trials) as advance:
            found = carry_out(asked, advance, keeping)
        with listing(folder, SENSITIVITY, _FILES, order.threads, told_of(found)):
            _keep(found, folder)
    _show(found)
    if order.figures:
        from ..report.style import save

        with doing("drawing the figure"):
            save(found.plot(), folder / "figures", "sensitivity")
    say(f"\nresults in    {folder}")


def _announce(asked: Asked) -> None:
    say(f"{asked.measure.label}, {asked.scenario.name}")
    say(_what(asked))
    say(
        f"{counted(len(asked.dimensions), 'parameter')}, {counted(asked.points, 'point')} of "
        f"{counted(asked.trials, 'trial')}: "
        f"{counted(asked.points * asked.trials, 'trial')} in all, seed {asked.seed}"
    )
    if asked.ran is not None:
        say(f"as they are in {asked.ran.swept.folder}")


def _what(asked: Asked) -> str:
    names = {"sobol": "Sobol' indices", "morris": "Morris' method", "pawn": "PAWN"}
    return f"{names[asked.design.method]}: {WHAT[asked.design.method]}"


def _keep(found: Sensitivity, folder: Path) -> None:
    table = found.table
    write_text(folder / resolved.NAME, resolved.written(found.asked.scenario))
    write_text(folder / TABLE, as_csv(table))
    write_text(folder / "sensitivity.json", table.to_json(orient="records", indent=1) + "\n")
    # What another method left is not of this result.
    (folder / EVIDENCE).unlink(missing_ok=True)
    if found.split is not None:
        write_text(folder / EVIDENCE, as_csv(found.split))
    write_table(folder / POINTS_FILE, found.points)


def _show(found: Sensitivity) -> None:
    screen = console()
    method = found.asked.design.method
    say()
    screen.print(chance_text(found))
    names = ranked(found)
    screen.print()
    screen.print(_table(found, names[:MOST_SHOWN], method))
    if len(names) > MOST_SHOWN:
        say(f"{counted(len(names) - MOST_SHOWN, 'more parameter')} in sensitivity.csv")
    pairs = found.table[found.table["index"] == "pair"]
    if len(pairs):
        screen.print()
        screen.print(_pairs(pairs))
    told = list(evidence_lines(found))
    if told:
        say("\nBy what stands behind the numbers")
        for line in told:
            say(f"  {line}")


def _table(found: Sensitivity, names: list[str], method: str) -> Any:
    table = plain_table()
    table.add_column("", ratio=1, no_wrap=True)
    extra = "raw" if method == "sobol" else "floor"
    for index, title in _COLUMNS[method]:
        table.add_column(title, justify="right", no_wrap=True)
        if index != "mean":
            table.add_column("95%", justify="right", no_wrap=True)
    table.add_column(extra, justify="right", no_wrap=True)
    table.add_column("evidence", no_wrap=True)
    by_index = {index: by_name(found.table, index) for index, _ in _COLUMNS[method]}
    for name in names:
        cells = []
        for index, _ in _COLUMNS[method]:
            row = by_index[index][name]
            cells.append(amount(row["estimate"], method))
            if index != "mean":
                cells.append(amount_range(row["low"], row["high"], method).replace(" to ", " … "))
        leading = by_index[LEADING[method]][name]
        table.add_row(
            tail(name, 27),
            *cells,
            amount(leading[extra], method),
            behind(leading),
        )
    return table


def _pairs(pairs: pd.DataFrame) -> Any:
    table = plain_table("Pairs: share of the variance that two make only together")
    table.add_column("", ratio=1, overflow="fold")
    table.add_column("pair", justify="right", no_wrap=True)
    table.add_column("95%", justify="right", no_wrap=True)
    top = pairs.sort_values("estimate", ascending=False, kind="stable").head(10)
    for row in top.to_dict("records"):
        table.add_row(
            f"{row['name']} and {row['with']}",
            amount(row["estimate"], "sobol"),
            amount_range(row["low"], row["high"], "sobol"),
        )
    return table
