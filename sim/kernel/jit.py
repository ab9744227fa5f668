"""Decorators of rules, and which of three ways rules run in this process.

Rules are compiled one by one and linked by this package (``linked``). Where the installed Numba lacks a
name that this needs, Numba alone compiles them (``plain``). With NUMBA_DISABLE_JIT=1 they run as plain
Python. Results are the same to the last bit.

Compiled code is kept in a folder named by the hash of every source that can reach it, so that an edited
callee can never leave its caller's old code in use, and a process killed while it saves leaves nothing
but files that are compiled anew.
"""

import hashlib
import sys
import warnings
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, cast

import numba
from numba import config

from ..errors import PeninsulaWarning
from .cache_folder import cache_root
from .capabilities import why_plain

if config.USING_SVML:
    warnings.warn(
        "Numba was imported before sim and uses Intel's SVML, so results may differ in the last bit "
        "from those of other computers: import sim first, or set NUMBA_DISABLE_INTEL_SVML=1",
        PeninsulaWarning,
        stacklevel=2,
    )

PACKAGE = Path(__file__).resolve().parent.parent
COMPILED = (
    "kernel/**/*.py",
    "rulebook/**/*.py",
    "engine/build.py",
    "engine/codes.py",
    "engine/ensemble.py",
    "engine/initial.py",
    "engine/keys.py",
    "engine/overrides.py",
    "engine/parameter_index.py",
    "engine/particle_filter.py",
    "engine/particles.py",
    "engine/rows.py",
    "engine/rule_tables.py",
    "engine/state_index.py",
    "engine/world.py",
)
"""Sources on which a trial depends: the rules, the loop over trials, and what is handed to them."""

if why_plain():
    from .plain import compiled, type_of_tables
else:
    from .linked import compiled, type_of_tables

__all__ = [
    "cache_folder",
    "inlined_rule",
    "plain_python",
    "rule",
    "small_rule",
    "source_digest",
    "type_of_tables",
]


def plain_python() -> bool:
    """Whether rules run as plain Python in this process."""
    return bool(config.DISABLE_JIT)


if why_plain() and not plain_python():
    warnings.warn(
        f"rules are compiled by Numba alone, with the same results but more slowly: {why_plain()}",
        PeninsulaWarning,
        stacklevel=2,
    )


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
    settings = (config.OPT, config.BOUNDSCHECK, config.USING_SVML, bool(why_plain()))
    digest.update(repr((versions, settings, llvmlite.binding.get_host_cpu_name())).encode())
    return digest.hexdigest()


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
    return _compiled(function, inline="always")


def small_rule[F: Callable[..., Any]](function: F) -> F:
    """A rule so short that calling it costs more than running it: part of its callers' machine code."""
    return _compiled(function, forceinline=True)


def _compiled[F: Callable[..., Any]](function: F, **options: Any) -> F:
    if plain_python():
        return function
    # By the model "numpy", a division is compiled without a test of its divisor.
    options = {"nogil": True, "error_model": "numpy", **options}
    return cast(F, compiled(function, options, cache_folder()))
