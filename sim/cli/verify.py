"""``peninsula verify``: whether a result is what it says."""

from pathlib import Path
from typing import Annotated

import typer

from .terminal import say, whole_number


def command(
    result: Annotated[Path, typer.Argument(help="Folder of a run, a sweep or a part of one.")],
    sample: Annotated[
        int,
        typer.Option(
            parser=whole_number, metavar="N", help="Trials to run again; 0 checks files alone."
        ),
    ] = 100,
    seed: Annotated[
        int | None,
        typer.Option(parser=whole_number, metavar="N", help="Seed of the sample.  [default: any]"),
    ] = None,
) -> None:
    """Check a result's files, its content hash, and a random sample of its trials run again.

    The exit code is 4 if anything is otherwise, and the message names the file.
    """
    from ..experiment.verify import verify
    from ..report.naming import counted

    found = verify(result, sample, seed)
    say(f"{counted(found.files, 'file')} whole")
    say(f"{counted(found.trials, 'trial')} hashed as listed")
    say(f"{counted(found.again, 'trial')} run again with equal values")
