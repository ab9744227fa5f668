"""``peninsula sweep``, ``merge`` and ``verify`` as a person types them."""

from pathlib import Path

import pandas as pd
import pytest

from tests.cli.typed import Call
from tests.experiment.sweeps import TEXT


@pytest.fixture(autouse=True)
def _study(peninsula: Call, tmp_path: Path) -> None:
    (tmp_path / "small.yaml").write_text(TEXT)


def hash_in(output: str) -> str:
    return next(line.split()[-1] for line in output.splitlines() if "content hash" in line)


def test_a_sweep_prints_its_points_and_contrasts_and_keeps_them(peninsula: Call) -> None:
    code, out, _ = peninsula("sweep", "small.yaml", "--no-figures")
    assert code == 0
    assert "a grid of 6 points, 20 trials each, seed 0" in out
    assert "planned: tense" in out
    assert all(len(line) <= 80 for line in out.splitlines())
    table = pd.read_csv("results/sweep-small/summary.csv")
    assert len(table) == 12
    assert set(pd.read_csv("results/sweep-small/contrasts.csv")["planned"]) == {"tense"}


def test_rare_outcomes_of_a_sweep_stand_beside_what_they_rest_on(
    peninsula: Call, tmp_path: Path
) -> None:
    said = "General war rests on a choice"
    assert said not in peninsula("sweep", "small.yaml", "--no-figures").out
    outcomes = "outcomes: [first_war, first_nuclear_use]\n"
    kept = [line for line in TEXT.splitlines() if not line.startswith("outcomes:")]
    (tmp_path / "rare.yaml").write_text("\n".join(kept) + "\n" + outcomes)
    shown = peninsula("sweep", "rare.yaml", "--no-figures", "--out", "rare").out
    assert said in " ".join(shown.split())


def test_csv_prints_the_table_and_nothing_else(peninsula: Call) -> None:
    code, out, _ = peninsula("sweep", "small.yaml", "--csv", "--no-figures")
    assert code == 0
    assert out == Path("results/sweep-small/summary.csv").read_text()


def test_a_dry_run_says_what_would_be_run_and_runs_nothing(peninsula: Call) -> None:
    code, out, _ = peninsula("sweep", "small.yaml", "--dry-run")
    assert code == 0
    assert "120 trials in 6 blocks would be run" in out
    assert not Path("results").exists()
    peninsula("sweep", "small.yaml", "--no-figures")
    _, out, _ = peninsula("sweep", "small.yaml", "--dry-run", "--resume", "--trials", "50")
    assert "180 trials in 6 blocks would be run" in out


def test_parts_are_merged_into_the_undivided_result(peninsula: Call) -> None:
    for part in ("1/3", "2/3", "3/3"):
        code, _, _ = peninsula("sweep", "small.yaml", "--part", part)
        assert code == 0
    folders = [f"results/sweep-small-part-{k}-of-3" for k in (1, 2, 3)]
    code, merged, _ = peninsula("merge", *folders, "--out", "whole", "--no-figures")
    assert code == 0
    _, alone, _ = peninsula("sweep", "small.yaml", "--no-figures")
    assert hash_in(merged) == hash_in(alone)
    code, _, err = peninsula("merge", *folders[:2], "--out", "some", "--no-figures")
    assert code == 3
    assert "are missing" in err


def test_a_failed_point_is_named_and_the_exit_code_says_so(peninsula: Call, tmp_path: Path) -> None:
    text = TEXT.partition("design:")[0] + (
        "design: zip\nparameters:\n"
        "  ladder.hybrid.severity: [0.14, 0.21]\n  ladder.show_of_force.severity: [0.21, 0.18]\n"
    )
    (tmp_path / "small.yaml").write_text(text)
    code, out, err = peninsula("sweep", "small.yaml", "--no-figures")
    assert code == 2
    assert "severity must rise" in err
    assert "1 of 2 points failed" in err
    assert "content hash" in out


