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

import numpy as np
import numpy.typing as npt


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
        for name, array, declared in self.declared():
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
        return tuple((name, array) for name, array, _ in self.declared())

    def declared(self) -> Iterator[tuple[str, Any, Declared]]:
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
    def _numba_type_(self) -> Any:
        """What Numba asks an object of a class that it does not know for: its compile-time type."""
        from .jit import type_of_tables

        return type_of_tables(self)
