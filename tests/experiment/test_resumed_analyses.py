"""Analyses that were broken off are gone on from, and end as if nothing had happened."""

from pathlib import Path

import pytest

from sim.api.discover import DiscoverRequest
from sim.api.results import discovery, sensitivity, tipping
from sim.api.sensitivity import SensitivityRequest
from sim.api.tipping import TippingRequest
from sim.errors import FolderError
from sim.experiment import checkpoint, points
from sim.experiment.checkpoint import Resumable, kept_in
from sim.experiment.folder import Interrupted
from sim.scenario.scenario import Scenario
from tests.worlds import lively, scenario

PARAMS = ["mechanisms.tension.weight=0,6", "mechanisms.war.nuclear_base=-9,-3"]


@pytest.fixture(scope="module")
def world() -> Scenario:
    return scenario(lively())


@pytest.fixture(autouse=True)
def _often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checkpoint, "SECONDS", -1.0)
    monkeypatch.setattr(points, "TRIALS_AT_ONCE", 16)


def analysis(world: Scenario, threads: int) -> sensitivity.Plan:
    return sensitivity.plan(
        SensitivityRequest(
            world,
            outcome="events",
            method="morris",
            params=PARAMS,
            points=12,
            trials=8,
            threads=threads,
        )
    )


def stopping_after(calls: int, folder: Path, resume: bool = False) -> Resumable:
    told = iter([False] * (calls - 1))
    return Resumable(folder, resume, lambda: next(told, True))


@pytest.mark.parametrize("calls", [1, 4, 11])
def test_a_sensitivity_broken_off_ends_as_an_undisturbed_one(
    world: Scenario, tmp_path: Path, calls: int
) -> None:
    with pytest.raises(Interrupted):
        sensitivity.compute(analysis(world, 1), keeping=stopping_after(calls, tmp_path))
    assert f"{2 * calls} of 36 points are kept" in kept_in(tmp_path)
    found = sensitivity.compute(analysis(world, 2), keeping=Resumable(tmp_path, resume=True))
    assert found.table.equals(sensitivity.compute(analysis(world, 1)).table)


def test_points_that_are_kept_are_not_run_again(
    world: Scenario, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sensitivity.compute(analysis(world, 1), keeping=Resumable(tmp_path))

    def refuse(*_: object) -> None:
        raise AssertionError("a point was run again")

    monkeypatch.setattr(points, "run_trials", refuse)
    sensitivity.compute(analysis(world, 1), keeping=Resumable(tmp_path, resume=True))
    with pytest.raises(AssertionError, match="run again"):
        sensitivity.compute(analysis(world, 1), keeping=Resumable(tmp_path))


def test_a_discovery_and_a_map_are_gone_on_from_too(world: Scenario, tmp_path: Path) -> None:
    asked = DiscoverRequest(world, outcome="first_war", params=PARAMS, trials=400, threads=1)
    wanted = discovery.plan(asked)
    with pytest.raises(Interrupted):
        discovery.compute(wanted, keeping=stopping_after(3, tmp_path / "d"))
    after = discovery.compute(wanted, keeping=Resumable(tmp_path / "d", resume=True))
    assert after.table.equals(discovery.compute(wanted).table)
    across, up = PARAMS
    cells = tipping.plan(TippingRequest(world, x=across, y=up, grid=4, trials=8, threads=1))
    with pytest.raises(Interrupted):
        tipping.compute(cells, keeping=stopping_after(3, tmp_path / "t"))
    mapped = tipping.compute(cells, keeping=Resumable(tmp_path / "t", resume=True))
    assert mapped.table.equals(tipping.compute(cells).table)


def test_what_another_analysis_left_is_refused(world: Scenario, tmp_path: Path) -> None:
    with pytest.raises(Interrupted):
        sensitivity.compute(analysis(world, 1), keeping=stopping_after(2, tmp_path))
    other = analysis(world.replace({"seed": 5}), 1)
    with pytest.raises(FolderError, match="another computation"):
        sensitivity.compute(other, keeping=Resumable(tmp_path, resume=True))
