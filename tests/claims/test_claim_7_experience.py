"""Claim 7: DPRK forces gain combat experience."""

from tests.claims.isolated import PACT, both, higher, isolated, same

FAST = {PACT: {"rotation": 0.3}}
SLOW = {PACT: {"rotation": 0.02}}


def test_rotation_spreads_experience_and_strengthens_the_force() -> None:
    working = ("exchange", "experience")
    fast, slow = both(isolated(*working, pacts=FAST), isolated(*working, pacts=SLOW))
    assert higher(fast.last("states.dprk.experience"), slow.last("states.dprk.experience"))
    on, off = both(isolated(*working, pacts=FAST), isolated("exchange", pacts=FAST))
    assert higher(on.last("states.dprk.strength"), off.last("states.dprk.strength"))
    assert (on.last("states.rok.experience") == 0.0).all()


def test_nobody_returns_and_nobody_learns() -> None:
    nobody = {PACT: {"rotation": 0.0, "recovery": 0.0}}
    world, _ = both(isolated("exchange", "experience", pacts=nobody), isolated())
    assert (world.series("states.dprk.experience") == 0.0).all()


def test_experience_is_a_share_of_the_force_and_of_those_whom_the_returned_teach() -> None:
    working = ("exchange", "experience")
    path = "states.dprk.experience"
    larger, smaller = both(
        isolated(*working, states={"dprk": {"soldiers": 1300000.0}}),
        isolated(*working, states={"dprk": {"soldiers": 600000.0}}),
    )
    assert higher(smaller.last(path), larger.last(path))
    taught, alone = both(
        isolated(*working, mechanisms={"experience": {"on": True, "instruction": 10.0}}),
        isolated(*working, mechanisms={"experience": {"on": True, "instruction": 1.0}}),
    )
    assert higher(taught.last(path), alone.last(path))
    assert (alone.last(path) <= alone.last(f"pacts.{PACT}.returned") / 500000.0).all()


def test_switched_off_nobody_learns_and_experience_counts_for_nothing() -> None:
    world, _ = both(isolated("exchange", pacts=FAST), isolated())
    assert (world.series("states.dprk.experience") == 0.0).all()
    seasoned = {"dprk": {"experience": 0.9}}
    own = (".experience",)
    assert same(isolated("balance", states=seasoned), isolated("balance"), but=own)
    working = ("balance", "experience")
    assert not same(isolated(*working, states=seasoned), isolated(*working), but=own)
