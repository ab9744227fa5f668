"""sim.compare: the same contrasts as the command, from Python."""

from pathlib import Path

import pandas as pd
import pytest

import sim
from sim.api.results import comparisons
from sim.errors import FolderError, InputError
from sim.experiment import checkpoint, matched
from sim.experiment.run import Request
from sim.presentation.precision import precision_text
from sim.scenario import ScenarioError
from tests.worlds import scenario, two_states


def test_compare_is_offered_by_the_package_and_repeats_exactly() -> None:
    world = scenario(two_states(horizon=6))
    done: list[int] = []
    first = sim.compare(world, off=["rally"], trials=8, seed=0, threads=1, progress=done.append)
    again = sim.compare(world, off=["rally"], trials=8, seed=0, threads=2)
    assert isinstance(first, sim.Comparison)
    pd.testing.assert_frame_equal(first.table, again.table)
    assert done == [8]
    assert first.folder is None
    assert first.summary().startswith("rally off against two: 8 matched trials")


def test_values_of_python_are_tried_as_they_would_be_written() -> None:
    world = scenario(two_states(horizon=6))
    found = sim.compare(world, vary={"mechanisms.rally.on": [True, False]}, trials=4, threads=1)
    by_name = found.table.groupby("contrast")["method"].agg(set)
    assert by_name["rally on against two"] == {"identical"}
    assert "rally off against two" in by_name


def test_unknown_scenarios_are_answered_with_the_nearest() -> None:
    with pytest.raises(ScenarioError, match="baseline"):
        sim.compare("baselin", off=["rally"])


class _Stopped(Exception):
    pass


def test_a_comparison_broken_off_is_gone_on_from(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = scenario(two_states(horizon=6))
    monkeypatch.setattr(matched, "AT_ONCE", 4)
    monkeypatch.setattr(checkpoint, "SECONDS", -1.0)
    monkeypatch.setattr(comparisons, "CHUNK", 8)

    def stop(done: int) -> None:
        raise _Stopped

    asked = {"off": ["rally"], "trials": 20, "threads": 1}
    whole = sim.compare(world, **asked)
    with pytest.raises(_Stopped):
        sim.compare(world, **asked, out=tmp_path / "r", progress=stop)
    assert not (tmp_path / "r" / "contrasts.csv").exists()
    real = matched.trial_blocks

    def only_new(wanted: Request, first: int) -> object:
        assert first >= 8
        return real(wanted, first)

    monkeypatch.setattr(matched, "trial_blocks", only_new)
    found = sim.compare(world, **asked, out=tmp_path / "r", resume=True)
    pd.testing.assert_frame_equal(found.table, whole.table)
    assert not list((tmp_path / "r").glob("kept-*"))


def test_there_must_be_something_to_go_on_from(tmp_path: Path) -> None:
    world = scenario(two_states(horizon=6))
    with pytest.raises(InputError, match="name it with out"):
        sim.compare(world, off=["rally"], trials=4, resume=True)
    with pytest.raises(FolderError, match="nothing to resume"):
        sim.compare(world, off=["rally"], trials=4, out=tmp_path / "r", resume=True)
    assert not (tmp_path / "r").exists()


def test_a_run_that_ends_within_a_round_over_the_draws_says_so() -> None:
    world = scenario(two_states(horizon=6))
    draws = pd.DataFrame({"mechanisms.tension.weight": [1.0 + k / 10 for k in range(90)]})
    found = sim.compare(
        world,
        off=["rally"],
        precision=0.5,
        most=100,
        threads=1,
        draws=draws,
        outcomes=["first_war"],
    )
    assert found.watch is not None
    assert not found.watch.reached
    told = " ".join(precision_text(found.watch).split())
    assert "looked at after whole rounds over the 90 draws alone" in told
    assert "some half-widths are above it" not in told
