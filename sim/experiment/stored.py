"""A result folder to read: manifest, tables column by column, whether its files are whole."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from ..engine.table import Column, Words
from ..scenario.problems import ScenarioError
from .draws import Draws, read
from .frames import from_arrow, to_frame, to_series, words_of
from .shards import place_of, read_parquet, whole
from .store import DRAWS, FolderError, VerificationError, read_manifest

if TYPE_CHECKING:
    import pandas as pd


REMEMBERED = 64
"""Shards whose footers are remembered at most: each takes a third of a megabyte."""


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
        column = next((c for c in self.columns if c.name == name), None)
        if column is None:
            raise KeyError(name)
        # Filled in place: of ten million trials each copy of a column takes 80 MB.
        words = np.empty(sum(shard["count"] for shard in self.manifest["shards"]), np.int64)
        filled = 0
        footers = self._footers if len(self.manifest["shards"]) <= REMEMBERED else None
        for shard in self.manifest["shards"]:
            file = place_of(self.folder, shard["trials"])
            part = words_of(column, read_parquet(file, [name], footers).column(0))
            if len(part) != shard["count"]:
                raise VerificationError(f"{file} holds {len(part)} trials, not {shard['count']}")
            words[filled : filled + len(part)] = part
            filled += len(part)
        return to_series(column, words)

    def frame(self, names: Sequence[str] | None = None) -> "pd.DataFrame":
        """The table of trials, or some of its columns, in trial order."""
        import pandas as pd

        wanted = [c.name for c in self.columns] if names is None else list(names)
        return pd.DataFrame({name: self.series(name) for name in wanted})

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
        import pyarrow.parquet as pq

        with pq.ParquetFile(path) as stored:
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
    found = Draws(told["name"], table.paths, table.values, told["centre"], table.file)
    if found.digest != told["hash"]:
        raise VerificationError(f"{folder / name} is not the table that was laid: its hash differs")
    return found
