"""``peninsula compare``: scenarios against each other on the same draws."""

from pathlib import Path
from typing import Annotated

import typer

from ..options import (
    Draws,
    Figure,
    MostTrials,
    Off,
    PreciseOutcomes,
    Resume,
    Settings,
    SharedSeed,
    Threads,
    result_folder,
    settings_of,
)
from ..terminal import whole_number


def command(
    scenarios: Annotated[
        list[str],
        typer.Argument(
            help="Scenario files or names; each is set against the first.", metavar="A [B...]"
        ),
    ],
    vary: Annotated[
        list[str] | None,
        typer.Option(metavar="PATH=V1,V2,...", help="Values to try at a path; as often as needed."),
    ] = None,
    off: Off = None,
    draws: Draws = None,
    settings: Settings = None,
    trials: Annotated[
        int | None,
        typer.Option(
            parser=whole_number, metavar="N", help="How many matched trials.  [default: 10,000]"
        ),
    ] = None,
    precision: Annotated[
        float | None,
        typer.Option(
            metavar="P",
            help="Run until every difference of shares is known to within P, such as 0.005.",
        ),
    ] = None,
    outcome: PreciseOutcomes = None,
    most: MostTrials = 1_000_000,
    seed: SharedSeed = None,
    threads: Threads = None,
    planned: Annotated[
        str, typer.Option(metavar="NAME", help="Mark these contrasts as planned, under a name.")
    ] = "",
    out: Annotated[Path | None, result_folder("results/compare-...")] = None,
    resume: Resume = False,
    figures: Figure = True,
    details: Annotated[
        bool,
        typer.Option(
            "--details", help="Print intervals, ratios and matched counts of each contrast."
        ),
    ] = False,
) -> None:
    """Run scenarios on the same trials and draws and say what differs, and how surely.

    Each scenario after the first is set against it, with --off, --set and each value of --vary laid
    over all of them. A single scenario is set against itself: with each value of --vary, or else
    with --off and --set. Repeated with other options, the command adds to the same result folder.
    """
    from ..comparing import Order, compare

    compare(
        Order(
            scenarios,
            vary or [],
            settings_of(settings, off),
            draws,
            trials,
            precision,
            outcome or [],
            most,
            seed,
            threads,
            planned,
            out,
            resume,
            figures,
            details,
        )
    )
