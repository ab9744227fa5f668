"""peninsula compare: prints, keeps, adds to what it kept, and answers mistakes in words."""

import json
import re
from pathlib import Path

import pandas as pd
import pytest

from tests.cli.typed import Call

SMALL = ["--trials", "20", "--threads", "1", "--set", "horizon=6"]


def kept() -> pd.DataFrame:
    (folder,) = Path("results").iterdir()
    return pd.read_csv(folder / "contrasts.csv", keep_default_na=False)


def test_a_setting_is_compared_kept_and_drawn_and_another_adds_to_it(peninsula: Call) -> None:
    # The months are part of the reference, so the horizon is set in both by --vary beside it.
    vary = "mechanisms.tension.weight=1,6"
    code, out, err = peninsula("compare", "two_state", *SMALL, "--vary", vary)
    assert (code, err) == (0, "")
    assert "mechanisms.tension.weight=6 against two_state, both with horizon=6" in out
    assert "Shares of trials" in out
    assert "weight=1  " in out.split("Shares of trials")[1]
    assert "Matched trials" not in out
    assert set(kept()["planned"]) == {""}
    more = ["--vary", "mechanisms.tension.weight=3", "--planned", "dose", "--details"]
    code, out, err = peninsula("compare", "two_state", *SMALL, *more)
    assert (code, err) == (0, "")
    assert "(planned: dose)" in out
    assert "Matched trials" in out
    table = kept()
    assert table["contrast"].nunique() == 3
    assert set(table["planned"]) == {"", "dose"}
    (folder,) = Path("results").iterdir()
    assert {path.name for path in (folder / "figures").iterdir()} == {
        "contrasts.png",
        "contrasts.pdf",
    }


def test_four_scenarios_stand_beside_each_other_on_one_screen(peninsula: Call) -> None:
    asked = ["baseline", "no_pact", "blood_alliance", "transactional", "--no-figures", "--out", "o"]
    code, out, _ = peninsula(
        "compare", *asked, "--trials", "5", "--threads", "1", "--draws", "none"
    )
    assert code == 0
    lines = out.splitlines()
    assert len(lines) < 60
    assert max(map(len, lines)) <= 80
    head = next(k for k, line in enumerate(lines) if line.startswith("Shares of trials"))
    assert all(name in " ".join(lines[head + 1 : head + 3]) for name in asked[:4])
    assert any(line.startswith("worst: ") for line in lines)


OWN_SHARE = "{reduce: mean, of: states.dprk.experience, meaning: experience}"


def test_an_own_outcome_that_averages_a_share_is_an_amount(peninsula: Call) -> None:
    own = ["--set", f"outcomes.mean_experience={OWN_SHARE}", "--set", "horizon=3"]
    common = [*own, "--trials", "4", "--threads", "1", "--draws", "none", "--no-figures"]
    for details in ([], ["--details"]):
        said = peninsula("compare", "baseline", "no_pact", *common, *details, "--out", "o")
        assert said.code == 0, said.err
    table = pd.read_csv("o/contrasts.csv")
    assert set(table.loc[table["outcome"] == "mean_experience", "unit"]) == {"fraction"}


def test_other_draws_have_a_folder_of_their_own_to_which_settings_add(peninsula: Call) -> None:
    asked = ["two_state", "--trials", "5", "--threads", "1", "--no-figures"]
    Path("drawn.csv").write_text("mechanisms.audience.weight\n1\n2\n", encoding="utf-8")
    for draws in ("none", "drawn.csv"):
        for change in (["--off", "rally"], ["--set", "mechanisms.tension.weight=2"]):
            assert peninsula("compare", *asked, *change, "--draws", draws).code == 0
    tables = [pd.read_csv(path / "contrasts.csv") for path in Path("results").iterdir()]
    assert [table["contrast"].nunique() for table in tables] == [2, 2]


def test_a_scenario_against_itself_is_said_to_be_the_same(peninsula: Call) -> None:
    code, out, _ = peninsula("compare", "two_state", "two_state", *SMALL, "--no-figures")
    assert code == 0
    assert "every difference is exactly zero" in out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["two_state"], "nothing to compare with"),
        (["two_state", "two_stat"], "two_state"),
        (["two_state", "--vary", "seed"], "path=value"),
        (["two_state", "--vary", "seed="], "path=value"),
        (["two_state", "--off", "tensoin"], "tension"),
        (["two_state", "baseline"], "same months"),
        (["two_state", "--vary", "mechanisms.tensoin.weight=1"], "--vary mechanisms.tensoin"),
        (["two_state", "--vary", "mechanisms.tension.weight=a,1"], "--vary mechanisms.tension"),
        (["two_state", "--set", "seed=4"], "share one seed"),
        (["two_state", "--vary", "seed=4"], "share one seed"),
        (["two_state", "--off", "rally", "--precision", "0.1", "--most", "0"], "most must be from"),
        (["two_state", "--off", "rally", "--trials", "0"], "trials must be from 1"),
        (["two_state", "--off", "rally", "--trials", "2", "--threads", "0"], "threads"),
    ],
)
def test_mistakes_exit_with_2_and_no_traceback(
    peninsula: Call, arguments: list[str], said: str
) -> None:
    code, _, err = peninsula("compare", *arguments)
    assert code == 2
    assert said in err
    assert "Traceback" not in err
    assert not Path("results").exists()