def test_a_changed_file_is_named_with_exit_code_4(peninsula: Call) -> None:
    peninsula("sweep", "small.yaml", "--no-figures")
    code, out, _ = peninsula("verify", "results/sweep-small", "--sample", "20", "--seed", "0")
    assert code == 0
    assert "20 trials run again with equal values" in out
    shard = Path("results/sweep-small/trials-000000.parquet")
    shard.write_bytes(shard.read_bytes()[:-1])
    code, _, err = peninsula("verify", "results/sweep-small")
    assert code == 4
    assert "trials-000000.parquet" in err


def test_check_takes_study_files(peninsula: Call, tmp_path: Path) -> None:
    assert peninsula("check", "small.yaml") == (0, "small.yaml: no problem found\n", "")
    (tmp_path / "small.yaml").write_text(TEXT.replace("tension", "tensoin", 1) + "trails: 4\n")
    code, out, _ = peninsula("check", "small.yaml")
    assert code == 2
    assert "small.yaml:7:3" in out
    assert "did you mean tension?" in out
    (tmp_path / "small.yaml").write_text(TEXT.replace("events", "evnets"))
    code, out, _ = peninsula("check", "small.yaml")
    assert code == 2
    assert "did you mean events?" in out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("sweep", "nothing"), "no shipped study of this name"),
        (("sweep", "small.yaml", "--part", "4/3"), "write 3/40"),
        (("sweep", "small.yaml", "--trials", "0"), "trials must be from 1"),
        (("sweep", "small.yaml", "--threads", "0"), "threads must be from 1"),
        (("sweep", "small.yaml", "--resume"), "nothing to resume"),
        (("sweep", "small.yaml", "--workers", "1", "--cluster", "tcp://x:1"), "choose one"),
        (("sweep", "small.yaml", "--workers", "0"), "workers must be at least 1"),
        (("sweep", "small.yaml", "--precision", "2"), "above 0 and below 1"),
        (("sweep", "small.yaml", "--precision", "0.1", "--trials", "9"), "one or the other"),
        (("sweep", "small.yaml", "--precision", "0.1", "--part", "1/2"), "merge them"),
        (("sweep", "small.yaml", "--precision", "0.1", "--dry-run"), "one or the other"),
        (("sweep", "small.yaml", "--outcome", "first_force"), "name a precision"),
        (("merge", "nothing", "--out", "x"), "no manifest"),
        (("verify", "nothing"), "no such folder"),
        (("verify", "nothing", "--sample", "-1"), "sample must be from 0"),
    ],
)
def test_bad_input_is_said_in_a_line(
    peninsula: Call, arguments: tuple[str, ...], message: str
) -> None:
    code, _, err = peninsula(*arguments)
    assert code == 2
    assert message in err
    assert "Traceback" not in err


def test_a_precision_says_what_it_took_and_is_gone_on_from_when_sharper(peninsula: Call) -> None:
    asked = ("sweep", "small.yaml", "--no-figures", "--out", "precise")
    code, out, _ = peninsula(*asked, "--precision", "0.06")
    assert code == 0
    assert "until 2 declared contrasts, each of first_force (events has no bounds)" in out
    assert "Every half-width is at most 0.06 after 1,000 matched trials" in out
    assert all(len(line) <= 80 for line in out.splitlines())
    contrasts = pd.read_csv("precise/contrasts.csv")
    assert set(contrasts.loc[contrasts["outcome"] == "first_force", "method"]) == {"sequence"}
    code, out, _ = peninsula(*asked, "--precision", "0.02", "--resume")
    assert code == 0
    again = hash_in(out)
    code, out, _ = peninsula(*asked[:-1], "anew", "--precision", "0.02", "--threads", "2")
    assert hash_in(out) == again
    code, _, err = peninsula(*asked, "--precision", "0.06", "--resume")
    assert code == 2
    assert "reach a precision of 0.06" in err
