"""Boxes that are known are found, measured on other trials than found on, and refused when few."""

import math

import numpy as np
import pandas as pd
import pytest

from sim.analysis.conditions import condition
from sim.analysis.discovery import Discovery, discover, inside, refuse_few
from sim.analysis.measures import measures
from sim.engine.table import trial_columns
from sim.errors import InputError
from tests.worlds import lively, scenario

TRIALS = 4000


@pytest.fixture(scope="module")
def world() -> tuple[pd.DataFrame, np.ndarray]:
    """Cases in 70% of the trials with a above 0.6 and b below 0.4, in 2% of the others."""
    random = np.random.default_rng(0)
    x = pd.DataFrame(random.random((TRIALS, 8)), columns=list("abcdefgh"))
    chance = np.where((x["a"] > 0.6) & (x["b"] < 0.4), 0.7, 0.02)
    return x, random.random(TRIALS) < chance


@pytest.fixture(scope="module")
def found(world: tuple[pd.DataFrame, np.ndarray]) -> Discovery:
    return discover(*world, "fire")


def test_the_box_that_cases_come_from_is_found(found: Discovery) -> None:
    assert set(found.prim.limits) == {"a", "b"}
    (low, high), (left, right) = found.prim.limits["a"], found.prim.limits["b"]
    assert low == pytest.approx(0.6, abs=0.06)
    assert right == pytest.approx(0.4, abs=0.06)
    assert (high, left) == (math.inf, -math.inf)


def test_it_is_measured_on_the_trials_that_it_was_not_found_on(
    world: tuple[pd.DataFrame, np.ndarray], found: Discovery
) -> None:
    x, cases = world
    held = np.arange(TRIALS) % 2 == 1
    within = inside(found.prim.limits, x) & held
    assert (found.prim.trials, found.prim.cases) == (within.sum(), (within & cases).sum())
    assert found.prim.density.low < 0.7 < found.prim.density.high
    assert found.prim.without["a"] < 0.6 * found.prim.density.estimate
    # Peeling ends at boxes that flatter themselves.
    last = found.trajectory.iloc[-1]
    assert len(found.trajectory) > 10
    assert last["held_density"] <= last["density"] + 0.05


def test_trees_find_it_too(found: Discovery) -> None:
    assert found.cart[0].density.estimate > 0.5
    assert {"a", "b"} <= set(found.cart[0].limits)


def test_the_same_trials_have_the_same_boxes_every_time() -> None:
    random = np.random.default_rng(3)
    x = pd.DataFrame(random.random((400, 2)), columns=list("ab"))
    cases = random.random(400) < 0.5
    first, *others = (discover(x, cases, "fire").cart for _ in range(6))
    assert all(other == first for other in others)


def test_where_parameters_do_nothing_no_limit_is_left() -> None:
    random = np.random.default_rng(1)
    x = pd.DataFrame(random.random((2000, 8)), columns=list("abcdefgh"))
    box = discover(x, random.random(2000) < 0.3, "fire").prim
    assert box.limits == {}
    assert box.coverage.estimate == 1.0


@pytest.mark.parametrize(
    ("cases", "said"),
    [
        (0, "fire came in 0 of 4,000 trials.*another outcome"),
        (20, r"fire came in 20 of 4,000 trials.*about 13,000 trials.*--trials 13000"),
        (3990, "no fire came in 10 of 4,000 trials"),
    ],
)
def test_too_few_cases_are_refused_with_their_number_and_a_way_out(cases: int, said: str) -> None:
    with pytest.raises(InputError, match=said):
        refuse_few("fire", cases, 4000)
    refuse_few("fire", 50, 4000)


def test_conditions_are_shares_or_amounts_with_a_number() -> None:
    of = scenario(lively())
    known = measures(of, trial_columns(of))
    assert condition(known, "general_war").words == "general war, not nuclear"
    events = condition(known, "events >= 12")
    assert events.words.endswith("at least 12")
    column = events.measure.column
    words = np.zeros((3, column + 1), dtype=np.int64)
    # Amounts that need not be whole are kept as the bits of their float64.
    values = np.array([11.0, 12.0, 13.0])
    whole = trial_columns(of)[column].dtype == "int64"
    words[:, column] = values.astype(np.int64) if whole else values.view(np.int64)
    assert list(events.holds(words)) == [False, True, True]
    for text, said in (
        ("events", "is an amount"),
        ("events>many", "not a number"),
        ("evnts>3", "nearest is events"),
    ):
        with pytest.raises(InputError, match=said):
            condition(known, text)
