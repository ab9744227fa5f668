"""Collects blocks of a run, writes them as shards and keeps its manifest and running hashes."""

import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from ..arrays import Words
from ..engine.ensemble import Block
from ..engine.table import (
    ContentHash,
    trajectory_columns,
    trajectory_words,
    trial_columns,
    trial_words,
)
from ..errors import FolderError, InputError
from ..kernel.jit import source_digest
from . import resolved
from .frames import to_arrow
from .made import made
from .run import Request
from .shards import listed, parquet_writer, write_parquet
from .store import (
    DRAWS,
    FORMAT,
    MANIFEST,
    clear,
    place,
    read_manifest,
    strangers,
    write_manifest,
    write_text,
    write_whole,
)
from .stored import Stored, column_list

if TYPE_CHECKING:
    import pyarrow.parquet as pq


class Writer:
    """The folder of one run while it is written.

    Raises
    ------
    FolderError, InputError, VerificationError
        If the folder can't be written, or holds what can't be gone on from.
    """

    def __init__(self, folder: Path, wanted: Request, resume: bool, command: Sequence[str]) -> None:
        scenario = wanted.compiled.scenario
        self._folder = folder
        self._wanted = wanted
        draws = wanted.draws
        self._columns = trial_columns(scenario, draws is not None)
        recorded = wanted.recorded
        self._path_columns = () if recorded is None else trajectory_columns(scenario, recorded)
        told = "" if draws is None else draws.digest
        self._content = ContentHash(scenario, self._columns, told)
        self._path_content = ContentHash(scenario, self._path_columns, told)
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
            files = [folder / resolved.NAME]
            if draws is not None:
                write_text(folder / DRAWS, draws.text())
                files.append(folder / DRAWS)
            self.manifest["files"] = [listed(path) for path in files]
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
                self._paths = parquet_writer(self._paths_aside, arrow.schema)
            self._paths.write_table(arrow)
        self._rows.append(block.rows)

    def flush(self) -> None:
        """Write what is waiting as a shard and list it."""
        if not self._rows:
            return
        first, count = self.finished, self.waiting
        draws = self._wanted.draws
        table = trial_words(
            self._wanted.compiled.scenario,
            first,
            np.concatenate(self._rows),
            0 if draws is None else draws.rows,
        )
        self._content.add(table)
        number = len(self.manifest["shards"])
        trials = self._folder / f"trials-{number:06d}.parquet"
        arrow = to_arrow(self._columns, table)
        write_whole(trials, lambda aside: write_parquet(arrow, aside))
        shard: dict[str, Any] = {"first": first, "count": count, "trials": listed(trials)}
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
        return listed(path)

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
            "draws": None if wanted.draws is None else wanted.draws.told(),
            "engine": wanted.engine,
            "rules": source_digest(),
            "files": [],
            "shards": [],
            "columns": column_list(self._columns),
            "trajectory_columns": column_list(self._path_columns),
            "scenario": scenario.canonical(),
            "made": made(command, wanted.threads),
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
        if manifest["finished"] < self._wanted.trials:
            # Tables of fewer trials; the log of the first ones stays what it is.
            manifest.pop("derived", None)
        beside = [*manifest.get("derived", []), manifest.get("decisions")]
        kept |= {entry["file"] for entry in beside if entry}
        # First the list, then the files: a manifest never lists what is gone.
        write_manifest(self._folder, manifest)
        clear(self._folder, {MANIFEST, resolved.NAME, DRAWS, *kept})
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
    elif _hash_of_draws(manifest) != ("" if wanted.draws is None else wanted.draws.digest):
        raise FolderError(
            f"{folder} holds a result of this scenario with {_with(manifest)}; "
            "name another folder with --out"
        )
    elif manifest["finished"] > wanted.trials:
        raise FolderError(
            f"{folder} holds {manifest['finished']:,} trials of this scenario, more than the "
            f"{wanted.trials:,} asked for; name another folder with --out, or delete it"
        )
    clear(folder)


def _hash_of_draws(manifest: dict[str, Any]) -> str:
    told = manifest.get("draws")
    return "" if told is None else str(told["hash"])


def _with(manifest: dict[str, Any]) -> str:
    """The draws of a result in words."""
    told = manifest.get("draws")
    return "no parameter draws" if told is None else f"parameter draws of its own ({told['name']})"


def _agree(stored: Stored, wanted: Request, paths: bool) -> None:
    """Refuse to go on from what would make another result, and say what would not be refused."""
    manifest, folder = stored.manifest, stored.folder
    seed, new_seed = manifest["seed"], wanted.compiled.scenario.seed

    def refuse(found: str, way_on: str) -> InputError:
        return InputError(f"{folder} {found}; {way_on}, or name another folder with --out")

    if seed != new_seed:
        raise refuse(f"was begun with seed {seed}, not {new_seed}", f"go on with --seed {seed}")
    if manifest["scenario_digest"] != wanted.compiled.scenario.digest:
        raise refuse(
            f"was begun with another scenario ({manifest['name']}) or other settings",
            "go on with those",
        )
    if _hash_of_draws(manifest) != ("" if wanted.draws is None else wanted.draws.digest):
        raise refuse(f"was begun with {_with(manifest)}", "go on with the same --draws")
    if manifest["rules"] != source_digest():
        raise refuse(
            "was begun with another version of the program or its packages", "leave out --resume"
        )
    if manifest["engine"] != wanted.engine:
        engine = manifest["engine"]
        raise refuse(f"was begun with --engine {engine}", f"go on with --engine {engine}")
    if bool(stored.path_columns) != paths:
        began = "with" if stored.path_columns else "without"
        way_on = "go on with" if stored.path_columns else "leave out"
        raise refuse(f"was begun {began} trajectories", f"{way_on} --trajectories")
    if manifest["finished"] > wanted.trials:
        held = f"{manifest['finished']:,}"
        raise refuse(
            f"already holds {held} trials, more than {wanted.trials:,}", f"ask for {held} or more"
        )
