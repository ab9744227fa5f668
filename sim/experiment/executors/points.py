"""A point made ready to run, or the reason why it can't be; trials of it, or why there are none."""

from ...arrays import Words
from ...engine.build import Compiled
from ...engine.ensemble import run_trials
from ...scenario.scenario import Scenario
from ..draws import Draws
from ..studies import study
from ..studies.study import Values

FAILURES = (
    ValueError,
    LookupError,
    TypeError,
    ArithmeticError,
    AssertionError,
    MemoryError,
    RuntimeError,
)
"""What ends a point and not the sweep: all but a disk that can't be written and a wish to stop."""


def made_ready(base: Scenario, values: Values, draws: Draws | None) -> Compiled | str:
    """The arrays of a point, or in words why it has none."""
    try:
        return study.made_ready(base, values, draws)
    except FAILURES as error:
        return in_words(error)


def rows_of(compiled: Compiled, first: int, count: int) -> Words | str:
    """Raw rows of some trials of a point, or in words why there are none."""
    try:
        return run_trials(compiled, first, count).rows
    except FAILURES as error:
        return in_words(error)


def in_words(error: BaseException) -> str:
    """An error in one line; its kind where it was not made for readers."""
    text = " ".join(str(error).split())
    return text if isinstance(error, ValueError) and text else f"{type(error).__name__}: {text}"
