"""A sweep's folder: every point as a run of its own would be, whatever happened on the way."""

import errno
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from sim.engine.build import Compiled
from sim.errors import FolderError, InputError, VerificationError
from sim.experiment import plan, sweep_folder, sweep_writer
from sim.experiment.executors.threads import on_threads
from sim.experiment.folder import Interrupted, run_into
from sim.experiment.ledger import Ledger
from sim.experiment.run import collect, request
from sim.experiment.shards import write_parquet
from sim.experiment.sweep import sweep_into
from sim.experiment.swept import Swept
from tests.experiment.sweeps import TEXT, study, swept

SMALL_SHARDS = """
import sys
from sim.cli import main
from sim.experiment import sweep_writer
sweep_writer.BLOCK = 30
main(sys.argv[1:])
"""


@pytest.fixture(autouse=True)
def _small_shards(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sweep_writer, "BLOCK", 30)
    monkeypatch.setattr(plan, "BLOCK", 8)
    monkeypatch.setattr("sim.experiment.executors.threads.block_size", lambda months: 3)


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("undisturbed")
    return swept(study(folder), folder / "r").content_hash


def test_a_point_has_the_content_hash_of_a_run_of_its_scenario(tmp_path: Path) -> None:
    of = study(tmp_path)
    result = swept(of, tmp_path / "r", threads=2)
    for point in of.points:
        alone = collect(request(of.scenario(point), of.trials, threads=1))
        assert result.ledger.finished[point.key, of.trials] == alone.content_hash
        assert result.series(point, "events").equals(alone.series("events"))


@pytest.mark.parametrize("shard", [1, 7, 20, 1000])
@pytest.mark.parametrize("threads", [1, 3])
def test_neither_threads_nor_shards_change_the_content(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, undisturbed: str, shard: int, threads: int
) -> None:
    monkeypatch.setattr(sweep_writer, "BLOCK", shard)
    assert swept(study(tmp_path), tmp_path / "r", threads=threads).content_hash == undisturbed


@pytest.mark.parametrize("pieces", [1, 5, 17, 41])
def test_an_interrupted_sweep_goes_on_to_the_same_content_with_other_threads(
    tmp_path: Path, undisturbed: str, pieces: int
) -> None:
    answers = iter([False] * (pieces - 1) + [True])
    of = study(tmp_path)
    with pytest.raises(Interrupted) as caught:
        sweep_into(of, tmp_path / "r", on_threads(1), stop=lambda: next(answers))
    before = Swept(tmp_path / "r")
    assert not before.manifest["complete"]
    assert sum(before.trials(point) for point in of.points) == caught.value.finished > 0
    files = {path: path.stat().st_mtime_ns for path in (tmp_path / "r").glob("trials-*")}
    after = swept(of, tmp_path / "r", resume=True, threads=2)
    assert after.content_hash == undisturbed
    assert all(path.stat().st_mtime_ns == at for path, at in files.items())


def test_a_killed_sweep_goes_on_to_the_same_content(tmp_path: Path) -> None:
    of = study(tmp_path, TEXT.replace("horizon: 4", "horizon: 12"), trials=400)
    folder = tmp_path / "killed"
    options = ["--out", str(folder), "--trials", "400", "--threads", "2", "--no-figures"]
    command = [sys.executable, "-c", SMALL_SHARDS, "sweep", str(tmp_path / "small.yaml")]
    process = subprocess.Popen([*command, *options], stdout=subprocess.DEVNULL)
    try:
        deadline = time.monotonic() + 240
        while not Ledger(folder).shards and process.poll() is None:
            assert time.monotonic() < deadline
            time.sleep(0.01)
        assert process.poll() is None, "it ended before it could be killed"
    finally:
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
    held = sum(piece.trials for shard in Ledger(folder).shards for piece in shard.pieces)
    assert 0 < held < len(of.points) * of.trials
    after = swept(of, folder, resume=True)
    assert after.content_hash == swept(of, tmp_path / "whole", threads=2).content_hash


