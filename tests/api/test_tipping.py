"""sim.tipping and sim.discover: each cell and trial is a run of its own values, whatever the threads."""

import numpy as np
import pandas as pd
import pytest

import sim
from sim.experiment.run import collect, request
from tests.worlds import lively, scenario

X, Y = "mechanisms.tension.weight", "mechanisms.crisis.cost"


def test_a_cell_holds_the_shares_of_a_run_with_its_values() -> None:
    world = scenario(lively())
    found = sim.tipping(world, x=f"{X}=0,6", y=f"{Y}=1,6", grid=3, trials=20, threads=2)
    cell = found.table.iloc[5]
    classes = collect(request(world.replace({X: cell["x"], Y: cell["y"]}), 20, 1)).series(
        "terminal_class"
    )
    shares = classes.value_counts(normalize=True)
    assert all(cell[f"share.{name}"] == pytest.approx(shares[name]) for name in shares.index)
    again = sim.tipping(world, x=f"{X}=0,6", y=f"{Y}=1,6", grid=3, trials=20, threads=1)
    pd.testing.assert_frame_equal(found.table, again.table)


@pytest.mark.slow
def test_a_trial_of_a_discovery_is_that_trial_of_a_run_with_its_draw() -> None:
    world = scenario(lively())
    middle = float(np.median(collect(request(world, 60, 1)).series("events")))
    found = sim.discover(
        world, outcome=f"events>{middle}", params=[f"{X}=0,6"], trials=300, threads=2
    )
    for trial in (0, 7, 256):
        drawn = world.replace({X: float(found.table[X][trial])})
        events = collect(request(drawn, trial + 1, 1)).series("events")
        assert found.table["case"][trial] == (events.iloc[trial] > middle)
    again = sim.discover(
        world, outcome=f"events>{middle}", params=[f"{X}=0,6"], trials=300, threads=1
    )
    pd.testing.assert_frame_equal(found.table, again.table)
    other = sim.discover(world, outcome=f"events>{middle}", params=[f"{X}=0,6"], trials=300, seed=5)
    assert not other.table[X].equals(found.table[X])
