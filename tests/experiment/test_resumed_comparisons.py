"""Comparisons that were broken off are gone on from, and end as if nothing had happened."""

import errno
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from sim.analysis.sequential import Watch
from sim.api.results.comparisons import contrasts
from sim.errors import FolderError
from sim.experiment import checkpoint, matched, run
from sim.experiment.checkpoint import Resumable, folder_for, kept_in
from sim.experiment.compare import Plan, plan
from sim.experiment.folder import Interrupted
from sim.experiment.matched import Chunk, requested
from sim.scenario.scenario import Scenario
from tests.worlds import scenario, two_states

SETS = ["mechanisms.tension.weight=5", "mechanisms.rally.on=false"]
TRIALS = 11


@pytest.fixture(scope="module")
def world() -> Scenario:
    return scenario(two_states(horizon=6))


@pytest.fixture(scope="module")
def made(world: Scenario) -> Plan:
    return plan([world], SETS)


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Four trials an arm at a time, in blocks of two, each time written."""
    monkeypatch.setattr(checkpoint, "SECONDS", -1.0)
    monkeypatch.setattr(matched, "AT_ONCE", 4)
    monkeypatch.setattr(run, "block_size", lambda months: 2)


@pytest.fixture
def never_run(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Let no trial before a number be run."""

    def forbid(before: int) -> None:
        real = matched.trial_blocks

        def blocks(wanted: run.Request, first: int) -> object:
            assert first >= before, f"trial {first} is run again"
            return real(wanted, first)

        monkeypatch.setattr(matched, "trial_blocks", blocks)

    return forbid


def chunks(
    made: Plan,
    keeping: Resumable | None = None,
    size: int = 6,
    trials: int = TRIALS,
    threads: int = 1,
) -> list[Chunk]:
    """Matched trials in chunks that hold no whole number of four trials."""
    found = matched.matched(
        made.arms, trials, threads, chunk=size, draws=made.draws, keeping=keeping
    )
    return list(found)


def same(found: list[Chunk], wanted: list[Chunk]) -> bool:
    return len(found) == len(wanted) and all(
        (one.first, one.draws) == (other.first, other.draws)
        and all(map(np.array_equal, one.tables, other.tables))
        for one, other in zip(found, wanted, strict=True)
    )


def stopping(calls: int, folder: Path, resume: bool = False) -> Resumable:
    """Told to stop when that is asked for the so-manieth time."""
    told: Iterator[bool] = iter([False] * (calls - 1))
    return Resumable(folder, resume, lambda: next(told, True))


def break_off(made: Plan, folder: Path, calls: int = 9) -> None:
    with pytest.raises(Interrupted):
        chunks(made, stopping(calls, folder))


@pytest.mark.parametrize("seed", [0, 7])
def test_broken_off_after_any_block_the_chunks_are_those_of_an_undisturbed_run(
    tmp_path: Path, world: Scenario, seed: int
) -> None:
    made = plan([world], SETS, seed=seed)
    undisturbed = chunks(made)
    # Chunks of 6 are run as 4 and 2 trials: of 11, an arm has 6 blocks, the last of a single trial.
    for calls in range(1, 13):
        folder = tmp_path / str(calls)
        break_off(made, folder, calls)
        assert same(chunks(made, Resumable(folder, resume=True), threads=2), undisturbed)


def test_broken_off_again_and_again_it_still_ends(tmp_path: Path, made: Plan) -> None:
    kept = []
    for _ in range(100):
        try:
            found = chunks(made, stopping(6, tmp_path, resume=True))
        except Interrupted as stopped:
            kept.append(stopped.finished)
        else:
            break
    assert kept == [4, 6, 10]
    assert same(found, chunks(made))


def test_matched_arms_with_draws_are_gone_on_from_too(tmp_path: Path, world: Scenario) -> None:
    table = pd.DataFrame({"mechanisms.tension.weight": [0.5, 2.0, 3.0]})
    drawn = plan([world], ["mechanisms.rally.on=false"], draws=table)
    break_off(drawn, tmp_path)
    found = chunks(drawn, Resumable(tmp_path, resume=True), threads=2)
    assert {chunk.draws for chunk in found} == {3}
    assert same(found, chunks(drawn))


