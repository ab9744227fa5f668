"""Run trials into a result folder, shard by shard, so that an interrupted run can go on."""

import platform
import socket
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from ..engine.ensemble import Block
from ..engine.table import (
    ContentHash,
    Words,
    trajectory_columns,
    trajectory_words,
    trial_columns,
    trial_words,
)
from ..rulebook.compiling import source_digest
from . import resolved
from .frames import to_arrow
from .run import InputError, Progress, Request, trial_blocks
from .store import (
    FORMAT,
    FolderError,
    checksum,
    clear,
    make_folder,
    only_run,
    place,
    read_manifest,
    strangers,
    write_manifest,
    write_text,
    write_whole,
)
from .stored import Stored, column_list

SHARD_TRIALS = 25_000
SHARD_SECONDS = 60.0
"""A shard is written after so many trials or seconds, whichever comes first."""
_PACKAGES = ("peninsula-sim", "mesa", "numba", "numpy", "pandas", "pyarrow")


class Interrupted(Exception):
    """A run that was asked to stop: ``finished`` of ``trials`` trials are in ``folder``."""

    def __init__(self, folder: Path, finished: int, trials: int) -> None:
        super().__init__(f"stopped after {finished:,} of {trials:,} trials")
        self.folder = folder
        self.finished = finished
        self.trials = trials


def run_into(
    wanted: Request,
    folder: Path,
    *,
    resume: bool = False,
    command: Sequence[str] = (),
    shard_trials: int = SHARD_TRIALS,
    shard_seconds: float = SHARD_SECONDS,
    progress: Progress | None = None,
    stop: Callable[[], bool] | None = None,
) -> Stored:
    """Run the trials that ``folder`` does not hold yet and list them in its manifest.

    A folder that holds a result of the same scenario and of no more trials is written anew; with
    ``resume`` it is gone on from, or extended if more trials are wanted. Any other folder that is
    not empty is refused.

    Parameters
    ----------
    command : sequence of str
        What was typed, for the manifest.
    progress : callable
        Told how many trials are done, those of an earlier run included.
    stop : callable
        Asked after each block whether to stop.

    Raises
    ------
    FolderError, InputError
        If the folder can't be used, or holds what can't be gone on from.
    VerificationError
        If a shard to go on from is not the file that was written.
    Interrupted
        If ``stop`` said so; finished blocks are kept.
    OSError
        If a file can't be written, for want of space for instance; finished shards are kept.
    """
    make_folder(folder)
    with only_run(folder):
        writer = _Writer(folder, wanted, resume, command)
        if progress is not None:
            progress(writer.finished)
        began = time.monotonic()
        try:
            with closing(trial_blocks(wanted, writer.finished)) as running:
                for block in running:
                    writer.add(block)
                    if progress is not None:
                        progress(writer.finished + writer.waiting)
                    late = time.monotonic() - began > shard_seconds
                    if writer.waiting >= shard_trials or late:
                        writer.flush()
                        began = time.monotonic()
                    if stop is not None and writer.more and stop():
                        writer.flush()
                        raise Interrupted(folder, writer.finished, wanted.trials)
            writer.finish()
        finally:
            writer.drop()
    return Stored(folder)


