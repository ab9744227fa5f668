"""Pass a whole set of arrays to a rule as one pointer.

A tuple of arrays is passed to compiled code by value, seven words an array in every call: with
forty-five arrays the calls cost more than the rules, to compile as to run. ``Tables`` keeps a
directory of where each of its arrays lies and how long its axes are. Compiled code receives the
address of the directory and looks an array up when it is used. In plain Python a ``Tables`` is an
ordinary object with arrays as attributes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cached_property
from typing import Any, Self

import numba
import numpy as np
import numpy.typing as npt
from llvmlite import ir
from numba.core import types
from numba.core.datamodel.models import OpaqueModel
from numba.core.typing.templates import AttributeTemplate
from numba.extending import NativeValue, infer_getattr, lower_getattr_generic, register_model, unbox
from numba.np.arrayobj import make_array, populate_array


@dataclass(frozen=True, eq=False)
class Tables:
    """Base of frozen dataclasses whose fields are C-contiguous arrays, given to rules together.

    An array's contents may change; where it lies and its shape may not.

    Raises
    ------
    ValueError
        If an array is not C-contiguous.
    """

    directory: npt.NDArray[np.int64] = field(init=False, repr=False)
    address: int = field(init=False, repr=False)

    def __post_init__(self) -> None:
        entries: list[int] = []
        for name, array in self.arrays():
            if not array.flags.c_contiguous:
                raise ValueError(f"{type(self).__name__}.{name} must be C-contiguous")
            entries += [array.ctypes.data, *array.shape]
        directory = np.array(entries, dtype=np.int64)
        object.__setattr__(self, "directory", directory)
        object.__setattr__(self, "address", int(directory.ctypes.data))

    def __reduce__(self) -> tuple[type[Self], tuple[Any, ...]]:
        # A copy has arrays of its own, and so needs a directory of its own.
        return type(self), tuple(array for _, array in self.arrays())

    def arrays(self) -> tuple[tuple[str, Any], ...]:
        """Names and arrays, in the order of the fields."""
        return tuple((f.name, getattr(self, f.name)) for f in fields(self) if f.init)

    def elsewhere(self, arrays: Mapping[str, Any]) -> Self:
        """Tables of the same types whose arrays, given by name, lie elsewhere."""
        made = type(self)(**arrays)
        # Not even the key is worked out again.
        object.__setattr__(made, "_numba_type_", self._numba_type_)
        return made

    @cached_property
    def _numba_type_(self) -> "TablesType":
        # To name the types of so many arrays takes Numba milliseconds, and each block of trials has a world of its own.
        key = (type(self), *((a.dtype, a.ndim, a.flags.writeable, a.flags.aligned) for _, a in self.arrays()))
        if key not in _TYPES:
            members = tuple((name, numba.typeof(array)) for name, array in self.arrays())
            _TYPES[key] = TablesType(type(self).__name__, members)
        return _TYPES[key]


_TYPES: dict[tuple[Any, ...], "TablesType"] = {}


class TablesType(types.Type):
    """Compile-time type of a ``Tables``: the names of its arrays and what each holds."""

    def __init__(self, name: str, members: tuple[tuple[str, Any], ...]) -> None:
        self.members = members
        self.places: dict[str, int] = {}
        place = 0
        for member, array in members:
            self.places[member] = place
            place += 1 + array.ndim
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
        return dict(tables.members).get(name)


@unbox(TablesType)  # type: ignore[untyped-decorator]  # numba ships no types
def _unbox_tables(_type: TablesType, thing: Any, c: Any) -> Any:
    boxed = c.pyapi.object_getattr_string(thing, "address")
    address = c.pyapi.long_as_longlong(boxed)
    c.pyapi.decref(boxed)
    return NativeValue(c.builder.inttoptr(address, ir.IntType(8).as_pointer()))


@lower_getattr_generic(TablesType)  # type: ignore[untyped-decorator]  # numba ships no types
def _array_of_tables(context: Any, builder: Any, tables: TablesType, pointer: Any, name: str) -> Any:
    """An array value made from its entry in the directory."""
    array_type = dict(tables.members)[name]
    word = ir.IntType(64)
    entries = builder.bitcast(pointer, word.as_pointer())
    # A directory is never written to while rules run, so no store can change what was once read.
    never_changes = builder.module.add_metadata([])
    read = []
    for k in range(1 + array_type.ndim):
        entry = builder.load(builder.gep(entries, [ir.Constant(word, tables.places[name] + k)]))
        entry.set_metadata("invariant.load", never_changes)
        read.append(entry)
    start, *shape = read
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
