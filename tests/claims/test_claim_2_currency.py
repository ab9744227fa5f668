"""Claim 2: Russia pays; hard currency is earned, spent, and prolongs a campaign of tests."""

import numpy as np

from tests.claims.isolated import PACT, both, higher, isolated, same
from tests.worlds import Tree, changed

PAY = {PACT: {"pay": 20000.0, "currency_share": 1.0}}
LESS = {PACT: {"pay": 2000.0, "currency_share": 1.0}}
SETTINGS = {"campaign": {"exit": 0.1, "entry": 0.0}, "treasury": {"relief_gain": 0.01}}


RESERVE: Tree = {"states": {"russia": {"reserve": 434.0, "relief": 0.0}}}


def _paid(*working: str, pay: Tree) -> Tree:
    return changed(isolated(*working, pacts=pay), {"mechanisms": SETTINGS}, RESERVE)


def test_higher_pay_is_earned_kept_and_spent() -> None:
    working = ("exchange", "treasury")
    more, less = both(_paid(*working, pay=PAY), _paid(*working, pay=LESS))
    for flow in ("earned", "reserve", "spent"):
        assert higher(more.last(f"states.dprk.{flow}"), less.last(f"states.dprk.{flow}"))


def test_what_the_sender_earns_leaves_the_payers_reserve_with_what_goods_cost() -> None:
    more, less = both(
        _paid("exchange", "treasury", pay=PAY), _paid("exchange", "treasury", pay=LESS)
    )
    assert higher(less.last("states.russia.reserve"), more.last("states.russia.reserve"))
    for world in (more, less):
        left = world.last("states.russia.reserve")
        gone = world.last(f"pacts.{PACT}.currency") + world.last(f"pacts.{PACT}.goods")
        assert np.allclose(434.0 - left, gone)


def test_a_payer_without_a_reserve_pays_nothing_and_owes_all() -> None:
    poor = changed(
        _paid("exchange", "treasury", pay=PAY),
        {"states": {"russia": {"reserve": 0.0, "policies": {"pay": {"level": 0, "pin": 0}}}}},
    )
    world, _ = both(poor, isolated())
    assert (world.series(f"pacts.{PACT}.paid") == 0.0).all()
    assert np.array_equal(
        world.series(f"pacts.{PACT}.debt"), world.series(f"pacts.{PACT}.supplied")
    )


def test_a_larger_share_paid_leaves_less_debt_and_the_same_value_supplied() -> None:
    more, less = (
        _paid("exchange", "treasury", pay={PACT: {"paid_share": share}}) for share in (0.9, 0.1)
    )
    paid, owed = both(more, less)
    assert np.array_equal(paid.last(f"pacts.{PACT}.supplied"), owed.last(f"pacts.{PACT}.supplied"))
    assert higher(owed.last(f"pacts.{PACT}.debt"), paid.last(f"pacts.{PACT}.debt"))


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
        but=(
            ".paid",
            ".currency",
            ".debt",
            ".exchange_income",
            ".exchange_cost",
            ".goods_income",
        ),
    )
