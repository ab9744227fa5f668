"""Trial k is the same whatever else is run: trials, threads, blocks. Seed 0 is a seed."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sim.engine.build import build
from sim.engine.ensemble import blocks, run_trials
from tests.properties.scenarios import Data, scenarios
from tests.worlds import changed, lively, run, scenario

GENERATED = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@GENERATED
@given(data=scenarios(), count=st.integers(1, 9), threads=st.integers(1, 3), size=st.integers(1, 9))
def test_a_trial_is_the_same_in_any_blocks_on_any_threads(
    data: Data, count: int, threads: int, size: int
) -> None:
    compiled = build(scenario(data))
    whole = run_trials(compiled, 0, 9, trajectories=True)
    parts = list(blocks(compiled, 0, count, threads=threads, trajectories=True, size=size))
    assert [block.first for block in parts] == list(range(0, count, size))
    assert np.array_equal(np.concatenate([b.rows for b in parts]), whole.rows[:count])
    paths = np.concatenate([b.trajectories for b in parts])
    assert np.array_equal(paths, whole.trajectories[:count])


@GENERATED
@given(data=scenarios(), first=st.sampled_from([0, 1, 5, 9_999, 2**32 - 3]))
def test_a_trial_depends_on_its_number_alone(data: Data, first: int) -> None:
    compiled = build(scenario(data))
    together = run_trials(compiled, first, 3, trajectories=True)
    for k in (2, 0, 1):
        alone = run_trials(compiled, first + k, 1, trajectories=True)
        assert np.array_equal(alone.rows[0], together.rows[k])
        assert np.array_equal(alone.trajectories[0], together.trajectories[k])


def test_recording_trajectories_changes_no_row() -> None:
    compiled = build(scenario(lively()))
    rows = run_trials(compiled, 0, 20).rows
    assert np.array_equal(run_trials(compiled, 0, 20, trajectories=True).rows, rows)
    assert np.array_equal(run_trials(compiled, 0, 20, trajectories=[3, 1]).rows, rows)


def test_trials_differ_from_each_other() -> None:
    rows = run(lively(), 60).rows
    assert len({row.tobytes() for row in rows}) == 60


@pytest.mark.parametrize("seed", [0, 1, 2**53])
def test_every_seed_is_a_seed_and_says_the_same_again(seed: int) -> None:
    one = run(changed(lively(), {"seed": seed}), 5)
    assert one.compiled.scenario.seed == seed
    assert np.array_equal(one.paths, run(changed(lively(), {"seed": seed}), 5).paths)


def test_seeds_0_1_and_2_have_luck_of_their_own() -> None:
    paths = [run(changed(lively(), {"seed": seed}), 5).paths for seed in (0, 1, 2)]
    assert len({path.tobytes() for path in paths}) == 3
