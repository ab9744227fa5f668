"""The long-run rates of the shipped scenarios lie within those of the record."""

import pytest

from sim.analysis.base_rates import BaseRate, base_rates, table
from sim.engine.build import build
from sim.experiment.draws import with_draws
from sim.experiment.draws_requested import POSTERIOR, stated_draws
from sim.scenario.loading import load

SHIPPED = ("baseline", "history_1994", "six_party")


@pytest.mark.slow
def test_base_rates_at_the_stated_values_lie_within_the_record() -> None:
    rates = base_rates(*(build(load(name)) for name in SHIPPED))
    assert [rate.name for rate in rates if not rate.holds] == [], table(rates).to_string()


@pytest.mark.slow
def test_base_rates_under_the_posterior_lie_within_the_record() -> None:
    draws = stated_draws(POSTERIOR)
    rates = base_rates(*(with_draws(build(load(name)), draws)[0] for name in SHIPPED))
    assert [rate.name for rate in rates if not rate.holds] == [], table(rates).to_string()


def test_a_rate_outside_its_band_is_said_to_be() -> None:
    rates = [
        BaseRate("wars", 0.05, 0.0, 0.042, "none"),
        BaseRate("wars", 0.042, 0.0, 0.042, "none"),
    ]
    assert table(rates)["verdict"].tolist() == ["OUTSIDE", "within"]


def test_without_reciprocity_or_with_a_willing_china_rates_leave_the_record() -> None:
    # The table can fail: crises without answers in kind end at once and kill nobody, and log odds
    # of 0 are an even chance of joining.
    calm = build(
        load(
            "history_1994",
            ["mechanisms.crisis.cost=60", "states.dprk.levels.lethal_incident.constant=-30"],
        )
    )
    willing = build(load("six_party", ["alliances.china-dprk.join_below_war=0"]))
    rates = base_rates(build(load("baseline")), calm, willing, trials=200, hindcasts=40)
    verdicts = {rate.name: rate.holds for rate in rates}
    assert not verdicts["fatal share of DPRK-ROK disputes"]
    assert not verdicts["Chinese joining below war, six_party"]
