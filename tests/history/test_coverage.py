"""Simulation-based calibration."""

import numpy as np
import pytest

from sim.engine.overrides import patch
from sim.history.calibration_problem import calibration_problem
from sim.history.coverage import (
    ATTEMPTS,
    FIRST_TRIAL,
    Covered,
    Records,
    by_outcomes,
    coverage,
    peaceful_record,
    simulated_record,
    summary,
)
from sim.history.effort import Effort
from sim.scenario.loading import load


@pytest.fixture(scope="module")
def of():
    return calibration_problem(load("baseline"), load("history_1994"))


def test_uniform_places_are_covered_at_the_nominal_rate():
    below = np.random.default_rng(0).random((2000, 3))
    assert coverage(below, 0.9) == pytest.approx(np.full(3, 0.9), abs=0.03)
    assert coverage(below, 0.5) == pytest.approx(np.full(3, 0.5), abs=0.05)


def test_a_posterior_that_is_too_narrow_covers_too_little():
    below = np.clip(0.5 + 3.0 * (np.random.default_rng(1).random((500, 1)) - 0.5), 0.0, 1.0)
    assert coverage(below, 0.9)[0] < 0.5


def test_coverage_is_told_for_all_records_and_for_each():
    below = np.array([[0.5, 0.26, 0.74, 0.4], [0.05, 0.95, 0.06, 0.02]])
    distances = np.array([[0.0, 1.0, -1.0, 0.0], [3.0, -3.0, 3.0, -3.0]])
    told = summary(Covered(Records(np.array([150, 600]), below, distances), np.full((3, 5), 0.5)))
    assert told["acts"]["within_0.5"] == 0.5
    assert told["acts"]["within_0.9"] == 0.875
    first, second = told["acts"]["by_record"]
    assert first == {
        "events": 150,
        "within_0.5": 1.0,
        "within_0.8": 1.0,
        "within_0.9": 1.0,
        "distance": 0.71,
    }
    assert second["within_0.8"] == 0.0
    assert second["within_0.9"] == 0.75
    assert second["distance"] == 3.0
    assert told["outcomes"]["records"] == 3


def test_rows_of_a_table_are_covered_by_the_others():
    # A normal seen with noise: 200 rows left out, so 90% is 180 give or take 17 at four standard errors.
    rng = np.random.default_rng(2)
    table = rng.standard_normal((1500, 2))
    seen = table[:, :1] + 0.5 * rng.standard_normal((1500, 1))
    below = by_outcomes(table, seen, np.arange(2), Effort(share=0.3), 0)
    assert (np.abs(coverage(below, 0.9) - 0.9) < 0.085).all()


def test_copies_of_a_row_that_is_left_out_do_not_look_for_it():
    table = np.repeat([[-1.0], [1.0]], 10, axis=0)
    seen = np.random.default_rng(3).standard_normal((20, 1))
    below = by_outcomes(table, seen, np.arange(1), Effort(share=1.0), 0)
    assert below[:, 0] == pytest.approx(below[:, 0].round())
    assert set(below[:, 0].round()) == {0.0, 1.0}


def test_a_simulated_record_is_one_trial_of_the_hindcast(of):
    made, _ = simulated_record(of.compiled, 60, 5)
    again, _ = simulated_record(of.compiled, 24, 5)
    assert made.counts.shape == (60, 4)
    assert np.array_equal(made.counts[:24], again.counts)
    assert (made.counts >= 0).all()
    assert not np.array_equal(made.counts, simulated_record(of.compiled, 60, 6)[0].counts)


def test_a_record_to_be_calibrated_on_had_no_war(of):
    # Without a threshold and at a low cost of going on, crises end in war within two years in some trials.
    warlike = of._replace(
        compiled=patch(
            of.compiled, {"mechanisms.crisis.threshold": 0.0, "mechanisms.crisis.cost": 1.0}
        ),
        laid=of.laid[:0],
    )
    without = [simulated_record(warlike.compiled, 24, trial)[1] for trial in range(40)]
    assert 0 < sum(without) < 40
    _, record = peaceful_record(warlike, 24, 3, 0)
    allowed = [
        simulated_record(warlike.compiled, 24, FIRST_TRIAL + ATTEMPTS * 3 + attempt)
        for attempt in range(40)
    ]
    first = next(made for made, peaceful in allowed if peaceful)
    assert np.array_equal(record.counts, first.counts)