@pytest.mark.parametrize(("size", "trials"), [(6, 40), (5, TRIALS), (100, 100), (3, 7)])
def test_kept_trials_are_not_run_again_in_other_chunks_or_for_another_number(
    tmp_path: Path, made: Plan, never_run: Callable[[int], None], size: int, trials: int
) -> None:
    wanted = chunks(made, size=size, trials=trials)
    break_off(made, tmp_path)
    never_run(6)
    assert same(chunks(made, Resumable(tmp_path, resume=True), size, trials), wanted)


def test_a_precision_is_reached_at_the_same_trial_whatever_another_left(
    tmp_path: Path,
    made: Plan,
    monkeypatch: pytest.MonkeyPatch,
    never_run: Callable[[int], None],
) -> None:
    monkeypatch.setattr("sim.api.results.comparisons.LOOK", 6)

    def compared(precision: float, keeping: Resumable | None) -> pd.DataFrame:
        watch = Watch(made.pairings, precision, ["first_force"], 1)
        return contrasts(made, 200, 1, watch=watch, keeping=keeping)

    undisturbed = compared(0.6, None)
    assert 6 < undisturbed["trials"].iloc[0] < 200
    with pytest.raises(Interrupted):
        compared(0.01, stopping(9, tmp_path))
    never_run(6)
    found = compared(0.6, Resumable(tmp_path, resume=True))
    pd.testing.assert_frame_equal(found, undisturbed, check_exact=True)


def test_without_resume_all_is_run_anew(tmp_path: Path, made: Plan) -> None:
    break_off(made, tmp_path)
    assert "6 of 11 matched trials" in kept_in(tmp_path)
    break_off(made, tmp_path, 1)
    assert "0 of 11 matched trials" in kept_in(tmp_path)


def test_trials_of_another_comparison_are_never_gone_on_from(
    tmp_path: Path, world: Scenario, made: Plan
) -> None:
    break_off(made, tmp_path)
    draws = pd.DataFrame({"mechanisms.tension.weight": [0.5, 2.0]})
    others = [
        plan([world], SETS[:1]),
        plan([world], SETS, seed=5),
        plan([world], SETS[1:], draws=draws),
    ]
    here = folder_for(tmp_path, requested(made.arms, made.draws))
    for other in others:
        assert folder_for(tmp_path, requested(other.arms, other.draws)) != here
        with pytest.raises(FolderError, match="another computation"):
            chunks(other, Resumable(tmp_path, resume=True))


@pytest.mark.parametrize("after", [0, 1, 3])
def test_a_full_disk_leaves_what_was_written_to_go_on_from(
    tmp_path: Path, made: Plan, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    written: list[Path] = []

    real = checkpoint._write

    def full(path: Path, arrays: checkpoint.Arrays) -> None:
        if len(written) == after:
            path.write_bytes(b"some of it")
            raise OSError(errno.ENOSPC, "No space left on device")
        written.append(path)
        real(path, arrays)

    with monkeypatch.context() as patch:
        patch.setattr(checkpoint, "_write", full)
        with pytest.raises(OSError, match="No space left"):
            chunks(made, Resumable(tmp_path))
    assert not list(tmp_path.glob(".*.part"))
    assert len(list(tmp_path.glob("*.npy.zst"))) == after
    assert same(chunks(made, Resumable(tmp_path, resume=True)), chunks(made))


def test_what_a_killed_run_left_unlisted_is_run_again(tmp_path: Path, made: Plan) -> None:
    break_off(made, tmp_path)
    (tmp_path / "checkpoint-trials-0000000006.npy.zst").write_bytes(b"written, but not yet listed")
    (tmp_path / ".checkpoint-trials-0000000012.npy.zst.part").write_bytes(b"half a file")
    assert same(chunks(made, Resumable(tmp_path, resume=True)), chunks(made))
