"""Studies and sweeps as what an analysis is of: their ranges are taken, their points are looked at."""

from pathlib import Path

import pytest

import sim
from sim.api.sources import Source, source_of
from sim.errors import FolderError, InputError
from sim.experiment.swept import Swept
from sim.scenario.distribution import Distribution
from tests.experiment.sweeps import TEXT, study, swept

SOBOL = """\
name: sampled
scenario: two_state
set: {horizon: 6}
trials: 16
seed: 3
design: sobol
samples: 64
parameters:
  mechanisms.tension.weight: {range: [0, 6]}
  mechanisms.crisis.cost: {distribution: {kind: normal, mean: 3, sd: 1}}
"""


@pytest.fixture(scope="module")
def sampled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sampled")
    swept(study(folder, SOBOL), folder / "r", threads=2)
    return folder


def test_a_study_gives_its_scenario_its_seed_and_its_ranges(sampled: Path) -> None:
    source = source_of(sampled / "small.yaml")
    assert isinstance(source, Source)
    assert (source.scenario.seed, source.scenario.horizon) == (3, 6)
    assert {path: known.kind for path, known in source.ranges.items()} == {
        "mechanisms.tension.weight": "uniform",
        "mechanisms.crisis.cost": "normal",
    }
    again = source_of(sampled / "small.yaml", seed=0)
    assert isinstance(again, Source)
    assert again.scenario.seed == 0


def test_a_grid_gives_all_between_its_ends(tmp_path: Path) -> None:
    study(tmp_path)
    source = source_of(tmp_path / "small.yaml")
    assert isinstance(source, Source)
    assert source.ranges["mechanisms.tension.weight"] == Distribution(
        "uniform", (("high", 3.0), ("low", 0.5))
    )


def test_a_sensitivity_of_a_study_varies_what_the_study_varies(sampled: Path) -> None:
    found = sim.sensitivity(
        sampled / "small.yaml", outcome="events", method="morris", points=4, trials=8
    )
    assert set(found.table["name"]) == {"mechanisms.tension.weight", "mechanisms.crisis.cost"}
    one = sim.sensitivity(
        sampled / "small.yaml",
        outcome="events",
        method="pawn",
        params=["mechanisms.tension"],
        points=64,
        trials=8,
    )
    assert set(one.table["name"]) == {"mechanisms.tension.weight"}


def test_the_points_of_a_sweep_are_looked_at_and_not_run(
    sampled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("something was run")

    monkeypatch.setattr("sim.engine.ensemble.run_trials", refuse)
    found = sim.sensitivity(sampled / "r", outcome="events")
    kept = Swept(sampled / "r")
    means = found.points.filter(like="batch").mean(axis=1)
    assert len(means) == 64
    for number in (0, 17, 63):
        point = kept.study.points[number]
        assert means[number] == pytest.approx(float(kept.series(point, "events").mean()))
        assert (
            found.points["mechanisms.tension.weight"][number]
            == dict(point.values)["mechanisms.tension.weight"]
        )


def test_boxes_of_a_sweep_are_of_its_cases(sampled: Path) -> None:
    found = sim.discover(sampled / "r", outcome="first_force")
    kept = Swept(sampled / "r")
    ever = [kept.series(point, "first_force").notna().sum() for point in kept.study.points]
    assert found.table["cases"].tolist() == ever
    assert found.boxes.trials == 64 * 16
    assert found.boxes.prim.all_cases < sum(ever) / 2
    assert "half of the points" in found.summary()


@pytest.mark.parametrize("method", ["sobol", "morris"])
def test_other_methods_need_a_design_of_their_own(sampled: Path, method: str) -> None:
    with pytest.raises(InputError, match="design of its own"):
        sim.sensitivity(sampled / "r", outcome="events", method=method)


def test_what_cannot_be_is_refused_in_words(sampled: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"does not vary states\.north\.power"):
        sim.sensitivity(sampled / "r", outcome="events", params=["states.north.power"])
    with pytest.raises(InputError, match="takes no seed and no settings"):
        sim.discover(sampled / "r", outcome="first_force", seed=1)
    with pytest.raises(InputError, match="as they were run"):
        sim.discover(sampled / "r", outcome="first_force", trials=50)
    with pytest.raises(FolderError, match="holds no sweep"):
        sim.sensitivity(tmp_path, outcome="events")
    swept(study(tmp_path), tmp_path / "r")
    for ask in (sim.sensitivity, sim.discover):
        with pytest.raises(InputError, match="at least 64 points"):
            ask(tmp_path / "r", outcome="first_force")
    with pytest.raises(InputError, match="states its settings itself"):
        sim.sensitivity(tmp_path / "small.yaml", outcome="events", sets=["horizon=3"])
    both = TEXT.replace("scenario: two_state", "scenarios: [two_state, wider.yaml]")
    (tmp_path / "wider.yaml").write_text("extends: two_state\n", encoding="utf-8")
    study(tmp_path, both)
    with pytest.raises(InputError, match="is of 2 scenarios"):
        sim.sensitivity(tmp_path / "small.yaml", outcome="events")
