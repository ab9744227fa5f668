"""Arrays kept in a folder while a long computation goes on, so that it can be resumed.

A checkpoint is a list with checksums and the files that it names. Each file is written whole before it
is listed, so what a killed run left half done counts as never computed. The list also holds a hash of
the request: what another request, or another version of the rules, has left is never used.
"""

import hashlib
import json
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from ..errors import FolderError, InputError, ScenarioError, VerificationError
from ..kernel.jit import source_digest
from .shards import listed, whole
from .store import make_folder, only_run, write_text, write_whole

Arrays = Mapping[str, npt.NDArray[Any]]
Part = Callable[[str, Callable[[], Arrays]], Arrays]
"""Gives the part of a key, and computes it if it is not kept: ``Checkpoint.part`` or ``unkept``."""
FORMAT = 1
SECONDS = 10.0
BYTES = 64 * 2**20
"""What was computed is written after so many seconds or bytes, whichever comes first."""
FILES = ("checkpoint-*.json", "checkpoint-*.npy.zst", ".checkpoint-*.part")
"""Names of the files of checkpoints."""
FOLDERS = "kept-*"
"""Form of the names that ``folder_for`` gives."""
_ROWS = "rows"


class Resumable(NamedTuple):
    """Where a computation keeps what it found, whether it goes on from there, and when it is to stop.

    Without ``resume`` what the folder holds is removed first. ``stop`` is called now and then.
    """

    folder: Path
    resume: bool = False
    stop: Callable[[], bool] | None = None

    @property
    def stopping(self) -> bool:
        """Whether the computation is to stop."""
        return self.stop is not None and self.stop()


class Checkpoint:
    """Parts of one computation: arrays by name, in a folder.

    A computation either has named parts, each computed once (``part``), or one array that grows along
    its first axis (``add``, ``held``).

    Parameters
    ----------
    where : Resumable
        The folder.
    name : str
        Which computation of the folder it is.
    request : str
        Text of all that the parts depend on but the rules.
    total : int
        How much there will be in the end, for messages; 0 where that is not known.
    unit : str
        What is counted, for messages.

    Raises
    ------
    FolderError
        If the folder can't be written, or holds what can't be gone on from.
    """

    def __init__(
        self, where: Resumable, name: str, request: str, total: int = 0, unit: str = "parts"
    ) -> None:
        self.folder, self._name = where.folder, name
        self._about = {"request": digest_of(request), "total": total, "unit": unit}
        self._parts: dict[str, dict[str, Any]] = {}
        self._waiting: list[npt.NDArray[Any]] = []
        self._latest: tuple[str, npt.NDArray[Any]] | None = None
        make_folder(self.folder)
        if where.resume and self._list.exists():
            self._parts = self._listed()
        else:
            clear(self.folder, name)
        self._write_list()
        self._written = time.monotonic()

    @property
    def count(self) -> int:
        """How much of the growing array is in files, along its first axis."""
        return sum(int(entry["count"]) for entry in self._parts.values())

    def part(self, key: str, make: Callable[[], Arrays]) -> Arrays:
        """The part of this key: read if it is there, else computed and written.

        Raises
        ------
        VerificationError
            If its file is not the one that was written.
        OSError
            If it can't be written.
        """
        if key in self._parts:
            return self._read(self._parts[key])
        arrays = make()
        self._put(key, arrays, 1)
        return arrays

    def held(self, first: int = 0, end: int | None = None) -> Iterator[npt.NDArray[Any]]:
        """The growing array from ``first`` to ``end - 1`` in pieces, as far as it is in files.

        Raises
        ------
        VerificationError
            If a file is not the one that was written.
        """
        start = 0
        for key, entry in self._parts.items():
            after = start + int(entry["count"])
            if first < after and (end is None or start < end):
                if self._latest is None or self._latest[0] != key:
                    self._latest = (key, self._read(entry)[_ROWS])
                stop = None if end is None else end - start
                yield self._latest[1][max(first - start, 0) : stop]
            start = after

    def add(self, rows: npt.NDArray[Any]) -> None:
        """Take what follows in the growing array, and write it now and then.

        Raises
        ------
        OSError
            If it can't be written.
        """
        self._waiting.append(rows)
        late = time.monotonic() - self._written > SECONDS
        if late or sum(waiting.nbytes for waiting in self._waiting) >= BYTES:
            self.flush()

    def flush(self) -> None:
        """Write what is waiting.

        Raises
        ------
        OSError
            If it can't be written.
        """
        if self._waiting:
            rows = np.concatenate(self._waiting)
            self._put(f"{self.count:010d}", {_ROWS: rows}, len(rows))
            self._waiting = []
        self._written = time.monotonic()

    @property
    def _list(self) -> Path:
        return self.folder / f"checkpoint-{self._name}.json"

    def _put(self, key: str, arrays: Arrays, count: int) -> None:
        path = self.folder / f"checkpoint-{self._name}-{key}.npy.zst"
        write_whole(path, lambda aside: _write(aside, arrays))
        self._parts[key] = {**listed(path), "count": count, "arrays": [*arrays]}
        self._write_list()

    def _read(self, entry: dict[str, Any]) -> Arrays:
        try:
            path = whole(self.folder, entry)
        except VerificationError as error:
            raise VerificationError(f"{error}; leave out --resume to begin anew") from error
        return _read(path, entry["arrays"])

    def _write_list(self) -> None:
        found = {"format": FORMAT, "rules": source_digest(), **self._about, "parts": self._parts}
        write_text(self._list, json.dumps(found, indent=1) + "\n")

    def _listed(self) -> dict[str, dict[str, Any]]:
        found = _list_in(self._list)
        if found is None:
            raise FolderError(f"{self._list} can't be read; leave out --resume to begin anew")
        if (found["rules"], found["request"]) != (source_digest(), self._about["request"]):
            raise FolderError(
                f"{self.folder} holds the beginning of another computation, or of one by another "
                "version of the program; leave out --resume, or name another folder, to begin anew"
            )
        return dict(found["parts"])


