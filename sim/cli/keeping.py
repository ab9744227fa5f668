"""Folders and tables of the verbs that keep an analysis."""

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from fnmatch import fnmatch
from io import BytesIO
from pathlib import Path

import pandas as pd

from ..experiment.answers import FILES, Keeping, clear, kept_in
from ..experiment.run import InputError
from ..experiment.store import FolderError, make_folder, only_run, write_whole
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


@contextmanager
def kept_on_the_way(folder: Path, resume: bool) -> Iterator[Keeping]:
    """Keep what an analysis finds while it runs, and once its results are written let go of it.

    Raises
    ------
    FolderError
        If the folder can't be used, or with ``resume`` holds nothing to go on from.
    typer.Exit
        With code 3 if the analysis was interrupted.
    """
    if resume and not (folder.is_dir() and kept_in(folder)):
        raise FolderError(f"{folder} holds nothing to resume: no analysis was broken off there")
    make_folder(folder)
    with only_run(folder), asked_to_stop() as stop, resumable(folder, kept_in, command_line()):
        if not resume:
            clear(folder)
        try:
            yield Keeping(folder, resume, stop)
        except InputError:
            # What it found is of no use: nothing of it stays.
            clear(folder)
            with suppress(OSError):
                folder.rmdir()
            raise
        clear(folder)


def write_table(path: Path, table: pd.DataFrame) -> None:
    """Put a table in its place at once, as Parquet."""
    whole = BytesIO()
    table.to_parquet(whole, index=False)
    write_whole(path, lambda aside: _write(aside, whole.getvalue()))


def _write(path: Path, content: bytes) -> None:
    path.write_bytes(content)
