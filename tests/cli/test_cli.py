"""The command: every verb works, every mistake is answered in words and an exit code."""

import json
import os
import re
import signal
import subprocess
import sys
import time
import unicodedata
from pathlib import Path

import pytest

import sim
from sim.cli import VERBS
from sim.scenario import load
from sim.scenario.catalogue import catalogue
from tests.cli.typed import Call, Said
from tests.experiment.sweeps import TEXT

SMALL = ["two_state", "--set", "horizon=4", "--threads", "1"]


def content_hash(said: Said) -> str:
    found = re.search(r"content hash\s+([0-9a-f]{32})", said.out)
    assert found, said.out + said.err
    return found.group(1)


def test_help_names_every_verb(peninsula: Call) -> None:
    said = peninsula("--help")
    assert said.code == 0
    for verb in VERBS:
        assert re.search(rf"\b{verb}\b", said.out)


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_explains_itself(peninsula: Call, verb: str) -> None:
    said = peninsula(verb, "--help")
    assert said.code == 0
    assert verb in said.out


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys\nfrom sim.cli import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit:\n    pass\n"
        "heavy = {'numpy', 'numba', 'pandas', 'pyarrow', 'mesa', 'scipy', 'matplotlib'}\n"
        "print('heavy:', *sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.strip().endswith("heavy:")


def test_two_runs_of_one_command_have_one_content_hash(peninsula: Call) -> None:
    first = peninsula("run", *SMALL, "--trials", "6", "--no-figures")
    second = peninsula("run", *SMALL, "--trials", "6", "--no-figures")
    assert first.code == second.code == 0
    assert content_hash(first) == content_hash(second)


def test_a_run_leaves_manifest_trials_scenario_and_summary(peninsula: Call) -> None:
    said = peninsula("run", *SMALL, "--trials", "6", "--no-figures", "--decisions", "2")
    (folder,) = Path("results").iterdir()
    assert folder.name.startswith("two_state-")
    assert str(folder) in said.out
    names = {path.name for path in folder.iterdir()}
    assert {
        "manifest.json",
        "scenario.yaml",
        "summary.csv",
        "summary.json",
        "trials-000000.parquet",
        "decisions-000000.jsonl",
    } == names
    manifest = json.loads((folder / "manifest.json").read_text())
    assert manifest["made"]["command"][:2] == ["peninsula", "run"]
    lines = (folder / "decisions-000000.jsonl").read_text().splitlines()
    assert {json.loads(line)["trial"] for line in lines} == {0, 1}


def test_output_fits_80_columns_and_holds_no_colour_codes(peninsula: Call) -> None:
    said = peninsula("run", "baseline", "--set", "horizon=2", "--trials", "3", "--no-figures")
    assert said.code == 0
    assert "\x1b" not in said.out
    assert max(map(len, said.out.splitlines())) <= 80


def test_seed_zero_is_kept_and_differs_from_seed_one(peninsula: Call) -> None:
    zero = peninsula("run", *SMALL, "--trials", "6", "--seed", "0", "--no-figures", "--out", "a")
    one = peninsula("run", *SMALL, "--trials", "6", "--seed", "1", "--no-figures", "--out", "b")
    assert "seed 0," in zero.out
    assert content_hash(zero) != content_hash(one)


def test_a_mechanism_is_switched_off_by_name(peninsula: Call) -> None:
    off = peninsula(
        "run", *SMALL, "--trials", "2", "--off", "tension", "--no-figures", "--out", "a"
    )
    sets = ["--set", "mechanisms.tension.on=false"]
    same = peninsula("run", *SMALL, *sets, "--trials", "2", "--no-figures", "--out", "b")
    assert content_hash(off) == content_hash(same)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("moral_hazrd", "there is no mechanism of that name; did you mean moral_hazard?"),
        ("", "there is no mechanism of that name"),
        ("ladder", "is part of every scenario and has no switch"),
    ],
)
def test_a_mechanism_that_can_not_be_switched_off_is_answered_with_those_that_can(
    peninsula: Call, name: str, said: str
) -> None:
    code, _, err = peninsula("run", "two_state", "--off", name)
    listed = err.rpartition("have a switch: ")[2].strip().split(", ")
    switches = sorted(m.name for m in catalogue().mechanisms.values() if m.switch)
    assert code == 2
    assert said in err
    assert listed == switches
    assert "--set" not in err


