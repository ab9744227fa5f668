"""``peninsula run``: many trials of a scenario, into a result folder."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from ..options import Draws, Figures, Off, Seed, Settings, Threads, result_folder, settings_of
from ..terminal import whole_number


class Engine(StrEnum):
    """What calls the rules: a compiled loop, or Mesa agents, with equal results."""

    compiled = "compiled"
    mesa = "mesa"


def command(
    scenario: Annotated[
        str, typer.Argument(help="A scenario file, or the name of a shipped scenario.")
    ],
    trials: Annotated[
        int | None,
        typer.Option(
            parser=whole_number,
            metavar="N",
            help="How many trials.  [default: 10000]",
            show_default=False,
        ),
    ] = None,
    seed: Seed = None,
    settings: Settings = None,
    off: Off = None,
    draws: Draws = None,
    trajectories: Annotated[
        bool, typer.Option("--trajectories", help="Keep every variable of every month.")
    ] = False,
    decisions: Annotated[
        int,
        typer.Option(
            parser=whole_number, metavar="N", help="Keep all decisions of the first N trials."
        ),
    ] = 0,
    threads: Threads = None,
    engine: Annotated[
        Engine, typer.Option(help="Mesa's agents give equal results, some hundred times slower.")
    ] = Engine.compiled,
    out: Annotated[Path | None, result_folder("results/NAME-DIGEST")] = None,
    resume: Annotated[
        bool,
        typer.Option("--resume", help="Go on from what the result folder holds, or extend it."),
    ] = False,
    figures: Figures = True,
) -> None:
    """Run a scenario many times and write a result folder.

    A folder that holds a result of the same scenario, settings and seed and of no more trials is
    written anew; any other is refused.
    """
    from ..running import Order, carry_out

    sets = settings_of(settings, off)
    carry_out(
        Order(
            scenario,
            trials,
            seed,
            sets,
            draws,
            trajectories,
            decisions,
            threads,
            engine.value,
            out,
            resume,
            figures,
        )
    )
