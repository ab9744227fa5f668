"""Folders and tables of the verbs that keep an analysis."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from fnmatch import fnmatch
from io import BytesIO
from pathlib import Path
from typing import Any

import pandas as pd

from ..errors import FolderError
from ..experiment.answers import FILES, Keeping
from ..experiment.listing import list_files, unlist
from ..experiment.on_the_way import ANSWERS, Kind, kept
from ..experiment.store import MANIFEST, make_folder, write_whole
from .interrupting import asked_to_stop, resumable
from .terminal import command_line


def usual_folder(verb: str, name: str, told: Sequence[str]) -> Path:
    """Where an analysis is kept if no folder is named: the same for the same, another for another."""
    digest = hashlib.blake2b("\n".join(told).encode(), digest_size=4).hexdigest()
    return Path("results") / f"{verb}-{name[:50]}-{digest}"


def empty_but_for(
    folder: Path, known: Sequence[str], forms: Sequence[str] = (*FILES, "figures")
) -> None:
    """See that a folder can take results and holds none of another kind.

    ``known`` are names of files that may be there, ``forms`` patterns of such names.

    Raises
    ------
    FolderError
        If it is a file, or holds other files than those known.
    """
    if folder.is_file():
        raise FolderError(f"{folder} is a file, not a folder")
    names = {path.name for path in folder.iterdir()} if folder.exists() else set()
    strange = sorted(
        name
        for name in names - {*known, MANIFEST}
        if not any(fnmatch(name, form) for form in forms)
    )
    if strange:
        raise FolderError(
            f"{folder} holds other files ({strange[0]}); name an empty or new folder with --out"
        )


@contextmanager
def kept_on_the_way(
    folder: Path,
    resume: bool,
    kind: Kind = ANSWERS,
    unfinished: Callable[[], bool] = lambda: False,
) -> Iterator[Keeping]:
    """Keep what is found while it runs, as ``kept`` does, until Ctrl-C comes.

    Raises
    ------
    FolderError
        If the folder can't be used.
    typer.Exit
        With code 3 if the work was interrupted.
    """
    with (
        asked_to_stop() as stop,
        resumable(folder, kind.kept_in, command_line()),
        kept(folder, resume, kind, stop, unfinished) as keeping,
    ):
        yield keeping


@contextmanager
def listing(
    folder: Path,
    kind: str,
    names: Sequence[str],
    threads: int | None = None,
    asked: Mapping[str, Any] | None = None,
) -> Iterator[None]:
    """Write files of an analysis, and then their list with checksums for ``peninsula verify``.

    ``asked`` is what was asked for, for ``sim.read``.
    """
    make_folder(folder)
    unlist(folder)
    yield
    list_files(folder, kind, names, command_line(), threads, asked)


def write_table(path: Path, table: pd.DataFrame) -> None:
    """Put a table in its place at once, as Parquet."""
    whole = BytesIO()
    table.to_parquet(whole, index=False)
    write_whole(path, lambda aside: _write(aside, whole.getvalue()))


def _write(path: Path, content: bytes) -> None:
    path.write_bytes(content)
