"""Tables of parameter draws: read with care, laid where nothing else was asked for."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from sim.errors import FolderError, InputError, VerificationError
from sim.experiment.draws import Draws, applied, read
from sim.experiment.draws_requested import draws_for
from sim.experiment.folder import run_into
from sim.experiment.run import collect, request
from sim.experiment.stored import Stored
from sim.scenario import Scenario, ScenarioError, load

WEIGHT, AUDIENCE = "mechanisms.tension.weight", "mechanisms.audience.weight"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "table.csv"
    path.write_text(f"{WEIGHT},{AUDIENCE}\n1.5,0\n2.5,1e-1\n3.5,4\n")
    return path


def centred(**centre: float) -> Draws:
    values = np.array([[1.0, 2.0], [3.0, 4.0]])
    return Draws(
        "t", (WEIGHT, AUDIENCE), values, dict(zip((WEIGHT, AUDIENCE), centre.values(), strict=True))
    )


def test_a_table_is_read_as_written(table: Path) -> None:
    found = read(table)
    assert found.paths == (WEIGHT, AUDIENCE)
    assert found.values.tolist() == [[1.5, 0.0], [2.5, 0.1], [3.5, 4.0]]


def test_a_table_written_again_is_the_same(tmp_path: Path) -> None:
    made = applied(draws_for("prior", load("baseline")), load("baseline"))
    assert made is not None
    path = tmp_path / "again.csv"
    path.write_text(made.text())
    assert read(path).digest == made.digest


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", ":1:1: the file is empty"),
        (f"{WEIGHT}\n", ":2:1: no draw"),
        (f"{WEIGHT},{WEIGHT}\n1,1\n", ":1:2: this column stands twice"),
        (f"{WEIGHT},\n1,1\n", ":1:2: this column has no name"),
        (f"{WEIGHT}\n1\nnan\n", ":3:1: not a number; found 'nan'"),
        (f"{WEIGHT}\n1\ninf\n", ":3:1: not a number"),
        (f"{WEIGHT},{AUDIENCE}\n1,two\n", ":2:2: not a number; found 'two'"),
        (f"{WEIGHT},{AUDIENCE}\n1\n", ":2:1: 1 numbers where there are 2 columns"),
        (f"{WEIGHT}\n1\n\n", ":3:1: this line is empty"),
        (f"{WEIGHT}\n1\n-3\n", ":3:1: not a value of mechanisms.tension.weight; found -3"),
        ("mechanisms.tension.wieght\n1\n", ":1:1: the scenario has no number at this path"),
        ("mechanisms.tension.wieght\n1\n", "did you mean mechanisms.tension.weight?"),
        ("mechanisms.tension.on\n0.5\n", ":2:1: not a value of mechanisms.tension.on"),
        ('"a\n', "this is no CSV"),
    ],
)
def test_a_wrong_table_is_refused_with_the_place(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "wrong.csv"
    path.write_text(text)
    with pytest.raises(ScenarioError) as refused:
        draws_for(str(path), load("baseline"))
    assert said in str(refused.value)
    assert "wrong.csv" in str(refused.value)


@pytest.mark.parametrize("asked", ["priors", "no/such.csv"])
def test_a_missing_table_is_refused_with_what_may_be_asked_for(asked: str) -> None:
    with pytest.raises(ScenarioError, match="none, prior, posterior or the path"):
        draws_for(asked, load("baseline"))


def test_a_table_that_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bytes.csv"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ScenarioError, match="UTF-8"):
        read(path)


def paths_in(table: Draws, of: Scenario) -> tuple[str, ...]:
    found = table.applied_to(of)
    return () if found is None else found.paths


def test_a_draw_is_applied_only_where_the_scenario_leaves_the_centre() -> None:
    of = load("baseline")
    weight, audience = (of.values[path].number for path in (WEIGHT, AUDIENCE))
    made = centred(a=weight, b=audience)
    assert paths_in(made, of) == (WEIGHT, AUDIENCE)
    assert paths_in(made, of.replace({AUDIENCE: audience + 1})) == (WEIGHT,)
    assert paths_in(made, of.replace({AUDIENCE: audience})) == (WEIGHT, AUDIENCE)
    assert paths_in(centred(a=weight + 1, b=audience), of) == (AUDIENCE,)


def test_a_table_without_a_centre_leaves_what_a_setting_states(table: Path) -> None:
    of = load("baseline", [f"{WEIGHT}=2.0"])
    assert paths_in(read(table), of) == (AUDIENCE,)
    assert paths_in(read(table), load("baseline").replace({AUDIENCE: 1.0})) == (WEIGHT,)


def test_the_centre_of_a_table_is_read_from_the_file_beside_it(table: Path) -> None:
    beside = table.with_suffix(".yaml")
    beside.write_text(f"columns: {{{WEIGHT}: {{centre: 9}}, {AUDIENCE}: {{centre: 2}}}}\n")
    assert read(table).centre == {WEIGHT: 9.0, AUDIENCE: 2.0}
    beside.write_text(f"columns: {{{WEIGHT}: {{centre: 9}}}}\n")
    with pytest.raises(ScenarioError, match="centre: NUMBER") as wrong:
        read(table)
    assert AUDIENCE in str(wrong.value)
    assert "KeyError" not in str(wrong.value)


@pytest.mark.parametrize("text", ["extends: baseline\n", "- a list\n", "", "just words\n"])
def test_a_file_of_the_tables_name_that_describes_no_columns_is_no_description(
    table: Path, text: str
) -> None:
    table.with_suffix(".yaml").write_text(text)
    assert read(table).centre == {}


def test_a_description_that_is_no_yaml_is_refused_in_words(table: Path) -> None:
    table.with_suffix(".yaml").write_text("columns: [\n")
    with pytest.raises(ScenarioError, match="description of the table"):
        read(table)


def test_trials_of_a_run_have_the_draws_of_its_table(small: Scenario) -> None:
    made = pd.DataFrame({WEIGHT: [1.0, 9.0, 2.0], AUDIENCE: [0.0, 5.0, 1.0]})
    found = collect(request(small, 7, threads=1, draws=draws_for(made, small)))
    assert found.series("draw").tolist() == [0, 1, 2, 0, 1, 2, 0]
    mesa = collect(request(small, 7, engine="mesa", draws=draws_for(made, small)))
    assert mesa.content_hash == found.content_hash
    row = small.replace({WEIGHT: 9.0, AUDIENCE: 5.0})
    alone = collect(request(row, 5, threads=1))
    # All but the column of the draw.
    assert np.array_equal(np.delete(found.table[4], 1), alone.table[4])


def test_the_content_hash_covers_the_draws(small: Scenario) -> None:
    hashes = {
        collect(request(small, 3, threads=1, draws=draws_for(made, small))).content_hash
        for made in (
            "none",
            pd.DataFrame({WEIGHT: [1.0, 9.0]}),
            pd.DataFrame({WEIGHT: [1.0, 9.5]}),
            pd.DataFrame({WEIGHT: [1.0, 9.0, 1.0]}),
        )
    }
    assert len(hashes) == 4


def test_a_result_folder_keeps_its_draws_and_is_resumed_with_them_alone(
    small: Scenario, tmp_path: Path
) -> None:
    made, other = (
        draws_for(pd.DataFrame({WEIGHT: column}), small) for column in ([1.0, 9.0], [2.0])
    )
    folder = tmp_path / "result"
    stored = run_into(request(small, 4, threads=1, draws=made), folder)
    assert stored.manifest["draws"]["columns"] == [WEIGHT]
    kept = Stored(folder).draws
    assert kept is not None
    assert kept.values.tolist() == [[1.0], [9.0]]
    for wrong in (other, None):
        with pytest.raises(InputError, match="parameter draws"):
            run_into(request(small, 6, threads=1, draws=wrong), folder, resume=True)
        with pytest.raises(FolderError, match="parameter draws"):
            run_into(request(small, 6, threads=1, draws=wrong), folder)
    again = run_into(request(small, 6, threads=1, draws=made), folder, resume=True)
    assert again.content_hash == collect(request(small, 6, threads=1, draws=made)).content_hash
    (folder / "draws.csv").write_text(f"{WEIGHT}\n1.0\n8.0\n")
    with pytest.raises(VerificationError, match=r"draws\.csv"):
        _ = Stored(folder).draws
