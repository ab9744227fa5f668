"""The hindcast beside the record: the record's side by hand, the model's side by construction."""

import numpy as np
import pytest

from sim.engine.build import build
from sim.history.hindcast import (
    Hindcast,
    disputes_joined,
    hindcast,
    march_ratio,
    mixed_share,
    overdispersion,
    suits,
    table,
)
from sim.scenario.loading import load


@pytest.fixture(scope="module")
def found() -> Hindcast:
    return hindcast(build(load("history_1994")), 12, 1)


def record(found: Hindcast, span: str, statistic: str) -> float:
    (value,) = (x.record for x in found.lines if x.span == span and x.statistic == statistic)
    return value


def test_the_record_of_each_regime_is_the_known_one(found: Hindcast) -> None:
    # Counted by hand from the list: 86 events in 72 months, 139 in 33.
    assert record(found, "2012-17", "all events") == pytest.approx(86 / 72)
    assert record(found, "2022-24", "all events") == pytest.approx(139 / 33)
    assert record(found, "2018-19q1", "months with events") == 0.0
    assert record(found, "2018", "all events") == 0.0
    assert record(found, "2022-24", "months with events") == pytest.approx(32 / 33)


def test_disputes_of_the_record_that_only_threatened_are_left_out(found: Hindcast) -> None:
    # 11 onsets from 1994 to 2014, two of which were threats.
    assert record(found, "1994-2014", "dprk-rok: beyond a threat") == 9
    assert record(found, "1994-2014", "dprk-rok: highest level a display") == 5
    assert record(found, "1994-2014", "dprk-rok: highest level a use of force") == 4
    assert record(found, "1994-2014", "dprk-rok: the US took part") == 4


def test_every_band_is_in_order_and_holds_the_median(found: Hindcast) -> None:
    for line in found.lines:
        assert line.low <= line.median <= line.high
        assert 0.0 <= line.rank <= 1.0


def test_means_are_those_of_the_events_of_the_trials(found: Hindcast) -> None:
    mean = next(x.mean for x in found.lines if x.span == "2022-24" and x.statistic == "all events")
    assert mean == pytest.approx(found.events[:, -33:].sum(axis=2).mean())
    assert found.events.shape == (12, 369, 4)


def test_without_the_campaign_of_2022_the_hindcast_leaves_the_record() -> None:
    calm = load("history_1994", ["states.dprk.levels.show_of_force.campaign=-6"])
    lines = table(hindcast(build(calm), 40, 1).lines)
    line = lines[(lines["span"] == "2022-24") & (lines["statistic"] == "show_of_force")]
    assert not line["within"].item()
    assert line["high"].item() < line["record"].item()


def test_a_third_state_joins_a_dispute_once_however_often_it_acts() -> None:
    dispute = np.array([[0, 1, 1, 1, 0, 1, 1], [1, 1, 1, 1, 1, 1, 1], [0, 1, 0, 1, 0, 1, 0]])
    acted = np.array([[1, 0, 1, 1, 1, 0, 1], [0, 0, 0, 0, 0, 0, 0], [0, 1, 0, 1, 1, 0, 1]]) > 0
    assert disputes_joined(dispute.astype(float), acted).tolist() == [2.0, 0.0, 2.0]


def test_overdispersion_of_known_counts_and_of_none() -> None:
    counts = np.array([[1.0, 3.0], [2.0, 2.0], [0.0, 0.0]])
    found = overdispersion(counts)
    assert found[:2].tolist() == [0.5, 0.0]
    assert np.isnan(found[2])


def test_the_march_of_2012_to_2017_is_the_known_one(found: Hindcast) -> None:
    assert record(found, "2012-17", "March over other months") == pytest.approx(3.55, abs=0.005)
    # Two years from July: Marches of 4 and 2 against 22 other months of 1 each.
    counts = np.ones((2, 24))
    counts[0, [8, 20]] = [4.0, 2.0]
    counts[1] = 0.0
    ratio = march_ratio(counts, 6)
    assert ratio[0] == 3.0
    assert np.isnan(ratio[1])


def test_months_of_several_rungs_are_a_share_of_those_with_events() -> None:
    by_rung = np.array([[[2.0, 0.0], [1.0, 1.0], [0.0, 0.0], [0.0, 3.0]], [[0.0, 0.0]] * 4])
    share = mixed_share(by_rung)
    assert share[0] == pytest.approx(1 / 3)
    assert np.isnan(share[1])


def test_scenarios_of_another_time_are_told_why_they_do_not_suit() -> None:
    assert suits(load("history_1994")) == ""
    assert "1994-01" in suits(load("baseline"))
    assert suits(load("two_state")) == "it has no state dprk"
