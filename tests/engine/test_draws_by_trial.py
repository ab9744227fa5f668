"""One draw of the parameters a trial: trial k has row k modulo the rows, whoever runs it."""

import random
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sim.engine import model
from sim.engine.build import Compiled, build
from sim.engine.ensemble import Block, blocks, run_trials
from sim.engine.model import PeninsulaModel
from sim.engine.overrides import patch, prepare
from sim.engine.trace import trace
from sim.scenario import ScenarioError, load
from sim.scenario.scenario import Scenario
from tests.engine.values import other, settable
from tests.properties.scenarios import Data, read, scenarios
from tests.worlds import lively, scenario

ROWS = 3


def table(of: Scenario, luck: random.Random, share: float = 0.1) -> dict[str, list[Any]]:
    """Draws of some parameters of a scenario."""
    # What is counted and what can move decide which columns a row has, and severities depend on each other.
    known = {
        path: spot
        for path, spot in settable(of).items()
        if not path.endswith(
            (".severity", ".event", ".events_counted", ".trade", ".programme", ".on")
        )
    }
    some = [path for path in known if luck.random() < share]
    return {path: [other(luck, of, path, known[path]) for _ in range(ROWS)] for path in some}


def row(of: dict[str, list[Any]], number: int) -> dict[str, Any]:
    return {path: column[number % ROWS] for path, column in of.items()}


def with_draws(of: Scenario, draws: dict[str, list[Any]]) -> Compiled:
    compiled = build(of)
    return compiled._replace(draws=prepare(compiled, draws))


def assert_same(one: Block, other_block: Block) -> None:
    assert np.array_equal(one.rows, other_block.rows)
    assert np.array_equal(one.trajectories, other_block.trajectories)


def test_trial_k_is_that_of_a_scenario_that_states_row_k() -> None:
    of = load("baseline")
    draws = table(of, random.Random(0))
    found = run_trials(with_draws(of, draws), 4, 5, trajectories=True)
    for k in range(5):
        alone = run_trials(build(of.replace(row(draws, 4 + k))), 4 + k, 1, trajectories=True)
        assert np.array_equal(found.rows[k], alone.rows[0])
        assert np.array_equal(found.trajectories[k], alone.trajectories[0])


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=scenarios(), seed=st.integers(0, 2**32), first=st.sampled_from([0, 1, 2**32 - 4]))
def test_any_scenario_with_any_draws_runs_alike_in_a_block_alone_and_through_agents(
    data: Data, seed: int, first: int
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        of = read(data, Path(folder))
    draws = table(of, random.Random(seed))
    try:
        compiled = with_draws(of, draws)
    except ScenarioError:
        return
    together = run_trials(compiled, first, 4, trajectories=True)
    assert_same(together, model.run_trials(compiled, first, 4, trajectories=True))
    for k in range(4):
        laid = patch(build(of), row(draws, first + k))
        alone = run_trials(laid, first + k, 1, trajectories=True)
        assert np.array_equal(together.rows[k], alone.rows[0])
        assert np.array_equal(together.trajectories[k], alone.trajectories[0])


def test_a_trial_sees_nothing_of_the_higher_ceiling_of_the_trial_before_it() -> None:
    clash = load("baseline").names["ladder"].index("clash")
    of = load("baseline", [f"rivalries.dprk-rok.opening={clash}", "horizon=3"])
    compiled = with_draws(of, {"mechanisms.ladder.monthly_ceiling": ["clash", "routine"]})
    together = run_trials(compiled, 0, 4, trajectories=True)
    for k in range(4):
        alone = run_trials(compiled, k, 1, trajectories=True)
        assert np.array_equal(together.trajectories[k], alone.trajectories[0])


def test_blocks_and_threads_change_no_draw() -> None:
    of = load("baseline")
    compiled = with_draws(of, table(of, random.Random(1)))
    whole = run_trials(compiled, 0, 50).rows
    for size, threads in ((1, 2), (7, 2), (50, 1)):
        parts = [block.rows for block in blocks(compiled, 0, 50, threads, size=size)]
        assert np.array_equal(np.concatenate(parts), whole)


def test_draws_of_the_scenarios_own_values_change_nothing() -> None:
    of = load("baseline")
    same = {path: [of.value(path)] * 2 for path in settable(of)}
    drawn, plain = (run_trials(c, 0, 20) for c in (with_draws(of, same), build(of)))
    assert np.array_equal(drawn.rows, plain.rows)


def test_a_trace_has_the_draw_of_its_trial() -> None:
    of = scenario(lively())
    compiled = with_draws(of, table(of, random.Random(2)))
    rows = run_trials(compiled, 0, 5, trajectories=True)
    for trial in range(5):
        traced = trace(compiled, trial)
        assert traced.draw == trial % ROWS
        assert np.array_equal(traced.row, rows.rows[trial])
        assert np.array_equal(traced.trajectory, rows.trajectories[trial])
    assert trace(build(of), 4).draw is None


def test_a_model_takes_a_table_of_draws_and_a_setting_wins() -> None:
    of = load("baseline")
    draws = {"mechanisms.tension.weight": [1.0, 4.0], "mechanisms.audience.weight": [0.0, 1.0]}
    made = PeninsulaModel(of, trial=3, draws=draws, **{"mechanisms.audience.weight": 2.5})
    assert made.parameters.world[0].tension_weight == 4.0
    assert made.parameters.world[0].audience_weight == 2.5
    compiled = with_draws(of, {"mechanisms.tension.weight": [1.0]})
    with pytest.raises(TypeError, match="has draws"):
        PeninsulaModel(compiled, **{"mechanisms.audience.weight": 2.5})
