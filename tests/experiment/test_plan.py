"""What is left to be run: all of the plan, less what is held, and every part once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.errors import InputError
from sim.experiment.plan import BLOCK, Part, Task, blocks_of, joined, missing
from sim.experiment.studies.study import Point


def points(count: int) -> list[Point]:
    return [Point(k, f"{k:016x}", f"p{k}", 0, ()) for k in range(count)]


def trials_of(tasks: list[Task]) -> list[tuple[int, int]]:
    return [(t.point.number, k) for t in tasks for k in (t.first, t.first + t.trials - 1)]


@given(st.integers(1, 30), st.integers(1, 4 * BLOCK), st.integers(1, 50))
def test_the_parts_of_a_plan_are_the_plan(count: int, trials: int, parts: int) -> None:
    whole = blocks_of(points(count), trials)
    cut = [t for k in range(parts) for t in blocks_of(points(count), trials, Part(k + 1, parts))]
    assert cut == whole
    assert sum(task.trials for task in whole) == count * trials


@given(
    st.integers(1, 40),
    st.lists(st.tuples(st.integers(0, 39), st.integers(1, 20)), max_size=6),
)
def test_what_is_missing_and_what_is_held_are_everything_once(
    trials: int, stretches: list[tuple[int, int]]
) -> None:
    (point,) = points(1)
    held = joined((first, first + length) for first, length in stretches)
    left = list(missing([Task(point, 0, trials)], {point.key: held}))
    run = [k for task in left for k in range(task.first, task.first + task.trials)]
    kept = {k for first, end in held for k in range(first, min(end, trials))}
    assert sorted([*run, *kept]) == list(range(trials))


def test_more_trials_leave_the_old_blocks_as_they_are() -> None:
    few = blocks_of(points(2), 2 * BLOCK)
    assert [t for t in blocks_of(points(2), 3 * BLOCK) if t.first < 2 * BLOCK] == few


@pytest.mark.parametrize("text", ["0/4", "5/4", "1", "1/", "a/b", "1/0", "-1/4", "1/2/3", "½/2"])
def test_a_part_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="write 3/40"):
        Part.read(text)


def test_a_part_reads_as_it_is_written() -> None:
    assert str(Part.read("3/40")) == "3/40"
