"""The compile-time type of a ``Tables`` on the linked path: the address of its directory.

The plain path has a type of its own, as it may use documented names of Numba alone (``plain``).
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

import numba
from llvmlite import ir
from numba.core import types
from numba.core.datamodel.models import OpaqueModel
from numba.core.typing.templates import AttributeTemplate
from numba.extending import NativeValue, infer_getattr, lower_getattr_generic, register_model, unbox
from numba.np.arrayobj import make_array, populate_array

from .tables import Tables

_TYPES: dict[tuple[Any, ...], "TablesType"] = {}


def type_of_tables(tables: Tables) -> "TablesType":
    """The type of a ``Tables``, the same object for equal types of arrays."""
    # To name the types of so many arrays takes Numba milliseconds, and each block of trials has a world of its own.
    key = (type(tables), *((a.dtype, a.ndim, a.flags.writeable, a.flags.aligned) for _, a in tables.arrays()))
    if key not in _TYPES:
        _TYPES[key] = TablesType(type(tables).__name__, tuple(_members(tables)))
    return _TYPES[key]


def _members(tables: Tables) -> Iterator["Member"]:
    for name, array, width in tables.declared():
        yield Member(name, numba.typeof(array), width)


class Member(NamedTuple):
    """An array of a ``Tables`` at compile time: its name, its type, and its width where that is declared."""

    name: str
    array: Any
    width: int | None


class TablesType(types.Type):
    """Compile-time type of a ``Tables``: its arrays, in the order in which the directory lists them."""

    def __init__(self, name: str, members: tuple[Member, ...]) -> None:
        self.members = members
        self.places: dict[str, tuple[Member, int]] = {}
        place = 0
        for member in members:
            self.places[member.name] = member, place
            place += 1 + member.array.ndim
        super().__init__(name)

    @property
    def key(self) -> Any:
        """What distinguishes two such types; the name alone is what symbols are made of."""
        return self.name, self.members


register_model(TablesType)(OpaqueModel)


@infer_getattr
class _TablesAttributes(AttributeTemplate):  # type: ignore[misc]  # numba ships no types
    key = TablesType

    def generic_resolve(self, tables: TablesType, name: str) -> Any:
        found = tables.places.get(name)
        return None if found is None else found[0].array


@unbox(TablesType)  # type: ignore[untyped-decorator]  # numba ships no types
def _unbox_tables(_type: TablesType, thing: Any, c: Any) -> Any:
    boxed = c.pyapi.object_getattr_string(thing, "address")
    address = c.pyapi.long_as_longlong(boxed)
    c.pyapi.decref(boxed)
    return NativeValue(c.builder.inttoptr(address, ir.IntType(8).as_pointer()))


@lower_getattr_generic(TablesType)  # type: ignore[untyped-decorator]  # numba ships no types
def _array_of_tables(context: Any, builder: Any, tables: TablesType, pointer: Any, name: str) -> Any:
    """An array value made from its entry in the directory."""
    member, place = tables.places[name]
    array_type = member.array
    word = ir.IntType(64)
    entries = builder.bitcast(pointer, word.as_pointer())
    # A directory is never written to while rules run, so no store can change what was once read.
    never_changes = builder.module.add_metadata([])
    read = []
    for k in range(1 + array_type.ndim):
        entry = builder.load(builder.gep(entries, [ir.Constant(word, place + k)]))
        entry.set_metadata("invariant.load", never_changes)
        read.append(entry)
    start, *shape = read
    if member.width is not None:
        shape[-1] = ir.Constant(word, member.width)
    itemsize = context.get_abi_sizeof(context.get_data_type(array_type.dtype))
    strides = [ir.Constant(word, itemsize)]
    for length in reversed(shape[1:]):
        strides.insert(0, builder.mul(strides[0], length))
    array = make_array(array_type)(context, builder)
    populate_array(
        array,
        data=builder.inttoptr(start, array.data.type),
        shape=shape,
        strides=strides,
        itemsize=ir.Constant(word, itemsize),
        meminfo=None,
    )
    return array._getvalue()
