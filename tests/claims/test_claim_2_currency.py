"""Claim 2: Russia pays; hard currency is earned, spent, and prolongs a campaign of tests."""

import numpy as np

from tests.claims.isolated import PACT, both, higher, isolated, same
from tests.worlds import Tree, changed

PAY = {PACT: {"pay": 20000.0, "currency_share": 1.0}}
LESS = {PACT: {"pay": 2000.0, "currency_share": 1.0}}
SETTINGS = {"campaign": {"exit": 0.1, "entry": 0.0}, "treasury": {"relief_gain": 0.01}}


def _paid(*working: str, pay: Tree) -> Tree:
    return changed(isolated(*working, pacts=pay), {"mechanisms": SETTINGS})


def test_higher_pay_is_earned_kept_and_spent() -> None:
    working = ("exchange", "treasury")
    more, less = both(_paid(*working, pay=PAY), _paid(*working, pay=LESS))
    for flow in ("earned", "reserve", "spent"):
        assert higher(more.last(f"states.dprk.{flow}"), less.last(f"states.dprk.{flow}"))


def test_relief_paid_from_the_reserve_lowers_domestic_pressure() -> None:
    working = ("exchange", "treasury")
    more, less = both(_paid(*working, pay=PAY), _paid(*working, pay=LESS))
    assert higher(less.last("states.dprk.pressure"), more.last("states.dprk.pressure"))


def test_currency_prolongs_a_campaign() -> None:
    working = ("exchange", "treasury", "campaign")
    more, less = both(_paid(*working, pay=PAY), _paid(*working, pay=LESS))
    months = [np.sum(world.series("states.dprk.campaign"), axis=1) for world in (more, less)]
    assert higher(*months)


def test_without_a_treasury_pay_moves_nothing_but_the_pacts_own_books() -> None:
    working = ("exchange", "campaign")
    assert same(
        _paid(*working, pay=PAY),
        _paid(*working, pay=LESS),
        but=(".value", ".paid", ".debt", ".exchange_income", ".goods_income", ".restraint_felt"),
    )
