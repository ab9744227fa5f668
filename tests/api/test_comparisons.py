"""sim.compare: the same contrasts as the command, from Python."""

import pandas as pd
import pytest

import sim
from sim.scenario import ScenarioError
from tests.worlds import scenario, two_states


def test_compare_is_offered_by_the_package_and_repeats_exactly() -> None:
    world = scenario(two_states(horizon=6))
    done: list[int] = []
    first = sim.compare(world, off=["rally"], trials=8, seed=0, threads=1, progress=done.append)
    again = sim.compare(world, off=["rally"], trials=8, seed=0, threads=2)
    assert isinstance(first, sim.Comparison)
    pd.testing.assert_frame_equal(first.table, again.table)
    assert done == [8]
    assert first.folder is None
    assert first.summary().startswith("rally off against two: 8 matched trials")


def test_values_of_python_are_tried_as_they_would_be_written() -> None:
    world = scenario(two_states(horizon=6))
    found = sim.compare(world, vary={"mechanisms.rally.on": [True, False]}, trials=4, threads=1)
    by_name = found.table.groupby("contrast")["method"].agg(set)
    assert by_name["rally on against two"] == {"identical"}
    assert "rally off against two" in by_name


def test_unknown_scenarios_are_answered_with_the_nearest() -> None:
    with pytest.raises(ScenarioError, match="baseline"):
        sim.compare("baselin", off=["rally"])
