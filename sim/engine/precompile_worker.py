"""A second process that translates rules while the first compiles the engine.

Half of the time that compiling takes goes into translating one rule after another, on one processor.
The second process begins with the last phases of a month, and keeps each translation as a whole file.
The first takes those files that are there when it gets to these phases; it never waits. With two
processors, a quarter of the time is saved.
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
"""Any scenario will do: the types of arrays are the same for all."""


@contextmanager
def translating_beside() -> Iterator[None]:
    """Have a second process translate the last phases of a month while the block runs."""
    beside = None
    # If it cannot start or fails, compiling only takes longer, so nothing is read from it. By -P, a package
    # of the same name in the folder where a run was started is not taken for this one.
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
    """Translate the phases in which acts are carried out and crises and wars take place, and the last one."""
    compiled = build(load(SCENARIO))
    world = new_world(compiled)
    for phase in (confront, conclude):
        phase.translate(compiled.parameters, world)  # type: ignore[attr-defined]  # rule() hides the dispatcher


if __name__ == "__main__":
    main()
