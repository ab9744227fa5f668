"""``export``: what is written is read back as it was, with its labels."""

import json
import shutil
import subprocess
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pytest

import sim
from sim.api.results import exports
from sim.engine.table import CLASS_WORDS
from sim.errors import InputError
from sim.presentation.data import writing
from tests.cli.typed import Call
from tests.experiment.sweeps import TEXT


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run with trajectories, a comparison and a sweep, each in a folder of its name."""
    folder = tmp_path_factory.mktemp("results")
    world = sim.load("two_state", ["horizon=6"])
    sim.run(world, trials=30, trajectories=True, out=folder / "run")
    sim.compare(world, off=["rally"], trials=30, out=folder / "compare")
    (folder / "small.yaml").write_text(TEXT, encoding="utf-8")
    sim.sweep(folder / "small.yaml", out=folder / "sweep")
    return folder


def stata(path: Path) -> tuple[pd.DataFrame, dict[str, str], str]:
    """A Stata file: its data, the labels of its variables, and that of the data."""
    with pd.read_stata(path, iterator=True) as reader:
        return reader.read(), reader.variable_labels(), reader.data_label


def names(path: Path) -> dict[str, str]:
    """The names of variables, by those in the result, as a codebook in CSV has them."""
    book = pd.read_csv(path, keep_default_na=False)
    return dict(zip(book["name_in_result"], book["variable"], strict=True))


@pytest.mark.parametrize("form", ["csv", "dta", "parquet"])
def test_trials_are_read_back_with_the_same_values(
    results: Path, tmp_path: Path, form: str
) -> None:
    found = sim.read(results / "run")
    sim.export(found, out=tmp_path / "b.csv")
    of = names(tmp_path / "b_codebook.csv")
    path = sim.export(results / "run", out=tmp_path / f"t.{form}").path
    codes = partial(pd.read_stata, convert_categoricals=False)
    read = {"csv": pd.read_csv, "dta": codes, "parquet": pd.read_parquet}[form](path)
    assert list(read) == [of[column.name] for column in found.columns]
    for column in found.columns:
        ours, theirs = found.trials[column.name], read[of[column.name]]
        if column.dtype == "category" and form == "dta":
            assert list(theirs) == list(ours.cat.codes)
        elif column.dtype == "category":
            assert list(theirs) == list(ours)
        else:
            left = ours.to_numpy(dtype=np.float64, na_value=np.nan)
            right = theirs.to_numpy(dtype=np.float64, na_value=np.nan)
            np.testing.assert_array_equal(left, right)


def test_stata_has_words_for_variables_values_and_data(results: Path, tmp_path: Path) -> None:
    found = sim.read(results / "run")
    path = sim.export(found, format="dta", out=tmp_path / "t.dta").path
    read, labels, said = stata(path)
    assert {*read["terminal_class"].cat.categories} <= {*CLASS_WORDS.values()}
    assert labels["first_war"] == "month of the first general war (month from 0)"
    assert said == f"peninsula-sim: trials of two_state, content hash {found.content_hash[:16]}"
    assert max(map(len, labels.values())) <= 80
    assert all(labels.values())


def test_parquet_has_the_codebook_in_the_metadata_of_its_fields(
    results: Path, tmp_path: Path
) -> None:
    schema = pq.read_schema(sim.export(results / "run", out=tmp_path / "t.parquet").path)
    told = {k.decode(): v.decode() for k, v in schema.field("terminal_class").metadata.items()}
    assert told["name_in_result"] == "terminal_class"
    assert "general_war = general war, not nuclear" in told["values"]
    assert "two_state" in json.loads(schema.metadata[b"peninsula"])["data"]


@pytest.mark.parametrize("form", ["csv", "dta", "parquet"])
def test_a_sweep_has_its_points_with_their_parameters(
    results: Path, tmp_path: Path, form: str
) -> None:
    found = sim.read(results / "sweep")
    path = sim.export(found, out=tmp_path / f"t.{form}").path
    read = {"csv": pd.read_csv, "dta": pd.read_stata, "parquet": pd.read_parquet}[form](path)
    assert len(read) == 6 * 20
    assert set(read["states_north_power"]) == {0.5, 1.5}
    for number, rows in read.groupby("point"):
        trials = found.trials(int(number))
        assert list(rows["trial"]) == list(trials["trial"])
        events = rows["events"].to_numpy(dtype=np.float64)
        np.testing.assert_array_equal(events, trials["events"].to_numpy(dtype=np.float64))


@pytest.mark.parametrize("form", ["csv", "dta", "parquet"])
def test_other_data_of_a_result_are_chosen_by_name(
    peninsula: Call, results: Path, form: str
) -> None:
    for kind, data in (
        ("run", "trajectories"),
        ("run", "summary"),
        ("compare", "contrasts"),
        ("sweep", "summary"),
    ):
        typed = ["export", str(results / kind), "--data", data, "--format", form]
        told = peninsula(*typed)
        assert told.code == 0, told.err
        assert Path(f"{kind}-{data}.{form}").is_file()
    months = {"csv": pd.read_csv, "dta": pd.read_stata, "parquet": pd.read_parquet}[form]
    assert len(months(f"run-trajectories.{form}")) == 30 * 6


def test_some_columns_are_written_alone(peninsula: Call, results: Path) -> None:
    typed = ["export", str(results / "run"), "--out", "t.csv"]
    told = peninsula(*typed, "--column", "first_war", "--column", "trial")
    assert told.out.startswith("30 rows of 2 variables\n")
    assert list(pd.read_csv("t.csv")) == ["trial", "first_war"]
    wrong = peninsula(*typed, "--column", "first_wor")
    assert wrong.code == 2
    assert "there is no column 'first_wor'" in wrong.err
    assert "did you mean first_war" in wrong.err


def test_the_same_command_gives_the_same_file(results: Path, tmp_path: Path) -> None:
    for form in ("csv", "dta", "parquet"):
        path = tmp_path / f"t.{form}"
        first = sim.export(results / "run", out=path).path.read_bytes()
        assert sim.export(results / "run", out=path).path.read_bytes() == first


def test_labels_of_a_file_stand_in_the_data(peninsula: Call, results: Path) -> None:
    Path("labels.yaml").write_text("first_war: 첫 전쟁\n", encoding="utf-8")
    typed = ["export", str(results / "run"), "--labels", "labels.yaml", "--out", "t.dta"]
    assert peninsula(*typed).code == 0
    assert stata(Path("t.dta"))[1]["first_war"] == "첫 전쟁 (month from 0)"


@pytest.mark.parametrize("form", ["csv", "dta", "parquet"])
def test_a_file_that_is_something_else_is_left_as_it_is(
    peninsula: Call, results: Path, form: str
) -> None:
    mine = Path(f"mine.{form}")
    mine.write_text("my notes\n", encoding="utf-8")
    told = peninsula("export", str(results / "run"), "--out", str(mine))
    assert told.code == 2
    assert "exists and is not data that peninsula export wrote" in told.err
    assert mine.read_text(encoding="utf-8") == "my notes\n"
    pd.DataFrame({"a": [1]}).to_stata("other.dta")
    assert "exists" in peninsula("export", str(results / "run"), "--out", "other.dta").err


def test_a_codebook_of_something_else_is_left_as_it_is(peninsula: Call, results: Path) -> None:
    Path("t_codebook.csv").write_text("mine\n", encoding="utf-8")
    assert peninsula("export", str(results / "run"), "--out", "t.csv").code == 2
    assert not Path("t.csv").exists()


def test_too_much_for_a_stata_file_is_refused_in_a_sentence(
    results: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exports, "MOST_CELLS", 100)
    with pytest.raises(InputError, match=r"too many for a Stata file, .* csv or parquet"):
        sim.export(results / "run", out=tmp_path / "t.dta")
    assert not list(tmp_path.iterdir())
    sim.export(results / "run", out=tmp_path / "t.dta", columns=["first_war"])


def test_rows_are_written_piece_by_piece(
    results: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    largest = []
    usual = writing._named

    def noted(piece, every):
        largest.append(piece.num_rows)
        return usual(piece, every)

    monkeypatch.setattr(writing, "_named", noted)
    sim.export(results / "sweep", out=tmp_path / "t.parquet")
    assert len(largest) >= 6
    assert max(largest) <= 20


def test_damage_and_emptiness_are_answered(peninsula: Call, results: Path) -> None:
    shutil.copytree(results / "run", "r")
    for file in Path("r").glob("trials-*.parquet"):
        file.write_bytes(file.read_bytes()[:100])
    told = peninsula("export", "r", "--out", "t.csv")
    assert told.code == 4
    assert "r is not as it was written" in told.err
    assert not Path("t.csv").exists()
    Path("empty").mkdir()
    assert "empty holds no result" in peninsula("export", "empty").err
    told = peninsula("export", str(results / "run"), "--data", "trial")
    assert "there are trials, trajectories, summary; did you mean trials?" in told.err
    assert "there are no data of <Scenario" in peninsula("export", "two_state").err


@pytest.mark.skipif(shutil.which("Rscript") is None, reason="no R on PATH")
def test_r_reads_the_stata_file_with_its_labels(results: Path, tmp_path: Path) -> None:
    sim.export(results / "run", out=tmp_path / "t.dta")
    text = (
        'if (!requireNamespace("haven", quietly = TRUE)) quit(status = 9)\n'
        'd <- haven::read_dta("t.dta")\n'
        'cat(nrow(d), attr(d$first_war, "label"), names(attr(d$terminal_class, "labels")), sep="|")'
    )
    done = subprocess.run(["Rscript", "-e", text], cwd=tmp_path, capture_output=True, text=True)
    if done.returncode == 9:
        pytest.skip("R has no package haven")
    assert done.stdout.split("|")[:2] == ["30", "month of the first general war (month from 0)"]
    assert "general war, not nuclear" in done.stdout


def test_an_ending_that_means_no_format_is_answered(peninsula: Call, results: Path) -> None:
    told = peninsula("export", str(results / "run"), "--out", "t.xlsx")
    assert told.code == 2
    assert "the ending of t.xlsx means no format; there are .csv, .dta, .parquet" in told.err
    assert peninsula("table", str(results / "run"), "--out", "t.docx").code == 2
    assert peninsula("export", str(results / "run"), "--format", "csv", "--out", "t.txt").code == 0


def test_a_folder_that_is_not_there_is_no_fault_of_the_result(
    peninsula: Call, results: Path
) -> None:
    told = peninsula("export", str(results / "run"), "--out", "nowhere/t.csv")
    assert told.code == 2
    assert "nowhere" in told.err
    assert "as it was written" not in told.err
