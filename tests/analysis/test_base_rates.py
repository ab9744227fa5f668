"""The long-run rates of the shipped scenarios lie within those of the record."""

import pytest

from sim.analysis.base_rates import BaseRate, base_rates, table
from sim.engine.build import build
from sim.scenario.loading import load


@pytest.mark.slow
def test_base_rates_lie_within_the_record() -> None:
    rates = base_rates(build(load("baseline")), build(load("history_1994")))
    assert [rate.name for rate in rates if not rate.holds] == [], table(rates).to_string()


def test_a_rate_outside_its_band_is_said_to_be() -> None:
    rates = [
        BaseRate("wars", 0.05, 0.0, 0.042, "none"),
        BaseRate("wars", 0.042, 0.0, 0.042, "none"),
    ]
    assert table(rates)["verdict"].tolist() == ["OUTSIDE", "within"]


def test_without_the_reciprocity_of_crises_the_fatal_share_leaves_the_record() -> None:
    # The table can fail: crises without answers in kind end at once and kill nobody.
    calm = build(
        load(
            "history_1994",
            ["mechanisms.crisis.cost=60", "states.dprk.levels.lethal_incident.constant=-30"],
        )
    )
    rates = base_rates(build(load("baseline")), calm, trials=200, hindcasts=40)
    assert [rate.holds for rate in rates if rate.name == "fatal share of DPRK-ROK disputes"] == [
        False
    ]
