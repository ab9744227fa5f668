"""How a rule's accesses to memory are translated: every index as it is, and told apart where they can be.

No rule's index counts from the end of an array, so none is asked whether it does: that question would be a tenth of all
that a trial executes.

Compiled code that knows nothing of what lies where must read again, after each store, whatever the store might have
changed, and can hold no row of rungs in registers from one term of utility to the next. So each access to a field of a
record, and each to an array that shares its memory with no other (``tables.OwnArray``), gets a tag of LLVM's type-based
alias analysis. Accesses with different tags are taken to be apart; one without a tag may touch anything.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from llvmlite import ir
from numba.core.types import intp
from numba.np import arrayobj

_WORD = ir.IntType(64)


@contextmanager
def translated_as_rules(context: Any) -> Iterator[None]:
    """Within it, what Numba translates for this context reaches memory as rules do."""
    usual = arrayobj.load_item, arrayobj.store_item, arrayobj.fix_integer_index
    unpack, pack = context.unpack_value, context.pack_value

    def index_as_it_is(context: Any, builder: Any, index_type: Any, index: Any, _length: Any) -> Any:
        return context.cast(builder, index, index_type, intp)

    def unpack_value(builder: Any, type_: Any, pointer: Any, align: Any = None) -> Any:
        return _tagged(builder, unpack(builder, type_, pointer, align), _member(pointer))

    def pack_value(builder: Any, type_: Any, value: Any, pointer: Any, align: Any = None) -> None:
        pack(builder, type_, value, pointer, align)
        _tagged(builder, builder.block.instructions[-1], _member(pointer))

    def load_item(context: Any, builder: Any, array: Any, pointer: Any) -> Any:
        return _tagged(builder, usual[0](context, builder, array, pointer), _region(array))

    def store_item(context: Any, builder: Any, array: Any, value: Any, pointer: Any) -> None:
        usual[1](context, builder, array, value, pointer)
        _tagged(builder, builder.block.instructions[-1], _region(array))

    arrayobj.load_item, arrayobj.store_item, arrayobj.fix_integer_index = load_item, store_item, index_as_it_is
    context.unpack_value, context.pack_value = unpack_value, pack_value
    try:
        yield
    finally:
        arrayobj.load_item, arrayobj.store_item, arrayobj.fix_integer_index = usual
        del context.unpack_value, context.pack_value


def _region(array: Any) -> str | None:
    """Name of the memory that an array has to itself; None if others may share it."""
    region: str | None = getattr(array, "region", None)
    return region


def _member(pointer: Any) -> str | None:
    """Size of the record and offset of the member that a pointer points to; None for any other pointer.

    Fields that agree in both get one tag, which only means that they are not told apart.
    """
    if not isinstance(pointer, ir.instructions.CastInstr):
        return None
    place = pointer.operands[0]
    if not isinstance(place, ir.instructions.GEPInstr) or len(place.indices) != 2:
        return None
    record, offset = place.pointer.type.pointee, place.indices[1]
    if not isinstance(record, ir.ArrayType) or record.element != ir.IntType(8) or not isinstance(offset, ir.Constant):
        return None
    return f"{offset.constant} of {record.count}"


def _tagged(builder: Any, access: Any, name: str | None) -> Any:
    """The access, with a tag if it has a name and is one."""
    if name is not None and isinstance(access, ir.instructions.LoadInstr | ir.instructions.StoreInstr):
        module = builder.module
        root = module.add_metadata(["peninsula-sim"])
        kind = module.add_metadata([name, root, ir.Constant(_WORD, 0)])
        access.set_metadata("tbaa", module.add_metadata([kind, kind, ir.Constant(_WORD, 0)]))
    return access
