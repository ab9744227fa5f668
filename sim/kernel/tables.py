"""Many arrays passed to a rule as one argument.

Numba passes an array by value, as seven 64-bit words in every call. With some fifty arrays, the calls
would take longer than the rules, to compile and to run. So a ``Tables`` keeps a directory: where each
array lies in memory, and how long its axes are. Compiled code receives the address of the directory
and looks an array up where it is used. In plain Python a ``Tables`` is an ordinary object with arrays
as attributes::

    directory   [ address | rows            ]  of the first array, with one axis
                [ address | rows | columns  ]  of the second, with two
                ...
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from functools import cached_property
from typing import Any, NamedTuple, Self

import numpy as np
import numpy.typing as npt


class Width(NamedTuple):
    """An annotation of a field: the length of its array's last axis, which compiled code takes as given.

    Loops over such rows have a length known to the compiler, and become vector instructions.
    """

    columns: int


@dataclass(frozen=True, eq=False)
class Tables:
    """Base of frozen dataclasses whose fields are C-contiguous arrays, given to rules together.

    An array's contents may change; where it lies and its shape may not.

    Raises
    ------
    ValueError
        If an array is not C-contiguous, or has rows of another width than is declared.
    """

    directory: npt.NDArray[np.int64] = field(init=False, repr=False)
    address: int = field(init=False, repr=False)

    def __post_init__(self) -> None:
        entries: list[int] = []
        for name, array, width in self.declared():
            if not array.flags.c_contiguous:
                raise ValueError(f"{type(self).__name__}.{name} must be C-contiguous")
            if width not in (None, array.shape[-1]):
                wrong = array.shape[-1]
                raise ValueError(f"{type(self).__name__}.{name} must have rows of {width}, not {wrong}")
            entries += [array.ctypes.data, *array.shape]
        directory = np.array(entries, dtype=np.int64)
        object.__setattr__(self, "directory", directory)
        object.__setattr__(self, "address", int(directory.ctypes.data))

    def __reduce__(self) -> tuple[type[Self], tuple[Any, ...]]:
        # A copy has arrays of its own, and so needs a directory of its own.
        return type(self), tuple(array for _, array in self.arrays())

    def arrays(self) -> tuple[tuple[str, Any], ...]:
        """Names and arrays, in the order of the fields."""
        return tuple((name, array) for name, array, _ in self.declared())

    def declared(self) -> Iterator[tuple[str, Any, int | None]]:
        """Names, arrays and widths, None where none is declared, in the order of the fields."""
        for one in fields(self):
            if one.init:
                annotated = getattr(one.type, "__metadata__", ())
                width = next((each.columns for each in annotated if isinstance(each, Width)), None)
                yield one.name, getattr(self, one.name), width

    def elsewhere(self, arrays: Mapping[str, Any]) -> Self:
        """Tables of the same types whose arrays, given by name, lie elsewhere."""
        made = type(self)(**arrays)
        # To work out the type of so many arrays takes longer than to copy them.
        object.__setattr__(made, "_numba_type_", self._numba_type_)
        return made

    @cached_property
    def _numba_type_(self) -> Any:
        """The compile-time type, for which Numba asks an object of a class that it does not know."""
        from .jit import type_of_tables

        return type_of_tables(self)
