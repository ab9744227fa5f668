"""A record as people write it: read whatever the order, and every mistake told with its line."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.errors import InputError
from sim.history.monthly_file import read_months

HEAD = "month,hybrid,show_of_force,strategic_test,clash\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "record.csv"


def wrong(path: Path, text: str) -> str:
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_months(path)
    return str(caught.value)


def test_columns_in_any_order_and_unplaced_beside_them(path: Path) -> None:
    path.write_text(
        "\ufeffclash, month ,unplaced,strategic_test,hybrid,show_of_force\n0,2024-11,9,1,2,3\n\n",
        encoding="utf-8",
    )
    assert read_months(path) == {
        "2024-11": {"hybrid": 2, "show_of_force": 3, "strategic_test": 1, "clash": 0, "all": 6}
    }


def test_the_shipped_record_is_in_the_format(path: Path) -> None:
    from importlib.resources import files

    shipped = files("sim.history") / "records" / "dprk_events_monthly.csv"
    path.write_text(shipped.read_text(encoding="utf-8"), encoding="utf-8")
    assert len(read_months(path)) == 386


def test_every_mistake_is_told_with_file_and_line(path: Path) -> None:
    said = wrong(path, HEAD + "2024-11,0,0,0,0\n2024-13,0,0,0,0\n2024-12,0,-1,0,x\n2025-01,1,2\n")
    assert f"{path}:3: the month must be as 2024-11, not '2024-13'" in said
    assert f"{path}:4: show_of_force must be a whole number from 0 to 10,000, not '-1'" in said
    assert f"{path}:4: clash must be" in said
    assert f"{path}:5: 3 cells where there are 5 columns" in said


def test_months_that_repeat_or_go_back_are_refused(path: Path) -> None:
    said = wrong(path, HEAD + "2024-11,0,0,0,0\n2024-11,0,0,0,0\n2024-10,0,0,0,0\n")
    assert f"{path}:3: the month 2024-11 does not come after 2024-11" in said
    assert f"{path}:4: the month 2024-10 does not come after 2024-11" in said


def test_a_misspelt_column_is_told_the_nearest(path: Path) -> None:
    said = wrong(path, HEAD.replace("clash", "clashes") + "2024-11,0,0,0,0\n")
    assert f"{path}:1: no column clash" in said
    assert "did you mean clash?" in said


@pytest.mark.parametrize("count", ["1.5", "", "1e3", "²", "10001", "99999999999", "nan"])
def test_what_is_no_count_is_refused(path: Path, count: str) -> None:
    assert f"{path}:2: hybrid must be" in wrong(path, f"{HEAD}2024-11,{count},0,0,0\n")


@pytest.mark.parametrize("text", ["", "\n", HEAD, "month\n"])
def test_files_without_months_are_refused(path: Path, text: str) -> None:
    assert str(path) in wrong(path, text)


def test_files_that_are_no_text_or_not_there_are_refused(path: Path) -> None:
    with pytest.raises(InputError, match="can't be read"):
        read_months(path)
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InputError, match="UTF-8"):
        read_months(path)


@given(st.text(max_size=80))
def test_any_text_is_read_or_refused_in_words(tmp_path_factory, text: str) -> None:
    path = tmp_path_factory.getbasetemp() / "any.csv"
    for body in (text, HEAD + text):
        path.write_text(body, encoding="utf-8", errors="replace")
        said = str(path)
        try:
            read_months(path)
        except InputError as error:
            said = str(error)
        assert str(path) in said


def test_flags_of_what_happened_may_be_there(path: Path) -> None:
    path.write_text(
        "month,hybrid,show_of_force,strategic_test,clash,war,force\n2024-11,0,0,0,1,0,1\n"
    )
    assert read_months(path)["2024-11"]["force"] == 1
    assert read_months(path)["2024-11"]["war"] == 0
    assert "nuclear_use" not in read_months(path)["2024-11"]


def test_a_flag_is_0_or_1(path: Path) -> None:
    text = "month,hybrid,show_of_force,strategic_test,clash,war\n2024-11,0,0,0,1,2\n"
    assert f"{path}:2: war must be 0 or 1, not '2'" in wrong(path, text)
