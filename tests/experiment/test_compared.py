"""A folder of contrasts grows by what is added, and loses nothing."""

import json
import math
from pathlib import Path

import pandas as pd
import pytest

from sim.api.compare import compare
from sim.api.results.comparisons import Comparison
from sim.errors import FolderError
from sim.experiment import compared
from sim.scenario import load
from sim.scenario.scenario import Scenario
from tests.worlds import scenario, two_states

WEIGHT = "mechanisms.tension.weight"


@pytest.fixture(scope="module")
def world() -> Scenario:
    return scenario(two_states(horizon=6))


def into(folder: Path, world: Scenario, *sets: str, trials: int = 9, **more: str) -> Comparison:
    return compare(world, sets=sets, trials=trials, threads=1, out=folder, **more)  # type: ignore[arg-type]  # shorthand of a test


def test_what_is_kept_is_what_was_found(tmp_path: Path, world: Scenario) -> None:
    found = into(tmp_path / "r", world, f"{WEIGHT}=6")
    kept = compared.read(tmp_path / "r")
    pd.testing.assert_frame_equal(kept, found.table, check_dtype=False)
    text = (tmp_path / "r" / compared.NAME).read_text(encoding="utf-8")
    assert "NaN" not in text
    assert "Infinity" not in text
    assert len(pd.read_csv(tmp_path / "r" / compared.TABLE)) == len(kept)


def test_another_setting_adds_its_rows(tmp_path: Path, world: Scenario) -> None:
    first = into(tmp_path / "r", world, f"{WEIGHT}=6").table
    into(tmp_path / "r", world, "mechanisms.rally.on=false", planned="check")
    kept = compared.read(tmp_path / "r")
    assert list(dict.fromkeys(kept["contrast"])) == [
        f"{WEIGHT}=6 against two",
        "rally off against two",
    ]
    old = kept[kept["contrast"] == f"{WEIGHT}=6 against two"]
    pd.testing.assert_frame_equal(old.reset_index(drop=True), first, check_dtype=False)
    assert set(kept["planned"]) == {"", "check"}


def test_the_same_contrast_with_more_trials_takes_the_place_of_the_old(
    tmp_path: Path, world: Scenario
) -> None:
    into(tmp_path / "r", world, f"{WEIGHT}=6")
    into(tmp_path / "r", world, f"{WEIGHT}=6", trials=11)
    kept = compared.read(tmp_path / "r")
    assert set(kept["trials"]) == {11}
    runs = json.loads((tmp_path / "r" / compared.NAME).read_text(encoding="utf-8"))["runs"]
    assert len(runs) == 1


def test_both_scenarios_are_kept_under_their_digests(tmp_path: Path, world: Scenario) -> None:
    row = into(tmp_path / "r", world, f"{WEIGHT}=6").table.iloc[0]
    for digest in (row["a_digest"], row["b_digest"]):
        assert load(tmp_path / "r" / f"{digest}.yaml").digest == digest


def test_a_contrast_of_the_same_name_of_other_scenarios_is_refused(
    tmp_path: Path, world: Scenario
) -> None:
    into(tmp_path / "r", world, f"{WEIGHT}=6")
    before = (tmp_path / "r" / compared.NAME).read_bytes()
    with pytest.raises(FolderError, match="other scenarios"):
        into(tmp_path / "r", world.replace({"mechanisms.rally.on": False}), f"{WEIGHT}=6")
    assert (tmp_path / "r" / compared.NAME).read_bytes() == before


@pytest.mark.parametrize("text", ["[]", "{", '{"format": 99}'])
def test_a_file_that_is_no_table_is_refused(tmp_path: Path, world: Scenario, text: str) -> None:
    (tmp_path / compared.NAME).write_text(text, encoding="utf-8")
    with pytest.raises(FolderError):
        into(tmp_path, world, f"{WEIGHT}=6")


def test_a_folder_of_other_things_is_refused(tmp_path: Path, world: Scenario) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(FolderError, match="other files"):
        into(tmp_path, world, f"{WEIGHT}=6")
    with pytest.raises(FolderError, match="no contrasts"):
        compared.read(tmp_path)


def test_ratios_without_bound_come_back_as_infinity(tmp_path: Path, world: Scenario) -> None:
    table = into(tmp_path / "r", world, f"{WEIGHT}=6").table
    kept = compared.read(tmp_path / "r")
    found = [v for v in table["variance_factor"] if math.isinf(v)]
    assert [v for v in kept["variance_factor"] if math.isinf(v)] == found
    assert found
