"""The plain path: rules compiled by ``numba.njit``, with documented names of Numba alone.

It takes three times as long to compile, and a trial takes longer. It is for versions of Numba in which
the linked path would break. Results are the same to the last bit.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numba
from numba import carray, types
from numba.core import cgutils
from numba.extending import (
    NativeValue,
    intrinsic,
    make_attribute_wrapper,
    models,
    overload_attribute,
    register_jitable,
    register_model,
    typeof_impl,
    unbox,
)

from .tables import Tables

_ATTRIBUTES: set[str] = set()
_WORD = numba.types.int64


def compiled(function: Callable[..., Any], options: Mapping[str, Any], folder: Path | None) -> Any:
    """A rule, kept in ``folder``, which is of these sources alone."""
    if folder is not None:
        # Numba looks at its setting when a function is decorated; other code that uses Numba keeps its own.
        usual, numba.config.CACHE_DIR = numba.config.CACHE_DIR, str(folder)
        try:
            return numba.njit(cache=True, **options)(function)
        except RuntimeError:
            # The folder can't be written, or the function was typed at a prompt.
            pass
        finally:
            numba.config.CACHE_DIR = usual
    return numba.njit(**options)(function)


class TablesType(types.Type):  # type: ignore[misc]  # numba ships no types
    """Compile-time type of a ``Tables``: for each array, where the directory lists it, its axes and its values."""

    def __init__(self, name: str, arrays: tuple[tuple[str, int, Any], ...]) -> None:
        self.arrays: dict[str, tuple[int, int, Any]] = {}
        place = 0
        for array, axes, dtype in arrays:
            self.arrays[array] = place, axes, dtype
            place += 1 + axes
        super().__init__(f"{name}{arrays}")


@register_model(TablesType)
class _Address(models.StructModel):  # type: ignore[misc]  # numba ships no types
    """A ``Tables`` in compiled code: the address of its directory."""

    def __init__(self, manager: Any, tables: TablesType) -> None:
        super().__init__(manager, tables, [("address", _WORD)])


make_attribute_wrapper(TablesType, "address", "address")


@typeof_impl.register(Tables)  # type: ignore[untyped-decorator]  # numba ships no types
def type_of_tables(tables: Tables, _purpose: Any = None) -> TablesType:
    """The type of a ``Tables``; each of its arrays becomes an attribute for compiled code."""
    arrays = tuple((name, array.ndim, array.dtype) for name, array in tables.arrays())
    for name, _, _ in arrays:
        if name not in _ATTRIBUTES:
            _ATTRIBUTES.add(name)
            _declare(name)
    return TablesType(type(tables).__name__, arrays)


@unbox(TablesType)  # type: ignore[untyped-decorator]  # numba ships no types
def _unboxed(_type: TablesType, thing: Any, c: Any) -> Any:
    address = c.pyapi.object_getattr_string(thing, "address")
    made = cgutils.create_struct_proxy(_type)(c.context, c.builder)
    made.address = c.unbox(_WORD, address).value
    c.pyapi.decref(address)
    return NativeValue(made._getvalue())


@intrinsic  # type: ignore[untyped-decorator]  # numba ships no types
def _pointer(_context: Any, address: Any) -> Any:
    def inttoptr(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        return builder.inttoptr(arguments[0], context.get_value_type(signature.return_type))

    return types.voidptr(address), inttoptr


@register_jitable  # type: ignore[untyped-decorator]  # numba ships no types
def _one(words: Any) -> tuple[int]:
    return (words[1],)


@register_jitable  # type: ignore[untyped-decorator]  # numba ships no types
def _two(words: Any) -> tuple[int, int]:
    return words[1], words[2]


@register_jitable  # type: ignore[untyped-decorator]  # numba ships no types
def _three(words: Any) -> tuple[int, int, int]:
    return words[1], words[2], words[3]


def _declare(name: str) -> None:
    """Let compiled code take the array called ``name`` of any ``Tables``."""

    @overload_attribute(TablesType, name)  # type: ignore[untyped-decorator]  # numba ships no types
    def found(tables: Any) -> Any:
        if name not in tables.arrays:
            return None
        place, axes, dtype = tables.arrays[name]
        entry, size = 8 * place, 1 + axes
        shape = (_one, _two, _three)[axes - 1]
        words = numba.int64

        def array(tables: Any) -> Any:
            listed = carray(_pointer(tables.address + entry), size, words)
            return carray(_pointer(listed[0]), shape(listed), dtype)

        return array
