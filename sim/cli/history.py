"""``peninsula history``: the records of what happened."""

from pathlib import Path
from typing import Annotated

import typer


def command(
    name: Annotated[
        str | None, typer.Argument(help="A record.  [default: list them]", show_default=False)
    ] = None,
    as_csv: Annotated[bool, typer.Option("--csv", help="As a table for a spreadsheet.")] = False,
    plot: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Draw it, or all records, into DIR.")
    ] = None,
) -> None:
    """List the records, or print one with its source, unit and weaknesses."""
    from .records import draw, list_records, print_record, printed_csv

    if name is None:
        list_records()
    elif as_csv:
        printed_csv(name)
    else:
        print_record(name)
    if plot is not None:
        draw(name, plot)
