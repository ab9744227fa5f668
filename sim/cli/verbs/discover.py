"""``peninsula discover``: under which parameters an outcome comes."""

from pathlib import Path
from typing import Annotated

import typer

from ..options import (
    Figure,
    Off,
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
    outcome: Annotated[
        str,
        typer.Option(
            metavar="CONDITION",
            help="What a case is: a share such as first_war, or an amount and a number: 'events>200'.",
        ),
    ],
    param: Params = None,
    trials: Annotated[
        int | None,
        typer.Option(
            parser=whole_number,
            metavar="N",
            help="Trials, each with a draw of its own.  [default: 4,000]",
        ),
    ] = None,
    coverage: Annotated[
        float,
        typer.Option(metavar="C", help="Share of the cases that the box must hold, 0 to 1."),
    ] = 0.5,
    off: Off = None,
    settings: Settings = None,
    seed: Seed = None,
    threads: Threads = None,
    out: Annotated[Path | None, result_folder("results/discover-...")] = None,
    resume: Resume = False,
    figures: Figure = True,
) -> None:
    """Find limits of parameters within which an outcome is dense, by PRIM and CART.

    Parameters are drawn from the scenario's own ranges and distributions, or those of --param or of
    a study, anew for each trial; the folder of a sweep is looked at as it is. Boxes are found on
    one half and measured on the other. With fewer than 50 cases the command says how many there
    were, and stops.
    """
    from ..discovering import Order, discover

    sets = settings_of(settings, off)
    discover(
        Order(
            source,
            outcome,
            param or [],
            trials,
            coverage,
            sets,
            seed,
            threads,
            out,
            resume,
            figures,
        )
    )
