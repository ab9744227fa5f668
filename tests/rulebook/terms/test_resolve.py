"""Beliefs about resolve: what an act of a month, and an answer in a crisis, teach."""

from typing import Any

import numpy as np
import pytest

from sim.rulebook.layout import parameter_dtype
from sim.rulebook.scales import scales_of
from sim.rulebook.terms.resolve import learn, learn_in_crisis, yielding

SEVERITY = np.array([0.0, 0.1, 0.5, 0.9])
MENU = np.array([0.5, 0.5, 1.0, 0.0])
UTILITY = np.array([0.3, 0.0, -0.4, 9.0])
REPLY = np.array([0.6, 0.0, 0.3, 0.0])
OPEN = 3


def _world(gap: float = 1.0, depth: int = 1) -> Any:
    world = np.zeros(1, parameter_dtype("world")).view(np.recarray)
    world[0].resolve_on, world[0].resolve_gap, world[0].resolve_bound = 1, gap, 30.0
    world[0].resolve_reasoning_depth = depth
    return world[0]


def _taught(
    act: int, answered: int, gap: float = 1.0, precision: float = 1.5, depth: int = 1
) -> float:
    """Belief, after ``act``, of a state that held 0.2; the rival's menu ends below the last rung."""
    world, n = _world(gap, depth), SEVERITY.size
    tilts = np.exp(precision * gap * np.array([SEVERITY - 1.0, -SEVERITY]))
    closeness = float(np.exp(-0.7))
    nearby, yields = np.zeros((2, n)), np.zeros(n)
    lesson = yielding(
        world, REPLY, tilts, closeness, 0.5, 1, OPEN, answered, OPEN - 1, nearby, yields
    )
    severity = float(SEVERITY[act])
    return learn(world, REPLY, lesson, precision * gap, severity, act, OPEN, 0.2)


@pytest.mark.parametrize("act", [0, 2])
@pytest.mark.parametrize("answered", [0, 1, 2, 3])
@pytest.mark.parametrize("depth", [0, 1])
def test_an_act_moves_the_belief_by_its_likelihood_under_both_types(
    act: int, answered: int, depth: int
) -> None:
    near = np.exp(-0.7 * np.abs(np.arange(SEVERITY.size) - answered)) if answered >= 1 else 1.0
    shares = [REPLY * near * np.exp(1.5 * sign * SEVERITY) for sign in (1.0, -1.0)]
    resolute, irresolute = (share[act] / share.sum() for share in shares)
    expected = 0.2 + np.log(resolute / irresolute)
    assert _taught(act, answered, depth=depth) == pytest.approx(expected)


def test_an_act_that_was_not_open_or_types_that_act_alike_teach_nothing() -> None:
    assert _taught(1, 2) == 0.2
    assert _taught(3, 2) == 0.2
    assert _taught(2, 2, gap=0.0) == pytest.approx(0.2)
    assert _taught(2, 2, precision=0.0) == pytest.approx(0.2)


def test_types_so_far_apart_that_their_weights_vanish_teach_nothing_or_all_there_is() -> None:
    assert _taught(2, 2, gap=20.0, precision=1000.0) in (0.2, 30.0)


def _learnt(act: int, held: float = 0.2, precision: float = 1.5, gap: float = 1.0) -> float:
    ladder = np.zeros(SEVERITY.size, parameter_dtype("ladder")).view(np.recarray)
    ladder["severity"] = SEVERITY
    return learn_in_crisis(
        _world(gap), MENU, UTILITY, scales_of(ladder), precision, act, SEVERITY.size, held
    )


@pytest.mark.parametrize("act", [0, 1, 2])
def test_an_answer_moves_the_belief_by_its_likelihood_under_both_types(act: int) -> None:
    shares = [MENU * np.exp(1.5 * (UTILITY + sign * SEVERITY)) * (MENU > 0) for sign in (1.0, -1.0)]
    resolute, irresolute = (share[act] / share.sum() for share in shares)
    assert _learnt(act) == pytest.approx(0.2 + np.log(resolute / irresolute))


def test_a_firm_answer_speaks_for_resolve_and_a_soft_one_against_it() -> None:
    assert _learnt(2) > 0.2 > _learnt(0)


def test_an_act_off_the_menu_or_types_that_act_alike_teach_nothing() -> None:
    assert _learnt(3) == 0.2
    assert _learnt(2, gap=0.0) == pytest.approx(0.2)
    assert _learnt(2, precision=0.0) == pytest.approx(0.2)


def test_no_precision_overflows() -> None:
    assert _learnt(2, precision=1000.0, gap=20.0) == 30.0
    assert _learnt(0, precision=1000.0, gap=20.0) == -30.0
