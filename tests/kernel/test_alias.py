"""What compiled code takes to be apart is apart, and what may touch the same memory is read again."""

from dataclasses import dataclass
from typing import Annotated, Any

import numba
import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.engine.build import build
from sim.engine.overrides import open_copy
from sim.engine.world import new_world
from sim.kernel.jit import plain_python, rule
from sim.kernel.tables import Declared, Tables
from tests.worlds import lively, scenario

FIELDS = np.dtype([("count", np.int64), ("share", np.float64)])
ROWS, WIDTH = 4, 5


@dataclass(frozen=True, eq=False)
class World(Tables):
    """Records and a grid in one run of words, which ``words`` shows whole, and a grid beside it."""

    records: Any
    grid: Any
    beside: Any
    words: Annotated[Any, Declared(shows_others=True)]


def world() -> World:
    words = np.zeros(2 * ROWS + ROWS * WIDTH)
    records = words[: 2 * ROWS].view(FIELDS).view(np.recarray)
    grid = words[2 * ROWS :].reshape(ROWS, WIDTH)
    return World(records, grid, np.ones((ROWS, WIDTH)), words)


@rule
def work(t: Any, steps: Any, held: Any, read: Any) -> None:
    """Write where each step says, by five ways to memory, and note what four reads find after it."""
    for s in range(steps.shape[0]):
        way = steps[s, 0]
        row = steps[s, 1]
        place = steps[s, 2]
        share = t.records[row].share
        cell = t.grid[row, place]
        word = t.words[steps[s, 3]]
        if way == 0:
            t.records[row].share = share + 1.0
        elif way == 1:
            t.grid[row, place] = cell + 2.0
        elif way == 2:
            line = t.grid[row]
            over = t.beside[row]
            for k in range(line.shape[0]):
                line[k] += 0.5 * over[k]
                over[k] = line[k]
        elif way == 3:
            t.words[steps[s, 3]] = word + 4.0
        else:
            held[steps[s, 3]] = word + 8.0
        read[s, 0] = share + t.records[row].share
        read[s, 1] = cell + t.grid[row, place]
        read[s, 2] = word + t.words[steps[s, 3]]
        read[s, 3] = t.beside[row, place]


Step = st.tuples(
    st.integers(0, 4),
    st.integers(0, ROWS - 1),
    st.integers(0, WIDTH - 1),
    st.integers(0, 2 * ROWS + ROWS * WIDTH - 1),
)


@settings(deadline=None)
@given(st.lists(Step, min_size=1, max_size=40))
def test_whatever_way_memory_is_written_every_way_to_it_reads_it(
    steps: list[tuple[int, int, int, int]],
) -> None:
    def left_by(function: Any) -> tuple[bytes, bytes, bytes]:
        t, read = world(), np.zeros((len(steps), 4))
        # The run of words is given once more, as an array that no ``Tables`` declares.
        function(t, np.array(steps, dtype=np.int64), t.words, read)
        return t.words.tobytes(), t.beside.tobytes(), read.tobytes()

    assert left_by(work) == left_by(getattr(work, "py_func", work))


@pytest.mark.skipif(plain_python(), reason="nothing is compiled")
def test_own_arrays_and_fields_are_tagged_and_arrays_that_show_others_are_not() -> None:
    def accesses(source: Any, *more: npt.NDArray[np.float64]) -> list[bool]:
        """Whether each access to a number of floating point has a tag."""
        made = rule(source)
        made.translations = made.entries = None
        made(world(), *more)
        (translation,) = made.overloads.values()
        lines = str(translation.library._final_module).splitlines()
        return [
            "!tbaa" in line for line in lines if "load double," in line or "store double " in line
        ]

    def own(t: Any) -> None:
        t.grid[0, 0] = t.records[1].share + t.beside[2, 3]

    def shown(t: Any) -> None:
        t.words[0] = t.words[1]

    def given_alone(t: Any, array: Any) -> None:
        array[0] = array[1]

    assert accesses(own) == [True] * 3
    assert accesses(shown) == [False] * 2
    assert accesses(given_alone, np.zeros(2)) == [False] * 2


@pytest.mark.skipif(plain_python(), reason="nothing is compiled")
def test_other_code_of_numba_is_tagged_with_nothing() -> None:
    @rule
    def of_ours(rows: Any) -> float:
        return float(rows[0].share)

    of_ours.translations = of_ours.entries = None  # type: ignore[attr-defined]

    @numba.njit  # type: ignore[untyped-decorator]
    def by_numba(rows: Any) -> float:
        return float(rows[0].share)

    rows = np.zeros(2, FIELDS).view(np.recarray)
    of_ours(rows)
    by_numba(rows)
    assert "tbaa" not in by_numba.inspect_llvm(by_numba.signatures[0])


def test_no_parameter_shares_memory_with_the_world() -> None:
    compiled, _ = open_copy(build(scenario(lively())))
    kept = [array for _, array in new_world(compiled).arrays()]
    assert kept
    for _, array in compiled.parameters.arrays():
        assert not any(
            np.shares_memory(array, other) for other in (*kept, compiled.initial) if other.size
        )
