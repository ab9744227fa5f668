"""A result folder: complete, resumable after any interruption, and never another scenario's."""

import errno
import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from sim.errors import FolderError, InputError, VerificationError
from sim.experiment import run
from sim.experiment import stored as stored_module
from sim.experiment import writer as writer_module
from sim.experiment.folder import Interrupted, run_into
from sim.experiment.run import Collected, Request, request
from sim.experiment.store import checksum, only_run
from sim.experiment.stored import Stored
from sim.scenario import Scenario

TRIALS = 12


@pytest.fixture(autouse=True)
def _small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "block_size", lambda months: 2)


def stop_after(blocks: int) -> "list[bool]":
    return [False] * (blocks - 1) + [True] * 1000


def interrupted(wanted: Request, path: Path, blocks: int) -> int:
    answers = iter(stop_after(blocks))
    with pytest.raises(Interrupted) as caught:
        run_into(wanted, path, stop=lambda: next(answers))
    return caught.value.finished


@pytest.mark.parametrize("shard", [1, 3, 5, 25_000])
def test_the_content_does_not_depend_on_the_cuts_between_shards(
    wanted: Request, undisturbed: Collected, tmp_path: Path, shard: int
) -> None:
    stored = run_into(wanted, tmp_path / "r", shard_trials=shard)
    assert stored.content_hash == undisturbed.content_hash
    assert stored.frame().equals(undisturbed.frame())


def test_the_manifest_lists_every_shard_with_its_rows_and_checksum(
    wanted: Request, tmp_path: Path
) -> None:
    stored = run_into(wanted, tmp_path, shard_trials=5)
    manifest = json.loads((tmp_path / "manifest.json").read_text())
    assert manifest["complete"] is True
    assert manifest["seed"] == 0
    assert manifest["scenario"]["horizon"] == 4
    end = 0
    for shard in manifest["shards"]:
        assert shard["first"] == end
        end += shard["count"]
        listed = shard["trials"]
        assert checksum(tmp_path / listed["file"]) == listed["blake2b"]
        assert pq.read_metadata(tmp_path / listed["file"]).num_rows == shard["count"]
    assert end == TRIALS == len(stored.series("trial"))


def test_the_folder_holds_the_scenario_as_it_was_run(wanted: Request, tmp_path: Path) -> None:
    from sim.experiment import resolved

    run_into(wanted, tmp_path)
    assert resolved.read(tmp_path).digest == wanted.compiled.scenario.digest


@pytest.mark.parametrize("blocks", [1, 2, 5])
def test_an_interrupted_run_goes_on_to_the_same_content(
    wanted: Request, undisturbed: Collected, tmp_path: Path, blocks: int
) -> None:
    assert interrupted(wanted, tmp_path, blocks) == 2 * blocks
    partial = Stored(tmp_path)
    assert partial.manifest["complete"] is False
    assert len(partial.frame()) == 2 * blocks
    stored = run_into(wanted, tmp_path, resume=True)
    assert stored.content_hash == undisturbed.content_hash
    assert stored.manifest["complete"] is True


def test_a_run_interrupted_twice_goes_on_twice(
    wanted: Request, undisturbed: Collected, tmp_path: Path
) -> None:
    interrupted(wanted, tmp_path, 1)
    with pytest.raises(Interrupted):
        run_into(wanted, tmp_path, resume=True, stop=lambda: True)
    assert run_into(wanted, tmp_path, resume=True).content_hash == undisturbed.content_hash


def test_trajectories_resume_to_the_same_content(small: Scenario, tmp_path: Path) -> None:
    wanted = request(small, TRIALS, threads=1, trajectories=True)
    whole = run_into(wanted, tmp_path / "whole")
    interrupted(wanted, tmp_path / "parts", 3)
    parts = run_into(wanted, tmp_path / "parts", resume=True, shard_trials=4)
    assert parts.manifest["trajectory_hash"] == whole.manifest["trajectory_hash"]
    first, second = whole.trajectories(), parts.trajectories()
    assert first is not None
    assert second is not None
    assert first.equals(second)


