"""``peninsula attribute``: which assumption a difference comes from, which mechanism it hangs on."""

from pathlib import Path
from typing import Annotated

import typer

from ..options import Draws, Off, Resume, Settings, SharedSeed, Threads, result_folder, settings_of
from ..terminal import whole_number


def command(
    scenarios: Annotated[
        list[str], typer.Argument(help="Two scenario files or names.", metavar="A [B]")
    ],
    ablate: Annotated[
        bool,
        typer.Option("--ablate", help="Switch every mechanism off in turn; A alone will do."),
    ] = False,
    trials: Annotated[
        int, typer.Option(parser=whole_number, metavar="N", help="How many matched trials.")
    ] = 1000,
    off: Off = None,
    draws: Draws = None,
    settings: Settings = None,
    seed: SharedSeed = None,
    threads: Threads = None,
    out: Annotated[Path | None, result_folder("results/attribute-...")] = None,
    resume: Resume = False,
) -> None:
    """Say what each difference between two scenarios owes to each assumption in which they differ.

    Assumptions are grouped by what they belong to. Each group is laid over A alone, left out of B,
    and given its Shapley share, on the same draws: exactly up to 8 groups, which runs 256 scenarios,
    and by sampled orders beyond. Options --off and --set are laid over both scenarios, or make the
    second where one is named.
    """
    from ..attributing import Order, attribute

    sets = settings_of(settings, off)
    attribute(Order(scenarios, ablate, trials, sets, draws, seed, threads, out, resume))
