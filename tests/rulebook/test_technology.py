"""Milestones of weapons technology: their hazard, their address, and what they supply."""

import math
from itertools import pairwise

import numpy as np
import pytest

from sim.rulebook.declare import TRACKS
from tests.worlds import Run, Tree, changed, differing_words, run, two_states

STANDING = {"effort": 0.0, "transfer": 0.0, "test_gain": 0.0}
"""Numbers of a track whose progress does not move."""


def _world(progress: float, settings: Tree | None = None, **track: float | bool) -> Tree:
    """North runs a weapons programme, and each of its tracks stands at the same progress."""
    one = {**STANDING, "progress": progress, **track}
    north: Tree = {"programme": True, "tracks": dict.fromkeys(TRACKS, one)}
    return two_states(states={"north": north}, mechanisms={"technology": settings or {}})


def _months(of: Run, track: str) -> np.ndarray:
    """Month of the milestone in each trial; the horizon where it was not reached."""
    month = of.last(f"states.north.tracks.{track}.milestone_month")
    return np.where(month < 0, of.paths.shape[1], month)


@pytest.mark.parametrize(
    ("progress", "settings", "hazard"),
    [
        (0.9, {}, 0.04),
        (0.6, {}, 0.04 * math.exp(-1.8)),
        (1.0, {}, 0.04 * math.exp(0.6)),
        (1.0, {"steepness": 0.0}, 0.04),
        (1.0, {"steepness": 50.0}, 0.5),
        (1.0, {"steepness": 50.0, "most": 0.1}, 0.1),
    ],
)
def test_a_milestone_comes_with_the_stated_hazard(
    progress: float, settings: Tree, hazard: float
) -> None:
    of = run(_world(progress, settings), 1000)
    reached, months = 0, 0
    for track in TRACKS:
        at = _months(of, track)
        reached += int((at < of.paths.shape[1]).sum())
        months += int(np.minimum(at + 1, of.paths.shape[1]).sum())
    # Four standard errors of a share: each case fails by chance once in some 16,000 seeds.
    error = math.sqrt(hazard * (1.0 - hazard) / months)
    assert abs(reached / months - hazard) < 4.0 * error


def test_with_more_progress_no_milestone_comes_later() -> None:
    runs = [run(_world(progress), 400) for progress in (0.2, 0.5, 0.8, 1.0)]
    for less, more in pairwise(runs):
        sooner = np.array([_months(less, t) - _months(more, t) for t in TRACKS])
        assert (sooner >= 0).all()
        assert (sooner > 0).any()


def test_a_milestone_that_is_reached_stays() -> None:
    of = run(_world(0.9), 200)
    for track in TRACKS:
        month = of.series(f"states.north.tracks.{track}.milestone_month")
        moved = np.diff(month, axis=1) != 0
        assert (month[:, :-1][moved] == -1).all()
        assert moved.sum(axis=1).max() == 1
        at = _months(of, track)
        late = (at > 0) & (at < month.shape[1])
        assert late.any()
        assert (month[np.flatnonzero(late), at[late].astype(int)] == at[late]).all()


@pytest.mark.parametrize(
    "off",
    [
        _world(0.95, {"on": False}),
        _world(0.95, {"most": 0.0}),
        _world(0.95, hazard=0.0),
        changed(_world(0.95), {"states": {"north": {"programme": False}}}),
    ],
    ids=["mechanism off", "no largest hazard", "no hazard", "no programme"],
)
def test_without_a_hazard_no_milestone_is_reached(off: Tree) -> None:
    of = run(off, 200)
    for track in TRACKS:
        assert (of.series(f"states.north.tracks.{track}.milestone_month") == -1).all()
        assert (of.series(f"states.north.tracks.{track}.progress") == 0.95).all()


@pytest.mark.parametrize("on", [True, False])
def test_a_milestone_reached_before_the_start_holds_from_the_first_month(on: bool) -> None:
    of = run(_world(0.1, {"on": on}, reached=True), 20)
    for track in TRACKS:
        assert (of.series(f"states.north.tracks.{track}.milestone_month") == 0).all()


def test_draws_of_milestones_shift_no_other_draw() -> None:
    silent = {"before_milestone": 1.0, "survival_submarine": 0.0}
    tree = changed(_world(0.8, silent), {"mechanisms": {"learning": {"milestones": 0.0}}})
    never = changed(tree, {"states": {"north": {"tracks": {t: {"hazard": 0.0} for t in TRACKS}}}})
    moved = {f"states.north.tracks.{track}.milestone_month" for track in TRACKS}
    assert set(differing_words(run(tree, 200), run(never, 200))) == moved


def test_progress_supplies_part_of_reach_and_the_milestone_the_rest() -> None:
    settings = {"before_milestone": 0.25, "reach_reentry": 0.5, "reach_mirv": 0.2}
    for reached, supplied in ((False, 0.25 * 0.6), (True, 0.25 * 0.6 + 0.75)):
        of = run(_world(0.6, settings, hazard=0.0, reached=reached), 2)
        assert np.allclose(of.series("states.north.reach"), (0.5 + 0.2) * supplied)
        satellite = 1.0 + 0.1 * supplied
        assert np.allclose(of.series("states.north.strength"), satellite)


def test_only_the_milestone_of_the_submarine_makes_the_arsenal_survive() -> None:
    for reached, surviving in ((False, 0.5), (True, 0.5 + 0.5 * 0.3)):
        of = run(_world(0.9, hazard=0.0, reached=reached), 2)
        assert np.allclose(of.series("states.north.surviving"), surviving)
