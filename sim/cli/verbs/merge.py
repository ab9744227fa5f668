"""``peninsula merge``: the parts of a sweep put together."""

from pathlib import Path
from typing import Annotated

import typer

from ..options import Figures


def command(
    parts: Annotated[
        list[Path], typer.Argument(help="Folders that sweep --part has written.", metavar="DIR...")
    ],
    out: Annotated[Path, typer.Option(metavar="DIR", help="A new folder for the whole.")],
    figures: Figures = True,
) -> None:
    """Put the parts of a sweep together: the result is that of an undivided sweep.

    The parts stay as they are; files are linked, not copied, where the disk allows it. If trials
    are missing, the exit code is 3 and sweep --resume runs what is left.
    """
    from ...experiment.merge import merge
    from ..merging import conclude

    conclude(merge(parts, out, ["peninsula", "merge", *map(str, parts)]), figures)