def test_a_run_is_resumed_and_extended(peninsula: Call) -> None:
    peninsula("run", *SMALL, "--trials", "3", "--no-figures", "--out", "r")
    grown = peninsula("run", *SMALL, "--trials", "6", "--no-figures", "--out", "r", "--resume")
    whole = peninsula("run", *SMALL, "--trials", "6", "--no-figures", "--out", "w")
    assert content_hash(grown) == content_hash(whole)
    again = peninsula("run", *SMALL, "--no-figures", "--out", "r", "--resume")
    assert "6 trials" in again.out


def test_a_damaged_result_exits_4(peninsula: Call) -> None:
    peninsula("run", *SMALL, "--trials", "3", "--no-figures", "--out", "r")
    Path("r/trials-000000.parquet").write_bytes(b"damaged")
    said = peninsula("run", *SMALL, "--trials", "6", "--no-figures", "--out", "r", "--resume")
    assert said.code == 4
    assert "checksum differs" in said.err


@pytest.mark.parametrize(
    "arguments",
    [
        ["rnu"],
        ["run"],
        ["run", "no_such_scenario"],
        ["run", "."],
        ["run", "binary.yaml"],
        ["run", "two_state", "--trials", "many"],
        ["run", "two_state", "--trials", "0"],
        ["run", "two_state", "--trials", "-3"],
        ["run", "two_state", "--trials", "1e12"],
        ["run", "two_state", "--trials", "1.5"],
        ["run", "two_state", "--seed", "x"],
        ["run", "two_state", "--seed", "-1"],
        ["run", "two_state", "--threads", "0"],
        ["run", "two_state", "--threads", "99999"],
        ["run", "two_state", "--decisions", "-1"],
        ["run", "two_state", "--engine", "steam"],
        ["run", "two_state", "--set", "states.north.pwer=1"],
        ["run", "two_state", "--set", "nonsense"],
        ["run", "two_state", "--off", "nothing"],
        ["run", "two_state", "--out", "binary.yaml"],
        ["run", "two_state", "--out", "binary.yaml/below"],
        ["run", "two_state", "--out", "null\0byte"],
        ["run", "two_state", "--resume"],
        ["check"],
        ["check", "nowhere.yaml"],
        ["check", "binary.yaml"],
        ["explain", "states.dprk.nothing"],
        ["explain", ""],
        ["diff", "baseline"],
        ["diff", "baseline", "nowhere"],
        ["evidence", "nowhere"],
        ["codebook", "nowhere"],
        ["codebook", "two_state", "--table", "chairs"],
        ["new", "../escape"],
        ["new", "fine", "--in", "nowhere"],
    ],
)
def test_bad_input_is_answered_in_words_with_exit_code_2(
    peninsula: Call, arguments: list[str]
) -> None:
    Path("binary.yaml").write_bytes(bytes(range(256)))
    said = peninsula(*arguments)
    assert said.code == 2, said.out + said.err
    assert said.err.strip() or said.out.strip()
    assert "Traceback" not in said.out + said.err


def test_a_mistake_names_the_nearest_valid_name(peninsula: Call) -> None:
    assert "did you mean baseline" in peninsula("run", "basline").err
    assert "run" in peninsula("rnu").err


def test_large_and_grouped_numbers_are_read_as_people_write_them() -> None:
    from sim.cli.terminal import whole_number

    assert [whole_number(text) for text in ("10_000", "10,000", "1e4", "1E4", " 7 ", "2.5e1")] == [
        10_000,
        10_000,
        10_000,
        10_000,
        7,
        25,
    ]
    assert whole_number("1e30") == 10**30


@pytest.mark.parametrize(
    "text",
    [
        "1,5",
        "10,00",
        "1,0,0,0",
        ",100",
        "1,000.5",
        "1,000e3",
        "2.5",
        "1e-1",
        "ten",
        "",
        "e4",
        ".",
        "0x10",
        "nan",
        "1e9999",
        "١٢",
    ],
)
def test_what_is_no_whole_number_is_called_so(peninsula: Call, text: str) -> None:
    said = peninsula("run", "two_state", "--trials", text)
    assert said.code == 2
    assert f"'{text}' is not a whole number" in said.err


