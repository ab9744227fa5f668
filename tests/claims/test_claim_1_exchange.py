"""Claim 1: elite troops and munitions go to Russia."""

from tests.claims.isolated import PACT, both, higher, isolated, same

FLOWS = ("abroad", "sent", "killed", "wounded", "disabled", "returned", "munitions")


def test_exchange_sends_troops_and_munitions_and_loses_some() -> None:
    with_, without = both(isolated("exchange"), isolated())
    for flow in FLOWS:
        assert (with_.last(f"pacts.{PACT}.{flow}") > 0.0).all()
        assert (without.series(f"pacts.{PACT}.{flow}") == 0.0).all()
    for stock in ("elite", "shells", "missiles"):
        home = f"states.dprk.stocks.{stock}.home"
        assert (with_.last(home) < without.last(home)).all()


def test_larger_waves_send_more_and_a_bloodier_war_loses_more() -> None:
    larger = isolated("exchange", pacts={PACT: {"wave": 6000.0, "target": 24000.0}})
    more, fewer = both(larger, isolated("exchange"))
    assert higher(more.last(f"pacts.{PACT}.sent"), fewer.last(f"pacts.{PACT}.sent"))
    bloodier = isolated("exchange", pacts={PACT: {"attrition": 0.1}})
    more, fewer = both(bloodier, isolated("exchange"))
    for harmed in ("killed", "wounded"):
        assert higher(more.last(f"pacts.{PACT}.{harmed}"), fewer.last(f"pacts.{PACT}.{harmed}"))


def test_the_deadlier_of_two_equal_casualties_sends_fewer_home() -> None:
    deadlier = isolated("exchange", pacts={PACT: {"killed_share": 0.5}})
    more, fewer = both(deadlier, isolated("exchange"))
    assert higher(more.last(f"pacts.{PACT}.killed"), fewer.last(f"pacts.{PACT}.killed"))
    assert higher(fewer.last(f"pacts.{PACT}.wounded"), more.last(f"pacts.{PACT}.wounded"))
    assert higher(fewer.last(f"pacts.{PACT}.returned"), more.last(f"pacts.{PACT}.returned"))


def test_troops_abroad_fall_with_demand_and_go_home_without_it() -> None:
    for demand, most in ((1.0, 12000.0), (0.2, 2400.0), (0.0, 0.0)):
        world, _ = both(
            isolated("exchange", pacts={PACT: {"abroad": 9000.0, "demand": demand}}), isolated()
        )
        abroad = world.series(f"pacts.{PACT}.abroad")
        assert abroad.max() <= most
        assert (abroad.max() > 0.9 * most) if most else (abroad == 0.0).all()


def test_without_exchange_the_terms_of_the_pact_move_nothing() -> None:
    generous = {
        PACT: {"wave": 9000.0, "shells": 1e6, "pay": 9000.0, "paid_share": 1.0, "transfer": 5.0}
    }
    assert same(isolated(), isolated(pacts=generous))
    on = isolated("exchange", pacts=generous)
    assert not same(isolated("exchange"), on)
