"""sim.sensitivity: the same analysis as the command, from Python, on a world that is known."""

import numpy as np
import pandas as pd
import pytest

import sim
from sim.analysis.sensitivity.evidence import weighted
from sim.errors import InputError
from sim.experiment.points import evaluate, table
from sim.experiment.run import collect, request
from sim.experiment.space import space
from sim.scenario.scenario import Scenario
from tests.worlds import lively, scenario

PARAMS = ["mechanisms.tension.weight=0,6", "mechanisms.war.nuclear_base=-9,-3"]


@pytest.fixture(scope="module")
def world() -> Scenario:
    return scenario(lively())


@pytest.fixture(scope="module")
def found(world: Scenario) -> sim.Sensitivity:
    return sim.sensitivity(world, outcome="events", params=PARAMS, points=16, trials=16, threads=2)


def test_what_moves_the_outcome_has_all_the_variance(found: sim.Sensitivity) -> None:
    total = found.table[found.table["index"] == "total"].set_index("name")["estimate"]
    assert total["mechanisms.tension.weight"] > 0.8
    assert abs(total["mechanisms.war.nuclear_base"]) < 0.1
    assert 0.0 < found.chance.single < 1.0
    assert found.chance.means < found.chance.single


def test_shares_of_a_variance_that_is_not_told_from_nothing_are_called_so(
    world: Scenario, found: sim.Sensitivity
) -> None:
    told = "none says anything yet"
    rare = sim.sensitivity(
        world, outcome="first_nuclear_use", params=PARAMS, points=8, trials=8, threads=1
    )
    assert rare.table["low"].isna().all()
    assert told in rare.summary()
    assert told in " ".join(text.get_text() for text in rare.plot().texts).replace("\n", " ")
    assert told not in found.summary()


def test_threads_change_nothing_and_seeds_do(world: Scenario, found: sim.Sensitivity) -> None:
    again = sim.sensitivity(world, outcome="events", params=PARAMS, points=16, trials=16, threads=1)
    pd.testing.assert_frame_equal(found.table, again.table)
    other = sim.sensitivity(world, outcome="events", params=PARAMS, points=16, trials=16, seed=7)
    assert not found.points.equals(other.points)


def test_a_point_says_what_a_run_with_its_values_says(
    world: Scenario, found: sim.Sensitivity
) -> None:
    # The first row begins at trial 0, so its points are runs of their own.
    row = found.points.iloc[0]
    values = {param.split("=")[0]: float(row[param.split("=")[0]]) for param in PARAMS}
    run = collect(request(world.replace(values), 16, 1)).series("events")
    assert float(row.filter(like="batch").mean()) == pytest.approx(float(run.mean()))


def test_points_of_a_row_share_their_luck_and_rows_do_not(world: Scenario) -> None:
    dimensions = space(world, PARAMS)
    shares = np.full((3, 2), 0.5)
    wanted = request(world, 8, 1)
    (values,) = evaluate(
        wanted, dimensions, table(dimensions, shares), [0, 0, 8], lambda words: words[:, 2:3].T, 0
    )
    np.testing.assert_array_equal(values[0], values[1])
    assert not np.array_equal(values[0], values[2])


def test_the_summary_says_how_much_is_chance_and_which_parameter_leads(
    found: sim.Sensitivity,
) -> None:
    text = found.summary()
    assert "of the variance of a single trial" in text
    assert text.index("tension.weight") < text.index("nuclear_base")


@pytest.mark.parametrize(
    ("params", "said"),
    [
        (["mechanisms.tensoin.weight"], "nearest is mechanisms.tension.weight"),
        (["mechanisms.tension.weight"], "no range; say which"),
        (["mechanisms.tension.weight=3"], "PATH=LOW,HIGH"),
        (["mechanisms.tension.weight=3,1"], "runs upwards"),
        (["mechanisms.tension.weight=-1000,1"], "what is allowed"),
        (["mechanisms.rally.on=0,1"], "only numbers have a range"),
        (["mechanisms.tension.weight=0,1", "mechanisms.tension.weight=0,2"], "twice"),
        ([], "gives no number a range"),
    ],
)
def test_parameters_that_can_not_be_varied_are_refused(
    world: Scenario, params: list[str], said: str
) -> None:
    with pytest.raises(InputError, match=said):
        space(world, params)


def test_ranges_of_a_scenario_are_found_below_the_beginning_of_a_path() -> None:
    baseline = sim.load("baseline")
    every = {one.path for one in space(baseline)}
    below = {one.path for one in space(baseline, ["mechanisms.crisis"])}
    assert below == {path for path in every if path.startswith("mechanisms.crisis.")}
    assert {one.standing for one in space(baseline)} == {"sourced", "assumed"}


def test_the_influence_on_an_outcome_falls_on_the_evidence_of_its_parameters() -> None:
    indices = pd.DataFrame(
        {
            "name": ["a", "b", "c", "a"],
            "index": ["mean size"] * 3 + ["mean"],
            "estimate": [4.0, 7.0, 1.0, 99.0],
            "floor": [1.0, 1.0, 2.0, 0.0],
            "grade": ["", "C", "A", ""],
        }
    )
    found = weighted(indices, "morris", {"a": "assumption", "b": "fit", "c": "source"})
    assert list(found["name"]) == ["b", "a", "c"]
    assert list(found["influence"]) == [6.0, 3.0, 0.0]
    assert found.groupby("basis")["share"].sum().to_dict() == pytest.approx(
        {"fit": 2 / 3, "assumption": 1 / 3, "source": 0.0}
    )


def test_an_analysis_says_what_its_parameters_rest_on(found: sim.Sensitivity) -> None:
    table = found.evidence()
    assert table["name"][0] == "mechanisms.tension.weight"
    assert set(table["basis"]) == {"assumption"}
    assert table["share"].sum() == pytest.approx(1.0)