def test_a_run_to_a_precision_says_what_it_took_and_keeps_intervals_that_hold(
    peninsula: Call,
) -> None:
    asked = ["--precision", "0.3", "--outcome", "first_force", "--most", "3000", "--no-figures"]
    world = ["two_state", "--off", "tension", "--threads", "1"]
    code, out, err = peninsula("compare", *world, *asked)
    assert (code, err) == (0, "")
    assert "Every half-width is at most 0.3 after" in out
    assert "wider" in out
    assert set(kept()["method"]) == {"sequence", ""}
    code, _, err = peninsula("compare", *world, *asked, "--trials", "10")
    assert code == 2
    assert "one or the other" in err


RALLY = ["two_state", "--off", "rally", "--threads", "1", "--no-figures"]


@pytest.mark.parametrize(
    "asked", [["--trials", "20"], ["--precision", "0.9", "--outcome", "first_force"]]
)
def test_broken_off_it_says_how_to_go_on_and_then_writes_the_same_table(
    peninsula: Call, broken_off: Call, asked: list[str]
) -> None:
    assert peninsula("compare", *RALLY, *asked, "--out", "whole").code == 0
    code, _, err = broken_off("compare", *RALLY, *asked)
    assert code == 3
    assert re.search(r"8 of [\d,]+ matched trials are kept in results/", err)
    assert f"to go on: peninsula compare {' '.join([*RALLY, *asked])} --resume" in err
    code, _, err = peninsula("compare", *RALLY, *asked, "--resume", "--threads", "2")
    assert (code, err) == (0, "")
    (folder,) = Path("results").iterdir()
    whole = Path("whole/contrasts.csv").read_bytes()
    assert (folder / "contrasts.csv").read_bytes() == whole
    assert not list(folder.glob("kept-*"))


def test_a_comparison_broken_off_waits_while_another_is_added_to_its_folder(
    peninsula: Call, broken_off: Call
) -> None:
    assert broken_off("compare", *RALLY, "--trials", "20").code == 3
    other = ["two_state", "--off", "tension", *RALLY[3:], "--trials", "5"]
    assert peninsula("compare", *other).code == 0
    assert peninsula("compare", *RALLY, "--trials", "20", "--resume").code == 0
    assert list(kept()["contrast"].unique()) == [
        "tension off against two_state",
        "rally off against two_state",
    ]


def test_nothing_to_resume_is_said(peninsula: Call, broken_off: Call) -> None:
    assert broken_off("compare", *RALLY, "--trials", "20").code == 3
    code, _, err = peninsula("compare", *RALLY, "--trials", "20", "--resume", "--seed", "8")
    assert code == 2
    assert "holds nothing to resume: no such request" in err


SHORT = ["two_state", "--off", "tension", "--outcome", "first_force", "--precision", "0.05"]


def test_short_of_its_precision_a_run_keeps_its_trials_and_goes_on_with_more(
    peninsula: Call,
) -> None:
    whole = peninsula("compare", *SHORT, "--no-figures", "--out", "whole")
    assert whole.code == 0
    short = [*SHORT, "--no-figures", "--most", "500"]
    code, out, err = peninsula("compare", *short)
    assert (code, err) == (0, "")
    assert "NOT reached" in out
    assert "500 of 500 matched trials are kept in results/" in out
    assert "--resume with a larger --most goes on from them" in out
    code, out, err = peninsula("compare", *SHORT, "--no-figures", "--resume")
    assert (code, err) == (0, "")
    assert "are kept in" not in out
    (folder,) = Path("results").iterdir()
    assert (folder / "contrasts.csv").read_bytes() == Path("whole/contrasts.csv").read_bytes()
    assert not list(folder.glob("kept-*"))


def test_trials_that_wait_are_told_and_those_of_another_version_removed(
    peninsula: Call, broken_off: Call
) -> None:
    assert broken_off("compare", *RALLY, "--trials", "20").code == 3
    (folder,) = Path("results").iterdir()
    other = ["two_state", "--off", "tension", *RALLY[3:], "--trials", "5"]
    code, out, _ = peninsula("compare", *other)
    assert code == 0
    assert "8 of 20 matched trials are kept in results/" in out
    assert "of another comparison: its command with --resume goes on" in out
    (waiting,) = folder.glob("kept-*")
    told = json.loads((waiting / "checkpoint-trials.json").read_text())
    (waiting / "checkpoint-trials.json").write_text(json.dumps(told | {"rules": "older"}))
    code, out, _ = peninsula("compare", *other)
    assert code == 0
    assert f"{waiting} held trials of another version of the program: removed" in out
    assert not waiting.exists()


def test_contrasts_are_verified_and_a_flipped_byte_named_with_code_4(peninsula: Call) -> None:
    assert peninsula("compare", *RALLY, "--trials", "20", "--out", "r").code == 0
    code, out, err = peninsula("verify", "r", "--seed", "0")
    assert (code, err) == (0, "")
    assert "5 files whole" in out
    assert "hashed" not in out
    assert "40 trials run again with equal values" in out
    path = Path("r/contrasts.csv")
    content = path.read_bytes()
    path.write_bytes(content[:50] + bytes([content[50] ^ 1]) + content[51:])
    code, _, err = peninsula("verify", "r")
    assert code == 4
    assert "r/contrasts.csv is not the file that was written" in err
