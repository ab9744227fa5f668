"""The linked path: rules translated one by one, and put together for each call from Python."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from .cache import entries, translations
from .linked_tables import type_of_tables
from .linker import Rule

__all__ = ["compiled", "type_of_tables"]


def compiled(function: Callable[..., Any], options: Mapping[str, Any], folder: Path | None) -> Any:
    """A rule, kept in ``folder``, which is named by the hash of the sources.

    Without counting references, Numba refuses at compile time whatever a rule would allocate.
    """
    made = Rule(
        function,
        {"nopython": True, "no_cfunc_wrapper": True, "_nrt": False, "boundscheck": None, **options},
    )
    if folder is not None:
        made.translations = translations(folder, function)
        made.entries = entries(folder, function)
    return made
