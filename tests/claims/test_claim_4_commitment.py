"""Claim 4: the partnership becomes a "blood alliance": commitment grows with exchange."""

from tests.claims.isolated import GUARANTOR, PACT, PATRON, both, higher, isolated, same
from tests.worlds import changed

MORE = {PACT: {"shells": 250_000.0}}
FORCE = {
    "states": {"dprk": {"levels": {"lethal_incident": {"constant": 4.0}}}},
    "alliances": {GUARANTOR: {"commitment": 0.5, "trigger": "lethal_incident"}},
}


def test_commitment_rises_with_exchange_and_returns_when_exchange_stops() -> None:
    commitment = f"alliances.{PATRON}.commitment"
    more, less = both(
        isolated("exchange", "commitment", pacts=MORE), isolated("exchange", "commitment")
    )
    assert higher(more.last(commitment), less.last(commitment))
    assert (less.last(commitment) > 0.4).all()
    ends = {
        "the war ends": {
            "month": "2025-11",
            "known_from": "2024-10",
            "set": {f"pacts.{PACT}.in_force": 0.0},
        }
    }
    ended, lasting = both(
        isolated("exchange", "commitment", pacts=MORE, timeline=ends),
        isolated("exchange", "commitment", pacts=MORE),
    )
    assert (ended.last(commitment) < ended.series(commitment)[:, 11]).all()
    assert (ended.last(commitment) < lasting.last(commitment)).all()


def test_others_come_to_believe_in_it() -> None:
    believed = f"beliefs.{PATRON}.rok"
    with_, without = both(
        isolated("exchange", "commitment", pacts=MORE), isolated("commitment", pacts=MORE)
    )
    assert higher(with_.last(believed), without.last(believed))


def test_failing_an_ally_lowers_commitment_and_belief() -> None:
    world = changed(isolated("alliance", "commitment"), FORCE)
    one, _ = both(world, world)
    failed = one.last(f"alliances.{GUARANTOR}.failed") > 0
    kept = (one.last(f"alliances.{GUARANTOR}.honoured") > 0) & ~failed
    for word in (f"alliances.{GUARANTOR}.commitment", f"beliefs.{GUARANTOR}.dprk"):
        assert one.last(word)[failed].mean() < 0.5
        assert one.last(word)[failed].mean() < one.last(word)[kept].mean()


def test_switched_off_no_commitment_and_no_belief_moves() -> None:
    still, _ = both(changed(isolated("exchange", "alliance"), FORCE), isolated())
    for name, start in ((PATRON, 0.4), (GUARANTOR, 0.5)):
        assert (still.series(f"alliances.{name}.commitment") == start).all()
        for state in ("dprk", "rok", "russia", "us"):
            assert (still.series(f"beliefs.{name}.{state}") == start).all()
    gains = {"mechanisms": {"commitment": {"exchange_gain": 5.0, "failure": 9.0}}}
    assert same(isolated("exchange", "alliance"), changed(isolated("exchange", "alliance"), gains))
