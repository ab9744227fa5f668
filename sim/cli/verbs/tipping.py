"""``peninsula tipping``: where the likeliest outcome changes over two parameters."""

from pathlib import Path
from typing import Annotated

import typer

from ..options import Off, Resume, Seed, Settings, Threads, result_folder, settings_of
from ..terminal import whole_number


def command(
    scenario: Annotated[str, typer.Argument(help="A scenario file or name.")],
    x: Annotated[str, typer.Option("--x", metavar="PATH[=LOW,HIGH]", help="Across the map.")],
    y: Annotated[str, typer.Option("--y", metavar="PATH[=LOW,HIGH]", help="Up the map.")],
    outcome: Annotated[
        str,
        typer.Option(
            metavar="CONDITION",
            help="Map where cases pass --threshold, such as first_war or 'events>200'.  "
            "[default: the likeliest terminal class]",
        ),
    ] = "",
    threshold: Annotated[
        float, typer.Option(metavar="S", help="Share of trials, with --outcome.")
    ] = 0.5,
    grid: Annotated[int, typer.Option(parser=whole_number, metavar="N", help="Cells a side.")] = 12,
    trials: Annotated[
        int, typer.Option(parser=whole_number, metavar="N", help="Trials of each cell.")
    ] = 200,
    off: Off = None,
    settings: Settings = None,
    seed: Seed = None,
    threads: Threads = None,
    out: Annotated[Path | None, result_folder("results/tipping-...")] = None,
    resume: Resume = False,
    figures: Annotated[bool, typer.Option("--figures/--no-figures", help="Draw the map.")] = True,
) -> None:
    """Map the likeliest end of a trial over two parameters, and how sure its boundary is.

    All cells run the same trials on the same draws. Cells in which another end is the likeliest in
    more than 1 of 20 resamples of the trials are undecided, and hatched on the map.
    """
    from ..mapping import Order, tipping

    sets = settings_of(settings, off)
    tipping(
        Order(
            scenario,
            x,
            y,
            outcome,
            threshold,
            grid,
            trials,
            sets,
            seed,
            threads,
            out,
            resume,
            figures,
        )
    )
