"""``peninsula calibrate``: from priors to a posterior, by the record of acts and of disputes."""

from pathlib import Path
from typing import Annotated

import typer

from ..options import Threads, result_folder
from ..terminal import whole_number


def command(
    quick: Annotated[
        bool, typer.Option("--quick", help="See that all parts work; the result means nothing.")
    ] = False,
    until: Annotated[
        str | None,
        typer.Option(
            metavar="YYYY-MM", help="Use the record of acts as far as this month.  [default: all]"
        ),
    ] = None,
    check: Annotated[
        int,
        typer.Option(
            parser=whole_number,
            metavar="N",
            help="Also calibrate on N records made from known parameters, and count what is covered.",
        ),
    ] = 0,
    seed: Annotated[
        int, typer.Option(parser=whole_number, metavar="N", help="Seed; 0 is one.")
    ] = 0,
    threads: Threads = None,
    out: Annotated[Path | None, result_folder("results/calibration")] = None,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on with a calibration that was interrupted.")
    ] = False,
    plot: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Draw priors and posteriors into DIR.")
    ] = None,
) -> None:
    """Find what the record says of every parameter that is drawn, and what it does not.

    The monthly acts of the DPRK are used by the probability that the rules give to them, month by month; disputes,
    joining and the absence of war by simulation. Everything else keeps its prior. Writes the draws,
    what made them, and how much of each prior is left.
    """
    from ..calibrating import Order, calibrate

    calibrate(Order(quick, until, check, seed, threads, out, resume, plot))
