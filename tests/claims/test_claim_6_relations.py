"""Claim 6: ROK-Russia relations, carefully managed until then, break."""

import numpy as np

from tests.claims.isolated import PACT, both, higher, isolated, same
from tests.worlds import changed

MORE = {PACT: {"shells": 1e6}}
RELATIONS = f"pacts.{PACT}.relations"
ARM = "states.rok.policies.arm.level"


def test_exchange_obstruction_and_arms_strain_relations() -> None:
    strained, calm = both(
        isolated("exchange", "relations", pacts=MORE), isolated("relations", pacts=MORE)
    )
    assert higher(calm.last(RELATIONS), strained.last(RELATIONS))
    defying = {"russia": {"policies": {"obstruct": {"pin": 2}}}}
    strained, calm = both(isolated("relations", states=defying), isolated("relations"))
    assert higher(calm.last(RELATIONS), strained.last(RELATIONS))
    arming, holding = (
        {"rok": {"policies": {"arm": {"pin": level, "level": level}}}} for level in (2, 0)
    )
    strained, calm = both(
        isolated("relations", states=arming), isolated("relations", states=holding)
    )
    assert higher(calm.last(RELATIONS), strained.last(RELATIONS))


def test_a_conciliatory_government_on_either_side_lifts_relations() -> None:
    for state in ("rok", "russia"):
        conciliatory, hawkish = both(
            isolated("relations", states={state: {"orientation": -0.5}}),
            isolated("relations", states={state: {"orientation": 0.5}}),
        )
        assert higher(conciliatory.last(RELATIONS), hawkish.last(RELATIONS))


def test_relations_rise_again_when_exchange_ends_and_the_government_changes() -> None:
    dated = {
        "month": "2025-06",
        "known_from": "2024-10",
        "set": {f"pacts.{PACT}.demand": 0.0, "states.rok.orientation": -0.5},
        "evidence": "assumption",
    }
    unarmed = {"rok": {"policies": {"arm": {"pin": 0}}}}
    tree = isolated("exchange", "relations", states=unarmed, pacts=MORE)
    world, _ = both(changed(tree, {"timeline": {"peace_and_election": dated}}), isolated())
    monthly = np.diff(world.series(RELATIONS), axis=1)
    assert (monthly[:, :6] < 0.0).all()
    assert (monthly[:, 7:] > 0.0).all()


def test_broken_relations_make_the_neighbour_arm_the_other_side() -> None:
    broken, good = both(
        isolated("exchange", "relations", pacts=MORE), isolated("exchange", pacts=MORE)
    )
    assert higher(broken.series(ARM).mean(axis=1), good.series(ARM).mean(axis=1))


def test_switched_off_relations_stay_and_nothing_strains_them() -> None:
    world, _ = both(isolated("exchange", pacts=MORE), isolated())
    assert (world.series(RELATIONS) == 0.5).all()
    strain = {"relations": {"on": False, "exchange_strain": 5.0, "obstruction_strain": 1.0}}
    assert same(isolated("exchange"), isolated("exchange", mechanisms=strain))
