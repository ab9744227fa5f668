"""Claim 6: ROK-Russia relations, carefully managed until then, break."""

from tests.claims.isolated import PACT, both, higher, isolated, same

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
