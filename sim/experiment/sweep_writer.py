"""The folder of a sweep while it is written: shards, their ledger, the content hash of every point."""

import shutil
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from ..arrays import Words
from ..engine.table import trial_columns, trial_words
from ..kernel.jit import source_digest
from .executors import Done
from .frames import to_arrow
from .ledger import NAME, Failed, Finished, Ledger, Piece, Shard
from .made import made
from .plan import BLOCK, Part, joined
from .point_hashes import PointHashes, content_hash
from .shards import listed, place_of, write_parquet
from .store import (
    FORMAT,
    read_manifest,
    write_manifest,
    write_whole,
)
from .stored import column_list
from .studies import kept
from .studies.study import Point, Study
from .sweep_folder import give_way, go_on
from .swept import places, within

POINT = "point"
"""Column of a shard that names the point of each row."""


class SweepWriter:
    """Takes what an executor yields and keeps it in ``folder``.

    Parameters
    ----------
    folder : Path
        A folder that can be written and that this process holds.
    study : Study
        What is swept.
    part : Part or None
        Which part of it.
    resume : bool
        Whether to go on from what the folder holds.
    command : sequence of str
        What was typed.
    threads : int
        For the manifest.
    most : int, optional
        Trials a point that the sweep may grow to; None is those of the study.
    aim : mapping, optional
        The precision that decides how many trials there are, for the manifest.

    Raises
    ------
    FolderError, InputError
        If the folder holds what would be lost, or what can't be gone on from.
    """

    def __init__(
        self,
        folder: Path,
        study: Study,
        part: Part | None,
        resume: bool,
        command: Sequence[str],
        threads: int,
        most: int | None = None,
        aim: Mapping[str, Any] | None = None,
    ) -> None:
        self.folder, self._study = folder, study
        self._aim = None if aim is None else dict(aim)
        self._draws = [study.laid(number) for number in range(len(study.bases))]
        self._columns = [
            trial_columns(base, draws is not None)
            for base, draws in zip(study.bases, self._draws, strict=True)
        ]
        self._rows: list[tuple[Point, int, list[Words]]] = []
        self._began = time.perf_counter()
        self._spent = 0.0
        earlier = read_manifest(folder, "sweep")
        if resume:
            self._spent = go_on(folder, earlier, study, part)
        else:
            give_way(folder, earlier, study, study.trials if most is None else most)
        self.ledger = Ledger(folder)
        self.ledger.forget_failures()
        self.ledger.write()
        self._places = places(self.ledger.shards)
        self._hashes = PointHashes(folder, study, self._columns, grows=most is not None)
        names = [int(shard.file.split("-")[1].split(".")[0]) for shard in self.ledger.shards]
        self._number = max(names, default=-1) + 1
        self._manifest: dict[str, Any] = {
            "format": FORMAT,
            "kind": "sweep",
            "name": study.name,
            "title": study.title,
            "seed": study.seed,
            "points": len(study.points),
            "trials": study.trials,
            "part": None if part is None else str(part),
            "finished": 0,
            "failed": 0,
            "complete": False,
            "content_hash": "",
            "rules": source_digest(),
            "files": self._keep_study(),
            "columns": [column_list(columns) for columns in self._columns],
            "made": made(command, threads),
            "aim": self._aim,
        }
        if earlier is not None and resume:
            self._keep_tables(earlier)
        self.write_manifest(complete=False)

    @property
    def held(self) -> dict[str, list[tuple[int, int]]]:
        """Stretches of trials of every point that are in shards, by its key."""
        return {
            key: joined((rows.first, rows.first + rows.trials) for rows in found)
            for key, found in self._places.items()
        }

    @property
    def waiting(self) -> int:
        """Trials that are in no shard yet."""
        return sum(rows.shape[0] for _, _, parts in self._rows for rows in parts)

    def take(self, done: Done) -> None:
        """Take what came of the trials that follow the last ones, or of another point's."""
        point, first, _ = done.task
        if point.key in self.ledger.failed:
            return
        if done.rows is None:
            self._rows = [entry for entry in self._rows if entry[0].key != point.key]
            self.ledger.add(Failed(point.key, done.reason))
            return
        if self._rows and self._rows[-1][0].base != point.base:
            self.flush()
        last = self._rows[-1] if self._rows else None
        if (
            last is not None
            and last[0].key == point.key
            and last[1] + sum(map(len, last[2])) == first
        ):
            last[2].append(done.rows)
        else:
            self._rows.append((point, first, [done.rows]))

    @property
    def full(self) -> bool:
        """Whether there is enough for a shard."""
        return self.waiting >= BLOCK

    def flush(self) -> None:
        """Write what is waiting as a shard, list it, and hash the points it finishes."""
        if not self._rows:
            return
        base = self._rows[0][0].base
        pieces = tuple(
            Piece(point.key, first, sum(map(len, parts))) for point, first, parts in self._rows
        )
        table = self._table(base, pieces)
        arrow = to_arrow(self._columns[base], table)
        numbers = np.repeat(np.arange(len(pieces), dtype=np.int32), [p.trials for p in pieces])
        keys = pa.DictionaryArray.from_arrays(numbers, [piece.key for piece in pieces])
        path = self._next()
        write_whole(path, lambda aside: write_parquet(arrow.append_column(POINT, keys), aside))
        shard = Shard(**listed(path), pieces=pieces)
        points, self._rows = [point for point, _, _ in self._rows], []
        self._list(shard)
        hashed = [
            self._hashes.add(
                point,
                rows.first,
                table[rows.start : rows.start + rows.trials],
                self._places[point.key],
            )
            for point, (_, rows) in zip(points, within(shard), strict=True)
        ]
        self.ledger.add(*(line for line in hashed if line is not None))

    def adopt(self, path: Path, shard: Shard) -> None:
        """Take a shard of another folder as it is: linked, or copied where links can't be."""
        mine = self._next()
        try:
            mine.hardlink_to(path)
        except OSError:
            write_whole(mine, lambda aside: _copied(path, aside))
        self._list(shard._replace(file=mine.name))

    def adopt_lines(self, other: Ledger) -> None:
        """Take what another ledger says of points: hashes of the finished, reasons of the failed."""
        for (key, trials), content in other.finished.items():
            if (key, trials) not in self.ledger.finished:
                self.ledger.add(Finished(key, trials, content))
        for key, reason in other.failed.items():
            if key not in self.ledger.failed:
                self.ledger.add(Failed(key, reason))

    def widen(self, study: Study) -> None:
        """Go on to a study with more trials of every point."""
        self._study = study
        self._hashes.widen(study)
        self._manifest["trials"] = study.trials
        self._manifest["files"] = self._keep_study()
        self.write_manifest(complete=False)

    def finish(self) -> None:
        """Write the last shard and say that all is done."""
        self.flush()
        self.hash_whole()
        self.write_manifest(complete=True)

    def hash_whole(self) -> None:
        """Hash points whose trials all lie in shards but were not hashed on the way.

        Such are those that parts shared, and the last one before a crash.
        """
        trials, held = self._study.trials, self.held
        for point in self._study.points:
            whole = held.get(point.key) == [(0, trials)]
            if whole and (point.key, trials) not in self.ledger.finished:
                line = self._hashes.of_shards(point, self._places[point.key])
                self.ledger.add(*([] if line is None else [line]))

    def write_manifest(self, *, complete: bool) -> None:
        """Put the manifest in its place."""
        trials, points = self._study.trials, self._study.points
        failed = [point for point in points if point.key in self.ledger.failed]
        held = self.held
        self._manifest["finished"] = sum(
            min(end, trials) - first
            for point in points
            for first, end in held.get(point.key, ())
            if first < trials
        )
        self._manifest["failed"] = len(failed)
        self._manifest["complete"] = complete
        self._manifest["ledger"] = listed(self.folder / NAME) if complete else None
        self._manifest["content_hash"] = content_hash(self._study, self.ledger)
        self._manifest["made"]["seconds"] = round(
            self._spent + time.perf_counter() - self._began, 3
        )
        write_manifest(self.folder, self._manifest)

    def _keep_tables(self, earlier: dict[str, Any]) -> None:
        """Keep the tables that were made of these trials while the study and the trials stay."""
        self._manifest["derived"] = earlier.get("derived", [])
        self._manifest["aim"] = self._aim or earlier.get("aim")
        if earlier["files"] != self._manifest["files"]:
            self._drop_tables()

    def _drop_tables(self) -> None:
        """Remove the tables that were made of other trials than these."""
        tables = self._manifest.pop("derived", [])
        self._manifest["aim"] = self._aim
        if tables:
            # First the list, then the files: a manifest never lists what is gone.
            self.write_manifest(complete=False)
        for entry in tables:
            place_of(self.folder, entry).unlink(missing_ok=True)

    def _keep_study(self) -> list[dict[str, Any]]:
        return [listed(path) for path in kept.keep(self.folder, self._study)]

    def _table(self, base: int, pieces: Sequence[Piece]) -> Words:
        """Exact values of all that is waiting."""
        draws = self._draws[base]
        drawn = 0 if draws is None else draws.rows
        rows = [np.concatenate(parts) for _, _, parts in self._rows]
        if "horizon" in self._study.axes:
            # The mean of an outcome hangs on the months; nothing else in a row on what varies.
            found = zip(self._rows, rows, strict=True)
            return np.concatenate(
                [
                    trial_words(self._study.scenario(point), first, these, drawn)
                    for (point, first, _), these in found
                ]
            )
        numbers = [np.arange(piece.first, piece.first + piece.trials) for piece in pieces]
        scenario = self._study.bases[base]
        return trial_words(scenario, np.concatenate(numbers), np.concatenate(rows), drawn)

    def _next(self) -> Path:
        self._number += 1
        return self.folder / f"trials-{self._number - 1:06d}.parquet"

    def _list(self, shard: Shard) -> None:
        self._drop_tables()
        self.ledger.add(shard)
        for key, rows in within(shard):
            self._places.setdefault(key, []).append(rows)


def _copied(path: Path, aside: Path) -> None:
    shutil.copyfile(path, aside)
