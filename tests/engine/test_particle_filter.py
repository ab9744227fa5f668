"""Trials that live through an observed record."""

from dataclasses import replace

import numpy as np
import pytest

from sim.engine.build import build
from sim.engine.ensemble import run_trials
from sim.engine.particle_filter import Observed, live
from sim.scenario.loading import load

CLASSES = (("hybrid",), ("show_of_force",), ("strategic_test",), ("clash", "lethal_incident"))
RUNGS = [rung for members in CLASSES for rung in members]


MIXED = {"states.dprk.campaign": 1}
ALIKE = {
    "states.dprk.campaign": 0.5,
    "mechanisms.events.alike": 0.8,
    "mechanisms.events.evenness": 0.7,
    "mechanisms.events.base": 1.0,
}
"""Further events of mixed kinds, and more of them that mostly repeat an act."""


ANSWERED = {
    "states.rok.levels.clash.constant": 6,
    "mechanisms.crisis.threshold": 50,
    "mechanisms.events.alike": 0.8,
}
"""A rival that keeps using force, and nobody who goes on to an armed attack."""


@pytest.fixture(scope="module", params=[MIXED, ALIKE], ids=["mixed", "alike"])
def two_months(request):
    """The hindcast's first two months, in a campaign, so that there are acts of all kinds."""
    return built(request.param)


def built(values):
    scenario = load("history_1994").replace(
        {"states.dprk.leader": 1, "mechanisms.incidents.accident": 0} | values
    )
    return build(replace(scenario, horizon=2))


@pytest.fixture(scope="module")
def trials(two_months):
    return counted(two_months)


def counted(compiled):
    """Counts of 20,000 trials (trials, months, classes), force as none or some."""
    place = {word.name: k for k, word in enumerate(compiled.words)}
    wanted = [place[f"events.dprk.{rung}"] for rung in RUNGS]
    paths = run_trials(compiled, 100_000, 20_000, wanted).trajectories
    each = np.diff(np.ascontiguousarray(paths).view(np.float64), axis=1, prepend=0.0)
    force = np.minimum(each[..., 3] + each[..., 4], 1.0)
    return np.concatenate([each[..., :3], force[..., None]], axis=2).astype(int)


def probabilities(compiled, counts, particles=400):
    seen = Observed("dprk", np.array(counts), CLASSES)
    return np.exp(live(compiled, seen, particles).log_likelihood)


@pytest.mark.parametrize(
    "counts", [(0, 0, 0, 0), (1, 0, 0, 0), (0, 1, 0, 0), (0, 1, 1, 0), (1, 2, 0, 0), (0, 0, 0, 1)]
)
def test_the_probability_of_a_month_is_how_often_trials_have_it(two_months, trials, counts):
    # Within four standard errors of the frequency: fails by chance less than once in 10,000.
    found = probabilities(two_months, [counts])[0]
    often = (trials[:, 0] == counts).all(axis=1).mean()
    assert abs(found - often) < 4 * np.sqrt(often * (1 - often) / len(trials)) + 0.02 * often


@pytest.mark.parametrize(
    ("first", "second"),
    [((0, 0, 0, 0), (0, 1, 0, 0)), ((0, 1, 0, 0), (0, 1, 0, 0)), ((0, 1, 0, 0), (0, 0, 0, 0))],
)
def test_the_next_month_is_as_probable_as_in_trials_that_had_the_first(
    two_months, trials, first, second
):
    found = probabilities(two_months, [first, second], 2000)[1]
    had = trials[(trials[:, 0] == first).all(axis=1), 1]
    often = (had == second).all(axis=1).mean()
    assert abs(found - often) < 4 * np.sqrt(often * (1 - often) / len(had)) + 0.02 * often


def test_answers_to_a_rival_and_crises_that_go_on_count_as_trials_count_them():
    compiled = built(ANSWERED)
    trials = counted(compiled)
    assert 0.4 < trials[..., 3].mean() < 0.8
    force = (0, 1, 0, 1)
    for first, then in (((0, 0, 0, 0), None), ((0, 2, 0, 0), None), (force, None), (force, force)):
        had = trials if then is None else trials[(trials[:, 0] == first).all(axis=1)]
        of_month, counts = (0, [first]) if then is None else (1, [first, then])
        often = (had[:, of_month] == counts[-1]).all(axis=1).mean()
        found = probabilities(compiled, counts, 2000)[of_month]
        assert abs(found - often) < 4 * np.sqrt(often * (1 - often) / len(had)) + 0.02 * often


def test_what_comes_later_does_not_change_how_probable_a_month_was(two_months):
    a = probabilities(two_months, [(0, 1, 0, 0), (0, 0, 0, 0)], 16)
    b = probabilities(two_months, [(0, 1, 0, 0), (3, 0, 0, 1)], 16)
    assert a[0] == b[0]
    assert a[1] != b[1]


def test_a_month_that_the_rules_cannot_make_is_told_as_all_but_impossible(two_months):
    # The most events that one act brings along is 60.
    assert probabilities(two_months, [(0, 90, 0, 0)], 4)[0] < 1e-9


def test_worlds_lived_through_carry_the_observed_counts(two_months):
    seen = Observed("dprk", np.array([(2, 3, 1, 0)]), CLASSES)
    lived = live(two_months, seen, 8)
    place = {word.name: k for k, word in enumerate(two_months.words)}
    for rung, count in (("hybrid", 2), ("show_of_force", 3), ("strategic_test", 1)):
        assert set(lived.words[:, place[f"events.dprk.{rung}"]]) == {count}
    assert lived.weights.sum() == pytest.approx(1.0)


def test_a_record_longer_than_the_scenario_is_refused(two_months):
    with pytest.raises(ValueError, match="3 months"):
        probabilities(two_months, np.zeros((3, 4), dtype=int))


def test_a_record_that_leaves_out_a_kind_of_event_is_refused(two_months):
    with pytest.raises(ValueError, match="hybrid"):
        live(two_months, Observed("dprk", np.zeros((1, 3), dtype=int), CLASSES[1:]), 2)