def test_keeping_trajectories_changes_no_trial(
    small: Scenario, undisturbed: Collected, tmp_path: Path
) -> None:
    wanted = request(small, TRIALS, threads=1, trajectories=True)
    assert run_into(wanted, tmp_path).content_hash == undisturbed.content_hash


@pytest.mark.parametrize("kind", [KeyboardInterrupt, MemoryError])
def test_a_run_that_dies_anywhere_can_be_gone_on_from(
    wanted: Request,
    undisturbed: Collected,
    tmp_path: Path,
    kind: type[BaseException],
) -> None:
    told: list[int] = []

    def die(done: int) -> None:
        told.append(done)
        if done >= 8:
            raise kind

    with pytest.raises(kind):
        run_into(wanted, tmp_path, shard_trials=4, progress=die)
    assert Stored(tmp_path).manifest["finished"] == 4
    assert run_into(wanted, tmp_path, resume=True).content_hash == undisturbed.content_hash


def test_files_left_by_a_killed_run_are_cleared_away(
    wanted: Request, undisturbed: Collected, tmp_path: Path
) -> None:
    interrupted(wanted, tmp_path, 2)
    (tmp_path / ".trials-000001.parquet.part").write_bytes(b"half a shard")
    (tmp_path / "trials-000001.parquet").write_bytes(b"written, but not yet listed")
    stored = run_into(wanted, tmp_path, resume=True, shard_trials=100)
    assert stored.content_hash == undisturbed.content_hash
    assert not list(tmp_path.glob(".*.part"))


