"""Claim 1: elite troops and munitions go to Russia."""

from tests.claims.isolated import PACT, both, higher, isolated, same

FLOWS = ("abroad", "sent", "lost", "returned", "munitions")


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
    assert higher(more.last(f"pacts.{PACT}.lost"), fewer.last(f"pacts.{PACT}.lost"))


def test_without_exchange_the_terms_of_the_pact_move_nothing() -> None:
    generous = {PACT: {"wave": 9000.0, "shells": 1e6, "pay": 9000.0, "transfer": 5.0}}
    assert same(isolated(), isolated(pacts=generous))
    on = isolated("exchange", pacts=generous)
    assert not same(isolated("exchange"), on)