def test_a_number_is_the_same_typed_for_an_option_or_written_in_a_setting(peninsula: Call) -> None:
    run = ("run", "two_state", "--trials", "3", "--draws", "none", "--no-figures")
    typed = peninsula(*run, "--seed", "1e3", "--out", "a")
    written = peninsula(*run, "--set", "seed=1e3", "--set", "horizon=1.2e1", "--out", "b")
    assert (typed.code, written.code) == (0, 0)
    hashes = [line for said in (typed, written) for line in said.out.splitlines() if "hash" in line]
    assert hashes[0] == hashes[1]


def test_a_part_of_a_mechanism_s_name_is_answered_with_the_mechanism(peninsula: Call) -> None:
    assert "did you mean moral_hazard?" in peninsula("run", "baseline", "--off", "moral").err


def test_a_study_given_as_a_scenario_is_told_its_verb_and_the_other_way_round(
    peninsula: Call,
) -> None:
    Path("s.yaml").write_text("name: s\nscenarios: [baseline, no_pact]\ndesign: list\n")
    Path("x.yaml").write_text("name: x\nextends: baseline\n")
    for verb in (["run"], ["compare", "baseline"], ["diff", "baseline"]):
        said = peninsula(*verb, "s.yaml")
        assert "s.yaml:2:1: this is a study, not a scenario" in said.err
        assert "peninsula sweep s.yaml" in said.err
    assert (
        "this is a scenario, not a study: peninsula run x.yaml" in peninsula("sweep", "x.yaml").err
    )


@pytest.mark.parametrize("option", ["--vary", "--set"])
def test_names_are_found_however_the_computer_composes_letters(
    peninsula: Call, option: str
) -> None:
    small = "{information_date: 2024-10, start: 2024-11, horizon: 2"
    states = "states: {북한: {}, south: {}}, rivalries: [북한-south, south-북한]"
    war = "mechanisms: {balance: off, war: {china_stance: neutral}}"
    Path("k.yaml").write_text(f"{small}, {states}, {war}}}\n", encoding="utf-8")
    path = unicodedata.normalize("NFD", "states.북한.power")
    assert path != "states.북한.power"
    said = peninsula(
        *("compare", "k.yaml", option, f"{path}=0.3", "--trials", "2"),
        *("--draws", "none", "--no-figures", "--out", "o"),
    )
    assert said.code == 0, said.err
    assert load("k.yaml").replace({path: 0.3}).value(path) == 0.3


@pytest.mark.parametrize("seed", ["1e30", "-1", "9007199254740993"])
def test_a_seed_out_of_range_is_answered_with_the_range(peninsula: Call, seed: str) -> None:
    said = peninsula("run", "two_state", "--seed", seed)
    assert said.code == 2
    assert "seed must be from 0 to 9,007,199,254,740,992, not" in said.err


@pytest.mark.parametrize(
    ("begun", "again", "way_on"),
    [
        (["--trajectories"], [], "go on with --trajectories, or name another folder with --out"),
        ([], ["--trajectories"], "leave out --trajectories, or name another folder with --out"),
        (["--seed", "3"], ["--seed", "4"], "go on with --seed 3, or name another folder"),
        (["--engine", "mesa"], [], "go on with --engine mesa, or name another folder"),
    ],
)
def test_a_run_that_can_not_be_gone_on_with_says_how_it_could(
    peninsula: Call, begun: list[str], again: list[str], way_on: str
) -> None:
    command = ["run", *SMALL, "--trials", "2", "--no-figures", "--out", "there"]
    assert peninsula(*command, *begun).code == 0
    said = peninsula(*command, *again, "--resume")
    assert said.code == 2
    assert way_on in said.err


def test_the_shipped_scenarios_are_listed_and_free_of_problems(peninsula: Call) -> None:
    said = peninsula("list")
    assert "baseline" in said.out
    assert peninsula("check", "baseline", "two_state").code == 0


