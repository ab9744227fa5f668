"""``table``: every kind of result as a table for a paper."""

import csv
import io
import json
import shutil
from contextlib import suppress
from pathlib import Path

import pandas as pd
import pytest

import sim
from sim.errors import FolderError, InputError, VerificationError
from sim.experiment.listing import ATTRIBUTION, asked_in
from tests.cli.typed import Call
from tests.experiment.sweeps import TEXT

KINDS = ("run", "compare", "sweep", "morris", "sobol", "shares", "ablation")


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small result of each kind, in a folder of its name, a forecast and a table of responses."""
    folder = tmp_path_factory.mktemp("results")
    world = sim.load("two_state", ["horizon=6"])
    drawn = world.replace({"mechanisms.tension.weight": {"value": 2, "range": [1, 3]}})
    sim.run(drawn, trials=40, draws="prior", out=folder / "run")
    vary = {"mechanisms.tension.weight": [0.5, 1, 2, 3]}
    sim.compare(world, vary=vary, trials=40, out=folder / "compare")
    (folder / "small.yaml").write_text(TEXT, encoding="utf-8")
    sim.sweep(folder / "small.yaml", out=folder / "sweep")
    params = ["mechanisms.tension.weight=0.5,4", "states.north.power=0.5,2"]
    wanted = {"outcome": "first_force", "params": params, "trials": 8}
    sim.sensitivity(world, method="morris", points=4, out=folder / "morris", **wanted)
    sim.sensitivity(world, points=8, second_order=True, out=folder / "sobol", **wanted)
    other = world.replace({"mechanisms.tension.weight": 3.0, "states.north.power": 2.0})
    sim.attribute(world, other, trials=40, out=folder / "shares")
    sim.attribute(world, ablate=True, trials=20, out=folder / "ablation")
    return folder


def rows(text: str) -> list[dict[str, str]]:
    return [*csv.DictReader(io.StringIO(text))]


@pytest.mark.parametrize("form", ["md", "latex", "html", "csv"])
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_result_has_a_table_in_every_format(
    results: Path, kind: str, form: str
) -> None:
    text = sim.table(results / kind, format=form)
    assert "nan" not in text
    if form != "csv":
        assert "95" in text
        assert "trial" in text
    else:
        assert len(rows(text)) > 1


def test_a_run_has_the_estimates_and_intervals_of_its_summary(results: Path) -> None:
    summary = sim.read(results / "run").summary()
    row = summary[(summary["section"] == "ever") & (summary["name"] == "first_force")].iloc[0]
    (shown,) = [
        line
        for line in rows(sim.table(results / "run", format="csv", digits=6))
        if line["Outcome"] == "Use of force"
    ]
    assert float(shown["Estimate"]) == pytest.approx(100 * row["estimate"], abs=1e-6)
    ends = [float(end) for end in shown["95% interval"].strip("[]").split(", ")]
    assert ends == pytest.approx([100 * row["low"], 100 * row["high"]], abs=1e-6)
    assert shown["Cases"] == "40"


def test_notes_state_the_level_the_trials_and_the_draws(results: Path) -> None:
    found = sim.read(results / "run")
    text = sim.table(found)
    assert found.draws is not None
    assert f"40 trials; 40 parameter draws; seed {found.scenario.seed}." in text
    assert "at the 95% level and show chance and parameter draws" in text
    assert found.content_hash in text


def test_scenarios_stand_side_by_side_with_their_differences_below(results: Path) -> None:
    found = sim.read(results / "compare")
    lines = rows(sim.table(results / "compare", format="csv", digits=4))
    at = next(k for k, line in enumerate(lines) if line["Outcome"] == "Use of force")
    of = found.table[found.table["outcome"].eq("first_force") & found.table["section"].eq("ever")]
    assert len(lines[at]) == 3 + len(of)
    for row in of.to_dict("records"):
        name = row["b"].replace("mechanisms.tension.", "")
        column = next(key for key in lines[at] if key.endswith(name.rpartition(", ")[2]))
        assert float(lines[at][column]) == pytest.approx(100 * row["b_estimate"], abs=1e-4)
        told = float(lines[at + 1][column].partition(" ")[0])
        assert told == pytest.approx(100 * row["difference"], abs=1e-4)


def test_a_forecast_has_events_scores_and_firsts(peninsula: Call) -> None:
    shipped = str(Path(__file__).parents[2] / "docs" / "forecasts" / "2024-10.json")
    for name in ("events", "scores", "firsts"):
        told = peninsula("table", shipped, "--table", name)
        assert told.code == 0
        assert "10,000 trials" in told.out


def test_responses_are_read_from_their_csv_file(peninsula: Call) -> None:
    typed = ["responses", "two_state", "--set", "horizon=6", "--trials", "30", "--row", "tension"]
    done = peninsula(*typed, "--out", "r.csv")
    if done.code:
        key = done.err.partition("there are ")[2].split(",")[0]
        assert peninsula(*typed[:-1], key, "--out", "r.csv").code == 0
    kept = pd.read_csv("r.csv")
    told = peninsula("table", "r.csv")
    assert told.code == 0
    assert "30 matched trials" in told.out
    assert kept["hash"][0] in told.out


def test_assumptions_have_their_source_and_grade(peninsula: Call) -> None:
    lines = rows(peninsula("table", "baseline", "--format", "csv").out)
    by_path = {line["Parameter"]: line for line in lines}
    found = by_path["alliances.russia-dprk.moral_hazard"]
    assert found["Source"].startswith("Johnson and Leeds")
    assert (found["Grade"], found["Range"]) == ("B", "[-0.16, 0.5]")
    assert by_path["alliances.us-rok.delay"]["Source"] == "assumption"


def test_a_wrong_name_is_answered_with_those_there_are(peninsula: Call, results: Path) -> None:
    told = peninsula("table", str(results / "run"), "--table", "outcome")
    assert told.code == 2
    assert "there are outcomes, assumptions; did you mean outcomes?" in told.err
    wrong = peninsula("table", str(results / "run"), "--format", "ltex")
    assert wrong.code == 2
    assert "allowed: md, latex, html, csv; did you mean latex?" in wrong.err
    assert "no shipped scenario of this name" in peninsula("table", "results/none").err


def test_labels_of_a_file_stand_for_names(peninsula: Call, results: Path) -> None:
    label = r"100% & <war> _ $ # {x} ~ ^ \ 전쟁"
    Path("labels.yaml").write_text(f"first_war: '{label}'\n", encoding="utf-8")
    typed = ["table", str(results / "run"), "--labels", "labels.yaml"]
    lines = rows(peninsula(*typed, "--format", "csv").out)
    assert label in {line["Outcome"] for line in lines}
    assert r"100\% \& \textless{}war\textgreater{} \_ \$ \# \{x\}" in (
        peninsula(*typed, "--format", "latex").out
    )
    Path("labels.yaml").write_text("first_wor: War\n", encoding="utf-8")
    wrong = peninsula(*typed)
    assert wrong.code == 2
    assert "labels.yaml:1:1" in wrong.err
    assert "did you mean first_war" in wrong.err


def test_a_file_takes_the_format_of_its_ending_and_is_written_again(
    peninsula: Call, results: Path
) -> None:
    typed = ["table", str(results / "run"), "--out", "t.tex"]
    assert peninsula(*typed).out == "written to t.tex\n"
    first = Path("t.tex").read_text(encoding="utf-8")
    assert first.startswith("% outcomes by peninsula table\n")
    assert r"\begin{tabular}" in first
    assert peninsula(*typed, "--digits", "2").code == 0
    assert Path("t.tex").read_text(encoding="utf-8") != first


@pytest.mark.parametrize("form", ["md", "latex", "html", "csv"])
def test_a_file_that_is_something_else_is_left_as_it_is(
    peninsula: Call, results: Path, form: str
) -> None:
    Path("mine.txt").write_text("my notes\n", encoding="utf-8")
    typed = ["table", str(results / "run"), "--format", form, "--out"]
    told = peninsula(*typed, "mine.txt")
    assert told.code == 2
    assert "mine.txt exists and is not a table outcomes" in told.err
    assert Path("mine.txt").read_text(encoding="utf-8") == "my notes\n"
    Path("folder").mkdir()
    assert "folder is a folder; name a file" in peninsula(*typed, "folder").err
    assert peninsula(*typed, "no/such/place.x").code == 2


@pytest.mark.parametrize("kind", KINDS)
def test_a_damaged_result_is_said_to_be_one(results: Path, kind: str, tmp_path: Path) -> None:
    for number, file in enumerate(sorted((results / kind).iterdir())):
        half = file.read_bytes()[: file.stat().st_size // 2]
        again = tmp_path / kind
        shutil.copytree(results / kind, again)
        (again / file.name).write_bytes((half, b"", b"\x00\xff{")[number % 3])
        with suppress(FolderError, InputError, VerificationError):
            sim.table(again)
        shutil.rmtree(again)


def test_a_folder_without_a_result_and_a_file_that_is_none_are_answered(
    peninsula: Call, tmp_path: Path
) -> None:
    Path("empty").mkdir()
    told = peninsula("table", "empty")
    assert (told.code, told.err) == (2, "peninsula: empty holds no result: it has no manifest\n")
    Path("x.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    assert "x.csv is no table of responses" in peninsula("table", "x.csv").err
    Path("x.json").write_text("{}", encoding="utf-8")
    assert "x.json is no forecast" in peninsula("table", "x.json").err
    with pytest.raises(InputError, match="there are no tables of 3"):
        sim.table(3)


def test_an_attribution_says_how_it_was_made(results: Path) -> None:
    about = asked_in(results / "shares", ATTRIBUTION)
    assert about["trials"] == 40
    assert json.loads(json.dumps(about)) == about
    text = sim.table(results / "shares")
    assert "40 matched trials" in text
    assert "all" in text


def test_names_can_be_korean(peninsula: Call, results: Path) -> None:
    told = peninsula("table", str(results / "run"), "--lang", "ko").out
    assert "| 전면전 |" in told
    assert "| General war |" not in told


def test_a_row_has_a_capital_and_names_countries_and_units(results: Path) -> None:
    lines = rows(sim.table(results / "run", format="csv"))
    every = {line["Outcome"] for line in lines}
    assert {"General war", "Events", "Months with an event (months)"} <= every


def test_scenarios_that_are_the_same_have_no_shares_and_so_no_table() -> None:
    world = sim.load("two_state", ["horizon=3"])
    with pytest.raises(InputError, match="there are no tables of <Attribution"):
        sim.table(sim.attribute(world, world, trials=4))
