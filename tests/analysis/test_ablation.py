"""Ablation: each mechanism off in turn, and whether a result still says the same."""

import pytest

from sim.analysis.ablation import holds, sign
from sim.analysis.comparison import tabulate
from sim.errors import InputError
from sim.experiment.compare import ablation, mechanisms_on
from sim.experiment.matched import matched
from sim.scenario.scenario import Scenario
from tests.worlds import scenario, two_states

TRIALS = 12


@pytest.fixture(scope="module")
def world() -> Scenario:
    return scenario(two_states(horizon=6))


def test_an_interval_says_above_below_or_neither() -> None:
    nan = float("nan")
    assert [sign(0.1, 0.2), sign(-0.2, -0.1), sign(-0.1, 0.1), sign(nan, nan)] == [1, -1, 0, 0]


def test_every_mechanism_that_is_on_is_switched_off_once_in_both(world: Scenario) -> None:
    off = world.replace({"name": "b", "mechanisms.rally.on": False})
    made, names = ablation([world, off])
    assert list(names) == mechanisms_on(world)
    assert len(made.pairings) == 1 + len(names)
    for pairing, name in zip(made.pairings[1:], names, strict=True):
        for arm in (pairing.a, pairing.b):
            assert not arm.scenario.value(f"mechanisms.{name}.on")


def test_one_scenario_is_set_against_itself_without_each_mechanism(world: Scenario) -> None:
    made, names = ablation([world])
    assert [pairing.b.name for pairing in made.pairings] == [f"{name} off" for name in names]
    assert {pairing.a.number for pairing in made.pairings} == {0}


@pytest.mark.slow
def test_a_result_made_by_one_mechanism_hangs_on_it_alone(world: Scenario) -> None:
    other = world.replace({"name": "b", "mechanisms.tension.weight": 20.0})
    made, names = ablation([world, other])
    table = tabulate(made.pairings, matched(made.arms, TRIALS, 1))
    found = holds(table, names)
    without = found[found["mechanism"] == "tension"]
    assert (without["without"] == 0).all()
    moved = found[(found["low"] > 0) | (found["high"] < 0)]
    assert len(moved)
    assert not moved[moved["mechanism"] == "tension"]["holds"].any()
    with pytest.raises(ValueError, match="do not fit"):
        holds(table, names[:-1])


def test_three_scenarios_are_refused(world: Scenario) -> None:
    with pytest.raises(InputError, match="one scenario or two"):
        ablation([world, world, world])
