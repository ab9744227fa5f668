"""Parameter draws in a sweep: shared by all points, and never laid on what the study states."""

from pathlib import Path

import pytest

from sim.experiment import sweep_writer
from sim.experiment.run import collect, request
from sim.experiment.studies.reading import read
from sim.experiment.verify import verify
from sim.scenario import ScenarioError
from tests.experiment.sweeps import TEXT, study, swept

TABLE = "mechanisms.tension.weight,states.south.power,mechanisms.audience.weight\n" + "".join(
    f"{1 + d / 4},{0.8 + d / 10},{2 + d / 5}\n" for d in range(5)
)


@pytest.fixture
def drawn(tmp_path: Path) -> Path:
    (tmp_path / "table.csv").write_text(TABLE)
    study(tmp_path, TEXT + "draws: table.csv\n")
    return tmp_path / "small.yaml"


def test_what_varies_by_design_is_not_drawn(drawn: Path) -> None:
    draws = read(drawn).draws
    assert draws is not None
    assert draws.paths == ("states.south.power", "mechanisms.audience.weight")
    drawn.write_text(drawn.read_text().replace("4}", "4, states.south.power: 1}"))
    draws = read(drawn).draws
    assert draws is not None
    assert draws.paths == ("mechanisms.audience.weight",)


def test_a_point_is_a_run_of_its_scenario_with_the_same_draws(
    drawn: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sweep_writer, "BLOCK", 30)
    of = read(drawn)
    result = swept(of, tmp_path / "r", threads=2)
    for point in of.points[::3]:
        wanted = request(of.scenario(point), of.trials, threads=1, draws=of.draws)
        alone = collect(wanted)
        assert result.ledger.finished[point.key, of.trials] == alone.content_hash
        assert list(result.series(point, "draw")[:7]) == [0, 1, 2, 3, 4, 0, 1]
    assert verify(tmp_path / "r", 40).again == 40
    longer = study(tmp_path, drawn.read_text(), trials=33)
    grown = swept(longer, tmp_path / "r", resume=True)
    assert grown.content_hash == swept(longer, tmp_path / "anew").content_hash


def test_other_draws_make_other_points(drawn: Path) -> None:
    keys = {point.key for point in read(drawn).points}
    assert not keys & {point.key for point in read(drawn, "none").points}
    (drawn.parent / "table.csv").write_text(TABLE.replace("2.2", "2.3"))
    assert not keys & {point.key for point in read(drawn).points}


@pytest.mark.parametrize("name", ["nothing.csv", "../table.csv", "/etc/passwd"])
def test_a_table_lies_in_the_studys_folder(drawn: Path, name: str) -> None:
    (drawn.parent.parent / "table.csv").write_text(TABLE)
    drawn.write_text(drawn.read_text().replace("table.csv", name))
    with pytest.raises(ScenarioError, match=r"small\.yaml:12:8: there is no such table of draws"):
        read(drawn)
