"""Beliefs about resolve: what an answer in a crisis teaches."""

import numpy as np
import pytest

from sim.rulebook.layout import parameter_dtype
from sim.rulebook.scales import scales_of
from sim.rulebook.terms.resolve import learn_in_crisis

SEVERITY = np.array([0.0, 0.1, 0.5, 0.9])
MENU = np.array([0.5, 0.5, 1.0, 0.0])
UTILITY = np.array([0.3, 0.0, -0.4, 9.0])


def _learnt(act: int, held: float = 0.2, precision: float = 1.5, gap: float = 1.0) -> float:
    ladder = np.zeros(SEVERITY.size, parameter_dtype("ladder")).view(np.recarray)
    ladder["severity"] = SEVERITY
    world = np.zeros(1, parameter_dtype("world")).view(np.recarray)
    world[0].resolve_on, world[0].resolve_gap, world[0].resolve_bound = 1, gap, 30.0
    return learn_in_crisis(
        world[0], MENU, UTILITY, scales_of(ladder), precision, act, SEVERITY.size, held
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
