"""Forecasts: what they refuse to know, what they hold, and that they hold it unchanged."""

import json
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from sim.analysis.scores import mean, probabilities
from sim.errors import InputError
from sim.history.baselines import climatology
from sim.history.forecast import CLASSES, FIRSTS, forecast, known_record, prepared, sealed
from sim.history.records import events
from sim.scenario.loading import load

DAY = date(2024, 11, 1)


def made(trials: int = 60, months: int = 14, threads: int = 1, day: date = DAY) -> dict:
    return forecast(
        prepared(load("baseline"), "2024-11", months), "2024-11", months, trials, threads, day
    )


@pytest.fixture(scope="module")
def found() -> dict:
    return made()


def written(folder: Path, text: str) -> Path:
    path = folder / "mine.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_evidence_of_hindsight_is_refused(tmp_path: Path) -> None:
    (tmp_path / "evidence.yaml").write_text(
        "later: {source: A history, published: 2025-03, figures: [5], grade: A, hindsight: true}\n",
        encoding="utf-8",
    )
    path = written(
        tmp_path, "extends: baseline\nstates:\n  dprk:\n    warheads: {value: 5, evidence: later}\n"
    )
    with pytest.raises(InputError, match="only afterwards: later"):
        prepared(load(path), "2024-11", 12)


def test_a_scenario_that_knows_the_first_month_is_refused() -> None:
    with pytest.raises(InputError, match="would know part of it"):
        prepared(load("baseline"), "2024-10", 12)
    with pytest.raises(InputError, match="would know part of it"):
        prepared(load("history_1994"), "2012-01", 12)


def test_a_forecast_can_begin_later_than_the_scenario_but_not_earlier() -> None:
    assert prepared(load("baseline"), "2025-05", 12).horizon == 18
    with pytest.raises(InputError, match="starts in 2025-03"):
        prepared(load("baseline", ["start=2025-03"]), "2024-12", 12)


ENTRY = """extends: baseline
timeline:
  surprise:
    month: {month}
    set: {{ states.dprk.exercise: 1 }}
    evidence: assumption
{known}"""


def test_an_entry_that_does_not_say_since_when_it_was_known_is_refused(tmp_path: Path) -> None:
    later = written(tmp_path, ENTRY.format(month="2025-02", known=""))
    with pytest.raises(InputError, match=r"timeline\.surprise .* known_from"):
        prepared(load(later), "2024-11", 12)
    before = written(tmp_path, ENTRY.format(month="2024-02", known=""))
    assert prepared(load(before), "2024-11", 12).horizon == 12


def test_an_entry_known_only_later_is_left_out_and_named(tmp_path: Path) -> None:
    known = "    known_from: 2024-12\n"
    path = written(tmp_path, ENTRY.format(month="2025-02", known=known))
    scenario = prepared(load(path), "2024-11", 3)
    assert "surprise" not in [entry.name for entry in scenario.timeline]
    about = forecast(scenario, "2024-11", 3, 2, 1, DAY)["scenario"]
    assert about["timeline_left_out"] == ["surprise"]


def test_scenarios_without_the_state_or_rungs_of_the_record_are_refused() -> None:
    with pytest.raises(InputError, match="no state dprk"):
        prepared(load("two_state"), "2024-11", 12)


@pytest.mark.parametrize("months", [0, -1, 121])
def test_a_forecast_of_no_months_or_too_many_is_refused(months: int) -> None:
    with pytest.raises(InputError, match="1 to 120 months"):
        prepared(load("baseline"), "2024-11", months)


def test_baselines_see_no_month_that_was_not_over() -> None:
    counts, last = known_record("2020-06-29")
    assert last == "2020-05"
    assert len(counts) == 12 * 26 + 5
    assert known_record("2020-06-30")[1] == "2020-06"
    assert known_record("2020-06")[1] == "2020-06"
    assert known_record("2030-01-01")[1] == "2026-02"
    assert counts[:, 4].sum() == events()[0][: len(counts)].sum()
    with pytest.raises(InputError, match="fewer than 12 months"):
        known_record("1994-11-30")


def test_every_month_holds_every_trial_once(found: dict) -> None:
    assert list(found["events"]) == list(CLASSES)
    for name in CLASSES:
        assert [m["month"] for m in found["events"][name]][:3] == ["2024-11", "2024-12", "2025-01"]
        assert len(found["events"][name]) == 14
        assert all(sum(m["counts"]) == 60 for m in found["events"][name])


def test_sums_of_a_year_have_the_mean_of_their_months(found: dict) -> None:
    for name in CLASSES:
        (year,) = found["totals"][name]
        assert year["months"] == 12
        assert mean(year) == pytest.approx(sum(mean(m) for m in found["events"][name][:12]))


def test_all_events_are_those_of_the_four_rungs(found: dict) -> None:
    parts = sum(mean(found["events"][name][5]) for name in CLASSES[:4])
    assert mean(found["events"]["all"][5]) == pytest.approx(parts)


def test_quantiles_are_in_order_and_of_the_stored_distribution(found: dict) -> None:
    for month in found["events"]["all"]:
        levels = list(month["quantiles"].values())
        assert levels == sorted(levels)
        assert np.cumsum(probabilities(month))[month["quantiles"]["0.95"]] >= 0.95


def test_firsts_never_become_less_likely(found: dict) -> None:
    shares = found["firsts"]["share_by_end_of_month"]
    assert list(shares) == list(FIRSTS)
    for by_month in shares.values():
        assert by_month == sorted(by_month)
        assert len(by_month) == 14
    assert shares["first_strategic_test"][-1] > 0.5


def test_a_forecast_holds_the_baselines_of_its_time(found: dict) -> None:
    by_rung, _ = events("2024-10")
    assert found["baselines"]["climatology"]["hybrid"] == climatology(by_rung[:, 0])
    assert found["record"]["last_month"] == "2024-10"
    recent = found["baselines"]["last_12_poisson"]["all"]["mean"]
    assert recent == pytest.approx((by_rung[-12:].sum() + 0.5) / 12)


def test_the_same_forecast_on_another_day_has_the_same_content(found: dict) -> None:
    again = made(threads=2, day=date(2030, 1, 1))
    assert again["content_hash"] == found["content_hash"]
    assert again["file_hash"] != found["file_hash"]
    assert made(trials=61)["content_hash"] != found["content_hash"]


def test_hashes_cover_all_a_forecast_says(found: dict) -> None:
    text = json.loads(json.dumps(found))
    assert sealed(text) == found
    text["events"]["clash"][3]["counts"][0] += 1
    assert sealed(text)["content_hash"] != found["content_hash"]
    assert sealed({**found, "made": "2020-01-01"})["file_hash"] != found["file_hash"]
