"""The simulation from Python: load, run, look, keep, read again."""

import subprocess
import sys
from pathlib import Path

import pytest

import sim
from sim.errors import InputError

SMALL = ["horizon=4"]


def test_importing_the_package_imports_nothing_heavy() -> None:
    code = (
        "import sim, sys; print(*sorted({'numpy', 'numba', 'pandas', 'mesa'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == ""


def test_a_name_that_is_not_there_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="nothing"):
        _ = sim.nothing


def test_a_run_gives_trials_summary_and_hash() -> None:
    result = sim.run("two_state", trials=4, threads=1, sets=SMALL)
    assert result.trials["trial"].tolist() == [0, 1, 2, 3]
    assert result.trajectories is None
    assert result.folder is None
    summary = result.summary()
    assert summary.loc[summary["section"] == "class", "of"].tolist() == [4] * 6
    again = sim.run(sim.load("two_state", SMALL), trials=4, threads=2)
    assert again.content_hash == result.content_hash


def test_no_seed_is_the_scenarios_own_and_zero_is_a_seed() -> None:
    scenario = sim.load("two_state", [*SMALL, "seed=5"])
    own = sim.run(scenario, trials=3, threads=1)
    five = sim.run(scenario, trials=3, threads=1, seed=5)
    zero = sim.run(scenario, trials=3, threads=1, seed=0)
    assert own.content_hash == five.content_hash
    assert zero.scenario.seed == 0
    assert zero.content_hash != own.content_hash


def test_a_result_that_was_kept_is_read_again(tmp_path: Path) -> None:
    kept = sim.run("two_state", trials=4, threads=1, sets=SMALL, trajectories=True, out=tmp_path)
    again = sim.read(tmp_path)
    in_memory = sim.run("two_state", trials=4, threads=1, sets=SMALL, trajectories=True)
    assert again.content_hash == kept.content_hash == in_memory.content_hash
    assert again.scenario == in_memory.scenario
    assert again.trials.equals(in_memory.trials)
    assert again.trajectories is not None
    assert again.trajectories.equals(in_memory.trajectories)
    assert again.summary().equals(in_memory.summary())


def test_trials_are_added_to_a_run_that_was_kept(tmp_path: Path) -> None:
    whole = sim.run("two_state", trials=9, threads=1, sets=SMALL)
    sim.run("two_state", trials=4, threads=1, sets=SMALL, out=tmp_path)
    more = sim.run("two_state", trials=9, threads=1, sets=SMALL, out=tmp_path, resume=True)
    assert more.content_hash == whole.content_hash
    with pytest.raises(InputError, match="name it with out"):
        sim.run("two_state", trials=4, threads=1, sets=SMALL, resume=True)


def test_months_that_were_not_kept_are_run_again_and_are_the_same() -> None:
    names = ["rivalries.north-south.tension"]
    bare = sim.run("two_state", trials=4, threads=1, sets=SMALL)
    full = sim.run("two_state", trials=4, threads=1, sets=SMALL, trajectories=True)
    assert bare.monthly(names).equals(full.monthly(names))
    assert bare.monthly(names, trials=2)["trial"].max() == 1
    with pytest.raises(InputError, match="nothing"):
        bare.monthly(["nothing"])


def test_a_figure_that_does_not_exist_is_refused_with_those_that_do() -> None:
    result = sim.run("two_state", trials=2, threads=1, sets=SMALL)
    with pytest.raises(ValueError, match="terminal_classes"):
        result.plot("nothing")


def test_a_figure_is_drawn_of_what_was_run() -> None:
    figure = sim.run("two_state", trials=4, threads=1, sets=SMALL).plot("terminal_classes")
    assert figure.axes


def test_a_loaded_scenario_takes_no_settings_beside() -> None:
    with pytest.raises(ValueError, match="replace"):
        sim.run(sim.load("two_state"), sets=SMALL)
