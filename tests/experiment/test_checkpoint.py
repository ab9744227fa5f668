"""What a long computation found is kept, and never taken for something else."""

import json
from pathlib import Path

import numpy as np
import pytest

from sim.errors import FolderError, VerificationError
from sim.experiment import checkpoint
from sim.experiment.checkpoint import (
    Checkpoint,
    Resumable,
    check_resume,
    clear,
    folder_for,
    kept,
    kept_in,
    unkept,
    waiting,
)


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is added is written."""
    monkeypatch.setattr(checkpoint, "SECONDS", -1.0)


def begun(folder: Path, request: str = "r", resume: bool = False, name: str = "c") -> Checkpoint:
    return Checkpoint(Resumable(folder, resume), name, request, 9, "rows")


def never() -> dict[str, np.ndarray]:
    raise AssertionError("computed again")


def test_a_part_is_computed_once(tmp_path: Path) -> None:
    arrays = {"a": np.arange(6.0).reshape(2, 3), "b": np.array([True, False]), "c": np.array(3)}
    first = begun(tmp_path).part("p", lambda: arrays)
    second = begun(tmp_path, resume=True).part("p", never)
    for name, array in arrays.items():
        assert first[name] is array
        np.testing.assert_array_equal(second[name], array)
        assert second[name].dtype == array.dtype


def test_a_part_that_was_not_finished_is_computed_anew(tmp_path: Path) -> None:
    def fail() -> dict[str, np.ndarray]:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        begun(tmp_path).part("p", fail)
    found = begun(tmp_path, resume=True).part("p", lambda: {"a": np.ones(1)})
    assert found["a"] == 1.0


def test_unkept_parts_are_always_computed() -> None:
    assert unkept("p", lambda: {"a": np.ones(1)})["a"] == 1.0
    assert unkept("p", lambda: {"a": np.zeros(1)})["a"] == 0.0


def test_a_growing_array_comes_back_in_any_window(tmp_path: Path, at_once: None) -> None:
    rows = np.arange(20).reshape(10, 2)
    one = begun(tmp_path)
    for start in (0, 3, 4, 8):
        one.add(rows[start : {0: 3, 3: 4, 4: 8, 8: 10}[start]])
    again = begun(tmp_path, resume=True)
    assert again.count == 10
    for first in range(11):
        for end in (*range(first, 13), None):
            found = [row for piece in again.held(first, end) for row in piece.tolist()]
            assert found == rows[first:end].tolist()


def test_what_waits_is_written_after_enough_bytes_or_when_flushed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = begun(tmp_path)
    one.add(np.zeros(4))
    assert one.count == 0
    one.flush()
    assert one.count == 4
    monkeypatch.setattr(checkpoint, "BYTES", 16)
    one.add(np.zeros(1))
    assert one.count == 4
    one.add(np.zeros(1))
    assert one.count == 6


def test_another_request_or_other_rules_are_never_gone_on_from(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun(tmp_path).part("p", lambda: {"a": np.ones(1)})
    with pytest.raises(FolderError, match="another computation"):
        begun(tmp_path, "other", resume=True)
    with monkeypatch.context() as patch:
        patch.setattr(checkpoint, "source_digest", lambda: "other rules")
        with pytest.raises(FolderError, match="another version"):
            begun(tmp_path, resume=True)
    begun(tmp_path, resume=True).part("p", never)


def test_without_resume_what_another_left_is_removed(tmp_path: Path, at_once: None) -> None:
    begun(tmp_path).add(np.zeros(2))
    begun(tmp_path, name="d").add(np.zeros(3))
    assert begun(tmp_path).count == 0
    assert begun(tmp_path, name="d", resume=True).count == 3


@pytest.mark.parametrize("damage", ["changed", "cut", "gone"])
def test_a_file_that_is_not_the_one_that_was_written_is_named(tmp_path: Path, damage: str) -> None:
    begun(tmp_path).part("p", lambda: {"a": np.arange(100.0)})
    (path,) = tmp_path.glob("*.npy.zst")
    whole = path.read_bytes()
    if damage == "gone":
        path.unlink()
    else:
        path.write_bytes(whole[:-9] if damage == "cut" else b"x" + whole[1:])
    with pytest.raises(VerificationError, match=rf"{path.name}.*leave out --resume"):
        begun(tmp_path, resume=True).part("p", never)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"format": 1, "rules": "", "request": "", "total": 1, "unit": "", "parts": []}',
        '{"format": 1, "rules": "", "request": "", "total": 1, "unit": "", "parts": {"p": {}}}',
    ],
)
def test_a_list_that_is_none_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "checkpoint-c.json").write_text(text, encoding="utf-8")
    with pytest.raises(FolderError, match=r"checkpoint-c\.json can't be read"):
        begun(tmp_path, resume=True)
    assert kept_in(tmp_path) == ""


def test_a_file_outside_the_folder_is_not_read(tmp_path: Path) -> None:
    outside, folder = tmp_path / "x", tmp_path / "in"
    begun(outside).part("p", lambda: {"a": np.ones(1)})
    begun(folder)
    (folder / "checkpoint-c.json").write_text(
        (outside / "checkpoint-c.json")
        .read_text()
        .replace('"checkpoint-c-p', '"../x/checkpoint-c-p')
    )
    with pytest.raises(VerificationError, match="can't be read"):
        begun(folder, resume=True).part("p", never)


def test_arrays_of_objects_are_never_written(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="allow_pickle"):
        begun(tmp_path).part("p", lambda: {"a": np.array([{}], dtype=object)})
    assert not list(tmp_path.glob("*.zst"))


def test_a_folder_says_how_much_it_keeps(tmp_path: Path, at_once: None) -> None:
    assert kept_in(tmp_path / "none") == ""
    assert kept_in(tmp_path) == ""
    begun(tmp_path).add(np.zeros(2))
    assert kept_in(tmp_path) == f"2 of 9 rows are kept in {tmp_path}"
    begun(tmp_path, name="d").add(np.zeros(3))
    assert kept_in(tmp_path) == f"5 of 18 rows are kept in {tmp_path}"


def test_what_waits_in_a_shared_folder_is_found_and_known_to_be_of_these_rules(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_once: None
) -> None:
    one, two = folder_for(tmp_path, "one"), folder_for(tmp_path, "two")
    assert one != two
    begun(one, "one").add(np.zeros(2))
    monkeypatch.setattr(checkpoint, "source_digest", lambda: "other rules")
    begun(two, "two").add(np.zeros(2))
    found = {entry.path: entry.usable for entry in waiting(tmp_path)}
    assert found == {one: False, two: True}


def test_checkpoints_go_when_results_are_written_and_stay_when_broken_off(
    tmp_path: Path, at_once: None
) -> None:
    with pytest.raises(FolderError, match="nothing to resume"):
        check_resume(tmp_path, True)

    def broken_off() -> None:
        with kept(tmp_path, False) as where:
            Checkpoint(where, "c", "r").add(np.zeros(2))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        broken_off()
    check_resume(tmp_path, True)
    with kept(tmp_path, True, unfinished=lambda: True) as where:
        assert Checkpoint(where, "c", "r").count == 2
    assert kept_in(tmp_path)
    (tmp_path / "mine.txt").write_text("", encoding="utf-8")
    with kept(tmp_path, True):
        pass
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
    with kept(tmp_path / "new", False) as where:
        Checkpoint(where, "c", "r").add(np.zeros(2))
    assert not (tmp_path / "new").exists()


def test_cleared_nothing_is_left(tmp_path: Path, at_once: None) -> None:
    begun(tmp_path).add(np.zeros(2))
    (tmp_path / ".checkpoint-c-0000000002.npy.zst.part").write_bytes(b"half a file")
    assert json.loads((tmp_path / "checkpoint-c.json").read_text())["parts"]
    clear(tmp_path)
    assert not list(tmp_path.iterdir())
