"""Compile rules with Numba, or run them as plain Python when NUMBA_DISABLE_JIT=1.

A rule is compiled without reference counting (``_nrt=False``), which also refuses, at compile
time, any allocation inside a rule. Compiled code is kept in a folder named by the hash of every
source that can reach it, so that an edited callee can never leave its caller's old code in use.
"""

import hashlib
import os
import sys
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, cast

# Intel's SVML, where installed, replaces exp inside vectorised loops by another last bit.
os.environ.setdefault("NUMBA_DISABLE_INTEL_SVML", "1")

import numba
from numba.core import caching, config

F = TypeVar("F", bound=Callable[..., Any])

PACKAGE = Path(__file__).resolve().parent.parent
COMPILED_ROOMS = ("rulebook", "engine")


def plain_python() -> bool:
    """Whether rules run as plain Python in this process."""
    return bool(config.DISABLE_JIT)


@cache
def source_digest() -> str:
    """Hash of all that decides what compiled code does: sources, versions, processor."""
    digest = hashlib.blake2b(digest_size=12)
    for room in COMPILED_ROOMS:
        for path in sorted((PACKAGE / room).rglob("*.py")):
            digest.update(path.relative_to(PACKAGE).as_posix().encode())
            digest.update(path.read_bytes())
    import llvmlite.binding
    import numpy

    processor = f"{llvmlite.binding.get_host_cpu_name()}"
    digest.update(f"{numba.__version__} {numpy.__version__} {sys.version} {processor}".encode())
    return digest.hexdigest()


def cache_root() -> Path:
    """Folder that holds one folder of compiled code a source digest.

    ``PENINSULA_CACHE`` names it; otherwise the user's cache folder, or, where that can't be
    written, a private folder under the system's temporary one.
    """
    named = os.environ.get("PENINSULA_CACHE")
    if named:
        return Path(named)
    base = os.environ.get("XDG_CACHE_HOME")
    home = Path(base) if base else Path.home() / ".cache"
    candidate = home / "peninsula-sim"
    try:
        candidate.mkdir(parents=True, exist_ok=True)
        if os.access(candidate, os.W_OK):
            return candidate
    except OSError:
        pass
    return Path(tempfile.gettempdir()) / f"peninsula-sim-{os.getuid() if hasattr(os, 'getuid') else 0}"


def cache_folder() -> Path:
    """Folder of the code compiled from exactly these sources."""
    return cache_root() / source_digest()


class _FolderLocator(caching._CacheLocator):  # type: ignore[misc]  # numba ships no types
    """Tell Numba to keep a function's code in the folder of these sources."""

    def __init__(self, function: Callable[..., Any]) -> None:
        self._name = f"{function.__module__}.{function.__qualname__}"

    def get_cache_path(self) -> str:
        return str(cache_folder())

    def get_source_stamp(self) -> str:
        return source_digest()

    def get_disambiguator(self) -> str:
        return hashlib.blake2b(self._name.encode(), digest_size=5).hexdigest()

    def ensure_cache_path(self) -> None:
        cache_folder().mkdir(parents=True, exist_ok=True)


class _FolderCacheImpl(caching.CompileResultCacheImpl):  # type: ignore[misc]  # numba ships no types
    def __init__(self, function: Callable[..., Any]) -> None:
        self._lineno = function.__code__.co_firstlineno
        self._locator = _FolderLocator(function)
        # The module is part of the name: two rules of one name in two subpackages are two files.
        name = f"{function.__module__}.{function.__qualname__}".replace(".", "-")
        abiflags = getattr(sys, "abiflags", "")
        self._filename_base = f"{name}-{self._lineno}.py{sys.version_info[0]}{sys.version_info[1]}{abiflags}"


class _FolderCache(caching.FunctionCache):  # type: ignore[misc]  # numba ships no types
    """Numba's function cache, in a folder of our choosing."""

    def __init__(self, function: Callable[..., Any]) -> None:
        self._name = repr(function)
        self._py_func = function
        self._impl = _FolderCacheImpl(function)
        self._cache_path = self._impl.locator.get_cache_path()
        self._impl.locator.ensure_cache_path()
        self._cache_file = caching.IndexDataCacheFile(
            cache_path=self._cache_path,
            filename_base=self._impl.filename_base,
            source_stamp=self._impl.locator.get_source_stamp(),
        )
        self.enable()


def rule(function: F) -> F:
    """Compile a function of arrays, records and numbers; keep its signature for type checkers."""
    if plain_python():
        return function
    dispatcher = numba.njit(nogil=True, error_model="numpy", no_cfunc_wrapper=True, _nrt=False)(function)
    try:
        dispatcher._cache = _FolderCache(function)
    except (OSError, RuntimeError):
        # A place that can't be written costs the cache, never the run.
        pass
    return cast(F, dispatcher)
