"""``peninsula codebook``: what every column of a result holds and means."""

import csv
import sys
from enum import StrEnum
from typing import Annotated

import typer

from ..terminal import say


class Which(StrEnum):
    """The tables of a result."""

    trials = "trials"
    trajectories = "trajectories"


def command(
    scenario: Annotated[str, typer.Argument(help="A scenario file or name.")] = "baseline",
    table: Annotated[Which | None, typer.Option(help="One table only.")] = None,
    as_csv: Annotated[bool, typer.Option("--csv", help="As a table for a spreadsheet.")] = False,
) -> None:
    """List every column of a scenario's results.

    Each has a name, type, unit and meaning, and says when it is missing.
    """
    from ...engine.table import codebook
    from ...scenario.loading import load

    entries = [e for e in codebook(load(scenario)) if table in (None, e["table"])]
    if as_csv:
        writer = csv.DictWriter(sys.stdout, entries[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(entries)
        return
    shown = ""
    for entry in entries:
        if entry["table"] != shown:
            shown = entry["table"]
            say(f"{shown.upper()}")
        lines = [f"{entry['name']}  {entry['dtype']}, {entry['unit']}", f"    {entry['meaning']}"]
        if entry["missing"] != "never":
            lines.append(f"    missing: {entry['missing']}")
        if entry["values"]:
            lines.append(f"    values: {entry['values']}")
        say("\n".join(lines))
