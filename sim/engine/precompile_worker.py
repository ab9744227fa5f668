"""Part of a month, translated by a second process beside the one that compiles the engine.

Most of the time that compiling takes goes into translating rule after rule, on one processor. A second
process begins with what comes last in a month; the first finds its translations among the kept ones
when it gets there. Each saves whole what it has made, so nothing waits for anything, and a process that
is stopped too soon leaves less to be found.
"""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from ..rulebook.month import conclude, confront
from ..scenario.loading import load
from .build import build
from .world import new_world

SCENARIO = "two_state"
"""Any would do: the types of arrays are the same for all."""


@contextmanager
def translating_beside() -> Iterator[None]:
    """Have a second process translate the end of a month, as long as the block takes."""
    beside = None
    # Nothing is asked of it and nothing it says is of use: without it all takes longer, no more. A
    # package that happens to lie in the folder where a run was started is not taken for this one (-P).
    with suppress(OSError):
        beside = subprocess.Popen(  # noqa: S603  # our own module, by our own interpreter
            [sys.executable, "-P", "-m", __name__],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    try:
        yield
    finally:
        if beside is not None:
            beside.kill()
            beside.wait()


def main() -> None:
    """Translate acts that are carried out, crises and wars, and what a month leaves."""
    compiled = build(load(SCENARIO))
    world = new_world(compiled)
    for phase in (confront, conclude):
        phase.translate(compiled.parameters, world)  # type: ignore[attr-defined]  # rule() hides the dispatcher


if __name__ == "__main__":
    main()