def test_a_new_scenario_is_written_once_and_passes_its_check(peninsula: Call) -> None:
    assert peninsula("new", "mine").code == 0
    assert peninsula("check", "mine.yaml").code == 0
    text = Path("mine.yaml").read_text()
    said = peninsula("new", "mine")
    assert said.code == 2
    assert Path("mine.yaml").read_text() == text


def test_a_new_scenario_takes_no_shipped_name(peninsula: Call) -> None:
    said = peninsula("new", "baseline")
    assert said.code == 2
    assert "shipped" in said.err
    assert not Path("baseline.yaml").exists()


def test_a_path_is_explained_with_its_value_in_the_baseline(peninsula: Call) -> None:
    said = peninsula("explain", "alliances.us-rok.commitment")
    assert said.code == 0
    assert "probability" in said.out
    assert "0.9" in said.out


def test_two_scenarios_are_compared_in_sentences(peninsula: Call) -> None:
    said = peninsula("diff", "baseline", "no_pact")
    assert said.code == 0
    assert said.out.strip()
    assert "no difference" in peninsula("diff", "baseline", "baseline").out


def test_the_schema_is_json_and_the_codebook_lists_every_column(peninsula: Call) -> None:
    assert json.loads(peninsula("schema").out)["$schema"]
    said = peninsula("codebook", "two_state", "--csv", "--table", "trials")
    assert said.out.splitlines()[0] == "table,name,dtype,unit,meaning,values,missing"
    assert any(line.startswith("trials,first_force,Int64") for line in said.out.splitlines())


def test_the_evidence_behind_a_scenario_is_counted(peninsula: Call) -> None:
    said = peninsula("evidence", "baseline")
    assert said.code == 0
    assert "have nothing behind them" in said.out
    assert "states.dprk.programme = yes\n    a name or yes/no, without a source" in said.out
    assert "pacts.russia-dprk.target = 12,000 soldiers (8,000 to 16,000)" in said.out
    assert "pacts.russia-dprk.relations = -0.3 (-0.6 to 0)\n" in said.out


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal")
def test_ctrl_c_keeps_what_is_done_and_tells_how_to_go_on(tmp_path: Path) -> None:
    # Mesa's blocks are short however slow the machine.
    command = [sys.executable, "-m", "sim", "run", *SMALL, "--trials", "1e9", "--engine", "mesa"]
    running = subprocess.Popen(
        [*command, "--no-figures", "--out", str(tmp_path / "r")],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "NUMBA_DISABLE_JIT": "1"},
    )
    try:
        deadline = time.monotonic() + 60
        while not (tmp_path / "r" / "manifest.json").exists() and time.monotonic() < deadline:
            time.sleep(0.05)
        time.sleep(0.5)
        running.send_signal(signal.SIGINT)
        _, err = running.communicate(timeout=60)
    finally:
        running.kill()
    assert running.returncode == 3
    assert "Traceback" not in err
    assert "to go on: " in err
    assert err.strip().endswith("--resume")
    manifest = json.loads((tmp_path / "r" / "manifest.json").read_text())
    assert manifest["finished"] > 0
    assert manifest["complete"] is False


@pytest.mark.parametrize("name", ["run:2024", "file:x", "s3:x", "한국 폴더/a b", "a%20b"])
def test_any_path_of_the_system_takes_results(peninsula: Call, name: str) -> None:
    said = peninsula(
        "run", *SMALL, "--trials", "5", "--no-figures", "--trajectories", "--out", name
    )
    assert (said.code, said.err) == (0, "")
    assert peninsula("verify", name).code == 0
    assert len(sim.read(name).trials) == 5
    Path("small.yaml").write_text(TEXT, encoding="utf-8")
    assert peninsula("sweep", "small.yaml", "--no-figures", "--out", f"{name}s").code == 0
    assert peninsula("verify", f"{name}s").code == 0
    off = ["--off", "rally", "--trials", "5", "--no-figures"]
    assert peninsula("compare", "two_state", *off, "--out", f"{name}c").code == 0
    assert peninsula("verify", f"{name}c").code == 0
