"""Counts of events: quantiles of the negative binomial, and which months have any."""

import math

import numpy as np
import pytest
from scipy import stats

from sim.engine.build import build
from sim.engine.trace import trace
from sim.rulebook.events import MOST, negative_binomial
from tests.worlds import changed, run, scenario, two_states


@pytest.mark.parametrize("mean", [0.05, 0.6, 3.0, 12.0])
@pytest.mark.parametrize("size", [0.3, 0.79, 5.0])
def test_a_count_is_the_quantile_of_the_negative_binomial(mean: float, size: float) -> None:
    share = size / (size + mean)
    for draw in np.linspace(0.0005, 0.9995, 201):
        expected = min(MOST, int(stats.nbinom.ppf(draw, size, share)))
        assert negative_binomial(mean, size, float(draw)) == expected


def test_a_count_never_passes_the_most() -> None:
    assert negative_binomial(1e6, 0.1, 1.0 - 2.0**-53) == MOST
    assert negative_binomial(0.0, 1.0, 1.0 - 2.0**-53) == 0


@pytest.mark.parametrize(("base", "log_mean"), [(-0.5, -0.5), (3.0, 3.0), (5.0, 4.0)])
def test_the_log_mean_of_further_events_ends_at_4(base: float, log_mean: float) -> None:
    calm = {"events": {"base": base, "tension": 0.0, "campaign": 0.0}}
    tree = two_states(states={"north": {"levels": {"hybrid": {"constant": 3.0}}}})
    compiled = build(scenario(changed(tree, {"mechanisms": calm})))
    counts = [
        decision
        for trial in range(5)
        for decision in trace(compiled, trial).decisions
        if decision.purpose == "event_count"
    ]
    assert counts
    assert {decision.detail["mean"] for decision in counts} == {math.exp(log_mean)}


def test_a_month_has_events_exactly_where_an_act_is_counted() -> None:
    state = {"levels": {"hybrid": {"constant": 3.0}}}
    world = run(two_states(states={"north": state, "south": {"events_counted": False}}), 200)
    at_war = world.series("mechanisms.war.war_on") > 0
    counted = world.series("states.north.events") > 0
    counted_rungs = [
        k
        for k, rung in enumerate(world.compiled.scenario.names["ladder"])
        if world.compiled.scenario.value(f"ladder.{rung}.event")
    ]
    acted = np.isin(world.series("rivalries.north-south.peak"), counted_rungs)
    assert np.array_equal(counted[~at_war], acted[~at_war])
    assert 0.1 < counted.mean() < 0.9
    # The record does not count the other's acts, so they come one at a time.
    assert world.series("states.south.events").max() <= 1.0