class Kept(NamedTuple):
    """A checkpoint found in a folder: how much it holds, in words, and whether these rules made it."""

    path: Path
    amount: str
    usable: bool


def unkept(key: str, make: Callable[[], Arrays]) -> Arrays:
    """The part of this key, computed; nothing is kept."""
    return make()


def digest_of(request: str) -> str:
    """Hash of a request, in hexadecimal digits."""
    return hashlib.blake2b(request.encode(), digest_size=16).hexdigest()


def folder_for(folder: Path, request: str) -> Path:
    """A folder for one request's checkpoint within a folder that several requests share."""
    return folder / FOLDERS.replace("*", digest_of(request)[:8])


def kept_in(folder: Path) -> str:
    """How much the checkpoints of a folder hold; empty where there is nothing to resume."""
    found = [_list_in(path) for path in sorted(folder.glob(FILES[0]))]
    lists = [one for one in found if one is not None]
    if not lists:
        return ""
    held = sum(int(part["count"]) for one in lists for part in one["parts"].values())
    total = sum(int(one["total"]) for one in lists)
    amount = f"{held:,} of {total:,}" if total else f"{held:,}"
    return f"{amount} {lists[0]['unit']} are kept in {folder}"


def waiting(folder: Path) -> Iterator[Kept]:
    """The checkpoints in the folders that ``folder_for`` gave within ``folder``."""
    for path in sorted(folder.glob(FOLDERS)):
        lists = [_list_in(one) for one in path.glob(FILES[0])]
        usable = any(one is not None and one["rules"] == source_digest() for one in lists)
        yield Kept(path, kept_in(path), usable)


def clear(folder: Path, name: str = "*") -> None:
    """Remove the checkpoints of a folder, or that of one computation, the lists first."""
    for pattern in (f"checkpoint-{name}.json", f"checkpoint-{name}-*", ".checkpoint-*.part"):
        for path in folder.glob(pattern):
            path.unlink()


def check_resume(folder: Path, resume: bool) -> None:
    """See that there is something to resume, if that is requested.

    Raises
    ------
    FolderError
        If there is not.
    """
    if resume and not (folder.is_dir() and kept_in(folder)):
        raise FolderError(
            f"{folder} holds nothing to resume: no such request, with this seed, these draws and this "
            "version of the program, was broken off there"
        )


@contextmanager
def kept(
    folder: Path,
    resume: bool,
    stop: Callable[[], bool] | None = None,
    unfinished: Callable[[], bool] = lambda: False,
) -> Iterator[Resumable]:
    """Keep checkpoints in ``folder``, which no other run may use meanwhile, until results are written.

    Parameters
    ----------
    resume : bool
        Whether what the folder holds is gone on from, or else removed first.
    stop : callable, optional
        Called now and then; says whether to stop.
    unfinished : callable
        Called at the end; says whether more is to be computed, so that the checkpoints stay.

    Raises
    ------
    FolderError
        If the folder can't be used.
    """
    make_folder(folder)
    with only_run(folder):
        if not resume:
            clear(folder)
        try:
            yield Resumable(folder, resume, stop)
        except (InputError, ScenarioError):
            # What was computed is of no use: nothing of it stays.
            remove(folder)
            raise
        if not unfinished():
            remove(folder)


def remove(folder: Path) -> None:
    """Remove the checkpoints of a folder, and the folder itself if nothing else is in it."""
    clear(folder)
    with suppress(OSError):
        folder.rmdir()


def _list_in(path: Path) -> dict[str, Any] | None:
    """A checkpoint's list; None where it can't be read."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        known = {"rules", "request", "total", "unit", "parts"} <= {*found}
        entries = found["parts"].values()
        listed = all({"file", "blake2b", "count", "arrays"} <= {*entry} for entry in entries)
        return found if found["format"] == FORMAT and known and listed else None
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None


def _write(path: Path, arrays: Arrays) -> None:
    """Write arrays one after another, compressed column by column."""
    import pyarrow as pa

    with (
        pa.OSFile(str(path), "wb") as file,
        pa.CompressedOutputStream(file, "zstd") as stream,
    ):
        for array in arrays.values():
            np.lib.format.write_array(stream, np.asfortranarray(array), allow_pickle=False)


def _read(path: Path, names: list[str]) -> Arrays:
    import pyarrow as pa

    with pa.OSFile(str(path)) as file, pa.CompressedInputStream(file, "zstd") as stream:
        return {
            name: np.ascontiguousarray(np.lib.format.read_array(stream, allow_pickle=False))
            for name in names
        }
