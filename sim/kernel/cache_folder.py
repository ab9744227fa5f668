"""The folder in which compiled code is kept: where it lies, who may write there, what is removed."""

import contextlib
import os
import re
import stat
import sys
import tempfile
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path

if sys.platform != "win32":
    import fcntl

UNUSED_DAYS = 30
"""Days after which code of other versions is removed."""

_DIGEST = re.compile(r"[0-9a-f]{24}")
_OURS = ("*.nbi", "*.nbc", "*.tmp.*", "lock", "used")


@cache
def cache_root() -> Path | None:
    """Folder of one folder of compiled code a source digest; None where nothing can be kept.

    ``PENINSULA_CACHE`` names it; otherwise it is the user's cache folder or, where that can't be
    written, a folder of the user's own under the system's temporary one.
    """
    named = os.environ.get("PENINSULA_CACHE")
    if named:
        return Path(named).absolute()
    base = os.environ.get("XDG_CACHE_HOME")
    # Without a home folder there is nowhere to expand "~" to.
    with contextlib.suppress(RuntimeError):
        candidate = (Path(base) if base else Path.home() / ".cache") / "peninsula-sim"
        if _writable(candidate):
            return candidate
    user = os.getuid() if hasattr(os, "getuid") else 0
    fallback = Path(tempfile.gettempdir()) / f"peninsula-sim-{user}"
    return fallback if _writable(fallback) and _private(fallback) else None


def _writable(folder: Path) -> bool:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        return False
    return os.access(folder, os.W_OK)


def _private(folder: Path) -> bool:
    """Whether nobody else can put code there: cached code is run as it is found."""
    if not hasattr(os, "getuid"):
        return True
    found = folder.lstat()
    return stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid() and not found.st_mode & 0o022


def prune(folder: Path, days: float = UNUSED_DAYS) -> None:
    """Remove code of other versions beside ``folder`` that was not used for ``days`` days."""
    oldest = time.time() - days * 86400
    with contextlib.suppress(OSError):
        for other in folder.parent.iterdir():
            if other.name == folder.name or not _DIGEST.fullmatch(other.name) or other.is_symlink():
                continue
            used = other / "used"
            with contextlib.suppress(OSError):
                if (used if used.exists() else other).stat().st_mtime < oldest:
                    _remove(other)


def _remove(folder: Path) -> None:
    """Remove a folder of compiled code; a file that is not ours keeps it in place."""
    for pattern in _OURS:
        for path in folder.glob(pattern):
            path.unlink()
    for part in folder.iterdir():
        if part.is_dir() and not part.is_symlink():
            _remove(part)
    folder.rmdir()


def usable(folder: Path) -> bool:
    """Whether the folder can be written, made if need be, or holds all the code already."""
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
    return os.access(folder, os.W_OK) or (folder / "used").exists()


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
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
