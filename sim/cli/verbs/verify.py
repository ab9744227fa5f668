"""``peninsula verify``: whether a result is what it says."""

from pathlib import Path
from typing import Annotated

import typer

from ..terminal import INTERRUPTED, complain, say, whole_number


def command(
    result: Annotated[
        Path,
        typer.Argument(help="Folder of a result: of a run, a sweep, a comparison, an analysis."),
    ],
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
    """Check a result's files, its content hash, its tables, and a random sample of its trials.

    The tables of a run or a sweep are made anew from its trials. A comparison keeps a fingerprint of
    every trial, against which trials run again are held, and its rows are made anew where it has few
    trials; of an analysis of many points only the files are checked.

    The exit code is 4 if anything is otherwise, and the message names the file. It is 3 if the
    result is incomplete: what there is of it is right, but it was broken off.
    """
    from ...api.verification import verify
    from ...report.naming import counted

    found = verify(result, sample, seed)
    say(f"{counted(found.files, 'file')} whole")
    if found.trials is not None:
        say(f"{counted(found.trials, 'trial')} hashed as listed")
    if found.again is None:
        say("no trial run again: this kind of result keeps none of them whole")
    else:
        say(f"{counted(found.again, 'trial')} run again with equal values")
    if found.incomplete:
        complain(f"{result} is incomplete: {found.incomplete}")
        raise typer.Exit(INTERRUPTED)
