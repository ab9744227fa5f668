"""The range of a column is what its values can be."""

import math

import numpy as np
import pytest

from sim.engine.ranges import ranges
from sim.engine.table import trial_columns
from sim.experiment.run import collect, request
from sim.scenario import load


@pytest.mark.parametrize("name", ["baseline", "six_party", "two_state"])
def test_every_value_of_a_run_lies_in_the_range_of_its_column(name: str) -> None:
    scenario = load(name, ["horizon=24"])
    known = ranges(scenario)
    trials = collect(request(scenario, 20)).frame()
    for column in trial_columns(scenario):
        if column.path and column.dtype in ("int64", "float64", "Int64"):
            values = trials[column.name].to_numpy(dtype=np.float64, na_value=math.nan)
            low, high = known[column.path]
            seen = values[~np.isnan(values)]
            assert np.all((seen >= low) & (seen <= high)), column.name


def test_months_end_at_the_horizon_and_an_own_outcome_has_the_range_of_what_it_reduces() -> None:
    scenario = load("baseline", ["horizon=24"])
    known = ranges(scenario)
    assert known["mechanisms.record.first_force"] == (0, 23)
    assert known["mechanisms.record.force_months"] == (0, 24)
    assert known["mechanisms.record.events"] == (0, math.inf)
    assert known["pacts.russia-dprk.debt"] == (-math.inf, math.inf)
    assert known["outcomes.belief_in_russia"] == (0, 1)
    assert known["outcomes.russia_fights_in_korea"] == (0, 1)
    assert known["outcomes.troops_abroad_at_the_end"] == (0, math.inf)
