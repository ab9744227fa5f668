"""Twins part where their scenarios say they may, never before, and never if these say the same."""

import math
from collections.abc import Mapping
from functools import cache
from typing import Any

import numpy as np
import pytest

from sim.analysis.divergence import chance_of, first_shift, parting
from sim.engine.build import build
from sim.engine.trace import Trial, trace
from sim.scenario.scenario import Scenario
from tests.worlds import changed, lively, scenario

TRIALS = range(6)
MONTH = 7
"""Month of a dated change, from 0: June 2025."""


@cache
def traced(of: Scenario, trial: int) -> Trial:
    return trace(build(of), trial)


def world(**changes: Any) -> Scenario:
    return scenario(changed(lively(), changes))


def dated(path: str, value: float) -> Mapping[str, Any]:
    return {"timeline": {"surprise": {"month": "2025-06", "set": {path: value}}}}


@pytest.fixture(scope="module")
def tenser() -> Scenario:
    return world().replace({"mechanisms.tension.weight": 6.0})


@pytest.mark.parametrize("trial", TRIALS)
def test_identical_scenarios_never_part(trial: int) -> None:
    a, b = traced(world(), trial), traced(world().replace({"name": "twin"}), trial)
    assert parting(a, b) is None
    assert first_shift(a, b) is None


@pytest.mark.parametrize("trial", TRIALS)
def test_a_dated_change_never_shows_before_its_month(trial: int) -> None:
    a = traced(world(), trial)
    b = traced(world(**dated("rivalries.dprk-rok.tension", 1.0)), trial)
    parted, shifted = parting(a, b), first_shift(a, b)
    assert parted is not None
    assert parted.a is None
    assert parted.either.number == MONTH
    assert parted.either.detail["entry"] == "surprise"
    assert shifted is None or shifted.either.number >= MONTH


@pytest.mark.parametrize("trial", TRIALS)
def test_all_is_the_same_before_the_parting(trial: int, tenser: Scenario) -> None:
    a, b = traced(world(), trial), traced(tenser, trial)
    parted = parting(a, b)
    assert parted is not None
    where = parted.either
    before = [
        [
            (d.actor, d.target, d.purpose, d.index, d.chosen)
            for d in of.decisions
            if d.number < where.number
        ]
        for of in (a, b)
    ]
    assert before[0] == before[1]
    assert np.array_equal(
        a.path("events.dprk.clash")[: where.number + 1],
        b.path("events.dprk.clash")[: where.number + 1],
    )


@pytest.mark.parametrize("trial", TRIALS)
def test_who_parts_shares_the_draw_and_differs_in_what_it_meant(
    trial: int, tenser: Scenario
) -> None:
    parted = parting(traced(world(), trial), traced(tenser, trial))
    shifted = first_shift(traced(world(), trial), traced(tenser, trial))
    assert parted is not None
    assert shifted is not None
    assert shifted.either.number <= parted.either.number
    a, b = parted.a, parted.b
    assert a is not None
    assert b is not None
    assert a.draw == b.draw
    assert a.chosen != b.chosen
    assert a.probabilities != b.probabilities


def test_the_term_that_was_changed_alone_moved_the_choice() -> None:
    # Where nobody reasons about the rival, a weight bears on its own term and on no other.
    plainer = world().replace({"mechanisms.resolve.reasoning_depth": 0})
    other = plainer.replace({"mechanisms.tension.weight": 6.0})
    named = 0
    for trial in range(40):
        parted = parting(traced(plainer, trial), traced(other, trial))
        if parted is not None and parted.terms and parted.either.number == 0:
            assert [name for name, _ in parted.terms] == ["tension"]
            named += 1
    assert named


def test_twins_turned_round_part_at_the_same_decision(tenser: Scenario) -> None:
    for trial in TRIALS:
        here = parting(traced(world(), trial), traced(tenser, trial))
        there = parting(traced(tenser, trial), traced(world(), trial))
        assert here is not None
        assert there is not None
        assert (here.a, here.b) == (there.b, there.a)


def test_a_mechanism_off_parts_twins_only_when_something_comes_of_it() -> None:
    silent = world().replace({"mechanisms.hedging.on": False})
    found = [parting(traced(world(), trial), traced(silent, trial)) for trial in TRIALS]
    alone = [parted.a for parted in found if parted is not None and parted.b is None]
    assert alone
    assert all(decision is not None and decision.chosen != "no" for decision in alone)


def test_an_option_off_the_menu_has_no_chance() -> None:
    decision = traced(world(), 0).decisions[0]
    assert math.isnan(chance_of(decision, "no such option"))
