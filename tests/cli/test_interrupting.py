"""Work that a full disk or Ctrl-C ends says what is kept, how to go on, and where nothing is."""

import errno
from pathlib import Path

import pytest
import typer

from sim.cli.interrupting import resumable
from sim.errors import FolderError
from sim.experiment.folder import Interrupted

FULL = OSError(errno.ENOSPC, "No space left on device")


def test_a_full_disk_says_how_to_go_on_with_what_is_kept(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["peninsula", "sweep", "a study"]
    with pytest.raises(typer.Exit) as stop, resumable(tmp_path, lambda _: "3 trials", command):
        raise FULL
    assert stop.value.exit_code == 3
    said = capsys.readouterr().err
    assert f"{tmp_path} can't be written: the disk is full" in said
    assert "3 trials" in said
    assert "to go on: peninsula sweep 'a study' --resume" in said


def test_where_nothing_is_kept_the_folder_that_can_not_be_written_is_named(tmp_path: Path) -> None:
    with (
        pytest.raises(FolderError, match=f"{tmp_path} can't be written: the disk is full"),
        resumable(tmp_path, lambda _: "", []),
    ):
        raise FULL
    with pytest.raises(Interrupted), resumable(tmp_path, lambda _: "", []):
        raise Interrupted(tmp_path, 0, 4)
