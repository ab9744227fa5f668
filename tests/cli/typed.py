"""What a typed command gives back, for the tests that type one."""

from collections.abc import Callable
from typing import NamedTuple


class Said(NamedTuple):
    """The exit code of a command, and what it wrote to the output and to the error stream."""

    code: int
    out: str
    err: str


Call = Callable[..., Said]
