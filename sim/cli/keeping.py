"""Folders and tables of the verbs that keep an analysis."""

import hashlib
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import pandas as pd

from ..experiment.store import FolderError, write_whole


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
    strange = sorted(names - {*known})
    if strange:
        raise FolderError(
            f"{folder} holds other files ({strange[0]}); name an empty or new folder with --out"
        )


def write_table(path: Path, table: pd.DataFrame) -> None:
    """Put a table in its place at once, as Parquet."""
    whole = BytesIO()
    table.to_parquet(whole, index=False)
    write_whole(path, lambda aside: _write(aside, whole.getvalue()))


def _write(path: Path, content: bytes) -> None:
    path.write_bytes(content)
