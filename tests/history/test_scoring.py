"""Scores of a forecast by hand, and forecasts that somebody has changed."""

import json
import math
from pathlib import Path

import pytest

from sim.analysis.scores import crps, log_score
from sim.errors import InputError, VerificationError
from sim.history.forecast import CLASSES, FORMAT, KIND, sealed
from sim.history.scoring import (
    MODEL,
    calibration,
    read_forecast,
    score,
    score_firsts,
    score_totals,
    summary,
)


def small() -> dict:
    """Two months; each class half 0 and half 2 events, the baseline certain of none."""
    month = {"kind": "counts", "counts": [1, 0, 1]}
    return sealed(
        {
            "kind": KIND,
            "format": FORMAT,
            "first_month": "2024-11",
            "months": 2,
            "trials": 3,
            "events": {
                name: [{"month": m, **month} for m in ("2024-11", "2024-12")] for name in CLASSES
            },
            "totals": {name: [{"months": 2, "kind": "counts", "counts": [4]}] for name in CLASSES},
            "firsts": {
                "since": "2024-11",
                "share_by_end_of_month": {
                    "first_strategic_test": [0.5, 0.75],
                    "first_force": [0.1, 0.2],
                    "first_war": [0.0, 0.0],
                },
            },
            "baselines": {"none": {name: {"kind": "poisson", "mean": 0} for name in CLASSES}},
        }
    )


def months(*counts: int) -> dict[str, dict[str, int]]:
    names = ("2024-11", "2024-12", "2025-01")
    return {m: dict.fromkeys(CLASSES, c) for m, c in zip(names[: len(counts)], counts, strict=True)}


def test_scores_of_two_months_by_hand() -> None:
    scores = score(small(), months(0, 2, 7))
    own = scores[(scores["class"] == "all") & (scores["forecaster"] == "forecast")]
    # F is 1/2, 1/2, 1: an event count of 0 loses 1/4 + 1/4, of 2 as much.
    assert own["crps"].tolist() == [0.5, 0.5]
    assert own["mean"].tolist() == [1.0, 1.0]
    none = scores[(scores["class"] == "all") & (scores["forecaster"] == "none")]
    assert none["crps"].tolist() == [0.0, 2.0]
    assert own[["pit_low", "pit_high"]].to_numpy().tolist() == [[0.0, 0.5], [0.5, 1.0]]


def test_only_months_that_have_come_are_scored() -> None:
    scores = score(small(), months(1))
    assert set(scores["month"]) == {"2024-11"}
    assert len(scores) == 2 * len(CLASSES)
    with pytest.raises(InputError, match="2024-11 to 2024-12"):
        score(small(), {"2030-01": dict.fromkeys(CLASSES, 0)})


def test_mean_scores_by_class_and_forecaster() -> None:
    mean = summary(score(small(), months(0, 2))).set_index(["class", "forecaster"])
    assert mean.loc[("clash", "none"), "crps"] == 1.0
    assert mean.loc[("clash", "forecast"), "months"] == 2
    assert mean.loc[("clash", "forecast"), "came"] == 1.0


def test_sums_are_scored_once_all_their_months_have_come() -> None:
    assert len(score_totals(small(), months(1))) == 0
    totals = score_totals(small(), months(1, 2))
    assert totals["came"].tolist() == [3] * (2 * len(CLASSES))
    own = totals[totals["forecaster"] == MODEL]
    assert own["crps"].tolist() == [3.0] * len(CLASSES)


def test_a_baselines_sum_is_that_of_independent_months() -> None:
    found = small()
    found["baselines"] = {"monthly": {name: {"kind": "poisson", "mean": 1.5} for name in CLASSES}}
    totals = score_totals(found, months(1, 2))
    summed = totals[(totals["forecaster"] == "monthly") & (totals["class"] == "all")]
    exact = {"kind": "poisson", "mean": 3.0}
    assert summed["mean"].tolist() == pytest.approx([3.0])
    assert summed["crps"].tolist() == pytest.approx([crps(exact, 3)])
    assert summed["log_score"].tolist() == pytest.approx([log_score(exact, 3)], abs=1e-6)


def test_calibration_of_two_months_spreads_evenly() -> None:
    assert calibration(score(small(), months(0, 2)), "all", 4) == [0.25, 0.25, 0.25, 0.25]
    assert calibration(score(small(), months(0, 0)), "all", 4) == [0.5, 0.5, 0.0, 0.0]


def test_a_forecast_is_read_as_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / "f.json"
    path.write_text(json.dumps(small()), encoding="utf-8")
    assert read_forecast(path) == small()


def test_a_changed_forecast_fails_verification(tmp_path: Path) -> None:
    path = tmp_path / "f.json"
    changed = small()
    changed["events"]["all"][0]["counts"] = [9]
    path.write_text(json.dumps(changed), encoding="utf-8")
    with pytest.raises(VerificationError, match="was changed"):
        read_forecast(path)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{",
        '{"kind": "peninsula forecast"}',
        json.dumps({"kind": KIND, "format": 99}),
        json.dumps({"kind": KIND, "format": FORMAT, "mean": float("nan")}),
        json.dumps(sealed({"kind": KIND, "format": FORMAT})),
        json.dumps(sealed({"kind": KIND, "format": FORMAT, "events": 3})),
        json.dumps(sealed({**small(), "totals": {}})),
        json.dumps(sealed({**small(), "baselines": {"b": {n: {"kind": "x"} for n in CLASSES}}})),
        '{"kind": "peninsula forecast", "format": 1, "a": "\\ud800"}',
        "[" * 100_000,
    ],
)
def test_what_is_no_forecast_is_refused_in_words(tmp_path: Path, text: str) -> None:
    path = tmp_path / "f.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=r"f\.json"):
        read_forecast(path)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="can't be read"):
        read_forecast(tmp_path / "none.json")


def test_firsts_of_two_months_by_hand() -> None:
    record = months(0, 0)
    record["2024-12"]["strategic_test"] = 2
    found = score_firsts(small(), record).set_index(["first", "month"])
    test = found.loc["first_strategic_test"]
    assert test["came"].tolist() == [0, 1]
    assert test["brier"].tolist() == pytest.approx([0.25, 0.0625])
    # Half a trial on either side: (0.5 * 3 + 0.5) / 4 and (0.75 * 3 + 0.5) / 4.
    expected = [-math.log(1 - 2.0 / 4), -math.log(2.75 / 4)]
    assert test["log_score"].tolist() == pytest.approx(expected)
    assert found.loc[("first_force", "2024-12"), "brier"] == pytest.approx(0.04)


def test_what_the_record_does_not_say_is_not_scored() -> None:
    assert "first_war" not in set(score_firsts(small(), months(0, 0))["first"])
    record = {month: of | {"war": 0, "force": 1} for month, of in months(0, 0).items()}
    found = score_firsts(small(), record).set_index("first")
    assert found.loc["first_war", "brier"].tolist() == [0.0, 0.0]
    assert found.loc["first_force", "came"].tolist() == [1, 1]


def test_a_gap_in_the_record_ends_the_scores_of_firsts() -> None:
    record = months(0, 0, 0)
    del record["2024-12"]
    assert set(score_firsts(small(), record)["month"]) == {"2024-11"}


def test_a_first_stays_come_once_it_has_come() -> None:
    record = months(0, 0)
    record["2024-11"]["strategic_test"] = 1
    found = score_firsts(small(), record)
    assert found.loc[found["first"] == "first_strategic_test", "came"].tolist() == [1, 1]
