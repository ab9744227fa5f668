"""``peninsula sensitivity``: which parameters an outcome hangs on."""

from pathlib import Path
from typing import Annotated

import typer

from ..options import (
    Figure,
    Off,
    Outcome,
    Params,
    Resume,
    Seed,
    Settings,
    Source,
    Threads,
    result_folder,
    settings_of,
)
from ..terminal import whole_number


def command(
    source: Source,
    outcome: Outcome,
    method: Annotated[
        str | None,
        typer.Option(
            metavar="METHOD",
            help="sobol: shares of variance; morris: elementary effects, for a first look at many "
            "parameters; pawn: distances of distributions.  [default: sobol, of a sweep pawn]",
        ),
    ] = None,
    param: Params = None,
    points: Annotated[
        int | None,
        typer.Option(
            parser=whole_number,
            metavar="N",
            help="Base points of sobol (a power of two), trajectories of morris, points of pawn.  "
            "[default: 64, 20, 512]",
        ),
    ] = None,
    trials: Annotated[
        int | None,
        typer.Option(parser=whole_number, metavar="N", help="Trials of each point.  [default: 64]"),
    ] = None,
    second_order: Annotated[
        bool, typer.Option("--second-order", help="Pairs of parameters too, by sobol.")
    ] = False,
    off: Off = None,
    settings: Settings = None,
    seed: Seed = None,
    threads: Threads = None,
    out: Annotated[Path | None, result_folder("results/sensitivity-...")] = None,
    resume: Resume = False,
    figures: Figure = True,
) -> None:
    """Say which parameters an outcome hangs on, with chance told apart from them.

    All numbers to which the scenario gives a range or distribution are varied at once, or those of
    --param or of a study. Sobol' runs (parameters + 2) x points, Morris (parameters + 1) x points,
    PAWN points; each of --trials trials. The folder of a sweep is looked at as it is, by PAWN, and
    nothing is run.
    """
    from ..sensing import Order, sensitivity

    sets = settings_of(settings, off)
    sensitivity(
        Order(
            source,
            outcome,
            method,
            param or [],
            points,
            trials,
            second_order,
            sets,
            seed,
            threads,
            out,
            resume,
            figures,
        )
    )
