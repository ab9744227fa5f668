"""The codebook and the record of uses of force agree with the ladder, the flags and each other."""

from pathlib import Path

import pytest

from sim.history.monthly_file import FLAGS
from sim.history.protocol import QUESTIONS, shipped_months
from sim.history.records import RUNGS
from sim.history.registry import read
from sim.history.scoring import read_forecast, score, score_firsts
from sim.scenario.loading import load

FORECASTS = Path(__file__).parents[2] / "docs" / "forecasts"
LADDER = load("baseline").names["ladder"]


def test_every_flag_and_counted_rung_has_a_question() -> None:
    named = {one.name for one in QUESTIONS}
    assert named >= {*FLAGS, "strategic_test", "hybrid", "show_of_force"}
    assert len(named) == len(QUESTIONS)
    assert {rung for one in QUESTIONS for rung in one.rungs} >= {*RUNGS, "lethal_incident"}


@pytest.mark.parametrize("one", QUESTIONS, ids=lambda one: one.name)
def test_rungs_of_a_question_are_those_the_ladder_marks(one: object) -> None:
    scenario = load("baseline")
    flag = {"force": "force", "lethal_incident": "lethal", "war": "war", "nuclear_use": "nuclear"}
    assert set(one.rungs) <= set(LADDER)
    if one.name in flag:
        marked = [r for r in LADDER if float(scenario.value(f"ladder.{r}.{flag[one.name]}")) > 0]
        assert list(one.rungs) == marked


def test_a_killing_is_a_use_of_force_and_names_who_did_it() -> None:
    uses = read("uses-of-force")
    assert set(uses["force"]) | set(uses["kills"]) == {"yes", "no", "unclear"}
    assert (uses.loc[uses["kills"] == "yes", "force"] == "yes").all()
    assert (uses.loc[uses["kills"] == "yes", "killed"].astype(int) > 0).all()
    assert ((uses["by"] != "") == (uses["force"] == "yes")).all()
    assert uses["date"].is_monotonic_increasing
    # Since January 2011 one killing and no lethal exchange.
    later = uses[(uses["date"] >= "2011-01") & (uses["kills"] == "yes")]
    assert later["date"].tolist() == ["2020-09-22"]


def test_the_shipped_months_have_flags_and_can_leave_balloons_out() -> None:
    months, without = shipped_months(), shipped_months(balloons=False)
    assert months["2020-09"]["lethal_incident"] == 1
    assert months["2020-09"]["force"] == 1
    assert months["2024-10"] | {"hybrid": 0, "all": 2} != months["2024-10"]
    assert months["2024-10"]["hybrid"] == 7
    assert (without["2024-10"]["hybrid"], without["2024-10"]["all"]) == (0, 1)
    assert "force" not in months["2009-10"]


@pytest.mark.parametrize("path", sorted(FORECASTS.glob("*.json")), ids=lambda path: path.stem)
def test_every_published_forecast_is_whole_and_can_be_scored(path: Path) -> None:
    found = read_forecast(path)
    page = (FORECASTS / "README.md").read_text(encoding="utf-8")
    assert found["first_month"] == path.stem
    assert f"`{found['content_hash']}`" in page
    scores = score(found, shipped_months())
    assert scores["month"].nunique() == 17
    firsts = score_firsts(found, shipped_months())
    assert firsts["month"].nunique() == 17
