"""The ledger of a sweep: one line for every shard, every finished point and every failed one.

Lines are only ever added, so a sweep of any size costs the same a line, and what was written before
a crash stays. A line cut off by one is left out when the ledger is read, and the file is written
anew before it is added to again.
"""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from ..errors import FolderError
from .store import write_text

NAME = "ledger.jsonl"


class Piece(NamedTuple):
    """Consecutive trials of a point within a shard."""

    key: str
    first: int
    trials: int


class Shard(NamedTuple):
    """A Parquet file: the rows of its pieces, one after another."""

    file: str
    bytes: int
    blake2b: str
    pieces: tuple[Piece, ...]

    def entry(self) -> dict[str, Any]:
        """The file as ``shards.whole`` takes it."""
        return {"file": self.file, "bytes": self.bytes, "blake2b": self.blake2b}


class Finished(NamedTuple):
    """A point with all trials up to a number: their content hash."""

    key: str
    trials: int
    content_hash: str


class Failed(NamedTuple):
    """A point that could not be run, and why."""

    key: str
    reason: str


Line = Shard | Finished | Failed


class Ledger:
    """The lines of a folder's ledger.

    Parameters
    ----------
    folder : Path
        A sweep's folder.

    Raises
    ------
    FolderError
        If the ledger can't be read.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / NAME
        self.shards: list[Shard] = []
        self.finished: dict[tuple[str, int], str] = {}
        self.failed: dict[str, str] = {}
        for line in _lines(self._path):
            self._take(line)
        self._clean = False

    def add(self, *lines: Line) -> None:
        """Add lines, on the disk when this returns.

        Raises
        ------
        OSError
            If it can't be written.
        """
        if not lines:
            return
        if not self._clean:
            self.write()
        try:
            with self._path.open("a", encoding="utf-8", newline="\n") as stream:
                stream.write("".join(map(_written, lines)))
                stream.flush()
                os.fsync(stream.fileno())
        except OSError:
            self._clean = False
            raise
        for line in lines:
            self._take(line)

    def write(self) -> None:
        """Write the file anew, of whole lines alone.

        Raises
        ------
        OSError
            If it can't be written.
        """
        write_text(self._path, "".join(map(_written, self._all())))
        self._clean = True

    def forget_failures(self) -> None:
        """Leave failed points out from now on: they are tried again."""
        self.failed = {}

    def _take(self, line: Line) -> None:
        if isinstance(line, Shard):
            self.shards.append(line)
        elif isinstance(line, Finished):
            self.finished[line.key, line.trials] = line.content_hash
            self.failed.pop(line.key, None)
        else:
            self.failed[line.key] = line.reason

    def _all(self) -> Iterator[Line]:
        yield from self.shards
        for (key, trials), content in self.finished.items():
            yield Finished(key, trials, content)
        for key, reason in self.failed.items():
            yield Failed(key, reason)


def _written(line: Line) -> str:
    told = {"kind": type(line).__name__.lower(), **line._asdict()}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")) + "\n"


def _lines(path: Path) -> Iterator[Line]:
    try:
        text = path.read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return
    except OSError as error:
        raise FolderError(f"{path} can't be read: {error.strerror}") from error
    # What follows the last line's end was cut off by a crash, and counts as never written.
    for number, raw in enumerate(text.split("\n")[:-1], 1):
        try:
            yield _line(json.loads(raw))
        except (KeyError, TypeError, ValueError) as error:
            raise FolderError(f"{path}:{number} is no line of a ledger") from error


def _line(told: dict[str, Any]) -> Line:
    kind = told.pop("kind")
    if kind == "shard":
        pieces = tuple(Piece(*piece) for piece in told.pop("pieces"))
        return Shard(**told, pieces=pieces)
    return Finished(**told) if kind == "finished" else Failed(**told)
