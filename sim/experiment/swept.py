"""A sweep's folder to read: which trials of which points it holds, and their exact values."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa

from ..arrays import Words
from ..engine.table import DRAW, Column
from ..errors import FolderError, VerificationError
from .frames import from_arrow, to_series
from .ledger import Ledger, Shard
from .plan import joined
from .shards import place_of, read_parquet, whole
from .store import read_manifest
from .stored import columns_of
from .studies.kept import kept
from .studies.study import Point, Study

_RECENT = 4
"""Shards kept in memory: neighbouring points may share one."""


class Rows(NamedTuple):
    """Consecutive trials of a point as they lie in a shard: ``trials`` rows from row ``start``."""

    first: int
    trials: int
    shard: Shard
    start: int


class Swept:
    """A folder that a sweep has written.

    Parameters
    ----------
    folder : Path
        Where it is.

    Raises
    ------
    FolderError
        If it holds no sweep that this version reads.
    """

    def __init__(self, folder: Path) -> None:
        manifest = read_manifest(folder, "sweep")
        if manifest is None:
            raise FolderError(f"{folder} holds no sweep: it has no manifest")
        self.folder = folder
        self.manifest: dict[str, Any] = manifest
        self.ledger = Ledger(folder)
        self.columns = tuple(columns_of(listed) for listed in manifest["columns"])
        self._reader = ShardReader(folder)

    @cached_property
    def study(self) -> Study:
        """What was swept."""
        return kept(self.folder)

    @property
    def content_hash(self) -> str:
        """Hash of all finished points."""
        return str(self.manifest["content_hash"])

    @cached_property
    def places(self) -> Mapping[str, Sequence[Rows]]:
        """Where the trials of every point lie, by its key, in the order of trials."""
        return places(self.ledger.shards)

    def finished(self, point: Point) -> bool:
        """Whether all trials of a point are here."""
        return (point.key, self.study.trials) in self.ledger.finished

    def held(self, point: Point) -> list[tuple[int, int]]:
        """Stretches of a point's trials that are here: the first and one past the last of each."""
        return joined(
            (rows.first, rows.first + rows.trials) for rows in self.places.get(point.key, ())
        )

    def trials(self, point: Point) -> int:
        """Trials of a point that are here, from the first on without a gap."""
        held = self.held(point)
        return held[0][1] if held and held[0][0] == 0 else 0

    def series(self, point: Point, name: str) -> "pd.Series[Any]":
        """One column of a point's table of trials, in trial order.

        Raises
        ------
        KeyError
            If there is no such column.
        """
        column = next((c for c in self.columns[point.base] if c.name == name), None)
        if column is None:
            raise KeyError(name)
        parts = [words[:, 0] for words in self.words(point, (column,))]
        return to_series(column, np.concatenate(parts) if parts else np.empty(0, np.int64))

    def words(
        self,
        point: Point,
        columns: Sequence[Column] | None = None,
        *,
        checked: bool = False,
        first: int = 0,
    ) -> Iterator[Words]:
        """Exact values of a point's trials, from trial 0 on to the first that is missing.

        Parameters
        ----------
        columns : sequence of Column, optional
            Which columns; all by default.
        checked : bool
            Whether every file is first seen to be the one that was written.
        first : int
            The trial to begin with, if not trial 0.

        Raises
        ------
        VerificationError
            If a file is missing or can't be read, or, if ``checked``, is not the one written.
        """
        wanted = tuple(self.columns[point.base] if columns is None else columns)
        return self._reader.words(self.places.get(point.key, ()), wanted, checked, first=first)

    def matched_words(self, point: Point, first: int = 0) -> Iterator[Words]:
        """Exact values of a point's trials as chunks of matched trials hold them: without the draw.

        Raises
        ------
        VerificationError
            As ``words`` does.
        """
        columns = [column for column in self.columns[point.base] if column.name != DRAW]
        return self.words(point, columns, first=first)

    def every_stretch(self, point: Point) -> Iterator[Words]:
        """Exact values of all trials of a point that are here, gaps or not, each once, in order."""
        wanted = self.columns[point.base]
        return self._reader.words(self.places.get(point.key, ()), wanted, False, gaps=True)


class ShardReader:
    """Reads stretches of trials from the shards of a folder, few of them in memory."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._read = lru_cache(maxsize=_RECENT)(self._table)

    def words(
        self,
        stretches: Sequence[Rows],
        columns: tuple[Column, ...],
        checked: bool,
        gaps: bool = False,
        first: int = 0,
    ) -> Iterator[Words]:
        """Exact values of trials that lie as ``places`` says, from ``first`` on to the first gap.

        With ``gaps`` it goes on beyond them.

        Raises
        ------
        VerificationError
            As ``Swept.words`` does.
        """
        end = first
        for rows in stretches:
            if rows.first > end:
                if not gaps:
                    return
                end = rows.first
            # What a shard of another part holds as well is taken once.
            skipped = end - rows.first
            if skipped >= rows.trials:
                continue
            table = self._read(rows.shard, columns, checked)
            yield table[rows.start + skipped : rows.start + rows.trials]
            end = rows.first + rows.trials

    def _table(self, shard: Shard, columns: tuple[Column, ...], checked: bool) -> Words:
        path = (whole if checked else place_of)(self._folder, shard.entry())
        try:
            return from_arrow(columns, read_parquet(path, [column.name for column in columns]))
        except (KeyError, ValueError, OSError, pa.ArrowException) as error:
            raise VerificationError(f"{path} can't be read: {error}") from error


def places(shards: Sequence[Shard]) -> dict[str, list[Rows]]:
    """Where the trials of every point lie in some shards, by its key, in the order of trials."""
    found: dict[str, list[Rows]] = {}
    for shard in shards:
        for key, rows in within(shard):
            found.setdefault(key, []).append(rows)
    for listed in found.values():
        listed.sort(key=in_order_of_trials)
    return found


def in_order_of_trials(rows: Rows) -> tuple[int, int]:
    """Sorts stretches by their first trial, of two that begin together the longer one first."""
    return rows.first, -rows.trials


def within(shard: Shard) -> Iterator[tuple[str, Rows]]:
    """Every point's key in a shard, and where its trials lie."""
    start = 0
    for piece in shard.pieces:
        yield piece.key, Rows(piece.first, piece.trials, shard, start)
        start += piece.trials
