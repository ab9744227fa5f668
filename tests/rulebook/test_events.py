"""Counts of events: quantiles of the negative binomial, and which months have any."""

import math

import numpy as np
import pytest
from scipy import stats

from sim.engine.build import build
from sim.engine.decision import Decision
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


def events_of(tree: dict[str, object], trials: int = 40) -> list[Decision]:
    """Decisions on events of trials that began in the given world."""
    compiled = build(scenario(tree))
    return [
        decision
        for trial in range(trials)
        for decision in trace(compiled, trial).decisions
        if decision.purpose in ("event_count", "event_rung")
    ]


def busy(**events: float) -> dict[str, object]:
    """A world in which the north has many events of several kinds, none of them in a campaign."""
    level = {"hybrid": {"constant": 3.0}, "show_of_force": {"constant": 3.0}}
    tree = two_states(states={"north": {"levels": level}, "south": {"events_counted": False}})
    return changed(tree, {"mechanisms": {"events": {"base": 1.0} | events}})


@pytest.mark.parametrize(("evenness", "power"), [(0.0, 0.0), (0.4, 0.4), (1.0, 1.0)])
def test_the_size_grows_with_the_mean_by_the_power_that_is_stated(
    evenness: float, power: float
) -> None:
    counts = [d for d in events_of(busy(evenness=evenness, dispersion=0.7)) if not d.menu]
    assert len({d.detail["mean"] for d in counts}) > 1
    for count in counts:
        assert count.detail["size"] == pytest.approx(0.7 * count.detail["mean"] ** power)
        share = count.detail["size"] / (count.detail["size"] + count.detail["mean"])
        expected = stats.nbinom.ppf(count.draw, count.detail["size"], share)
        assert count.choice == min(MOST, expected)


def kinds_by_month(tree: dict[str, object], trials: int = 400) -> tuple[int, int]:
    """Months of the north with several events, and those of them with several kinds."""
    world = run(tree, trials)
    ladder = world.compiled.scenario.names["ladder"]
    so_far = np.stack([world.series(f"events.north.{rung}") for rung in ladder], axis=2)
    each = np.diff(so_far, axis=1, prepend=0.0)
    several = each.sum(axis=2) > 1
    return int(several.sum()), int(((each > 0).sum(axis=2) > 1)[several].sum())


def test_further_events_that_are_alike_repeat_the_act() -> None:
    # One rivalry and no programme, so one act a month.
    months, mixed = kinds_by_month(busy(alike=1.0))
    assert months > 1000
    assert mixed == 0


def test_what_would_repeat_a_use_of_force_is_part_of_it() -> None:
    world = run(busy(alike=1.0), 400)
    ladder = world.compiled.scenario.names["ladder"]
    force = [bool(world.compiled.scenario.value(f"ladder.{rung}.force")) for rung in ladder]
    so_far = np.stack([world.series(f"events.north.{rung}") for rung in ladder], axis=2)
    each = np.diff(so_far, axis=1, prepend=0.0)
    with_force = each[..., force].sum(axis=2) > 0
    assert with_force.sum() > 100
    assert (each.sum(axis=2)[with_force] == 1).all()


def test_further_events_that_are_not_alike_have_kinds_of_their_own() -> None:
    months, mixed = kinds_by_month(busy(alike=0.0))
    assert mixed > 0.3 * months


def test_a_campaign_takes_likeness_away() -> None:
    campaign = {"states": {"north": {"campaign": 1.0}}, "mechanisms": {"campaign": {"on": False}}}
    alike, free = (run(changed(busy(alike=share), campaign), 50) for share in (1.0, 0.0))
    assert np.array_equal(alike.paths, free.paths)


def test_the_chances_of_a_kind_are_those_of_repeating_and_of_the_month() -> None:
    share = 0.6
    tree = busy(alike=share)
    plain, mixed = ([d for d in events_of(t, 5) if d.menu] for t in (busy(), tree))
    # Months part once a kind differs; the first of each trial has the same past.
    first = next(d for d in mixed if d.probabilities != plain[0].probabilities)
    assert (first.month, first.index) == (plain[0].month, plain[0].index)
    act = int(np.argmax(np.subtract(first.probabilities, plain[0].probabilities)))
    expected = (1 - share) * np.array(plain[0].probabilities)
    expected[act] += share
    assert first.probabilities == pytest.approx(tuple(expected))
