"""Shipped records: totals counted by hand, spans as stated, and nothing missing from the list."""

from importlib.resources import files

import numpy as np
import pytest

from sim.history.records import LAST_FITTED, RUNGS, events, month_index
from sim.history.registry import RECORDS, read


def test_every_shipped_table_is_registered() -> None:
    shipped = {
        path.name
        for path in (files("sim.history") / "records").iterdir()
        if path.name.endswith(".csv")
    }
    assert shipped == {record.file for record in RECORDS.values()}


@pytest.mark.parametrize("name", RECORDS)
def test_every_record_says_where_it_comes_from_and_where_it_is_weak(name: str) -> None:
    record = RECORDS[name]
    assert record.name == name
    assert all(len(text) > 3 for text in record)
    assert len(read(name)) > 0


@pytest.mark.parametrize(
    ("name", "column", "last_column"),
    [
        ("events", "month", "month"),
        ("launches", "month", "month"),
        ("nuclear-tests", "date", "date"),
        ("uses-of-force", "date", "date"),
        ("disputes", "year", "year"),
        ("joining", "year", "year"),
        ("crises", "began", "ended"),
        ("un-gaps", "year", "year"),
    ],
)
def test_stated_spans_are_those_of_the_tables(name: str, column: str, last_column: str) -> None:
    table = read(name)
    record = RECORDS[name]
    assert str(table[column].min()) == record.first
    assert str(table[last_column].max()) == record.last


@pytest.mark.parametrize(("name", "months"), [("events", 386), ("launches", 469)])
def test_monthly_records_hold_every_month_once(name: str, months: int) -> None:
    listed = read(name)["month"]
    counted = listed.str[:4].astype(int) * 12 + listed.str[5:].astype(int)
    assert len(listed) == months
    assert np.all(np.diff(counted) == 1)


def test_events_are_read_alike_by_the_registry_and_by_the_fit() -> None:
    by_rung, total = events(RECORDS["events"].last)
    table = read("events")
    assert np.array_equal(by_rung, table[list(RUNGS)].to_numpy())
    assert np.array_equal(total, table[[*RUNGS, "unplaced"]].sum(axis=1).to_numpy())
    fitted, fitted_total = events()
    months = month_index(LAST_FITTED) + 1
    assert np.array_equal(fitted, by_rung[:months])
    assert np.array_equal(fitted_total, total[:months])


def test_kinds_of_tests_add_up_and_balloons_are_hybrid_acts() -> None:
    table = read("events")
    kinds = table[["icbm", "irbm_slbm", "satellite", "nuclear_test"]].sum(axis=1)
    assert (kinds == table["strategic_test"]).all()
    assert (table["balloons"] <= table["hybrid"]).all()
    assert table.loc[table["month"] >= "2024-10", "edition"].unique().tolist() == ["2026-03"]
    later = table[table["month"] > LAST_FITTED]
    assert later["balloons"].sum() == 9
    assert later[["icbm", "irbm_slbm", "nuclear_test", "clash"]].sum().tolist() == [1, 1, 0, 0]


def test_korean_disputes_add_up_to_the_known_totals() -> None:
    disputes = read("disputes")
    korea = disputes[disputes["pair"] == "dprk-rok"]
    sums = korea.drop(columns=["year", "pair"]).sum().to_dict()
    assert sums == {
        "disputes": 29,
        "threat": 2,
        "display": 7,
        "force": 20,
        "war": 0,
        "fatal": 13,
        "reciprocated": 20,
    }
    levels = disputes[["threat", "display", "force", "war"]].sum(axis=1)
    assert (levels == disputes["disputes"]).all()


def test_the_us_joined_sixteen_of_twenty_nine_and_six_of_fifteen_since_1990() -> None:
    joining = read("joining")
    assert joining[["disputes", "us", "japan", "china", "russia"]].sum().tolist() == [
        29, 16, 3, 0, 0,
    ]  # fmt: skip
    since = joining[joining["year"] >= 1990]
    assert [since["us"].sum(), since["disputes"].sum()] == [6, 15]


def test_joining_and_disputes_count_the_same_onsets() -> None:
    disputes = read("disputes")
    korea = disputes[disputes["pair"] == "dprk-rok"].set_index("year")["disputes"]
    assert read("joining").set_index("year")["disputes"].to_dict() == korea.to_dict()


def test_launches_of_the_busiest_month_and_of_all_time() -> None:
    launches = read("launches").set_index("month")
    # November 2022: 14 short-range and two intercontinental missiles, one of which failed.
    assert launches.loc["2022-11"].to_dict() == {
        "short_range": 14,
        "medium_range": 0,
        "intermediate_range": 0,
        "intercontinental": 2,
        "submarine": 0,
        "glide_vehicle": 0,
        "space_launch": 0,
        "unknown": 0,
        "failed": 1,
    }
    assert launches.drop(columns="failed").to_numpy().sum() == 245


def test_nuclear_tests_fall_in_months_with_a_strategic_test() -> None:
    tests = read("nuclear-tests")
    assert tests["number"].tolist() == [1, 2, 3, 4, 5, 6]
    events_of = read("events").set_index("month")["strategic_test"]
    assert all(events_of[date[:7]] >= 1 for date in tests["date"])


def test_no_crisis_since_1954_saw_more_than_minor_clashes() -> None:
    crises = read("crises")
    later = crises[crises["began"] >= "1954"]
    assert len(crises) == 16
    assert len(later) == 13
    assert set(later["violence"]) == {"none", "minor_clashes"}
    assert (crises["began"] <= crises["ended"]).all()


def test_gaps_show_the_break_of_the_rok_with_russia() -> None:
    gaps = read("un-gaps").set_index("year")
    assert gaps.loc[2020, "dprk-russia"] == 0.54
    assert gaps.loc[2023, "dprk-russia"] == 0.06
    assert gaps.loc[2019, "rok-russia"] == 1.13
    assert gaps.loc[2022, "rok-russia"] == 2.39


def test_treaties_that_rest_on_memory_say_so() -> None:
    treaties = read("treaties").fillna("").set_index("treaty")
    assert treaties.loc["Mutual Defense Treaty", "from_memory"] == "in_force"
    assert treaties.loc["Treaty on Comprehensive Strategic Partnership", "in_force"] == "2024-12-04"
    assert (treaties["signed"].str[:4] <= treaties["in_force"].str[:4]).all()
