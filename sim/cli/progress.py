"""A line on the error stream that says what is being done and how far it is."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from .terminal import say


@contextmanager
def doing(what: str) -> Iterator[None]:
    """Say on a terminal's error stream what is being done; the words go when it is done."""
    shown = sys.stderr.isatty()
    if shown:
        say(f"{what} ...", err=True, nl=False)
    try:
        yield
    finally:
        if shown:
            say(f"\r{' ' * (len(what) + 4)}\r", err=True, nl=False)


@contextmanager
def progress() -> Iterator[Callable[[str, int, int], None]]:
    """Something to tell of what is done how many are done, and of how many.

    On a terminal the line is written over; elsewhere each thing done is named once, as it begins.
    """
    shown = sys.stderr.isatty()
    last = ""

    def tell(what: str, done: int, of: int) -> None:
        nonlocal last
        if shown:
            if last and what != last:
                say(err=True)
            say(f"\r{what}: {done:,} of {of:,}  ", err=True, nl=False)
        elif what != last:
            say(what, err=True)
        last = what

    try:
        yield tell
    finally:
        if last and shown:
            say(err=True)
