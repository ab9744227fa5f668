"""Parts of a sweep put together are the sweep."""

from pathlib import Path

import pytest

from sim.errors import FolderError, InputError, VerificationError
from sim.experiment import plan, sweep_writer
from sim.experiment.executors.threads import on_threads
from sim.experiment.merge import merge
from sim.experiment.plan import Part
from sim.experiment.studies.study import Study
from sim.experiment.sweep import sweep_into
from tests.experiment.sweeps import TEXT, study, swept


@pytest.fixture(autouse=True)
def _small_shards(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sweep_writer, "BLOCK", 30)
    monkeypatch.setattr(plan, "BLOCK", 8)


def parts(of: Study, folder: Path, count: int) -> list[Path]:
    made = [folder / f"part-{k}" for k in range(count)]
    for k, path in enumerate(made):
        sweep_into(of, path, on_threads(1), part=Part(k + 1, count))
    return made


@pytest.mark.parametrize("count", [1, 2, 5, 40])
def test_merged_parts_have_the_content_hash_of_the_undivided_sweep(
    tmp_path: Path, count: int
) -> None:
    of = study(tmp_path)
    whole = swept(of, tmp_path / "whole")
    merged = merge(parts(of, tmp_path, count)[::-1], tmp_path / "merged")
    assert merged.content_hash == whole.content_hash
    assert merged.manifest["complete"]
    assert merged.manifest["finished"] == whole.manifest["finished"]
    for point in of.points:
        assert merged.series(point, "events").equals(whole.series(point, "events"))


def test_a_missing_part_is_said_and_run_on_resumption(tmp_path: Path) -> None:
    of = study(tmp_path)
    some = parts(of, tmp_path, 4)
    merged = merge([*some[:2], some[3]], tmp_path / "merged")
    assert not merged.manifest["complete"]
    told: list[int] = []
    whole = sweep_into(of, tmp_path / "merged", on_threads(1), resume=True, progress=told.append)
    assert told[0] == merged.manifest["finished"] > 0
    assert whole.content_hash == swept(of, tmp_path / "whole").content_hash


def test_a_part_given_twice_counts_once(tmp_path: Path) -> None:
    of = study(tmp_path)
    some = parts(of, tmp_path, 2)
    merged = merge([*some, some[0], *parts(of, tmp_path / "again", 3)], tmp_path / "merged")
    assert merged.content_hash == swept(of, tmp_path / "whole").content_hash
    assert merged.manifest["finished"] == len(of.points) * of.trials


def test_parts_of_other_studies_are_refused(tmp_path: Path) -> None:
    one = parts(study(tmp_path), tmp_path / "a", 2)
    other = parts(study(tmp_path, TEXT.replace("[0.5, 2, 3]", "[0.5, 3]")), tmp_path / "b", 2)
    longer = parts(study(tmp_path, trials=21), tmp_path / "c", 2)
    with pytest.raises(InputError, match="other points"):
        merge([one[0], other[1]], tmp_path / "merged")
    with pytest.raises(InputError, match="other trials"):
        merge([one[0], longer[1]], tmp_path / "merged")
    with pytest.raises(FolderError, match="is not empty"):
        merge(one, one[0])


def test_a_part_that_was_changed_is_refused_by_name(tmp_path: Path) -> None:
    some = parts(study(tmp_path), tmp_path, 2)
    shard = some[1] / "trials-000000.parquet"
    shard.write_bytes(shard.read_bytes()[:-1])
    with pytest.raises(VerificationError, match=r"part-1.trials-000000\.parquet"):
        merge(some, tmp_path / "merged")


def test_a_part_is_gone_on_from_as_that_part_alone(tmp_path: Path) -> None:
    of = study(tmp_path)
    some = parts(of, tmp_path, 2)
    with pytest.raises(InputError, match="holds part 1/2"):
        swept(of, some[0], resume=True)
    with pytest.raises(InputError, match="holds part 1/2"):
        sweep_into(of, some[0], on_threads(1), part=Part(2, 2), resume=True)


def test_merging_leaves_the_parts_as_they_were(tmp_path: Path) -> None:
    some = parts(study(tmp_path), tmp_path, 3)
    before = {path: path.read_bytes() for part in some for path in sorted(part.iterdir())}
    merge(some, tmp_path / "merged")
    assert {path: path.read_bytes() for part in some for path in sorted(part.iterdir())} == before
