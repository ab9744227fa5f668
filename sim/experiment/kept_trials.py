"""Matched trials kept in a folder while more are run, so that a long comparison can be gone on with.

What is kept is the first trials of all arms, exactly, and not what was added up from them: read again
and cut where an undisturbed run would cut them, they give the same sums to the last bit.
"""

import hashlib
import json
import time
from collections.abc import Iterator, Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from ..arrays import Words
from ..engine.table import trial_columns
from ..errors import FolderError, VerificationError
from ..kernel.jit import source_digest
from ..scenario.scenario import Scenario
from .answers import Keeping
from .draws import DrawSource, applied
from .shards import listed, read_parquet, whole, write_parquet
from .store import make_folder, write_text, write_whole

FORMAT = 1
SECONDS = 10.0
BYTES = 64 * 2**20
"""Trials are written after so many seconds or bytes, whichever comes first."""
LIST = "kept.json"
FOLDERS = "kept-*"
"""Form of the names of the folders that ``place`` gives."""


class KeptTrials:
    """The folder of one comparison's trials while they are run.

    Parameters
    ----------
    keeping : Keeping
        Where they are kept, and whether what is there is gone on from.
    scenarios : sequence of Scenario
        The arms in order.
    draws : DrawSource or None
        Where the draws of all arms come from.

    Raises
    ------
    FolderError
        If the folder can't be written, or holds what can't be gone on from.
    """

    def __init__(
        self, keeping: Keeping, scenarios: Sequence[Scenario], draws: DrawSource | None
    ) -> None:
        self.folder, self._stop = keeping.folder, keeping.stop
        self._asked = what_is_asked(scenarios, draws)
        self._cuts = list(accumulate(len(trial_columns(one)) for one in scenarios))[:-1]
        self._waiting: list[Words] = []
        self._files: list[dict[str, Any]] = []
        self._latest: tuple[str, Words] | None = None
        make_folder(self.folder)
        if keeping.resume and (self.folder / LIST).exists():
            self._files = _listed_in(self.folder, self._asked)
        else:
            clear(self.folder)
            self._list()
        self._written = time.monotonic()

    @property
    def trials(self) -> int:
        """How many of the first trials are in files."""
        return sum(int(entry["trials"]) for entry in self._files)

    @property
    def asked_to_stop(self) -> bool:
        """Whether the run is to stop."""
        return self._stop is not None and self._stop()

    def held(self, first: int, end: int) -> Iterator[tuple[Words, ...]]:
        """Tables of all arms for those of trials ``first`` to ``end - 1`` that are kept, in order.

        Raises
        ------
        VerificationError
            If a file is not the one that was written.
        """
        start = 0
        for entry in self._files:
            after = start + int(entry["trials"])
            if start < end and first < after:
                rows = self._read(entry)[max(first - start, 0) : end - start]
                yield tuple(np.split(rows, self._cuts, axis=1))
            start = after

    def add(self, tables: Sequence[Words]) -> None:
        """Take the next trials of all arms, and write them now and then.

        Raises
        ------
        OSError
            If they can't be written.
        """
        self._waiting.append(np.concatenate(tables, axis=1))
        late = time.monotonic() - self._written > SECONDS
        if late or sum(rows.nbytes for rows in self._waiting) >= BYTES:
            self.flush()

    def flush(self) -> None:
        """Write what is waiting.

        Raises
        ------
        OSError
            If it can't be written.
        """
        if self._waiting:
            import pyarrow as pa

            rows = np.concatenate(self._waiting)
            names = [str(k) for k in range(rows.shape[1])]
            arrow = pa.Table.from_arrays([pa.array(column) for column in rows.T], names=names)
            path = self.folder / f"trials-{self.trials:010d}.parquet"
            write_whole(path, lambda aside: write_parquet(arrow, aside))
            self._files.append({**listed(path), "trials": rows.shape[0]})
            self._list()
            self._waiting = []
        self._written = time.monotonic()

    def _list(self) -> None:
        told = {
            "format": FORMAT,
            "asked": self._asked,
            "rules": source_digest(),
            "files": self._files,
        }
        write_text(self.folder / LIST, json.dumps(told, indent=1) + "\n")

    def _read(self, entry: dict[str, Any]) -> Words:
        name = str(entry["file"])
        if self._latest is None or self._latest[0] != name:
            try:
                table = read_parquet(whole(self.folder, entry))
            except VerificationError as error:
                raise VerificationError(f"{error}; leave out --resume to begin anew") from error
            self._latest = (name, np.stack([column.to_numpy() for column in table.columns], axis=1))
        return self._latest[1]


def place(folder: Path, scenarios: Sequence[Scenario], draws: DrawSource | None) -> Path:
    """Where in the folder of its results a comparison keeps its trials: another for any other."""
    return folder / FOLDERS.replace("*", what_is_asked(scenarios, draws)[:8])


def what_is_asked(scenarios: Sequence[Scenario], draws: DrawSource | None) -> str:
    """A hash of all that matched trials depend on: arms, seed, rules, the draws applied to each."""
    told = [source_digest()]
    for one in scenarios:
        table = applied(draws, one)
        told += [one.digest, str(one.seed), "" if table is None else table.digest]
    return hashlib.blake2b(json.dumps(told).encode(), digest_size=16).hexdigest()


def kept_in(folder: Path) -> str:
    """How many trials a folder keeps; empty where there is nothing to go on from."""
    try:
        told = json.loads((folder / LIST).read_text(encoding="utf-8"))
        trials = sum(int(entry["trials"]) for entry in told["files"])
    except (OSError, ValueError, TypeError, KeyError):
        return ""
    return f"{trials:,} matched trials are kept in {folder}"


class Waiting(NamedTuple):
    """Trials that wait to be gone on from: where, how many in words, and whether this version can."""

    path: Path
    told: str
    usable: bool


def waiting(folder: Path) -> Iterator[Waiting]:
    """What waits in the folder of the results of comparisons."""
    for path in sorted(folder.glob(FOLDERS)):
        try:
            rules = json.loads((path / LIST).read_text(encoding="utf-8"))["rules"]
        except (OSError, ValueError, TypeError, KeyError):
            rules = ""
        told = kept_in(path)
        yield Waiting(path, told, bool(told) and rules == source_digest())


def clear(folder: Path) -> None:
    """Remove the trials that a folder keeps."""
    for path in _files(folder):
        path.unlink()


def _files(folder: Path) -> list[Path]:
    """What trials are kept in, the list of them first: without it the others are nothing."""
    return [*folder.glob(LIST), *folder.glob("trials-*.parquet"), *folder.glob(".*.part")]


def _listed_in(folder: Path, asked: str) -> list[dict[str, Any]]:
    """The files that a folder lists, for the comparison that is asked."""
    path = folder / LIST
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        found, files = (told["format"], told["asked"]), list(told["files"])
        whole_list = all({"file", "trials", "blake2b"} <= {*one} for one in files)
    except (OSError, ValueError, TypeError, KeyError):
        found, files, whole_list = (None, None), [], False
    if not whole_list:
        raise FolderError(f"{path} can't be read; leave out --resume to begin anew")
    if found != (FORMAT, asked):
        raise FolderError(f"{folder} holds trials of another comparison")
    return files
