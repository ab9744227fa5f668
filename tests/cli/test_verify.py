"""``peninsula verify`` on what the analyses of many points keep: files whole, a flipped byte named."""

from pathlib import Path

import pytest

from tests.cli.typed import Call
from tests.experiment.sweeps import study

SMALL = ["two_state", "--threads", "1", "--set", "horizon=6", "--out", "r"]
TENSION = "mechanisms.tension.weight=0,6"
COST = "mechanisms.crisis.cost=1,6"
MORRIS = ["--outcome", "events", "--method", "morris", "--points", "4", "--trials", "8"]


@pytest.mark.parametrize(
    ("verb", "asked", "kept"),
    [
        ("attribute", ["--off", "rally", "--trials", "5"], 2),
        ("sensitivity", [*MORRIS, "--param", TENSION, "--param", COST], 4),
        ("discover", ["--outcome", "events>3", "--trials", "400", "--param", TENSION], 3),
        ("tipping", ["--x", TENSION, "--y", COST, "--trials", "5", "--grid", "3"], 2),
    ],
)
def test_an_analysis_is_verified_file_by_file(
    peninsula: Call, verb: str, asked: list[str], kept: int
) -> None:
    small = ["two_state", "--threads", "1", "--out", "r"] if verb == "attribute" else SMALL
    # Twice: what is there already is written anew, with its list.
    for _ in range(2):
        assert peninsula(verb, *small, *asked).code == 0
    code, out, err = peninsula("verify", "r")
    assert (code, err) == (0, "")
    assert f"{kept} file{'s' if kept > 1 else ''} whole" in out
    assert "no trial run again" in out
    for path in sorted(Path("r").glob("*.*")):
        if path.name != "manifest.json":
            flip(path)
            code, _, err = peninsula("verify", "r")
            assert code == 4
            assert f"r/{path.name} is not the file that was written" in err
            flip(path)


def test_what_holds_no_result_is_said_with_what_does(peninsula: Call, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").write_text("no folder")
    for name, why in (
        ("empty", "it has no manifest"),
        ("nothing", "there is no such folder"),
        ("file", "there is no such folder"),
    ):
        code, _, err = peninsula("verify", name)
        assert code == 2
        assert f"{name} holds no result: {why}; verify knows what run, sweep" in err


def flip(path: Path) -> None:
    whole = path.read_bytes()
    path.write_bytes(bytes([whole[0] ^ 1]) + whole[1:])


def test_tables_made_of_trials_are_verified_too(peninsula: Call, tmp_path: Path) -> None:
    small = ["two_state", "--threads", "1", "--set", "horizon=6", "--out", "r", "--no-figures"]
    assert peninsula("run", *small, "--trials", "6", "--decisions", "1").code == 0
    assert "5 files whole" in peninsula("verify", "r", "--sample", "6").out
    # Gone on from, the decisions of the first trials stay; the new trials are a file.
    assert peninsula("run", *small, "--trials", "9", "--resume").code == 0
    assert "6 files whole" in peninsula("verify", "r", "--sample", "9").out
    study(tmp_path)
    assert peninsula("sweep", "small.yaml", "--no-figures", "--out", "s").code == 0
    assert peninsula("verify", "s", "--sample", "9").code == 0
    for path in (*Path("r").glob("summary.*"), Path("s/summary.csv"), Path("s/contrasts.csv")):
        flip(path)
        code, _, err = peninsula("verify", str(path.parent), "--sample", "0")
        assert code == 4
        assert f"{path} is not the file that was written" in err
        flip(path)
