"""Where a result is kept."""

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from fnmatch import fnmatch
from io import BytesIO
from pathlib import Path
from typing import Any

import pandas as pd

from ...errors import FolderError, InputError
from ...experiment.checkpoint import FILES, check_resume
from ...experiment.listing import list_files, unlist
from ...experiment.store import MANIFEST, make_folder, write_whole
from ...scenario.scenario import Scenario


def folder_of(
    out: str | Path | bool | None, resume: bool, usual: Callable[[], Path]
) -> Path | None:
    """The folder that is requested, ``usual`` for True; None where nothing is kept.

    Raises
    ------
    InputError
        If there is no folder to resume from.
    """
    if out is True:
        return usual()
    if out is None or out is False:
        if resume:
            raise InputError("resume goes on from what a folder keeps: name it with out")
        return None
    return Path(out)


def folder_of_analysis(
    out: str | Path | bool | None,
    resume: bool,
    files: Sequence[str],
    usual: Callable[[], Path],
    swept: str = "",
) -> Path | None:
    """The folder of an analysis of points, seen to take its ``files``; None where nothing is kept.

    ``swept`` is what of a sweep is looked at, such as "points", where nothing is run.

    Raises
    ------
    InputError, FolderError
        If the folder holds other files, or there is nothing to resume.
    """
    folder = folder_of(out, resume, usual)
    if folder is None:
        return None
    empty_but_for(folder, files)
    if swept and resume:
        raise InputError(f"a sweep's {swept} are looked at and not run: there is nothing to resume")
    check_resume(folder, resume)
    return folder


def named_after(verb: str, name: str, digest: str) -> Path:
    """A folder below ``results`` named by a verb, what it is of, and a digest of the request."""
    words = [verb, re.sub(r"[^\w-]+", "_", name)[:60], digest]
    return Path("results") / "-".join(word for word in words if word)


def names_of(sources: Sequence[Scenario | str | Path]) -> str:
    """The names of scenarios, or those of their files, in a row."""
    names = (one.name if isinstance(one, Scenario) else Path(one).stem for one in sources)
    return "-".join(names)


def digest_of(request: Sequence[str]) -> str:
    """Eight hexadecimal digits of what was requested: the same for the same, others for another."""
    return hashlib.blake2b("\n".join(request).encode(), digest_size=4).hexdigest()


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
def listing(
    folder: Path,
    kind: str,
    names: Sequence[str],
    command: Sequence[str] = (),
    threads: int | None = None,
    asked: Mapping[str, Any] | None = None,
) -> Iterator[None]:
    """Write files of an analysis, and then their list with checksums for ``peninsula verify``.

    ``asked`` is what was asked for, for ``sim.read``.
    """
    make_folder(folder)
    unlist(folder)
    yield
    list_files(folder, kind, names, command, threads, asked)


def refuse_other(out: Path, begins: str, what: str) -> None:
    """See that a file can be written where there is none, or one that begins with the same line.

    Parameters
    ----------
    begins : str
        The first line of what will be written.
    what : str
        What that is, in words.

    Raises
    ------
    InputError
        If there is a folder, or a file that is something else.
    """
    if out.is_dir():
        raise InputError(f"{out} is a folder; name a file")
    if not out.exists():
        return
    wanted = begins.encode()
    with out.open("rb") as stream:
        found = stream.read(len(wanted) + 1)
    if found and found.rstrip(b"\r\n") != wanted:
        raise InputError(f"{out} exists and is not {what}; name another file, or remove it")


def write_table(path: Path, table: pd.DataFrame) -> None:
    """Put a table in its place at once, as Parquet."""
    whole = BytesIO()
    table.to_parquet(whole, index=False)
    write_whole(path, lambda aside: _write(aside, whole.getvalue()))


def _write(path: Path, content: bytes) -> None:
    path.write_bytes(content)
