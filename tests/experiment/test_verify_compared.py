"""A folder of contrasts is verified: its files, and its trials run again against their fingerprints."""

import hashlib
import json
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from sim.api.compare import compare
from sim.errors import FolderError, InputError, VerificationError
from sim.experiment import sampling
from sim.experiment.fingerprints import prints_of
from sim.experiment.store import write_manifest
from sim.experiment.verify import Verified, verify
from sim.scenario.scenario import Scenario
from tests.worlds import scenario, two_states

WEIGHT = "mechanisms.tension.weight"
DRAWS = pd.DataFrame({WEIGHT: [1.0, 2.0, 6.0]})


@pytest.fixture(scope="module")
def world() -> Scenario:
    return scenario(two_states(horizon=6))


@pytest.fixture
def kept(tmp_path: Path, world: Scenario) -> Path:
    """Contrasts of two commands, the second with parameter draws."""
    folder = tmp_path / "r"
    compare(world, sets=[f"{WEIGHT}=6"], trials=9, threads=1, out=folder)
    compare(world, off=["rally"], trials=7, threads=1, out=folder, draws=DRAWS)
    return folder


def test_whole_contrasts_are_found_whole_and_every_trial_of_every_arm_the_same(kept: Path) -> None:
    # Three scenarios, two tables, two runs' fingerprints, a table of draws; 2 x 9 + 2 x 7 trials.
    assert verify(kept, 1000) == Verified(8, None, 32)
    assert verify(kept, 5) == Verified(8, None, 5)
    assert verify(kept, 0) == Verified(8, None, 0)


def test_every_changed_or_missing_file_is_found_and_named(kept: Path) -> None:
    for path in kept.iterdir():
        if path.name == "manifest.json":
            continue
        whole = path.read_bytes()
        path.write_bytes(whole[:-9] + bytes([whole[-9] ^ 1]) + whole[-8:])
        with pytest.raises(VerificationError, match=path.name):
            verify(kept, 0)
        path.unlink()
        with pytest.raises(VerificationError, match=path.name):
            verify(kept, 0)
        path.write_bytes(whole)
    assert verify(kept, 0).files == 8


def forge(folder: Path, path: Path) -> None:
    """Make the checksum of a changed file right."""
    manifest = json.loads((folder / "manifest.json").read_text())
    entry = next(one for one in manifest["files"] if one["file"] == path.name)
    entry["blake2b"] = hashlib.blake2b(path.read_bytes(), digest_size=16).hexdigest()
    entry["bytes"] = path.stat().st_size
    write_manifest(folder, manifest)


@pytest.mark.parametrize("arm", [0, 1])
def test_a_trial_that_comes_out_otherwise_is_named_though_its_checksum_is_right(
    kept: Path, arm: int
) -> None:
    path = max(kept.glob("trials-*.parquet"), key=lambda one: pq.read_table(one).num_rows)
    columns = [column.to_numpy().copy() for column in pq.read_table(path).columns]
    columns[arm][4] += 1
    pq.write_table(pa.table({str(k): column for k, column in enumerate(columns)}), path)
    forge(kept, path)
    assert verify(kept, 0).files == 8
    with pytest.raises(VerificationError, match=rf"{path.name}: trial 4 of two .* otherwise"):
        verify(kept, 1000)


def test_fingerprints_of_another_number_of_trials_are_refused(kept: Path) -> None:
    for path in kept.glob("trials-*.parquet"):
        pq.write_table(pq.read_table(path).slice(1), path)
        forge(kept, path)
    with pytest.raises(VerificationError, match=r"trials-.* holds no fingerprints of \d trials"):
        verify(kept, 1000)


def test_trials_of_another_version_are_not_run_again(
    kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sampling, "source_digest", lambda: "other rules")
    with pytest.raises(InputError, match=r"6 against two .*--sample 0"):
        verify(kept, 1)
    assert verify(kept, 0).again == 0


def test_a_contrast_with_more_trials_leaves_no_fingerprints_of_fewer(
    kept: Path, world: Scenario
) -> None:
    compare(world, off=["rally"], trials=12, threads=1, out=kept)
    assert not list(kept.glob("draws-*.csv"))
    assert verify(kept, 1000) == Verified(7, None, 2 * 9 + 2 * 12)


def test_a_folder_whose_writing_was_broken_off_is_written_to_again(
    kept: Path, world: Scenario
) -> None:
    for name in ("manifest.json", "contrasts.json", "contrasts.csv"):
        (kept / name).unlink()
    with pytest.raises(VerificationError, match=r"manifest.json is missing, and (draws|trials)-"):
        verify(kept, 0)
    compare(world, sets=[f"{WEIGHT}=6"], trials=9, threads=1, out=kept)
    assert verify(kept, 1000).again == 18


def test_a_table_of_draws_with_values_that_a_setting_states_is_kept(
    tmp_path: Path, world: Scenario
) -> None:
    both = pd.DataFrame({WEIGHT: [1.0, 2.0], "mechanisms.rally.weight": [0.1, 0.2]})
    other = world.replace({"mechanisms.rally.on": False})
    compare(world, other, sets=[f"{WEIGHT}=3"], trials=6, threads=1, out=tmp_path, draws=both)
    assert verify(tmp_path, 1000).again == 12


def test_another_kind_of_result_is_said(tmp_path: Path) -> None:
    write_manifest(tmp_path, {"format": 1, "kind": "feast"})
    with pytest.raises(FolderError, match="'feast'"):
        verify(tmp_path, 0)


def test_a_fingerprint_is_of_every_value_of_a_trial_and_of_nothing_else() -> None:
    rows = np.arange(12, dtype=np.int64).reshape(3, 4)
    found = prints_of(rows)
    assert found.shape == (3,)
    assert found[1] == prints_of(rows[1:2])[0]
    for column in range(4):
        other = rows.copy()
        other[1, column] += 1
        assert (prints_of(other) != found).tolist() == [False, True, False]
