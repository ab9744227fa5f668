"""``peninsula history``: the records of what happened, and the hindcast beside them."""

from pathlib import Path
from typing import Annotated

import typer

from ..options import Draws
from ..terminal import whole_number


def command(
    name: Annotated[
        str | None,
        typer.Argument(
            help="A record, or codebook: the questions by which acts are coded.  [default: list records]",
            show_default=False,
        ),
    ] = None,
    as_csv: Annotated[bool, typer.Option("--csv", help="As a table for a spreadsheet.")] = False,
    plot: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Draw it, or all records, into DIR.")
    ] = None,
    hindcast: Annotated[
        bool, typer.Option("--hindcast", help="Run the hindcast and hold it against the records.")
    ] = False,
    trials: Annotated[
        int | None,
        typer.Option(
            parser=whole_number,
            metavar="N",
            help="How many trials of the hindcast.  [default: 400]",
            show_default=False,
        ),
    ] = None,
    draws: Draws = None,
) -> None:
    """List and plot the records, or hold the model against them.

    A record is printed with its source and weaknesses.
    """
    if hindcast:
        from ..tables.hindcasts import compare

        if name is not None:
            raise typer.BadParameter("the hindcast is held against all records; name none")
        compare(trials, as_csv, plot, draws)
        return
    from ..tables.records import draw, list_records, print_codebook, print_record, printed_csv

    if trials is not None:
        raise typer.BadParameter("--trials goes with --hindcast")
    if draws is not None:
        raise typer.BadParameter("--draws goes with --hindcast")
    if name == "codebook":
        if plot is not None or as_csv:
            raise typer.BadParameter("the codebook is text: it has no --csv and no --plot")
        print_codebook()
        return
    if name is None:
        list_records()
    elif as_csv:
        printed_csv(name)
    else:
        print_record(name)
    if plot is not None:
        draw(name, plot)
