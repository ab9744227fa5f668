"""Scenarios that draw otherwise have a table each: kept, run again and gone on from as it is."""

from pathlib import Path

import numpy as np
import pytest

from sim.analysis.attribution import attribute
from sim.api.compare import compare
from sim.errors import InputError
from sim.experiment import compared
from sim.experiment.compare import plan
from sim.experiment.draws_requested import POSTERIOR, stated_draws
from sim.experiment.folder import run_into
from sim.experiment.groups import groups
from sim.experiment.run import collect, request
from sim.experiment.studies.kept import kept
from sim.experiment.verify import verify
from sim.scenario import Scenario
from tests.experiment.sweeps import study, swept

WEIGHT, AUDIENCE = "mechanisms.tension.weight", "mechanisms.audience.weight"
WIDE = {"value": 2.0, "range": [1.0, 6.0]}


@pytest.fixture
def narrow(small: Scenario) -> Scenario:
    return small.replace({WEIGHT: {"value": 2.0, "range": [1.5, 2.5]}, AUDIENCE: WIDE})


@pytest.fixture
def wide(narrow: Scenario) -> Scenario:
    return narrow.replace({WEIGHT: WIDE})


def test_a_comparison_keeps_the_table_of_each_arm_and_its_trials_run_again_alike(
    narrow: Scenario, wide: Scenario, tmp_path: Path
) -> None:
    folder = tmp_path / "r"
    compare(narrow, wide, trials=12, threads=1, out=folder)
    (run,) = compared.runs_in(folder)
    tables = [compared.draws_of(folder, run, arm) for arm in (0, 1)]
    assert all(table is not None for table in tables)
    a, b = (table.values[:, table.paths.index(WEIGHT)] for table in tables if table is not None)
    assert 1.5 <= a.min() < a.max() <= 2.5
    assert b.max() > 2.5
    assert np.array_equal(np.argsort(a), np.argsort(b))
    assert verify(folder, 24).again == 24


def test_arms_that_draw_alike_share_a_file(narrow: Scenario, tmp_path: Path) -> None:
    folder = tmp_path / "r"
    compare(narrow, off=["rally"], trials=4, threads=1, out=folder)
    assert len(list(folder.glob("draws-*.csv"))) == 1
    assert verify(folder, 8).again == 8


def test_an_arm_that_draws_nothing_stands_beside_one_that_does(
    small: Scenario, wide: Scenario, tmp_path: Path
) -> None:
    folder = tmp_path / "r"
    compare(small, wide, trials=6, threads=1, out=folder)
    (run,) = compared.runs_in(folder)
    assert [told is None for told in run["draws"]] == [True, False]
    assert verify(folder, 12).again == 12


def test_a_run_is_gone_on_from_with_its_own_ranges_alone(
    narrow: Scenario, wide: Scenario, tmp_path: Path
) -> None:
    source, folder = stated_draws(POSTERIOR), tmp_path / "r"
    run_into(request(wide, 5, threads=1, draws=source), folder)
    with pytest.raises(InputError):
        run_into(request(narrow, 9, threads=1, draws=source), folder, resume=True)
    again = run_into(request(wide, 9, threads=1, draws=source), folder, resume=True)
    assert again.content_hash == collect(request(wide, 9, threads=1, draws=source)).content_hash
    assert verify(folder, 9).again == 9


def test_the_bases_of_a_study_have_tables_of_their_own(tmp_path: Path) -> None:
    for name, ends in (("narrow", "[1.5, 2.5]"), ("wide", "[1, 6]")):
        text = f"extends: two_state\nmechanisms: {{tension: {{weight: {{value: 2, range: {ends}}}}}}}\n"
        (tmp_path / f"{name}.yaml").write_text(text)
    text = "scenarios: [narrow.yaml, wide.yaml]\nset: {horizon: 4}\ntrials: 6\n"
    of = study(tmp_path, text + "design: grid\nparameters:\n  mechanisms.audience.weight: [0, 2]\n")
    narrow, wide = (of.laid(base) for base in (0, 1))
    assert narrow is not None
    assert wide is not None
    assert narrow.paths == wide.paths == (WEIGHT,)
    assert narrow.values.max() <= 2.5 < wide.values.max()
    result = swept(of, tmp_path / "r", threads=2)
    for point in of.points:
        alone = collect(request(of.scenario(point), 6, threads=1, draws=of.laid(point.base)))
        assert result.ledger.finished[point.key, 6] == alone.content_hash
    again = kept(tmp_path / "r").laid(1)
    assert again is not None
    assert again.digest == wide.digest
    assert verify(tmp_path / "r", 24).again == 24


def test_attribution_goes_from_the_draws_of_one_scenario_to_those_of_the_other(
    narrow: Scenario, wide: Scenario
) -> None:
    made = plan([narrow, wide])
    found = groups(narrow, wide)
    table = attribute(narrow, wide, found, 40, 1, draws=made.draws)
    whole = table[(table["group"] == "all") & (table["outcome"] == "events")]
    a, b = (
        collect(request(of, 40, threads=1, draws=made.draws)).series("events").mean()
        for of in (narrow, wide)
    )
    assert a != b
    assert whole["share"].iloc[0] == pytest.approx(b - a)