class _Writer:
    """Collects blocks, writes them as shards and keeps the manifest and the running hashes."""

    def __init__(self, folder: Path, wanted: Request, resume: bool, command: Sequence[str]) -> None:
        scenario = wanted.compiled.scenario
        self._folder = folder
        self._wanted = wanted
        self._columns = trial_columns(scenario)
        recorded = wanted.recorded
        self._path_columns = () if recorded is None else trajectory_columns(scenario, recorded)
        self._content = ContentHash(scenario, self._columns)
        self._path_content = ContentHash(scenario, self._path_columns)
        self._rows: list[Words] = []
        self._paths: pq.ParquetWriter | None = None
        self._paths_aside = folder / ".trajectories.part"
        self._began = time.perf_counter()
        self._spent = 0.0
        if resume:
            self.manifest = self._earlier()
        else:
            _give_way(folder, wanted)
            self.manifest = self._begun(command)
            write_text(folder / resolved.NAME, resolved.written(scenario))
        self._list()

    @property
    def finished(self) -> int:
        """Trials in whole shards."""
        return int(self.manifest["finished"])

    @property
    def waiting(self) -> int:
        """Trials not yet in a shard."""
        return sum(rows.shape[0] for rows in self._rows)

    @property
    def more(self) -> bool:
        """Whether any trial is still to be run."""
        return self.finished + self.waiting < self._wanted.trials

    def add(self, block: Block) -> None:
        """Take the block that follows the last one."""
        if self._wanted.recorded is not None:
            table = trajectory_words(block.first, block.trajectories)
            self._path_content.add(table)
            arrow = to_arrow(self._path_columns, table)
            if self._paths is None:
                self._paths = pq.ParquetWriter(self._paths_aside, arrow.schema, compression="zstd")
            self._paths.write_table(arrow)
        self._rows.append(block.rows)

    def flush(self) -> None:
        """Write what is waiting as a shard and list it."""
        if not self._rows:
            return
        first, count = self.finished, self.waiting
        table = trial_words(self._wanted.compiled.scenario, first, np.concatenate(self._rows))
        self._content.add(table)
        number = len(self.manifest["shards"])
        trials = self._folder / f"trials-{number:06d}.parquet"
        arrow = to_arrow(self._columns, table)
        write_whole(trials, lambda aside: _write_parquet(arrow, aside))
        shard: dict[str, Any] = {"first": first, "count": count, "trials": _listed(trials)}
        shard["trajectories"] = self._place_paths(number)
        self.manifest["shards"].append(shard)
        self.manifest["finished"] = first + count
        self._rows = []
        self._list()

    def finish(self) -> None:
        """Write the last shard and say that the result is complete."""
        self.flush()
        self.manifest["complete"] = True
        self._list()

    def drop(self) -> None:
        """Let go of files that did not become whole."""
        if self._paths is not None:
            # A full disk, the likely reason, makes closing fail as well.
            with suppress(OSError):
                self._paths.close()
            self._paths = None
        with suppress(OSError):
            self._paths_aside.unlink(missing_ok=True)

    def _place_paths(self, number: int) -> dict[str, Any] | None:
        if self._paths is None:
            return None
        self._paths.close()
        self._paths = None
        path = self._folder / f"trajectories-{number:06d}.parquet"
        place(self._paths_aside, path)
        return _listed(path)

    def _list(self) -> None:
        self.manifest["content_hash"] = self._content.hexdigest()
        self.manifest["trajectory_hash"] = (
            self._path_content.hexdigest() if self._path_columns else None
        )
        self.manifest["made"]["seconds"] = round(self._spent + time.perf_counter() - self._began, 3)
        write_manifest(self._folder, self.manifest)

    def _begun(self, command: Sequence[str]) -> dict[str, Any]:
        wanted = self._wanted
        scenario = wanted.compiled.scenario
        return {
            "format": FORMAT,
            "name": scenario.name,
            "title": scenario.title,
            "scenario_digest": scenario.digest,
            "seed": scenario.seed,
            "horizon": scenario.horizon,
            "trials": wanted.trials,
            "finished": 0,
            "complete": False,
            "content_hash": "",
            "trajectory_hash": None,
            "engine": wanted.engine,
            "rules": source_digest(),
            "shards": [],
            "columns": column_list(self._columns),
            "trajectory_columns": column_list(self._path_columns),
            "scenario": scenario.canonical(),
            "made": {
                "command": list(command),
                "began": datetime.now(UTC).isoformat(timespec="seconds"),
                "threads": wanted.threads,
                "host": socket.gethostname(),
                "platform": platform.platform(),
                "python": sys.version.split()[0],
                "packages": {name: package_version(name) for name in _PACKAGES},
            },
        }

    def _earlier(self) -> dict[str, Any]:
        """The manifest of the run to go on from, once its shards have been read and hashed."""
        if read_manifest(self._folder) is None:
            raise FolderError(f"{self._folder} holds nothing to resume: it has no manifest")
        stored = Stored(self._folder)
        manifest = stored.manifest
        _agree(stored, self._wanted, self._path_columns != ())
        for table, pieces in stored.words():
            self._content.add(table)
            for piece in pieces:
                self._path_content.add(piece)
        kept = {
            listed["file"]
            for s in manifest["shards"]
            for listed in (s["trials"], s["trajectories"])
            if listed
        }
        clear(self._folder, {"manifest.json", resolved.NAME, *kept})
        self._spent = float(manifest["made"].get("seconds", 0.0))
        manifest["trials"] = self._wanted.trials
        manifest["complete"] = manifest["finished"] == self._wanted.trials
        return manifest


def _give_way(folder: Path, wanted: Request) -> None:
    """Clear the folder for a new result, unless something would be lost."""
    manifest = read_manifest(folder)
    if manifest is None:
        found = strangers(folder)
        if found:
            raise FolderError(
                f"{folder} holds other files ({found[0]}); name an empty or new folder with --out"
            )
    elif manifest["scenario_digest"] != wanted.compiled.scenario.digest:
        raise FolderError(
            f"{folder} holds a result of another scenario ({manifest['name']}); "
            "name another folder with --out"
        )
    elif manifest["finished"] > wanted.trials:
        raise FolderError(
            f"{folder} holds {manifest['finished']:,} trials of this scenario, more than the "
            f"{wanted.trials:,} asked for; name another folder with --out, or delete it"
        )
    clear(folder)


def _agree(stored: Stored, wanted: Request, paths: bool) -> None:
    """Refuse to go on from what would make another result."""
    manifest, folder = stored.manifest, stored.folder
    if manifest["seed"] != wanted.compiled.scenario.seed:
        raise InputError(
            f"{folder} was run with seed {manifest['seed']}, not {wanted.compiled.scenario.seed}"
        )
    if manifest["scenario_digest"] != wanted.compiled.scenario.digest:
        raise InputError(
            f"{folder} holds a result of another scenario ({manifest['name']}) or of other settings"
        )
    if manifest["rules"] != source_digest():
        raise InputError(
            f"{folder} was begun with another version of the program or its packages; run it anew"
        )
    if manifest["engine"] != wanted.engine:
        raise InputError(f"{folder} was begun with --engine {manifest['engine']}")
    if bool(stored.path_columns) != paths:
        word = "with" if stored.path_columns else "without"
        raise InputError(f"{folder} was begun {word} trajectories")
    if manifest["finished"] > wanted.trials:
        raise InputError(
            f"{folder} already holds {manifest['finished']:,} trials, more than {wanted.trials:,}"
        )


def _write_parquet(table: pa.Table, path: Path) -> None:
    pq.write_table(table, path, compression="zstd", compression_level=1)


def _listed(path: Path) -> dict[str, Any]:
    return {"file": path.name, "bytes": path.stat().st_size, "blake2b": checksum(path)}


def package_version(package: str) -> str:
    """Version of an installed package, or "not installed"."""
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"
