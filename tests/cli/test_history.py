"""``peninsula history``: records listed, printed and drawn, and mistakes answered in words."""

import io
from pathlib import Path

import pandas as pd
import pytest

from sim.history.registry import RECORDS, read
from tests.cli.typed import Call


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


def test_the_hindcast_stands_beside_the_record(peninsula: Call, tmp_path: Path) -> None:
    code, out, err = peninsula("history", "--hindcast", "--trials", "8", "--plot", str(tmp_path))
    assert code == 0
    assert "8 trials of history_1994, parameters drawn: posterior, beside the record" in out
    assert "the US took part" in out
    assert (tmp_path / "hindcast.png").stat().st_size > 10_000
    assert "hindcast.png" in err


def test_the_hindcast_as_csv_holds_every_statistic_of_every_year(peninsula: Call) -> None:
    _, out, _ = peninsula("history", "--hindcast", "--trials", "3", "--csv")
    table = pd.read_csv(io.StringIO(out))
    assert set(table["kind"]) == {"regime", "year", "pattern", "disputes"}
    assert table[table["kind"] == "year"]["span"].nunique() == 31


@pytest.mark.parametrize(
    "arguments",
    [
        ("history", "--hindcast", "--trials", "0"),
        ("history", "--hindcast", "--trials", "1e9"),
        ("history", "events", "--hindcast"),
        ("history", "--trials", "5"),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(peninsula: Call, arguments: tuple[str]) -> None:
    code, out, err = peninsula(*arguments)
    assert code == 2
    assert out == ""
    assert "Traceback" not in err
    assert err
