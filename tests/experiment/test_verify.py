"""Verification finds what was changed, and names the file."""

import hashlib
import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from sim.errors import FolderError, InputError, VerificationError
from sim.experiment import run, sampling
from sim.experiment.folder import run_into
from sim.experiment.run import Request, request
from sim.experiment.store import write_manifest
from sim.experiment.verify import Verified, verify
from sim.scenario import Scenario
from tests.experiment.sweeps import study, swept


def test_a_whole_run_is_found_whole(
    small: Scenario, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "block_size", lambda months: 1)
    run_into(request(small, 12, threads=1, trajectories=True), tmp_path, shard_trials=5)
    assert verify(tmp_path, 8) == Verified(7, 12, 8)


def test_a_whole_sweep_is_found_whole(tmp_path: Path) -> None:
    of = study(tmp_path)
    swept(of, tmp_path / "r")
    found = verify(tmp_path / "r", 30)
    assert (found.trials, found.again) == (len(of.points) * of.trials, 30)


def test_every_changed_file_of_a_result_is_found_and_named(wanted: Request, tmp_path: Path) -> None:
    run_into(wanted, tmp_path / "run", shard_trials=5)
    swept(study(tmp_path), tmp_path / "sweep")
    for path in [*(tmp_path / "run").iterdir(), *(tmp_path / "sweep").iterdir()]:
        if path.name == "manifest.json":
            continue
        whole = path.read_bytes()
        changed = whole.replace(b"0", b"1", 1) if path.suffix != ".parquet" else whole[:-9]
        path.write_bytes(changed)
        with pytest.raises((VerificationError, FolderError), match=path.name):
            verify(path.parent, 0)
        path.write_bytes(whole)
        verify(path.parent, 0)


def change(folder: Path, hashed: bool) -> None:
    """Another value in one row, with its file's checksum, and perhaps the content hash, made right."""
    path = folder / "trials-000000.parquet"
    table = pq.read_table(path)
    column = table.column("events")
    other = pa.array([column[0].as_py() + 1, *column.to_pylist()[1:]], pa.int64())
    pq.write_table(table.set_column(table.column_names.index("events"), "events", other), path)
    manifest = json.loads((folder / "manifest.json").read_text())
    listed = manifest["shards"][0]["trials"]
    listed["blake2b"] = hashlib.blake2b(path.read_bytes(), digest_size=16).hexdigest()
    listed["bytes"] = path.stat().st_size
    if hashed:
        from sim.engine.table import ContentHash
        from sim.experiment import resolved
        from sim.experiment.stored import Stored

        stored = Stored(folder)
        stored.manifest["shards"][0]["trials"] = listed
        content = ContentHash(resolved.read(folder), stored.columns)
        for words, _ in stored.words():
            content.add(words)
        manifest["content_hash"] = content.hexdigest()
    write_manifest(folder, manifest)


def test_a_row_changed_with_its_checksum_is_found_by_the_content_hash(
    wanted: Request, tmp_path: Path
) -> None:
    run_into(wanted, tmp_path)
    change(tmp_path, hashed=False)
    with pytest.raises(VerificationError, match=r"manifest\.json.*content hash"):
        verify(tmp_path, 0)


def test_a_row_changed_with_every_hash_is_found_by_running_it_again(
    wanted: Request, tmp_path: Path
) -> None:
    run_into(wanted, tmp_path)
    change(tmp_path, hashed=True)
    verify(tmp_path, 0)
    with pytest.raises(VerificationError, match=r"trials-000000\.parquet: trial 0 .* in events"):
        verify(tmp_path, 12)


def test_trials_of_another_version_are_not_run_again(
    wanted: Request, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_into(wanted, tmp_path)
    monkeypatch.setattr(sampling, "source_digest", lambda: "other rules")
    with pytest.raises(InputError, match="--sample 0"):
        verify(tmp_path, 1)
    assert verify(tmp_path, 0).again == 0


def test_a_folder_without_a_result_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FolderError, match="no manifest"):
        verify(tmp_path, 1)