def test_a_line_cut_off_by_a_crash_is_run_again(tmp_path: Path, undisturbed: str) -> None:
    of = study(tmp_path)
    swept(of, tmp_path / "r")
    ledger = tmp_path / "r" / "ledger.jsonl"
    whole = ledger.read_bytes()
    for cut in (len(whole) // 3, len(whole) // 2, len(whole) - 2):
        ledger.write_bytes(whole[:cut])
        assert swept(of, tmp_path / "r", resume=True).content_hash == undisturbed


@pytest.mark.parametrize("after", [0, 1, 3])
def test_a_full_disk_leaves_what_was_written_to_go_on_from(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, undisturbed: str, after: int
) -> None:
    written: list[Path] = []

    def full(table: object, path: Path) -> None:
        if len(written) == after:
            path.write_bytes(b"some of it")
            raise OSError(errno.ENOSPC, "No space left on device")
        written.append(path)
        write_parquet(table, path)

    of = study(tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr(sweep_writer, "write_parquet", full)
        with pytest.raises(OSError, match="No space left"):
            swept(of, tmp_path / "r")
    assert not list((tmp_path / "r").glob(".*.part"))
    assert len(Ledger(tmp_path / "r").shards) == after
    assert swept(of, tmp_path / "r", resume=True).content_hash == undisturbed


def test_a_ledger_on_a_full_disk_can_be_gone_on_from(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, undisturbed: str
) -> None:
    of = study(tmp_path)
    calls: Iterator[int] = iter(range(1000))
    real = os.fsync

    def full(handle: int) -> None:
        if next(calls) == 14:
            raise OSError(errno.ENOSPC, "No space left on device")
        real(handle)

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(OSError, match="No space left"):
            swept(of, tmp_path / "r")
    assert swept(of, tmp_path / "r", resume=True).content_hash == undisturbed


def test_more_trials_and_more_points_add_and_change_nothing(tmp_path: Path) -> None:
    swept(study(tmp_path, trials=9), tmp_path / "r")
    old = {path: path.read_bytes() for path in (tmp_path / "r").glob("trials-*")}
    larger = study(tmp_path, TEXT.replace("[0.5, 2, 3]", "[0.1, 0.5, 2, 3]"), trials=25)
    told: list[int] = []
    grown = sweep_into(larger, tmp_path / "r", on_threads(2), resume=True, progress=told.append)
    assert told[0] == 9 * 6, "what is held is not run again"
    assert all(path.read_bytes() == content for path, content in old.items())
    assert grown.content_hash == swept(larger, tmp_path / "anew").content_hash


def test_a_point_that_fails_is_recorded_and_the_rest_goes_on(tmp_path: Path) -> None:
    # Each severity stands alone; together they fall instead of rising.
    text = """\
name: failing
scenario: two_state
set: {horizon: 4}
trials: 10
design: zip
parameters:
  ladder.hybrid.severity: [0.14, 0.21, 0.16]
  ladder.show_of_force.severity: [0.21, 0.18, 0.23]
"""
    of = study(tmp_path, text)
    result = swept(of, tmp_path / "r", threads=2)
    assert list(result.ledger.failed) == [of.points[1].key]
    assert "severity" in result.ledger.failed[of.points[1].key]
    assert [result.trials(point) for point in of.points] == [10, 0, 10]
    assert result.manifest["complete"]
    assert result.manifest["failed"] == 1
    again = swept(of, tmp_path / "r", resume=True)
    assert again.content_hash == result.content_hash
    assert len(again.ledger.failed) == 1


def test_a_point_that_fails_while_it_runs_keeps_no_other_from_running(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, undisturbed: str
) -> None:
    from sim.experiment.executors import points

    real = points.run_trials
    of = study(tmp_path)
    bad = of.scenario(of.points[2]).digest

    def run(compiled: Compiled, first: int, count: int) -> object:
        if compiled.scenario.digest == bad and first > 5:
            raise FloatingPointError("no such number")
        return real(compiled, first, count)

    with monkeypatch.context() as patch:
        patch.setattr(points, "run_trials", run)
        result = swept(of, tmp_path / "r")
    assert result.ledger.failed == {of.points[2].key: "FloatingPointError: no such number"}
    assert result.content_hash != undisturbed
    assert swept(of, tmp_path / "r", resume=True).content_hash == undisturbed


def test_memory_holds_few_rows_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    most = 0
    real = sweep_writer.SweepWriter.take

    def take(writer: sweep_writer.SweepWriter, done: object) -> None:
        nonlocal most
        real(writer, done)  # type: ignore[arg-type]
        most = max(most, writer.waiting)

    monkeypatch.setattr(sweep_writer.SweepWriter, "take", take)
    swept(study(tmp_path, trials=200), tmp_path / "r")
    assert most <= 30 + 3


def test_a_shard_that_was_changed_is_noticed_when_it_is_gone_on_from(tmp_path: Path) -> None:
    swept(study(tmp_path, trials=10), tmp_path / "r")
    shard = tmp_path / "r" / "trials-000000.parquet"
    damaged = bytearray(shard.read_bytes())
    damaged[len(damaged) // 2] ^= 1
    shard.write_bytes(damaged)
    with pytest.raises(VerificationError, match=r"trials-000000.*checksum differs"):
        swept(study(tmp_path, trials=20), tmp_path / "r", resume=True)


def test_another_study_is_never_gone_on_with_or_written_over(tmp_path: Path) -> None:
    swept(study(tmp_path), tmp_path / "r")
    other = study(tmp_path, TEXT.replace("name: small", "name: other"))
    with pytest.raises(InputError, match="another study"):
        swept(other, tmp_path / "r", resume=True)
    with pytest.raises(FolderError, match="another study"):
        swept(other, tmp_path / "r")
    with pytest.raises(FolderError, match="more than are asked for"):
        swept(study(tmp_path, trials=5), tmp_path / "r")
    with pytest.raises(InputError, match="already holds 20 trials"):
        swept(study(tmp_path, trials=5), tmp_path / "r", resume=True)


def test_a_sweep_and_a_run_never_share_a_folder(tmp_path: Path) -> None:
    of = study(tmp_path)
    swept(of, tmp_path / "sweep")
    run_into(request(of.bases[0], 4, threads=1), tmp_path / "run")
    with pytest.raises(FolderError, match="holds a sweep, not a run"):
        run_into(request(of.bases[0], 4, threads=1), tmp_path / "sweep")
    with pytest.raises(FolderError, match="holds a run, not a sweep"):
        swept(of, tmp_path / "run")


def test_rules_that_have_changed_are_never_gone_on_with(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    swept(study(tmp_path), tmp_path / "r")
    monkeypatch.setattr(sweep_folder, "source_digest", lambda: "other rules")
    with pytest.raises(InputError, match="another version"):
        swept(study(tmp_path), tmp_path / "r", resume=True)


def test_the_folder_alone_says_what_was_swept(tmp_path: Path) -> None:
    of = study(tmp_path)
    found = swept(of, tmp_path / "r").study
    assert found.points == of.points
    assert found.planned == of.planned
    assert [base.digest for base in found.bases] == [base.digest for base in of.bases]
    manifest = json.loads((tmp_path / "r" / "manifest.json").read_text())
    assert manifest["finished"] == len(of.points) * of.trials
