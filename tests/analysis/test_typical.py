"""The typical trial is one of those that end differently, and in their midst."""

import numpy as np
import pytest

from sim.analysis.typical import medoid, typical, typical_case
from sim.engine.table import trial_columns
from sim.errors import InputError
from sim.experiment.compare import plan
from sim.experiment.matched import matched
from tests.worlds import lively, scenario

TRIALS = 60


def test_medoid_of_a_line_is_its_middle_whatever_the_scale() -> None:
    line = np.array([[0.0], [1.0], [2.0], [3.0], [100.0]])
    assert medoid(line) == 2
    assert medoid(line * 1e6 - 5.0) == 2
    assert medoid(np.zeros((3, 2))) == 0


@pytest.mark.parametrize("chunk", [7, 1000])
def test_it_is_the_same_however_trials_are_cut_and_ends_differently(chunk: int) -> None:
    made = plan([scenario(lively())], ["mechanisms.tension.weight=6"])
    a, b = made.pairings[0].a, made.pairings[0].b
    found = typical(a, b, matched(made.arms, TRIALS, 1, chunk=chunk))
    whole = next(iter(matched(made.arms, TRIALS, 1)))
    differ = np.flatnonzero(whole.tables[0][:, 1] != whole.tables[1][:, 1])
    assert found.trials == TRIALS
    assert found.alike == differ.size > 0
    assert found.trial in differ
    assert found == typical(a, b, [whole])


def test_twins_that_say_the_same_have_none() -> None:
    world = scenario(lively())
    made = plan([world, world.replace({"name": "twin"})])
    found = typical(made.pairings[0].a, made.pairings[0].b, matched(made.arms, 10, 1))
    assert found == (None, 0, 10)


@pytest.mark.parametrize("chunk", [7, 1000])
def test_the_typical_case_is_a_case_however_trials_are_cut(chunk: int) -> None:
    arm = plan([scenario(lively())], ["mechanisms.tension.weight=6"]).arms[0]
    found = typical_case(arm, "events>50", matched([arm], TRIALS, 1, chunk=chunk))
    (whole,) = matched([arm], TRIALS, 1)
    place = [column.name for column in trial_columns(arm.scenario)].index("events")
    cases = np.flatnonzero(whole.tables[0][:, place].view(np.float64) > 50)
    assert 0 < cases.size < TRIALS
    assert found.trial in cases
    assert found == typical_case(arm, "events>50", [whole])
    assert (found.alike, found.trials) == (cases.size, TRIALS)


def test_an_outcome_that_never_came_has_no_typical_case() -> None:
    arm = plan([scenario(lively())], ["mechanisms.tension.weight=6"]).arms[0]
    assert typical_case(arm, "events>100000", matched([arm], 10, 1)) == (None, 0, 10)
    with pytest.raises(InputError, match="events"):
        typical_case(arm, "event", matched([arm], 10, 1))
