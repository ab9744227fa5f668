"""Claim 3: Russia is under pressure to give technology, and milestones are reached sooner."""

import numpy as np

from tests.claims.isolated import PACT, acts, both, higher, isolated, same
from tests.worlds import Run, changed

GIVEN, KEPT = {PACT: {"transfer": 2.0}}, {PACT: {"transfer": 0.0}}
PUNISHED = ("show_of_force", "strategic_test")


def _month(of: Run, track: str) -> np.ndarray:
    """Month in which a track reached its milestone; the horizon where it did not."""
    month = of.last(f"states.dprk.tracks.{track}.milestone_month")
    return np.where(month < 0, of.paths.shape[1], month)


def test_transferred_technology_brings_every_track_forward() -> None:
    working = ("exchange", "technology")
    given, kept = both(isolated(*working, pacts=GIVEN), isolated(*working, pacts=KEPT))
    for track in ("reentry", "mirv", "submarine", "satellite"):
        progress = f"states.dprk.tracks.{track}.progress"
        assert higher(given.last(progress), kept.last(progress))
        assert higher(_month(kept, track), _month(given, track))
    assert higher(given.last("states.dprk.reach"), kept.last("states.dprk.reach"))


def test_debt_presses_the_payer_to_give_strategic_technology() -> None:
    free = {"russia": {"policies": {"pay": {"pin": -1, "level": 0}}}}
    owing, even = (
        isolated("exchange", states=free, pacts={PACT: {"debt": debt}}) for debt in (20.0, 0.0)
    )
    deep, shallow = both(owing, even)
    level = "states.russia.policies.pay.level"
    assert higher(deep.series(level).mean(axis=1), shallow.series(level).mean(axis=1))


def test_a_test_is_likelier_while_it_teaches() -> None:
    def at(progress: float, *working: str) -> dict[str, object]:
        tracks = {t: {"progress": progress} for t in ("reentry", "mirv", "submarine", "satellite")}
        return isolated(*working, states={"dprk": {"tracks": tracks}})

    half_way, unbegun = both(at(0.5, "learning"), at(0.0, "learning"), trials=1000)
    assert higher(acts(half_way, "dprk", "strategic_test"), acts(unbegun, "dprk", "strategic_test"))
    assert same(at(0.5), at(0.0), but=(".progress", ".reach", ".strength"))


def test_an_arsenal_that_has_been_shown_to_work_is_launched_more_often() -> None:
    def at(reached: bool, *working: str) -> dict[str, object]:
        tracks = {t: {"reached": reached} for t in ("reentry", "mirv", "submarine", "satellite")}
        return isolated(*working, states={"dprk": {"tracks": tracks}})

    shown, unshown = both(at(True, "learning"), at(False, "learning"), trials=1000)
    assert higher(acts(shown, "dprk", *PUNISHED), acts(unshown, "dprk", *PUNISHED))
    follows = (".milestone_month", ".reach", ".surviving", ".strength")
    assert same(at(True), at(False), but=follows)


def test_without_technology_a_transfer_moves_nothing() -> None:
    assert same(
        isolated("exchange", pacts=GIVEN), isolated("exchange", pacts=KEPT), but=(".transferred",)
    )


def test_without_learning_progress_moves_no_act() -> None:
    fast = changed(isolated("exchange", "technology"), {"pacts": GIVEN})
    slow = changed(isolated("exchange", "technology"), {"pacts": KEPT})
    one, other = both(fast, slow)
    for rung in PUNISHED:
        assert np.array_equal(acts(one, "dprk", rung), acts(other, "dprk", rung))
