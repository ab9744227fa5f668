"""Rules read and write the arrays of a ``Tables`` as plain Python does."""

import copy
import pickle
from dataclasses import dataclass
from typing import Annotated, Any

import numpy as np
import pytest

from sim.kernel.jit import rule
from sim.kernel.tables import Tables, Width

ROW = np.dtype([("count", np.int64), ("share", np.float64)])


@dataclass(frozen=True, eq=False)
class Sample(Tables):
    """A record array, a grid, and the same grid as whole words."""

    rows: Any
    grid: Any
    words: Any


def sample(rows: int = 3) -> Sample:
    grid = np.arange(2.0 * rows).reshape(rows, 2)
    return Sample(np.zeros(rows, ROW).view(np.recarray), grid, grid.view(np.int64))


@rule
def walk(t: Any) -> float:
    """Write to every array by way of its shape, and return what is read back."""
    total = 0.0
    for i in range(t.rows.shape[0]):
        row = t.rows[i]
        row.count += i
        row.share = 0.5 * row.count
        for j in range(t.grid.shape[1]):
            t.grid[i, j] += row.share
            total += t.grid[i, j]
    return total


def test_compiled_and_plain_leave_the_same_bytes_for_any_number_of_rows() -> None:
    plain = getattr(walk, "py_func", walk)
    for rows in (0, 1, 5):
        compiled_sample, plain_sample = sample(rows), sample(rows)
        assert walk(compiled_sample) == plain(plain_sample)
        for (_, ours), (_, theirs) in zip(
            compiled_sample.arrays(), plain_sample.arrays(), strict=True
        ):
            assert ours.tobytes() == theirs.tobytes()


def test_views_of_the_same_words_see_what_a_rule_wrote() -> None:
    tables = sample()
    walk(tables)
    assert tables.words.tobytes() == tables.grid.tobytes()


@pytest.mark.parametrize("duplicate", [copy.deepcopy, lambda t: pickle.loads(pickle.dumps(t))])
def test_a_copy_is_written_to_and_the_original_is_not(duplicate: Any) -> None:
    tables = sample()
    other = duplicate(tables)
    walk(other)
    assert other.rows[2].count == 2
    assert tables.rows[2].count == 0


def test_an_array_with_gaps_is_refused_by_name() -> None:
    grid = np.zeros((4, 2))
    with pytest.raises(ValueError, match=r"Sample\.grid must be C-contiguous"):
        Sample(np.zeros(1, ROW).view(np.recarray), grid[:, :1], grid)


def test_rows_of_another_width_than_is_declared_are_refused() -> None:
    @dataclass(frozen=True, eq=False)
    class Wide(Tables):
        rows: Annotated[Any, Width(4)]

    with pytest.raises(ValueError, match=r"Wide\.rows must have rows of 4, not 3"):
        Wide(np.zeros((2, 3)))
    assert Wide(np.zeros((0, 4))).rows.size == 0


def test_an_unknown_array_is_a_compile_error_and_not_a_wild_read() -> None:
    @rule
    def asks(t: Any) -> float:
        return float(t.nothing[0])

    with pytest.raises(Exception, match="nothing"):
        asks(sample())


def test_tables_elsewhere_have_their_own_arrays_and_the_same_types() -> None:
    first = sample()
    second = first.elsewhere({name: array.copy() for name, array in first.arrays()})
    assert second._numba_type_ == sample()._numba_type_
    assert walk(second) > 0.0
    assert first.rows["count"].sum() == 0
    assert second.rows["count"].sum() > 0
