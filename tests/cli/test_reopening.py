"""A folder that is opened or resumed again loses nothing that it holds."""

import json
from pathlib import Path

import pandas as pd
import pytest

import sim
from sim.experiment.verify import verify
from tests.cli.typed import Call
from tests.experiment.sweeps import study

RUN = ["run", "two_state", "--set", "horizon=6", "--threads", "1", "--out", "r", "--no-figures"]


def held(folder: Path) -> dict[str, bytes]:
    """Every file of a result but its manifest, which says when it was opened."""
    return {p.name: p.read_bytes() for p in folder.iterdir() if p.name != "manifest.json"}


def listed(folder: Path) -> set[str]:
    manifest = json.loads((folder / "manifest.json").read_text())
    return {entry["file"] for entry in manifest.get("derived", [])}


@pytest.mark.parametrize("precision", [[], ["--precision", "0.5"]])
def test_a_finished_sweep_keeps_its_tables_when_it_is_resumed(
    peninsula: Call, tmp_path: Path, precision: list[str]
) -> None:
    study(tmp_path)
    typed = ["sweep", "small.yaml", "--no-figures", "--out", "s", *precision]
    assert peninsula(*typed).code == 0
    before, tables = held(Path("s")), listed(Path("s"))
    assert tables == {"summary.csv", "contrasts.csv"}
    again = sim.sweep("small.yaml", out="s", resume=True, trials=None if not precision else 1000)
    assert held(Path("s")) == before
    assert listed(Path("s")) == tables
    assert (
        again.contrasts().to_csv(index=False, lineterminator="\n").encode()
        == (before["contrasts.csv"])
    )
    assert peninsula(*typed, "--resume").code == 0
    assert held(Path("s")) == before
    verify(Path("s"), 5)


def test_a_sweep_with_more_trials_has_tables_of_all_of_them(tmp_path: Path) -> None:
    of = study(tmp_path)
    sim.sweep(of, out=tmp_path / "s")
    more = sim.sweep(study(tmp_path, trials=30), out=tmp_path / "s", resume=True)
    assert listed(tmp_path / "s") == {"summary.csv", "contrasts.csv"}
    kept = pd.read_csv(tmp_path / "s" / "summary.csv")
    assert set(kept["trials"]) == {30}
    assert (tmp_path / "s" / "summary.csv").read_text() == (
        more.summary().to_csv(index=False, lineterminator="\n")
    )
    verify(tmp_path / "s", 5)


def test_a_sweep_whose_study_asks_for_other_outcomes_has_tables_of_those(tmp_path: Path) -> None:
    from tests.experiment.sweeps import TEXT

    sim.sweep(study(tmp_path), out=tmp_path / "s")
    other = TEXT.partition("outcomes:")[0] + "outcomes: [general_war]\n"
    sim.sweep(study(tmp_path, other), out=tmp_path / "s", resume=True)
    assert listed(tmp_path / "s") == {"summary.csv"}
    assert not (tmp_path / "s" / "contrasts.csv").exists()
    assert set(pd.read_csv(tmp_path / "s" / "summary.csv")["outcome"]) == {"general_war"}


def test_a_finished_run_keeps_its_tables_and_decisions_when_it_is_resumed(
    peninsula: Call, tmp_path: Path
) -> None:
    assert peninsula(*RUN, "--trials", "6", "--decisions", "2").code == 0
    before = held(tmp_path / "r")
    assert {"summary.csv", "summary.json", "decisions-000000.jsonl"} <= {*before}
    scenario = sim.load("two_state", ["horizon=6"])
    draws = "none" if sim.read("r").draws is None else None
    sim.run(scenario, trials=6, out="r", resume=True, draws=draws)
    assert held(tmp_path / "r") == before
    assert peninsula(*RUN, "--trials", "6", "--resume").code == 0
    assert held(tmp_path / "r") == before
    sim.run(scenario, trials=9, out="r", resume=True, draws=draws)
    after = held(tmp_path / "r")
    assert after["decisions-000000.jsonl"] == before["decisions-000000.jsonl"]
    kept = pd.read_csv(tmp_path / "r" / "summary.csv")
    assert set(kept.loc[kept["section"] == "class", "of"]) == {9}
    verify(tmp_path / "r", 9)
