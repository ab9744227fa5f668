"""A result folder to read: manifest, tables column by column, whether its files are whole."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import batched
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from ..arrays import Words
from ..engine.table import Column
from ..errors import FolderError, ScenarioError, VerificationError
from .draws import Draws, read
from .frames import from_arrow, to_frame, to_series, words_of
from .shards import parquet_file, place_of, read_parquet, whole
from .store import DRAWS, read_manifest

if TYPE_CHECKING:
    import pandas as pd


REMEMBERED = 64
"""Shards whose footers are remembered at most: each takes a third of a megabyte."""
AT_ONCE = 16 * 2**20
"""Bytes of columns that are read at a time: to open a file takes longer than to read a column of it."""


class Stored:
    """A result folder.

    Parameters
    ----------
    folder : Path
        A folder that a run has written.

    Raises
    ------
    FolderError
        If it holds no manifest that this version reads.
    """

    def __init__(self, folder: Path) -> None:
        manifest = read_manifest(folder)
        if manifest is None:
            raise FolderError(f"{folder} holds no result: it has no manifest")
        self.folder = folder
        self.manifest: dict[str, Any] = manifest
        self.columns = columns_of(manifest["columns"])
        self.path_columns = columns_of(manifest["trajectory_columns"])
        self._footers: dict[Any, Any] = {}

    @cached_property
    def draws(self) -> Draws | None:
        """The parameter draws that were laid, or None.

        Raises
        ------
        VerificationError
            If their file is not the one that was written.
        """
        return draws_in(self.folder, self.manifest.get("draws"))

    @property
    def content_hash(self) -> str:
        """Hash of the trials finished so far."""
        return str(self.manifest["content_hash"])

    def series(self, name: str) -> "pd.Series[Any]":
        """One column of the table of trials, in trial order.

        Raises
        ------
        KeyError
            If there is no such column.
        VerificationError
            If a file holds more or fewer trials than were written.
        """
        (found,) = self._read([name])
        return found

    def each(self, names: Sequence[str]) -> "Iterator[pd.Series[Any]]":
        """Different columns of the table of trials, one after the other, read as many at a time as take little memory.

        Raises
        ------
        KeyError, VerificationError
            As ``series``.
        """
        for some in batched(names, max(1, AT_ONCE // max(1, 8 * self.count))):
            yield from self._read(some)

    @property
    def count(self) -> int:
        """How many trials there are."""
        return sum(int(shard["count"]) for shard in self.manifest["shards"])

    def _read(self, names: Sequence[str]) -> "Iterator[pd.Series[Any]]":
        known = {column.name: column for column in self.columns}
        columns = [known[name] for name in names]
        # Filled in place: of ten million trials each copy of a column takes 80 MB.
        words = [np.empty(self.count, np.int64) for _ in columns]
        filled = 0
        footers = self._footers if len(self.manifest["shards"]) <= REMEMBERED else None
        for shard in self.manifest["shards"]:
            file, count = place_of(self.folder, shard["trials"]), shard["count"]
            table = read_parquet(file, names, footers)
            if table.num_rows != count:
                raise VerificationError(f"{file} holds {table.num_rows} trials, not {count}")
            for column, whole_column in zip(columns, words, strict=True):
                whole_column[filled : filled + count] = words_of(column, table.column(column.name))
            filled += count
        for column in columns:
            yield to_series(column, words.pop(0))

    def frame(self, names: Sequence[str] | None = None) -> "pd.DataFrame":
        """The table of trials, or some of its columns, in trial order."""
        import pandas as pd

        wanted = list(dict.fromkeys([c.name for c in self.columns] if names is None else names))
        return pd.DataFrame(dict(zip(wanted, self.each(wanted), strict=True)))

    def trajectories(self, names: Sequence[str] | None = None) -> "pd.DataFrame | None":
        """The table of trajectories, or some of its columns; None where none were kept.

        Raises
        ------
        KeyError
            If there is no such column.
        """
        if not self.path_columns:
            return None
        known = {column.name: column for column in self.path_columns}
        wanted = tuple(known[name] for name in (known if names is None else names))
        parts = [
            from_arrow(
                wanted,
                read_parquet(
                    place_of(self.folder, shard["trajectories"]), [c.name for c in wanted]
                ),
            )
            for shard in self.manifest["shards"]
        ]
        empty = np.empty((0, len(wanted)), np.int64)
        return to_frame(wanted, np.concatenate(parts) if parts else empty)

    def words(self) -> Iterator[tuple[Words, Iterator[Words]]]:
        """Exact values shard by shard: of the trials, and piece by piece of their trajectories.

        Raises
        ------
        VerificationError
            If a file is missing, is not the one that was written, or can't be read.
        """
        import pyarrow as pa

        for shard in self.manifest["shards"]:
            files = {
                kind: whole(self.folder, shard[kind])
                for kind in ("trials", "trajectories")
                if shard[kind]
            }
            try:
                table = from_arrow(self.columns, read_parquet(files["trials"]))
                yield table, self._paths(files.get("trajectories"))
            except (KeyError, ValueError, pa.ArrowException) as error:
                raise VerificationError(f"{files['trials']} can't be read: {error}") from error

    def _paths(self, path: Path | None) -> Iterator[Words]:
        if path is None:
            return
        with parquet_file(path) as stored:
            for group in range(stored.num_row_groups):
                yield from_arrow(self.path_columns, stored.read_row_group(group))


def column_list(columns: Sequence[Column]) -> list[dict[str, Any]]:
    """Columns as the manifest lists them."""
    return [column._asdict() | {"categories": list(column.categories)} for column in columns]


def columns_of(listed: list[dict[str, Any]]) -> tuple[Column, ...]:
    """Columns that ``column_list`` listed."""
    return tuple(Column(**(entry | {"categories": tuple(entry["categories"])})) for entry in listed)


def draws_in(folder: Path, told: dict[str, Any] | None, name: str = DRAWS) -> Draws | None:
    """The parameter draws that a folder keeps, as ``Draws.told`` told of them; None for none.

    Parameters
    ----------
    name : str
        Name of the file that holds them.

    Raises
    ------
    VerificationError
        If their file is not the one that was written.
    """
    if told is None:
        return None
    try:
        table = read(folder / name)
    except ScenarioError as error:
        raise VerificationError(str(error)) from error
    found = Draws(
        told["name"],
        table.paths,
        table.values,
        told["centre"],
        table.file,
        tuple(told.get("record", ())),
    )
    if found.digest != told["hash"]:
        raise VerificationError(
            f"{folder / name} is not the table that was applied: its hash differs"
        )
    return found
