"""``peninsula history``: records listed, printed and drawn, and mistakes answered in words."""

import io
import sys
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from sim.cli import main
from sim.history.registry import RECORDS, read

Call = Callable[..., tuple[int, str, str]]


@pytest.fixture
def peninsula(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Call:
    def call(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["peninsula", *arguments])
        code = 0
        try:
            main(arguments)
        except SystemExit as stop:
            code = stop.code if isinstance(stop.code, int) else 0
        caught = capsys.readouterr()
        return code, caught.out, caught.err

    return call


def test_history_lists_every_record(peninsula: Call) -> None:
    code, out, _ = peninsula("history")
    assert code == 0
    assert all(name in out for name in RECORDS)


def test_a_record_is_printed_with_what_stands_behind_it(peninsula: Call) -> None:
    code, out, _ = peninsula("history", "nuclear-tests")
    assert code == 0
    assert "weaknesses:" in out
    assert "2006-10-09" in out


def test_a_record_as_csv_is_the_shipped_table(peninsula: Call) -> None:
    _, out, _ = peninsula("history", "disputes", "--csv")
    pd.testing.assert_frame_equal(
        pd.read_csv(io.StringIO(out)), read("disputes"), check_dtype=False
    )


def test_an_unknown_record_is_refused_with_the_nearest(peninsula: Call) -> None:
    code, out, err = peninsula("history", "dispute")
    assert code == 2
    assert out == ""
    assert "did you mean disputes?" in err


def test_a_figure_of_one_record_is_written(peninsula: Call, tmp_path: Path) -> None:
    code, out, _ = peninsula("history", "crises", "--plot", str(tmp_path / "new"))
    assert code == 0
    assert sorted(p.name for p in (tmp_path / "new").iterdir()) == ["crises.pdf", "crises.png"]
    assert "crises.png" in out
