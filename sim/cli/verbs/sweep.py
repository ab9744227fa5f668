"""``peninsula sweep``: every point of a study, into a result folder."""

from pathlib import Path
from typing import Annotated

import typer

from ..options import Draws, Figures, MostTrials, PreciseOutcomes, Threads, result_folder
from ..terminal import whole_number


def command(
    study: Annotated[str, typer.Argument(help="A study file, or the name of a shipped study.")],
    trials: Annotated[
        int | None,
        typer.Option(
            parser=whole_number, metavar="N", help="Trials of every point.  [default: the study's]"
        ),
    ] = None,
    precision: Annotated[
        float | None,
        typer.Option(
            metavar="P",
            help="Run until every declared contrast is known to within P, such as 0.005.",
        ),
    ] = None,
    outcome: PreciseOutcomes = None,
    most: MostTrials = 1_000_000,
    draws: Draws = None,
    threads: Threads = None,
    out: Annotated[Path | None, result_folder("results/sweep-NAME")] = None,
    resume: Annotated[
        bool,
        typer.Option("--resume", help="Go on from what the folder holds, or add to it."),
    ] = False,
    part: Annotated[
        str | None,
        typer.Option(metavar="I/N", help="Run one part of the study, for peninsula merge."),
    ] = None,
    workers: Annotated[
        int | None,
        typer.Option(
            parser=whole_number, metavar="N", help="Run on so many Dask workers of this machine."
        ),
    ] = None,
    cluster: Annotated[
        str | None,
        typer.Option(metavar="ADDRESS", help="Run on a Dask cluster: tcp://HOST:PORT."),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be run, and run nothing.")
    ] = False,
    csv: Annotated[
        bool, typer.Option("--csv", help="Print the table of points as CSV and nothing else.")
    ] = False,
    figures: Figures = True,
) -> None:
    """Run every point of a study on the same trials and draws.

    A point that can't be run is recorded with its reason and the rest goes on; the exit code is
    then 2. With --resume, points and trials that the folder holds are never run again, so a study
    with more of them only adds to it.

    With --precision all points get trials until the half-width of every contrast that the study
    declares is at most P, by a confidence sequence that holds although one looks again and again.
    """
    from ..sweeping import Order, carry_out

    carry_out(
        Order(
            study,
            trials,
            precision,
            outcome or [],
            most,
            draws,
            threads,
            out,
            resume,
            part,
            workers,
            cluster,
            dry_run,
            csv,
            figures,
        )
    )
