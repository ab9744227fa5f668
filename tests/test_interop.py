"""Other packages: the examples of docs/interop.md run, and what they give is what a run says."""

import pickle
import re
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim.errors import InputError
from sim.experiment.run import collect, request
from sim.interop import Function, ema_model, salib_problem
from tests.worlds import lively, scenario

WEIGHT, COST = "mechanisms.tension.weight", "mechanisms.crisis.cost"
PAGE = Path(__file__).parents[1] / "docs" / "interop.md"


@pytest.fixture(scope="module")
def of() -> Function:
    return Function(
        scenario(lively()), ["events", "first_war"], [f"{WEIGHT}=0,6", f"{COST}=1,6"], 20
    )


def test_the_function_says_what_a_run_says(of: Function) -> None:
    found = of({WEIGHT: 4.0})
    run = collect(request(of.scenario.replace({WEIGHT: 4.0}), 20, 1))
    assert found["events"] == pytest.approx(float(run.series("events").mean()))
    assert found["first_war"] == pytest.approx(float(run.series("first_war").notna().mean()))
    with pytest.raises(InputError, match="is not varied"):
        of({"mechanisms.tension.wieght": 1.0})


def test_a_single_outcome_is_a_row_of_numbers(of: Function) -> None:
    one = Function(of.scenario, ["events"], [f"{WEIGHT}=0,6", f"{COST}=1,6"], 20)
    points = [[1.0, 2.0], [5.0, 2.0]]
    assert one.rows(points).shape == (2,)
    np.testing.assert_array_equal(one.rows(points), of.rows(points)[:, 0])
    assert list(one({WEIGHT: 1.0, COST: 2.0}).values()) == one.rows(points[:1]).tolist()


def test_it_is_the_same_in_another_process(of: Function) -> None:
    assert pickle.loads(pickle.dumps(of))({COST: 2.0}) == of({COST: 2.0})
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        assert pool.submit(of, {COST: 2.0}).result() == of({COST: 2.0})


def test_salib_samples_evaluates_and_analyses_it(of: Function) -> None:
    problem = salib_problem(of)
    problem.sample_sobol(8, calc_second_order=False, seed=np.random.default_rng(0))
    problem.evaluate(of.rows)
    problem.analyze_sobol(calc_second_order=False, num_resamples=2)
    assert problem.samples[:, 0].max() > 3.0
    assert set(problem.analysis) == {"events", "first_war"}
    first = problem.samples[0]
    expected = of({WEIGHT: first[0], COST: first[1]})
    assert problem.results[0].tolist() == pytest.approx(list(expected.values()))


def test_the_workbench_performs_experiments_on_it(of: Function) -> None:
    from ema_workbench import perform_experiments

    experiments, outcomes = perform_experiments(ema_model(of), scenarios=3)
    assert outcomes["events"].shape == (3,)
    row = experiments.iloc[1]
    expected = of({WEIGHT: row["mechanisms_tension_weight"], COST: row["mechanisms_crisis_cost"]})
    assert outcomes["events"][1] == pytest.approx(expected["events"])


@pytest.mark.parametrize("number", [0, 1, 2])
def test_the_examples_of_the_page_run(number: int) -> None:
    # With few trials and samples, so that they take seconds; the page's own numbers are larger.
    examples = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert len(examples) == 3
    code = re.sub(r"trials=\d+", "trials=8", examples[number])
    code = code.replace("sample_sobol(64", "sample_sobol(8").replace("scenarios=200", "scenarios=2")
    names: dict[str, Any] = {"__name__": "example"}
    exec(compile(code, str(PAGE), "exec"), names)
    assert "f" in names
