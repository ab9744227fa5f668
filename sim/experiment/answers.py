"""Answers of points kept in a folder while the rest is run, so that a long analysis can be gone on with."""

import hashlib
import json
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from ..arrays import Floats
from ..errors import FolderError
from ..kernel.jit import source_digest
from ..scenario.scenario import Scenario
from .store import make_folder, write_text, write_whole

SECONDS = 10.0
"""Answers are written after so many seconds at most."""
FILES = ("answers-*.npy", "answers-*.json")
"""Names of the files that are kept on the way; they are gone once the analysis is whole."""


class Keeping(NamedTuple):
    """Where answers are kept on the way, and when to stop.

    With ``resume`` what the folder holds is gone on from, else it is run anew. ``stop`` is asked now
    and then.
    """

    folder: Path
    resume: bool = False
    stop: Callable[[], bool] | None = None


class Answers:
    """Answers of the points of one design, in order.

    Parameters
    ----------
    keeping : Keeping
        Where they are kept.
    name : str
        Which design of an analysis it is.
    asked : str
        A hash of all that the answers hang on; what another one left is not gone on from.
    points : int
        How many points there are.

    Raises
    ------
    FolderError
        If the folder can't be written, or holds answers to something else to go on from.
    """

    def __init__(self, keeping: Keeping, name: str, asked: str, points: int) -> None:
        self._folder, self._name = keeping.folder, name
        self._waiting: list[Floats] = []
        self._written = time.monotonic()
        make_folder(self._folder)
        about = self._folder / f"answers-{name}.json"
        told = {"asked": asked, "points": points}
        if keeping.resume and about.exists():
            if _read(about) != told:
                raise FolderError(
                    f"{self._folder} holds the beginning of another analysis, or one by another "
                    "version of the program; run it anew without --resume"
                )
        else:
            clear(self._folder, name)
            write_text(about, json.dumps(told) + "\n")
        self.held = self._held()
        """Answers held already, or None: shape (questions, points held, batches or trials)."""
        self._end = 0 if self.held is None else int(self.held.shape[1])

    def add(self, answers: Floats) -> None:
        """Take the answers of the next points, and write them now and then."""
        self._waiting.append(answers)
        if time.monotonic() - self._written > SECONDS:
            self.flush()

    def flush(self) -> None:
        """Write what is waiting.

        Raises
        ------
        OSError
            If it can't be written.
        """
        if self._waiting:
            some = np.concatenate(self._waiting, axis=1)
            path = self._folder / f"answers-{self._name}-{self._end:09d}.npy"
            write_whole(path, lambda aside: _save(aside, some))
            self._end += int(some.shape[1])
            self._waiting = []
        self._written = time.monotonic()

    def _held(self) -> Floats | None:
        parts: list[Floats] = []
        for path in sorted(self._folder.glob(f"answers-{self._name}-*.npy")):
            try:
                parts.append(np.load(path, allow_pickle=False))
            except (OSError, ValueError) as error:
                raise FolderError(f"{path} can't be read: {error}") from error
        return np.concatenate(parts, axis=1) if parts else None


def what_is_asked(scenario: Scenario, outcome: str, *tables: Sequence[Any] | Floats) -> str:
    """A hash of what answers hang on: scenario and rules, the question, the points and their trials."""
    told = json.dumps([scenario.digest, scenario.seed, source_digest(), outcome])
    digest = hashlib.blake2b(told.encode(), digest_size=16)
    for table in tables:
        digest.update(np.ascontiguousarray(table).tobytes())
    return digest.hexdigest()


def kept_in(folder: Path) -> str:
    """How many points a folder keeps the answers of; empty where there is nothing to go on from."""
    told = [_read(path) for path in sorted(folder.glob("answers-*.json"))]
    if not told:
        return ""
    held = 0
    with suppress(OSError, ValueError):
        for path in folder.glob("answers-*.npy"):
            held += int(np.load(path, mmap_mode="r", allow_pickle=False).shape[1])
    points = sum(int(one.get("points", 0)) for one in told)
    return f"{held:,} of {points:,} points are kept in {folder}"


def clear(folder: Path, name: str = "*") -> None:
    """Remove answers that a folder keeps: those of one design, or all."""
    for pattern in (f"answers-{name}.json", f"answers-{name}-*.npy"):
        for path in folder.glob(pattern):
            path.unlink()


def _read(path: Path) -> dict[str, Any]:
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return told if isinstance(told, dict) else {}


def _save(path: Path, answers: Floats) -> None:
    with path.open("wb") as stream:
        np.save(stream, answers, allow_pickle=False)
