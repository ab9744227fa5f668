"""The chance that a promise is kept: exact in the reference circumstances and at 0 and 1."""

import pytest

from sim.engine.build import build
from sim.rulebook.honouring import LIMIT, odds_to_probability
from sim.rulebook.support import support_up_to
from tests.worlds import scenario, two_states


@pytest.mark.parametrize("commitment", [0.0, 0.1, 0.41, 0.9, 1.0])
def test_in_the_reference_circumstances_the_commitment_is_the_chance(commitment: float) -> None:
    assert odds_to_probability(commitment, 0.0) == commitment


@pytest.mark.parametrize("shift", [-1e9, -1.0, 1.0, 1e9])
def test_no_circumstance_moves_certainty(shift: float) -> None:
    assert odds_to_probability(0.0, shift) == 0.0
    assert odds_to_probability(1.0, shift) == 1.0


def test_circumstances_add_up_in_log_odds_and_are_held_within_twenty() -> None:
    assert odds_to_probability(0.5, 1.0) == pytest.approx(1.0 / (1.0 + 2.718281828459045**-1.0))
    assert odds_to_probability(0.5, 1e3) == odds_to_probability(0.5, LIMIT)


@pytest.mark.parametrize(("largest", "sure"), [("arms", 1), ("forces", 2), ("full_war", 3)])
def test_support_is_an_ordered_logit_cut_off_at_the_largest(largest: str, sure: int) -> None:
    tree = two_states(
        states={"patron": {}}, alliances={"patron-south": {"largest_support": largest}}
    )
    p = build(scenario(tree)).parameters
    for s in (-3.0, 0.0, 3.0):
        upto = [support_up_to(p, 0, s, level) for level in range(4)]
        assert upto[0] == 0.0
        assert upto == sorted(upto)
        assert upto[sure] == 1.0
        assert all(value < 1.0 for value in upto[:sure])
    assert support_up_to(p, 0, 3.0, 1) <= support_up_to(p, 0, -3.0, 1)
