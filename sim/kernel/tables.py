"""Pass a whole set of arrays to a rule as one pointer.

A tuple of arrays is passed to compiled code by value, seven words an array in every call: with
forty-five arrays the calls cost more than the rules, to compile as to run. ``Tables`` keeps a
directory of where each of its arrays lies and how long its axes are. Compiled code receives the
address of the directory and looks an array up when it is used. In plain Python a ``Tables`` is an
ordinary object with arrays as attributes.

Compiled code takes it that no two arrays of a ``Tables`` share memory, except those that are declared to.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from functools import cached_property
from itertools import pairwise
from typing import Any, NamedTuple, Self

import numba
import numpy as np
import numpy.typing as npt
from llvmlite import ir
from numba.core import types
from numba.core.datamodel.models import ArrayModel, OpaqueModel
from numba.core.typing.templates import AttributeTemplate
from numba.extending import NativeValue, infer_getattr, lower_getattr_generic, register_model, unbox
from numba.np.arrayobj import make_array, populate_array


class Declared(NamedTuple):
    """What the annotation of a field of a ``Tables`` may declare of its array.

    ``width`` is the length of its last axis, whatever the scenario; ``shows_others`` that it shows memory which
    other arrays show as well.
    """

    width: int | None = None
    shows_others: bool = False


@dataclass(frozen=True, eq=False)
class Tables:
    """Base of frozen dataclasses whose fields are C-contiguous arrays, given to rules together.

    An array's contents may change; where it lies and its shape may not.

    Raises
    ------
    ValueError
        If an array is not C-contiguous, has rows of another width than is declared, or shows memory of another
        and it is not declared that it may.
    """

    directory: npt.NDArray[np.int64] = field(init=False, repr=False)
    address: int = field(init=False, repr=False)

    def __post_init__(self) -> None:
        entries: list[int] = []
        spans: list[tuple[int, int, str]] = []
        for name, array, declared in self._declared():
            if not array.flags.c_contiguous:
                raise ValueError(f"{type(self).__name__}.{name} must be C-contiguous")
            if declared.width not in (None, array.shape[-1]):
                wrong = array.shape[-1]
                raise ValueError(f"{type(self).__name__}.{name} must have rows of {declared.width}, not {wrong}")
            start = array.ctypes.data
            entries += [start, *array.shape]
            if array.nbytes and not declared.shows_others:
                spans.append((start, start + array.nbytes, name))
        for (_, end, one), (start, _, other) in pairwise(sorted(spans)):
            if start < end:
                raise ValueError(f"{type(self).__name__}.{other} shows memory of {one} and is not declared to")
        directory = np.array(entries, dtype=np.int64)
        object.__setattr__(self, "directory", directory)
        object.__setattr__(self, "address", int(directory.ctypes.data))

    def __reduce__(self) -> tuple[type[Self], tuple[Any, ...]]:
        # A copy has arrays of its own, and so needs a directory of its own.
        return type(self), tuple(array for _, array in self.arrays())

    def arrays(self) -> tuple[tuple[str, Any], ...]:
        """Names and arrays, in the order of the fields."""
        return tuple((name, array) for name, array, _ in self._declared())

    def _declared(self) -> Iterator[tuple[str, Any, Declared]]:
        """Names, arrays and what is declared of them, in the order of the fields."""
        for one in fields(self):
            if one.init:
                annotated = getattr(one.type, "__metadata__", ())
                declared = next((each for each in annotated if isinstance(each, Declared)), Declared())
                yield one.name, getattr(self, one.name), declared

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
            _TYPES[key] = TablesType(type(self).__name__, tuple(self._members()))
        return _TYPES[key]

    def _members(self) -> Iterator["Member"]:
        for name, array, declared in self._declared():
            found = numba.typeof(array)
            # Fields of records are told apart by themselves.
            if not isinstance(found.dtype, types.Record) and not declared.shows_others:
                region = f"{type(self).__name__}.{name}"
                found = OwnArray(region, found.dtype, found.ndim, found.layout, not found.mutable, found.aligned)
            yield Member(name, found, declared.width)


class Member(NamedTuple):
    """An array of a ``Tables`` at compile time: its name, its type, and its width where that is declared."""

    name: str
    array: Any
    width: int | None


_TYPES: dict[tuple[Any, ...], "TablesType"] = {}


class OwnArray(types.Array):
    """Compile-time type of an array, and of its rows, whose memory no array of another ``region`` shows."""

    def __init__(
        self, region: str, dtype: Any, ndim: int, layout: Any, readonly: bool = False, aligned: bool = True
    ) -> None:
        self.region: str = region
        name = f"{region}({dtype}, {ndim}d, {layout}, {readonly}, {aligned})"
        super().__init__(dtype, ndim, layout, readonly=readonly, aligned=aligned, name=name)

    def copy(  # type: ignore[override]  # Numba's overloads promise a plain array
        self, dtype: Any = None, ndim: Any = None, layout: Any = None, readonly: Any = None
    ) -> "OwnArray":
        """The type of a part of such an array: that lies in the same memory."""
        return OwnArray(
            self.region,
            self.dtype if dtype is None else dtype,
            self.ndim if ndim is None else ndim,
            self.layout if layout is None else layout,
            not self.mutable if readonly is None else readonly,
            self.aligned,
        )

    @property
    def key(self) -> Any:
        """What distinguishes two such types."""
        return self.region, *super().key


register_model(OwnArray)(ArrayModel)


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
