"""``peninsula forecast``: what a scenario expects of each month, in a file to be scored later."""

from pathlib import Path
from typing import Annotated

import typer

from ..options import Draws, Seed, Settings, Threads
from ..terminal import whole_number


def command(
    scenario: Annotated[
        str | None,
        typer.Argument(
            help="A scenario file or name.  [default: baseline; september_2024, which knows a "
            "month less, for a first month of October 2024]",
            show_default=False,
        ),
    ] = None,
    first: Annotated[
        str | None,
        typer.Option(
            "--from",
            metavar="YYYY-MM",
            help="First month.  [default: the scenario's start]",
            show_default=False,
        ),
    ] = None,
    months: Annotated[
        int, typer.Option(parser=whole_number, metavar="N", help="How many months.")
    ] = 24,
    trials: Annotated[
        int, typer.Option(parser=whole_number, metavar="N", help="How many trials.")
    ] = 10_000,
    particles: Annotated[
        int,
        typer.Option(
            parser=whole_number,
            metavar="N",
            help="Worlds that live through the record first, 24 for each draw of parameters; "
            "0 starts as the scenario states.",
        ),
    ] = 2304,
    seed: Seed = None,
    settings: Settings = None,
    draws: Draws = None,
    threads: Threads = None,
    out: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="File.  [default: forecast-NAME-MONTH-HASH.json]"),
    ] = None,
) -> None:
    """Write a dated, hashed forecast of events and first acts, month by month.

    Trials begin where the record, lived through month by month, left off, and with what it taught.
    Scenarios that use what became known only afterwards are refused, and so is a file that exists.
    """
    from ..forecasting import make

    make(scenario, first, months, trials, particles, seed, settings or [], draws, threads, out)
