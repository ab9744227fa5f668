"""Claim 10: two blocs confront each other: US-ROK against DPRK-Russia."""

import numpy as np

from tests.claims.isolated import GUARANTOR, PACT, acts, both, higher, isolated, same
from tests.worlds import Tree, changed

POLARISATION = "mechanisms.ties.polarisation"
SEVERE = ("clash", "lethal_incident")
HOSTILE: Tree = {"states": {"dprk": {"levels": {"clash": {"constant": 2.0}}}}}
FRIENDLY: Tree = {"states": {"dprk": {"levels": {"cooperation": {"constant": 4.0}}}}}


def test_exchange_ties_the_partners_and_polarises() -> None:
    on, off = both(isolated("exchange", "ties", pacts={PACT: {"shells": 1e6}}), isolated("ties"))
    assert higher(on.last("ties.dprk-russia"), off.last("ties.dprk-russia"))
    assert higher(on.last(POLARISATION), off.last(POLARISATION))


def test_hostile_acts_loosen_the_tie_of_rivals_and_cooperation_strengthens_it() -> None:
    hostile, plain = both(changed(isolated("ties"), HOSTILE), isolated("ties"))
    assert higher(plain.last("ties.dprk-rok"), hostile.last("ties.dprk-rok"))
    assert higher(hostile.last(POLARISATION), plain.last(POLARISATION))
    friendly, plain = both(changed(isolated("ties"), FRIENDLY), isolated("ties"))
    assert higher(friendly.last("ties.dprk-rok"), plain.last("ties.dprk-rok"))


def test_a_tie_with_the_protege_makes_joining_likelier() -> None:
    opened: Tree = {
        "rivalries": {"dprk-rok": {"opening": 10}},
        "alliances": {GUARANTOR: {"commitment": 0.5}},
        "mechanisms": {"alliance": {"tie": 3.0}},
    }
    close, distant = both(
        changed(isolated("alliance"), opened, {"ties": {"rok-us": {"tie": 1.0}}}),
        changed(isolated("alliance"), opened, {"ties": {"rok-us": {"tie": -1.0}}}),
    )
    kept = f"alliances.{GUARANTOR}.honoured"
    assert higher(close.last(kept), distant.last(kept))


def test_a_bloc_behind_the_rival_deters_severe_acts() -> None:
    strong: Tree = {"mechanisms": {"extended_deterrence": {"weight": 2.0}}, **HOSTILE}
    backed, alone = both(
        changed(
            isolated("alliance", "reliance", "extended_deterrence"),
            strong,
            {"alliances": {GUARANTOR: {"commitment": 0.95}}},
        ),
        changed(
            isolated("alliance", "reliance", "extended_deterrence"),
            strong,
            {"alliances": {GUARANTOR: {"commitment": 0.05}}},
        ),
    )
    assert higher(acts(alone, "dprk", *SEVERE), acts(backed, "dprk", *SEVERE))


def test_public_acts_loosen_the_ties_with_all_rivals() -> None:
    testing: Tree = {
        "states": {"dprk": {"levels": {"strategic_test": {"constant": 6.0}}}},
        "rivalries": {"dprk-us": {}, "us-dprk": {}},
    }
    resting = changed(
        testing, {"states": {"dprk": {"levels": {"strategic_test": {"constant": -9.0}}}}}
    )
    tested, rested = both(changed(isolated("ties"), testing), changed(isolated("ties"), resting))
    assert tested.last("events.dprk.strategic_test").mean() > 10.0
    for tie in ("ties.dprk-rok", "ties.dprk-us"):
        assert higher(rested.last(tie), tested.last(tie))


def test_switched_off_ties_stay_and_strength_deters_nobody() -> None:
    world, _ = both(changed(isolated("exchange"), HOSTILE), isolated())
    assert (world.series("ties.dprk-russia") == 0.0).all()
    assert (world.series(POLARISATION) == 0.0).all()
    stronger = {"states": {"rok": {"power": 9.0}}}
    one, other = both(
        isolated("resolve", "coercion"), changed(isolated("resolve", "coercion"), stronger)
    )
    assert np.array_equal(acts(one, "dprk", *SEVERE), acts(other, "dprk", *SEVERE))
    assert same(
        isolated(),
        changed(isolated(), stronger),
        but=(".power", ".strength", ".force_start", ".force"),
    )
