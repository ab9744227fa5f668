"""Compile the engine once, before many trials or several processes need it.

Processes that start cold together wait for the first of them instead of compiling side by side.
"""

import os
import re
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from ..kernel.jit import cache_folder, plain_python
from .build import Compiled
from .ensemble import default_threads, run_block, run_trials
from .precompile_worker import translating_beside

if sys.platform != "win32":
    import fcntl

UNUSED_DAYS = 30
"""Days after which code of other versions is removed."""

_DIGEST = re.compile(r"[0-9a-f]{24}")
_OURS = ("*.nbi", "*.nbc", "*.tmp.*", "lock", "used")


class Warmth(NamedTuple):
    """How the engine came to be compiled.

    ``seconds`` is the time it took; ``cached`` whether the code was found; ``folder`` where it is
    kept, None where it can't be.
    """

    seconds: float
    cached: bool
    folder: Path | None

    def __str__(self) -> str:
        if plain_python():
            return "rules run as plain Python, some hundred times slower than compiled"
        if self.cached:
            return "compiled rules taken from the cache"
        if self.folder is None:
            return f"rules compiled in {self.seconds:.0f} s; no place to keep them"
        return f"rules compiled in {self.seconds:.0f} s; the next run takes them from the cache"


def ensure_compiled(compiled: Compiled) -> Warmth:
    """Make the engine ready to run, by one trial of one month.

    Any scenario will do: compiled code is the same for all. Code of other versions that was not
    used for ``UNUSED_DAYS`` days is removed.
    """
    began = time.perf_counter()
    if plain_python():
        return Warmth(0.0, False, None)
    folder = cache_folder()
    if folder is not None and not _usable(folder):
        folder = None
    ready = folder is not None and (folder / "used").exists()
    with ExitStack() as stack:
        if folder is not None and not ready:
            stack.enter_context(_locked(folder / "lock"))
            # Whoever held the lock may have compiled all of it meanwhile.
            if default_threads() > 1 and not (folder / "used").exists():
                stack.enter_context(translating_beside())
        run_trials(compiled._replace(months=1), 0, 1)
    found = not run_block.stats.cache_misses  # type: ignore[attr-defined]  # rule() hides Numba's dispatcher
    if folder is not None:
        with suppress(OSError):
            (folder / "used").touch()
        prune(folder)
    return Warmth(time.perf_counter() - began, found, folder)


def prune(folder: Path, days: float = UNUSED_DAYS) -> None:
    """Remove code of other versions beside ``folder`` that was not used for ``days`` days."""
    oldest = time.time() - days * 86400
    with suppress(OSError):
        for other in folder.parent.iterdir():
            if other.name == folder.name or not _DIGEST.fullmatch(other.name) or other.is_symlink():
                continue
            used = other / "used"
            with suppress(OSError):
                if (used if used.exists() else other).stat().st_mtime < oldest:
                    _remove(other)


def _remove(folder: Path) -> None:
    """Remove a folder of compiled code; a file that is not ours keeps it in place."""
    for pattern in _OURS:
        for path in folder.glob(pattern):
            path.unlink()
    folder.rmdir()


def _usable(folder: Path) -> bool:
    """Whether the folder can be written, made if need be, or holds all the code already."""
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
    return os.access(folder, os.W_OK) or (folder / "used").exists()


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Hold a lock on a file, waiting for whoever has it; without locks, go on at once."""
    if sys.platform == "win32":
        yield
        return
    try:
        file = path.open("w")
    except OSError:
        yield
        return
    with file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
