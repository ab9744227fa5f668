"""Compile the engine once, before many trials or several processes need it.

Processes that start cold together wait for the first of them instead of compiling side by side.
"""

import time
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import NamedTuple

from ..kernel.cache_folder import locked, prune, usable
from ..kernel.capabilities import why_plain
from ..kernel.jit import cache_folder, plain_python
from .build import Compiled
from .ensemble import default_threads, run_trials
from .precompile_worker import translating_beside


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
    if folder is not None and not usable(folder):
        folder = None
    found = False
    with ExitStack() as stack:
        if folder is not None:
            if not (folder / "used").exists():
                stack.enter_context(locked(folder / "lock"))
            # Whoever held the lock may have compiled all of it meanwhile.
            found = (folder / "used").exists()
            if not found and default_threads() > 1 and not why_plain():
                stack.enter_context(translating_beside())
        run_trials(compiled._replace(months=1), 0, 1)
    if folder is not None:
        with suppress(OSError):
            (folder / "used").touch()
        prune(folder)
    return Warmth(time.perf_counter() - began, found, folder)
