"""``sim.read`` opens every kind of result as the object that made it, and each shows itself."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import sim
from sim.api.results.attribution import Attribution
from sim.api.results.forecasts import Forecast
from sim.errors import FolderError, InputError, VerificationError
from sim.presentation.style import new_figure
from tests.cli.typed import Call
from tests.experiment.sweeps import study

SMALL = ["two_state", "--threads", "1", "--set", "horizon=6", "--out", "r"]
TENSION = "mechanisms.tension.weight"
COST = "mechanisms.crisis.cost"
PARAMS = ["--param", f"{TENSION}=0,6", "--param", f"{COST}=1,6"]


def shows_itself(result: object) -> str:
    """The line of a result, once it is one and the notebook's table says something."""
    told = repr(result)
    assert len(told.splitlines()) <= 2
    assert len(told) < 300
    shown = result._repr_html_()  # type: ignore[attr-defined]
    assert shown.count("<tr") > 1
    assert shown.count("<table") == shown.count("</table") >= 1
    return told


def test_a_run_is_opened(peninsula: Call) -> None:
    assert peninsula("run", *SMALL, "--trials", "6", "--no-figures").code == 0
    found = sim.read("r")
    assert isinstance(found, sim.Result)
    told = shows_itself(found)
    assert "two_state: 6 trials, seed 0" in told
    assert found.content_hash in told
    pd.testing.assert_frame_equal(
        found.summary(), sim.run(found.scenario, trials=6, draws=found.draws).summary()
    )


def test_a_sweep_is_opened(peninsula: Call, tmp_path: Path) -> None:
    made = sim.sweep(study(tmp_path), out="r")
    found = sim.read("r")
    assert isinstance(found, sim.Sweep)
    assert shows_itself(found) == repr(made)
    pd.testing.assert_frame_equal(found.summary(), made.summary())
    pd.testing.assert_frame_equal(found.contrasts(), made.contrasts())
    pd.testing.assert_frame_equal(found.points, made.points)


def test_a_sweep_to_a_precision_is_opened_with_what_was_known(
    peninsula: Call, tmp_path: Path
) -> None:
    made = sim.sweep(study(tmp_path), out="r", precision=0.5)
    found = sim.read("r")
    assert isinstance(found, sim.Sweep)
    assert set(made.contrasts()["method"]) == {"sequence", ""}
    pd.testing.assert_frame_equal(found.contrasts(), made.contrasts())


def test_a_comparison_is_opened(peninsula: Call) -> None:
    world = sim.load("two_state", ["horizon=6"])
    first = sim.compare(world, sets=[f"{TENSION}=6"], trials=9, out="r", draws="none")
    found = sim.read("r")
    assert isinstance(found, sim.Comparison)
    assert shows_itself(found) == repr(first)
    pd.testing.assert_frame_equal(found.table, first.table, check_dtype=False)
    assert found.summary() == first.summary()
    sim.compare(world, off=["rally"], trials=7, out="r", draws="prior")
    found = sim.read("r")
    assert isinstance(found, sim.Comparison)
    assert len(found.plan.pairings) == found.table["contrast"].nunique() == 2
    assert "and 1 more" in repr(found)
    assert [arm.number for arm in found.plan.arms] == [0, 1, 2, 3]


@pytest.mark.parametrize("method", ["morris", "sobol"])
def test_a_sensitivity_analysis_is_opened(peninsula: Call, method: str) -> None:
    typed = ["--method", method, "--points", "8", "--trials", "8", "--no-figures", *PARAMS]
    assert peninsula("sensitivity", *SMALL, "--outcome", "events", *typed).code == 0
    found = sim.read("r")
    assert isinstance(found, sim.Sensitivity)
    made = sim.sensitivity(
        found.plan.scenario,
        outcome="events",
        method=method,
        params=[f"{TENSION}=0,6", f"{COST}=1,6"],
        points=8,
        trials=8,
    )
    assert shows_itself(found) == repr(made)
    pd.testing.assert_frame_equal(found.table, made.table)
    pd.testing.assert_frame_equal(found.points, made.points)
    np.testing.assert_array_equal(found.plan.design.shares, made.plan.design.shares)
    assert (found.summary(), found.chance) == (made.summary(), made.chance)
    assert found.plot().axes


