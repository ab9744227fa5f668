"""What hindcasts yield that monthly acts do not tell."""

import numpy as np
import pytest

from sim.history import acts
from sim.history.calibration_problem import calibration_problem
from sim.history.outcomes import (
    HINDCASTS,
    STATISTICS,
    Known,
    known,
    observed,
    outcomes,
)
from sim.history.records import month_index
from sim.scenario.loading import load

WHOLE = known(369)


@pytest.fixture(scope="module")
def of():
    return calibration_problem(load("baseline"), load("history_1994"))


def test_the_record_is_that_of_the_disputes():
    found = dict(zip(STATISTICS, observed(WHOLE), strict=True))
    assert found == {
        "rok_disputes": 9,
        "rok_force": 4,
        "rok_fatal": 2,
        "us_force": 3,
        "us_fatal": 0,
        "us_joined": 4,
    }


def test_nothing_after_the_last_month_known_is_looked_at():
    assert known(len(acts.record().counts)) == WHOLE == Known(369, 2014)
    assert known(month_index("2010-12") + 1) == Known(204, 2010)
    assert known(month_index("2010-11") + 1) == Known(203, 2009)
    for months in range(12, 370):
        assert month_index(f"{known(months).year}-12") < months


def test_what_is_on_record_of_disputes_never_falls_as_time_goes_by():
    found = np.array([observed(known(months)) for months in range(36, 370, 12)])
    assert (np.diff(found, axis=0) >= 0).all()


def test_counts_never_fall_as_more_becomes_known(of):
    scores = np.random.default_rng(0).standard_normal((6, of.centre.size))
    found = outcomes(of, scores, WHOLE, threads=2).counts
    disputes = dict(zip(STATISTICS, found.T, strict=True))
    assert (disputes["rok_force"] <= disputes["rok_disputes"]).all()
    sooner = outcomes(of, scores, known(month_index("2010-12") + 1), threads=2).counts
    assert (sooner <= found).all()
    assert not np.array_equal(sooner, found)


def test_a_draw_has_its_trials_whatever_else_is_in_the_table(of):
    scores = np.random.default_rng(1).standard_normal((5, of.centre.size))
    whole = outcomes(of, scores, WHOLE, threads=2)
    part = outcomes(of, scores[3:], WHOLE, first=3, threads=1)
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
    assert outcomes(of, cheap, WHOLE).peaceful.sum() < outcomes(of, dear, WHOLE).peaceful.sum()
    assert HINDCASTS == 2
