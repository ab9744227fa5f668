"""A trial depends on its number and the scenario alone."""

import numpy as np
import pytest

from sim.errors import InputError
from sim.experiment import run
from sim.experiment.run import Collected, Request, collect, request
from sim.scenario import Scenario

TRIALS = 12


@pytest.mark.parametrize("size", [1, 5, 100])
@pytest.mark.parametrize("threads", [1, 2])
def test_threads_and_blocks_change_nothing(
    small: Scenario,
    undisturbed: Collected,
    size: int,
    threads: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(run, "block_size", lambda months: size)
    again = collect(request(small, TRIALS, threads=threads))
    assert again.content_hash == undisturbed.content_hash
    assert np.array_equal(again.table, undisturbed.table)


def test_the_mesa_engine_gives_the_same_content(small: Scenario, undisturbed: Collected) -> None:
    assert collect(request(small, TRIALS, engine="mesa")).content_hash == undisturbed.content_hash


def test_a_trial_is_the_same_however_many_are_run(small: Scenario, undisturbed: Collected) -> None:
    few = collect(request(small, 5, threads=1))
    assert np.array_equal(few.table, undisturbed.table[:5])


def test_seed_zero_is_a_seed_of_its_own(small: Scenario, undisturbed: Collected) -> None:
    assert small.seed == 0
    other = collect(request(small.replace({"seed": 1}), TRIALS, threads=1))
    assert not np.array_equal(other.table[:, 1:], undisturbed.table[:, 1:])
    assert other.content_hash != undisturbed.content_hash


def test_trajectories_are_kept_for_the_variables_named(small: Scenario) -> None:
    names = ["rivalries.north-south.tension", "first_force"]
    found = collect(request(small, 3, threads=1, trajectories=names)).trajectories()
    assert found is not None
    assert list(found.columns) == ["trial", "month", *names]
    assert found["month"].tolist() == [0, 1, 2, 3] * 3
    every = collect(request(small, 3, threads=1, trajectories=True)).trajectories(names)
    assert every is not None
    assert every.equals(found[names])


def test_the_last_month_of_a_trajectory_is_where_the_trial_ends(small: Scenario) -> None:
    found = collect(request(small, TRIALS, threads=1, trajectories=["events", "first_force"]))
    paths = found.trajectories()
    assert paths is not None
    last = paths[paths["month"] == 3].reset_index(drop=True)
    assert last["events"].equals(found.series("events"))
    assert last["first_force"].equals(found.series("first_force"))


def test_progress_is_told_and_ends_at_the_number_of_trials(wanted: Request) -> None:
    told: list[int] = []
    collect(wanted, told.append)
    assert told == sorted(told)
    assert told[-1] == TRIALS


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"trials": 0}, "trials must be from 1"),
        ({"trials": -1}, "trials must be from 1"),
        ({"trials": 2**32 + 1}, "trials must be from 1"),
        ({"trials": 1, "threads": 0}, "threads must be from 1"),
        ({"trials": 1, "threads": 100_000}, "threads must be from 1"),
        ({"trials": 1, "engine": "magic"}, "allowed: compiled, mesa"),
        ({"trials": 1, "trajectories": ["states.north.nothing"]}, "states.north.nothing"),
    ],
)
def test_what_cannot_be_run_is_refused_in_words(
    small: Scenario, asked: dict[str, object], message: str
) -> None:
    with pytest.raises(InputError, match=message):
        request(small, **asked)  # type: ignore[arg-type]  # wrong on purpose
