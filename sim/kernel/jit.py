"""Compile rules with Numba, or run them as plain Python when NUMBA_DISABLE_JIT=1.

A rule is compiled without reference counting (``_nrt=False``), which also refuses, at compile
time, any allocation inside a rule. Compiled code is kept in a folder named by the hash of every
source that can reach it, so that an edited callee can never leave its caller's old code in use, and
a process killed while it saves leaves nothing but files that are compiled anew.
"""

import contextlib
import hashlib
import os
import stat
import sys
import tempfile
import warnings
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, cast

import numba
from numba.core import config

from .cache import entries, translations
from .linker import Rule

if config.USING_SVML:
    warnings.warn(
        "Numba was imported before sim and uses Intel's SVML, so results may differ in the last bit "
        "from those of other computers: import sim first, or set NUMBA_DISABLE_INTEL_SVML=1",
        stacklevel=2,
    )

PACKAGE = Path(__file__).resolve().parent.parent
COMPILED = (
    "kernel/**/*.py",
    "rulebook/**/*.py",
    "engine/build.py",
    "engine/codes.py",
    "engine/particle_filter.py",
    "engine/ensemble.py",
    "engine/initial.py",
    "engine/keys.py",
    "engine/rule_tables.py",
    "engine/particles.py",
    "engine/overrides.py",
    "engine/parameter_index.py",
    "engine/rows.py",
    "engine/state_index.py",
    "engine/world.py",
)
"""Sources on which a trial depends: the rules, the loop over trials, and what is handed to them."""


def plain_python() -> bool:
    """Whether rules run as plain Python in this process."""
    return bool(config.DISABLE_JIT)


@cache
def source_digest() -> str:
    """Hash of all that decides what compiled code does: sources, versions, processor, settings."""
    digest = hashlib.blake2b(digest_size=12)
    for pattern in COMPILED:
        for path in sorted(PACKAGE.glob(pattern)):
            digest.update(path.relative_to(PACKAGE).as_posix().encode())
            digest.update(path.read_bytes())
    import llvmlite.binding
    import numpy

    versions = (numba.__version__, llvmlite.__version__, numpy.__version__, sys.version)
    # Numba's own key leaves out settings of the environment that change the code.
    settings = (config.OPT, config.BOUNDSCHECK, config.USING_SVML)
    digest.update(repr((versions, settings, llvmlite.binding.get_host_cpu_name())).encode())
    return digest.hexdigest()


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


def cache_folder() -> Path | None:
    """Folder of the code compiled from exactly these sources; None where nothing can be kept."""
    root = cache_root()
    return None if root is None else root / source_digest()


def rule[F: Callable[..., Any]](function: F) -> F:
    """Compile a function of arrays, records and numbers; keep its signature for type checkers."""
    return _compiled(function)


def inlined_rule[F: Callable[..., Any]](function: F) -> F:
    """A rule with one caller, into which it is compiled.

    Called from Python, such a rule is compiled like any other.
    """
    return _compiled(function, "always")


def small_rule[F: Callable[..., Any]](function: F) -> F:
    """A rule so short that calling it costs more than running it: part of its callers' machine code."""
    return _compiled(function, small=True)


def _compiled[F: Callable[..., Any]](function: F, inline: str = "never", small: bool = False) -> F:
    if plain_python():
        return function
    compiled = Rule(
        function,
        {
            "nopython": True,
            "nogil": True,
            "error_model": "numpy",
            "no_cfunc_wrapper": True,
            "_nrt": False,
            "boundscheck": None,
            "inline": inline,
            "forceinline": small,
        },
    )
    folder = cache_folder()
    if folder is not None:
        compiled.translations = translations(folder, source_digest(), function)
        compiled.entries = entries(folder, source_digest(), function)
    return cast(F, compiled)
