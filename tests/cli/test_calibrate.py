"""``peninsula calibrate``: a quick one, killed and gone on with, and what is refused."""

import csv
import json
import re
import shutil
from pathlib import Path

import pytest
import yaml

from sim.scenario.loading import load
from tests.cli.typed import Call

QUICK = ("calibrate", "--quick", "--until", "1999-12", "--threads", "1")


def content_hash(out: str) -> str:
    found = re.search(r"content hash  ([0-9a-f]{32})", out)
    assert found is not None
    return found[1]


def test_a_quick_calibration_writes_its_draws_and_says_what_each_owes_to_the_record(
    peninsula: Call, tmp_path: Path
) -> None:
    folder = tmp_path / "c"
    more = ("--check", "1", "--plot", str(tmp_path / "figures"))
    code, out, _ = peninsula(*QUICK, "--out", str(folder), *more)
    assert code == 0
    with (folder / "posterior.csv").open(encoding="utf-8", newline="") as stream:
        head, *rows = csv.reader(stream)
    told = yaml.safe_load((folder / "posterior.yaml").read_text(encoding="utf-8"))
    assert len(rows) == told["draws"] == 64
    assert set(head) == set(told["columns"])
    assert told["content_hash"] == content_hash(out)
    baseline = load("baseline")
    for path, column in told["columns"].items():
        assert column["informed"] in ("informed", "weakly", "not")
        assert column["centre"] == float(baseline.value(path))
    # What the hindcast does not have keeps its prior, and is said to.
    assert told["columns"]["states.dprk.homeland_reach"]["informed"] == "not"
    assert "Not informed: the prior, and no finding" in out
    assert (tmp_path / "figures" / "posterior.png").stat().st_size > 10_000

    ((by_record,), within) = told["coverage"]["acts"]["by_record"], told["coverage"]["acts"]
    assert by_record["within_0.8"] == within["within_0.8"]
    assert "acts, 1 record, " in out

    # Killed after its first parts, in another folder, with two threads, it ends as the undisturbed one did.
    again = tmp_path / "again"
    parts = again / "parts"
    shutil.copytree(folder / "parts", parts)
    listed = json.loads((parts / "checkpoint-calibration.json").read_text(encoding="utf-8"))
    first = ("mode", "weights-000016", "information-000", "table-000000")
    listed["parts"] = {key: listed["parts"][key] for key in first}
    (parts / "checkpoint-calibration.json").write_text(json.dumps(listed), encoding="utf-8")
    (parts / ".checkpoint-calibration-weights-000000.npy.zst.part").write_bytes(b"half")
    code, resumed, _ = peninsula(*QUICK[:-1], "2", "--out", str(again), "--resume")
    assert code == 0
    assert content_hash(resumed) == content_hash(out)
    assert (again / "posterior.csv").read_bytes() == (folder / "posterior.csv").read_bytes()

    code, _, err = peninsula(*QUICK, "--out", str(folder))
    assert code == 2
    assert "--resume" in err
    code, _, err = peninsula(*QUICK, "--seed", "1", "--out", str(folder), "--resume")
    assert code == 2
    assert "another computation" in err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--until", "1994-13"), "YYYY-MM"),
        (("--until", "2031-01"), "until must be from 1996-12 to 2024-09"),
        (("--until", "1995-01"), "until must be from 1996-12"),
        (("--threads", "0"), "threads"),
        (("--check", "-1"), "check"),
        (("--seed", "-1"), "seed"),
        (("--resume",), "no calibration to go on with"),
    ],
)
def test_what_cannot_be_done_is_refused_in_words(
    peninsula: Call, arguments: tuple[str, ...], said: str
) -> None:
    code, _, err = peninsula("calibrate", "--quick", *arguments)
    assert code == 2
    assert said in err