@pytest.mark.parametrize("outcome", ["", "first_force"])
def test_a_tipping_map_is_opened(peninsula: Call, outcome: str) -> None:
    typed = ["--x", f"{TENSION}=0,6", "--y", f"{COST}=1,6", "--trials", "12", "--grid", "3"]
    typed += ["--outcome", outcome] if outcome else []
    assert peninsula("tipping", *SMALL, *typed, "--no-figures").code == 0
    found = sim.read("r")
    assert isinstance(found, sim.TippingMap)
    world = found.plan.scenario
    made = sim.tipping(
        world, x=f"{TENSION}=0,6", y=f"{COST}=1,6", outcome=outcome, grid=3, trials=12
    )
    assert shows_itself(found) == repr(made)
    pd.testing.assert_frame_equal(found.table, made.table)
    assert found.summary() == made.summary()
    assert found.plot().axes


@pytest.mark.parametrize("ablate", [[], ["--ablate"]])
def test_an_attribution_is_opened(peninsula: Call, ablate: list[str]) -> None:
    typed = ablate or ["--off", "rally"]
    small = ["two_state", "--threads", "1", "--out", "r"]
    assert peninsula("attribute", *small, *typed, "--trials", "5").code == 0
    found = sim.read("r")
    assert isinstance(found, Attribution)
    shows_itself(found)
    kept, name = (found.ablation, "ablation") if ablate else (found.shares, "attribution")
    assert kept is not None
    assert kept.to_csv(index=False, lineterminator="\n") == Path(f"r/{name}.csv").read_text()


def test_a_forecast_is_opened(peninsula: Call) -> None:
    typed = ["--from", "2024-12", "--months", "3", "--trials", "20", "--particles", "0"]
    assert peninsula("forecast", "baseline", *typed, "--out", "f.json").code == 0
    found = sim.read("f.json")
    assert isinstance(found, Forecast)
    assert "3 months from 2024-12, 20 trials" in shows_itself(found)
    assert found.events["class"].nunique() * 3 == len(found.events)
    Path("f.json").write_text(Path("f.json").read_text().replace('"trials": 20', '"trials": 21'))
    with pytest.raises(VerificationError, match=r"f\.json was changed"):
        sim.read("f.json")


def test_what_can_not_be_opened_is_said_in_words(tmp_path: Path) -> None:
    with pytest.raises(FolderError, match="no manifest"):
        sim.read(tmp_path)
    with pytest.raises(FolderError, match="no manifest"):
        sim.read(tmp_path / "nothing")
    (tmp_path / "x.json").write_text("{}")
    with pytest.raises(InputError, match=r"x\.json is no forecast"):
        sim.read(tmp_path / "x.json")
    for text in ("[]", "{", "[" * 100_000):
        (tmp_path / "manifest.json").write_text(text)
        with pytest.raises(FolderError, match=r"manifest\.json is no"):
            sim.read(tmp_path)


@pytest.mark.parametrize("name", ["two_state", "baseline"])
def test_a_scenario_is_a_line(name: str) -> None:
    told = repr(sim.load(name))
    assert told.startswith(f"<Scenario {name}: ")
    assert len(told) < 200
    assert "\n" not in told


def test_a_figure_is_a_picture_without_any_setting_of_a_notebook() -> None:
    figure = new_figure()
    figure.subplots()
    assert figure._repr_png_()[:8] == b"\x89PNG\r\n\x1a\n"  # type: ignore[attr-defined]
    plain = subprocess.run(
        [sys.executable, "-c", "import sys, sim.api.results.runs; print('IPython' in sys.modules)"],
        check=True,
        capture_output=True,
        text=True,
    )
    assert plain.stdout.strip() == "False"
