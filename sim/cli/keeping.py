"""Folders and tables of the verbs that keep an analysis."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from fnmatch import fnmatch
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from ..experiment import answers, kept_trials
from ..experiment.answers import FILES, Keeping
from ..experiment.run import InputError
from ..experiment.store import FolderError, make_folder, only_run, write_whole
from ..scenario.problems import ScenarioError
from .interrupting import asked_to_stop, resumable
from .running import command_line


def usual_folder(verb: str, name: str, told: Sequence[str]) -> Path:
    """Where an analysis is kept if no folder is named: the same for the same, another for another."""
    digest = hashlib.blake2b("\n".join(told).encode(), digest_size=4).hexdigest()
    return Path("results") / f"{verb}-{name[:50]}-{digest}"


def empty_but_for(folder: Path, known: Sequence[str]) -> None:
    """See that a folder can take results and holds none of another kind.

    Raises
    ------
    FolderError
        If it is a file, or holds other files than those known.
    """
    if folder.is_file():
        raise FolderError(f"{folder} is a file, not a folder")
    names = {path.name for path in folder.iterdir()} if folder.exists() else set()
    strange = sorted(
        name for name in names - {*known} if not any(fnmatch(name, form) for form in FILES)
    )
    if strange:
        raise FolderError(
            f"{folder} holds other files ({strange[0]}); name an empty or new folder with --out"
        )


class Kind(NamedTuple):
    """What is kept on the way: how much of it a folder holds, in words; its removal; what it was part of."""

    kept_in: Callable[[Path], str]
    clear: Callable[[Path], None]
    work: str


ANSWERS = Kind(answers.kept_in, answers.clear, "no analysis")
MATCHED_TRIALS = Kind(
    kept_trials.kept_in,
    kept_trials.clear,
    "no comparison of these scenarios, with this seed, these draws and this version of the program,",
)


def check_resume(folder: Path, resume: bool, kind: Kind = ANSWERS) -> None:
    """See that there is something to go on from, if that is asked for.

    Raises
    ------
    FolderError
        If there is not.
    """
    if resume and not (folder.is_dir() and kind.kept_in(folder)):
        raise FolderError(f"{folder} holds nothing to resume: {kind.work} was broken off there")


@contextmanager
def kept_on_the_way(folder: Path, resume: bool, kind: Kind = ANSWERS) -> Iterator[Keeping]:
    """Keep what is found while it runs, and once its results are written let go of it.

    Raises
    ------
    FolderError
        If the folder can't be used.
    typer.Exit
        With code 3 if the work was interrupted.
    """
    make_folder(folder)
    with only_run(folder), asked_to_stop() as stop, resumable(folder, kind.kept_in, command_line()):
        if not resume:
            kind.clear(folder)
        try:
            yield Keeping(folder, resume, stop)
        except (InputError, ScenarioError):
            # What it found is of no use: nothing of it stays.
            _let_go(folder, kind)
            raise
        _let_go(folder, kind)


def _let_go(folder: Path, kind: Kind) -> None:
    kind.clear(folder)
    # Where results are, or anything else, it stays.
    with suppress(OSError):
        folder.rmdir()


def write_table(path: Path, table: pd.DataFrame) -> None:
    """Put a table in its place at once, as Parquet."""
    whole = BytesIO()
    table.to_parquet(whole, index=False)
    write_whole(path, lambda aside: _write(aside, whole.getvalue()))


def _write(path: Path, content: bytes) -> None:
    path.write_bytes(content)