def test_a_full_disk_leaves_whole_shards_to_go_on_from(
    wanted: Request, undisturbed: Collected, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = writer_module.write_parquet
    written: list[Path] = []

    def full(table: object, path: Path) -> None:
        if written:
            path.write_bytes(b"some of it")
            raise OSError(errno.ENOSPC, "No space left on device")
        written.append(path)
        write(table, path)

    with monkeypatch.context() as patch:
        patch.setattr(writer_module, "write_parquet", full)
        with pytest.raises(OSError, match="No space left"):
            run_into(wanted, tmp_path, shard_trials=4)
    assert not list(tmp_path.glob(".*.part"))
    assert Stored(tmp_path).manifest["finished"] == 4
    assert run_into(wanted, tmp_path, resume=True).content_hash == undisturbed.content_hash


def test_more_trials_extend_a_result(
    small: Scenario, undisturbed: Collected, tmp_path: Path
) -> None:
    run_into(request(small, 5, threads=1), tmp_path)
    stored = run_into(request(small, TRIALS, threads=2), tmp_path, resume=True)
    assert stored.content_hash == undisturbed.content_hash


@pytest.mark.parametrize(
    ("settings", "message"),
    [({"seed": 1}, "seed 0, not 1"), ({"states.north.power": 2.0}, "another scenario")],
)
def test_another_scenario_is_never_gone_on_with(
    small: Scenario,
    wanted: Request,
    tmp_path: Path,
    settings: dict[str, float],
    message: str,
) -> None:
    interrupted(wanted, tmp_path, 1)
    other = request(small.replace(settings), TRIALS, threads=1)
    with pytest.raises(InputError, match=message):
        run_into(other, tmp_path, resume=True)
    with pytest.raises(FolderError, match="another scenario"):
        run_into(other, tmp_path)


def test_rules_that_have_changed_are_never_gone_on_with(
    wanted: Request, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    interrupted(wanted, tmp_path, 1)
    monkeypatch.setattr(writer_module, "source_digest", lambda: "other rules")
    with pytest.raises(InputError, match="another version"):
        run_into(wanted, tmp_path, resume=True)


def test_a_shard_that_was_changed_is_noticed(wanted: Request, tmp_path: Path) -> None:
    interrupted(wanted, tmp_path, 2)
    shard = tmp_path / "trials-000000.parquet"
    damaged = bytearray(shard.read_bytes())
    damaged[len(damaged) // 2] ^= 1
    shard.write_bytes(damaged)
    with pytest.raises(VerificationError, match="checksum differs"):
        run_into(wanted, tmp_path, resume=True)
    shard.unlink()
    with pytest.raises(VerificationError, match="can't be read"):
        run_into(wanted, tmp_path, resume=True)


def test_a_shard_that_lacks_trials_is_never_read_as_a_column(
    wanted: Request, tmp_path: Path
) -> None:
    stored = run_into(wanted, tmp_path, shard_trials=5)
    first = tmp_path / "trials-000000.parquet"
    pq.write_table(pq.read_table(first).slice(1), first)
    with pytest.raises(VerificationError, match="holds 5 trials, not 6"):
        stored.series("terminal_class")


@pytest.mark.parametrize("at_once", [1, 8 * TRIALS, 5 * 8 * TRIALS, 2**24])
def test_columns_come_in_the_order_asked_for_however_many_are_read_at_a_time(
    wanted: Request, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    stored = run_into(wanted, tmp_path, shard_trials=5)
    monkeypatch.setattr(stored_module, "AT_ONCE", at_once)
    names = [column.name for column in reversed(stored.columns)]
    found = list(stored.each(names))
    assert [values.name for values in found] == names
    assert all(values.equals(stored.series(str(values.name))) for values in found)
    assert list(stored.frame(["events", "trial", "events"])) == ["events", "trial"]
    with pytest.raises(KeyError, match="nothing"):
        list(stored.each(["trial", "nothing"]))


def test_the_same_scenario_writes_its_folder_anew(
    wanted: Request, undisturbed: Collected, tmp_path: Path
) -> None:
    run_into(wanted, tmp_path, shard_trials=2)
    (tmp_path / "notes.txt").write_text("mine")
    again = run_into(wanted, tmp_path)
    assert again.content_hash == undisturbed.content_hash
    assert [path.name for path in sorted(tmp_path.glob("trials-*"))] == ["trials-000000.parquet"]
    assert (tmp_path / "notes.txt").read_text() == "mine"


def test_a_larger_result_is_not_written_over(small: Scenario, tmp_path: Path) -> None:
    run_into(request(small, 6, threads=1), tmp_path)
    with pytest.raises(FolderError, match="more than the 5 asked for"):
        run_into(request(small, 5, threads=1), tmp_path)
    assert len(Stored(tmp_path).frame()) == 6


def test_a_folder_of_other_files_is_refused_and_left_alone(wanted: Request, tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(FolderError, match=r"thesis\.txt"):
        run_into(wanted, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_a_file_in_the_folders_place_is_refused(wanted: Request, tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text("mine")
    with pytest.raises(FolderError, match="is a file"):
        run_into(wanted, path)
    with pytest.raises(FolderError, match="can't be written"):
        run_into(wanted, path / "below")


def test_a_manifest_that_is_none_is_refused(wanted: Request, tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text("{}")
    with pytest.raises(FolderError, match="no manifest that this version reads"):
        run_into(wanted, tmp_path)
    (tmp_path / "manifest.json").write_bytes(b"\xff\x00")
    with pytest.raises(FolderError, match="no readable manifest"):
        run_into(wanted, tmp_path, resume=True)


def test_nothing_can_be_resumed_where_nothing_was_begun(wanted: Request, tmp_path: Path) -> None:
    with pytest.raises(FolderError, match="nothing to resume"):
        run_into(wanted, tmp_path, resume=True)


def test_two_runs_never_write_to_one_folder_at_once(wanted: Request, tmp_path: Path) -> None:
    pytest.importorskip("fcntl")
    with only_run(tmp_path), pytest.raises(FolderError, match="another run"):
        run_into(wanted, tmp_path)
