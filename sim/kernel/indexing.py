"""How rules index arrays: every index as it is, never counted from the end.

Numba asks of each index whether it is negative. No rule has one that is
(``tests/properties/test_places.py``), and without the question a trial takes 7% less time.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from numba.core.types import intp
from numba.np import arrayobj


@contextmanager
def indices_as_they_are() -> Iterator[None]:
    """Within it, what Numba translates asks of no index whether it counts from the end."""
    usual = arrayobj.fix_integer_index

    def index_as_it_is(context: Any, builder: Any, index_type: Any, index: Any, _length: Any) -> Any:
        return context.cast(builder, index, index_type, intp)

    # Numba offers no option for this. Its lock is held, so no other code is translated meanwhile.
    arrayobj.fix_integer_index = index_as_it_is
    try:
        yield
    finally:
        arrayobj.fix_integer_index = usual
