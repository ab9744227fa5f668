"""What hindcasts yield that monthly acts do not tell."""

import numpy as np
import pytest

from sim.history.outcomes import HINDCASTS, STATISTICS, UNTIL, observed, outcomes
from sim.history.subject import subject
from sim.scenario.loading import load


@pytest.fixture(scope="module")
def of():
    return subject(load("baseline"), load("history_1994"))


def test_the_record_is_that_of_the_disputes():
    found = dict(zip(STATISTICS, observed()[UNTIL.index("2014")], strict=True))
    assert found == {
        "rok_disputes": 9,
        "rok_force": 4,
        "rok_fatal": 2,
        "us_force": 3,
        "us_joined": 4,
    }


def test_counts_never_fall_from_one_span_to_the_next(of):
    scores = np.random.default_rng(0).standard_normal((6, of.centre.size))
    counts = outcomes(of, scores, threads=2).counts
    assert (np.diff(counts, axis=1) >= 0).all()
    assert (counts[..., STATISTICS.index("rok_force")] <= counts[..., 0]).all()
    assert (np.diff(observed(), axis=0) >= 0).all()


def test_a_draw_has_its_trials_whatever_else_is_in_the_table(of):
    scores = np.random.default_rng(1).standard_normal((5, of.centre.size))
    whole = outcomes(of, scores, threads=2)
    part = outcomes(of, scores[3:], first=3, threads=1)
    assert np.array_equal(whole.counts[3:], part.counts)
    assert np.array_equal(whole.peaceful[3:], part.peaceful)


def test_a_crisis_that_costs_nothing_brings_war_in_some_hindcast(of):
    cheap = np.tile(of.centre, (8, 1))
    paths = [prior.path for prior in of.priors]
    cheap[:, paths.index("mechanisms.crisis.threshold")] = -4.0
    cheap[:, paths.index("mechanisms.crisis.cost")] = -4.0
    dear = np.tile(of.centre, (8, 1))
    dear[:, paths.index("mechanisms.crisis.threshold")] = 5.0
    dear[:, paths.index("mechanisms.crisis.cost")] = 5.0
    assert outcomes(of, cheap).peaceful.sum() < outcomes(of, dear).peaceful.sum()
    assert HINDCASTS == 2
