"""``--draws``: parameter draws from the command line."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Call

FAST = ("--trials", "24", "--set", "horizon=6")


def test_a_run_says_which_draws_it_has_and_what_its_intervals_show(
    peninsula: Call, tmp_path: Path
) -> None:
    code, out, err = peninsula("run", "baseline", *FAST, "--draws", "prior", "--no-figures")
    assert (code, err) == (0, "")
    assert "parameters drawn, 1,000 draws: from the ranges the scenario states" in " ".join(
        out.split()
    )
    assert "peninsula evidence baseline lists stated values and their ranges" in out
    assert "intervals: chance and parameters, clustered by draw" in out
    (folder,) = (tmp_path / "results").iterdir()
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["draws"]["name"] == "prior"
    assert manifest["columns"][1]["name"] == "draw"
    assert max(map(len, out.splitlines())) <= 80


def test_a_run_without_draws_says_so(peninsula: Call) -> None:
    code, out, _ = peninsula("run", "baseline", *FAST, "--draws", "none", "--no-figures")
    assert code == 0
    assert "parameters as stated, without draws" in out
    assert "intervals: chance alone" in out


def test_a_setting_wins_over_a_table(peninsula: Call, tmp_path: Path) -> None:
    paths = "mechanisms.tension.weight,mechanisms.audience.weight"
    (tmp_path / "table.csv").write_text(f"{paths}\n1,2\n3,4\n")
    setting = ("--set", "mechanisms.tension.weight=2")
    code, out, _ = peninsula(
        "run", "baseline", *FAST, *setting, "--draws", "table.csv", "--no-figures"
    )
    assert code == 0
    assert "1 parameter drawn, 2 draws: from table.csv" in out
    assert "1 fixed at the stated value: mechanisms.tension.weight" in out


def test_a_run_says_what_is_drawn_from_what_and_what_a_setting_fixes(
    peninsula: Call, tmp_path: Path
) -> None:
    setting = ("--set", "alliances.us-rok.commitment=0.5")
    code, out, _ = peninsula("run", "baseline", *FAST, *setting, "--no-figures")
    assert code == 0
    said = " ".join(out.split())
    (folder,) = (tmp_path / "results").iterdir()
    told = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["draws"]
    own = len(told["columns"]) - len(told["record"])
    assert f"{len(told['columns'])} parameters drawn, 512 draws" in said
    assert f"{len(told['record'])} from the posterior given the record, {own} from the" in said
    assert "with the stated values as medians" in said
    assert "fixed at the stated value: alliances.us-rok.commitment" in said
    assert max(map(len, out.splitlines())) <= 80


def test_a_wrong_table_is_bad_input_with_its_place(peninsula: Call, tmp_path: Path) -> None:
    (tmp_path / "table.csv").write_text("mechanisms.tension.wieght\n1\n")
    for verb in ("run", "replay"):
        code, _, err = peninsula(verb, "baseline", "--draws", "table.csv")
        assert code == 2
        assert "table.csv:1:1" in err
        assert "did you mean mechanisms.tension.weight?" in err


def test_a_replay_is_of_the_trial_with_its_draw(peninsula: Call, tmp_path: Path) -> None:
    (tmp_path / "table.csv").write_text("mechanisms.tension.weight\n0\n9\n")
    trial = ("--trial", "5", "--json", "--set", "horizon=3")
    _, drawn, _ = peninsula("replay", "baseline", *trial, "--draws", "table.csv")
    stated = ("--set", "mechanisms.tension.weight=9")
    _, alone, _ = peninsula("replay", "baseline", *trial, *stated, "--draws", "none")
    one, other = json.loads(drawn), json.loads(alone)
    assert one["draw"] == 1
    assert other["draw"] is None
    assert one["decisions"] == other["decisions"]


@pytest.mark.parametrize("rows", [20, 40])
def test_a_comparison_shows_both_parts_of_its_error_where_draws_have_more_than_one_trial(
    peninsula: Call, rows: int
) -> None:
    weights = "\n".join(str(1 + k / rows) for k in range(rows))
    Path("table.csv").write_text(f"mechanisms.tension.weight\n{weights}\n", encoding="utf-8")
    asked = (
        "--off",
        "audience",
        "--trials",
        "40",
        "--draws",
        "table.csv",
        "--no-figures",
        "--details",
    )
    code, out, _ = peninsula("compare", "baseline", *asked)
    assert code == 0
    assert "intervals: chance and parameters, clustered by draw" in out
    for name in ("between draws", "from chance", "from draws"):
        assert (name in out) == (rows < 40)
    assert ("above 40 trials" in " ".join(out.split())) == (rows == 40)
    assert max(map(len, out.splitlines())) <= 80
