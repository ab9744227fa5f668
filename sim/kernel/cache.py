"""Compiled rules in a folder: each one's translation, and the machine code of those that Python calls.

Index and data are each written whole or not at all. An index whose data is missing, as a kill
between the two leaves it, counts as nothing found; so does a file that can't be read.
"""

import contextlib
import hashlib
import pickle
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import llvmlite.binding as llvm
from numba.core import caching
from numba.core.compiler import compile_result

from .linker import RULES, Callee, RuleLibrary


class _Locator(caching._CacheLocator):  # type: ignore[misc]  # numba ships no types
    """Tell Numba where a rule's code is kept, in a folder named by the hash of its sources."""

    def __init__(self, folder: Path, name: str) -> None:
        self._folder = folder
        self._name = name

    def get_cache_path(self) -> str:
        return str(self._folder)

    def get_source_stamp(self) -> str:
        return self._folder.name

    def get_disambiguator(self) -> str:
        return hashlib.blake2b(self._name.encode(), digest_size=5).hexdigest()

    def ensure_cache_path(self) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)


class _Entries(caching.CompileResultCacheImpl):  # type: ignore[misc]  # numba ships no types
    """How machine code is written, under a name that holds the rule's module.

    Two rules of one name in two subpackages would otherwise share their files.
    """

    kind = "entry"

    def __init__(self, folder: Path, function: Callable[..., Any]) -> None:
        self._lineno = function.__code__.co_firstlineno
        name = f"{function.__module__}.{function.__qualname__}"
        self._locator = _Locator(folder, name)
        version = f"py{sys.version_info[0]}{sys.version_info[1]}{getattr(sys, 'abiflags', '')}"
        self._filename_base = f"{name.replace('.', '-')}-{self._lineno}.{self.kind}.{version}"


class _Translations(_Entries):
    """How a translation is written: its module, and the names of the rules that it calls."""

    kind = "rule"

    def check_cachable(self, result: Any) -> bool:
        """Whether the rule and all rules that it calls can be found again by their names."""
        callees = [part.rule for part in result.library.called if isinstance(part, RuleLibrary)]
        return all("<locals>" not in name for _, name, _ in (result.library.rule, *callees))

    def reduce(self, result: Any) -> tuple[Any, ...]:
        """What is kept: numba's own helpers are put into the module, rules stay outside."""
        library = result.library
        module = library._get_module_for_linking().clone()
        rules = []
        for part in library.called:
            if isinstance(part, RuleLibrary):
                rules.append(part.rule)
            else:
                module.link_in(part._get_module_for_linking(), preserve=True)
        result.fndesc.typemap = result.fndesc.calltypes = None
        return (
            library.name,
            library.rule,
            module.as_bitcode(),
            rules,
            result.fndesc,
            result.environment,
            result.signature,
        )

    def rebuild(self, target_context: Any, kept: tuple[Any, ...]) -> Any:
        """The translation, with those of the rules that it calls."""
        name, rule, bitcode, rules, description, environment, signature = kept
        library = RuleLibrary(target_context.codegen(), name)
        library.rule = rule
        library._final_module = llvm.parse_bitcode(bitcode)
        for module, called, args in rules:
            library.add_linking_library(RULES[module, called].translated(args).library)
        return compile_result(
            target_context=target_context,
            entry_point=Callee(),
            signature=signature,
            objectmode=False,
            lifted=(),
            fndesc=description,
            library=library,
            environment=environment,
            reload_init=[],
        )


class _Folder(caching.FunctionCache):  # type: ignore[misc]  # numba ships no types
    """Numba's function cache in a folder of our choosing, in which no fault stops a run."""

    _UNREADABLE = (
        OSError,
        EOFError,
        pickle.UnpicklingError,
        AttributeError,
        ImportError,
        IndexError,
        KeyError,
        TypeError,
        ValueError,
        RuntimeError,
    )

    def __init__(self, impl: _Entries, function: Callable[..., Any]) -> None:
        self._name = repr(function)
        self._py_func = function
        self._impl = impl
        self._cache_path = impl.locator.get_cache_path()
        self._cache_file = caching.IndexDataCacheFile(
            cache_path=self._cache_path,
            filename_base=impl.filename_base,
            source_stamp=impl.locator.get_source_stamp(),
        )
        self.enable()

    def load_overload(self, signature: Any, target: Any) -> Any:
        """What is kept for these types of arguments, or None where there is nothing that can be used.

        Numba would first make itself ready to compile, which takes ten times as long as the rest.
        """
        try:
            found = self._load_overload(signature, target)
            if found is not None and tuple(found.signature.args) != signature:
                # Two processes that save at once can leave the index of one with the data of the other.
                raise ValueError("code for other arguments")
            return found
        except self._UNREADABLE:
            # Saving reads the index first: without a new one, the next save would fail as well.
            with contextlib.suppress(OSError):
                self.flush()
            return None

    def save_overload(self, signature: Any, compiled: Any) -> None:
        """Keep a result for these types of arguments, unless the place can't be written."""
        try:
            super().save_overload(signature, compiled)
        except OSError:
            self.disable()


def translations(folder: Path, function: Callable[..., Any]) -> _Folder:
    """Where a rule's translations are kept."""
    return _Folder(_Translations(folder, function), function)


def entries(folder: Path, function: Callable[..., Any]) -> _Folder:
    """Where a rule's machine code is kept."""
    return _Folder(_Entries(folder, function), function)
