"""Values laid on arrays equal, byte by byte, those of a scenario that states them."""

import random
from typing import Any

import numpy as np
import pytest

from sim.engine.build import Compiled, build
from sim.engine.ensemble import run_trials
from sim.engine.overrides import open_copy, patch, prepare
from sim.engine.parameter_index import spots
from sim.engine.world import new_world
from sim.scenario import ScenarioError, available, load
from sim.scenario.scenario import Scenario
from tests.engine.values import other, settable
from tests.worlds import lively, scenario


def bytes_of(compiled: Compiled) -> dict[str, bytes]:
    arrays = {**dict(compiled.parameters.arrays()), "initial": compiled.initial}
    return {name: np.ascontiguousarray(array).tobytes() for name, array in arrays.items()}


def assert_equal_to_built(of: Scenario, compiled: Compiled, values: dict[str, Any]) -> None:
    laid, built = bytes_of(patch(compiled, values)), bytes_of(build(of.replace(values)))
    different = [name for name in built if laid[name] != built[name]]
    assert not different, (different, values if len(values) < 5 else len(values))


@pytest.mark.parametrize("name", available())
def test_every_number_and_switch_of_a_shipped_scenario_has_a_place(name: str) -> None:
    of = load(name)
    numeric = {path for path, value in of.values.items() if not isinstance(value.value, str)}
    # No setting can change a rule's answer: it is what the rule is.
    answers = {f"states.{rule.state}.doctrine.{rule.name}.value" for rule in of.doctrine}
    assert numeric - answers <= set(spots(of))


@pytest.mark.parametrize("name", available())
def test_all_values_of_a_shipped_scenario_laid_at_once_equal_a_build(name: str) -> None:
    of = load(name)
    luck = random.Random(0)
    values = {path: other(luck, of, path, spot) for path, spot in settable(of).items()}
    changed = sum(values[path] != of.value(path) for path in values)
    assert changed > 0.95 * len(values)
    assert_equal_to_built(of, build(of), values)


@pytest.mark.parametrize("name", available())
def test_any_part_of_the_values_laid_equals_a_build(name: str) -> None:
    of = load(name)
    compiled, known, luck = build(of), settable(of), random.Random(1)
    for share in (0.02, 0.02, 0.2, 0.5):
        some = [path for path in known if luck.random() < share]
        values = {path: other(luck, of, path, known[path]) for path in some}
        assert_equal_to_built(of, compiled, values)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["baseline", "history_1994", "six_party", "two_state"])
def test_every_value_of_a_shipped_scenario_laid_alone_equals_a_build(name: str) -> None:
    of = load(name)
    compiled, luck = build(of), random.Random(2)
    for path, spot in settable(of).items():
        assert_equal_to_built(of, compiled, {path: other(luck, of, path, spot)})


@pytest.mark.parametrize(
    "path",
    [
        "alliances.us-rok.commitment",
        "alliances.us-rok.believed",
        "ties.dprk-russia.tie",
        "ladder.clash.severity",
        "states.dprk.reserve",
        "states.dprk.levels.clash.constant",
        "mechanisms.moral_hazard.on",
        "states.us.orientation",
    ],
)
def test_a_value_with_consequences_laid_alone_equals_a_build(path: str) -> None:
    of = load("baseline")
    values = {
        path: 0.55
        if path.startswith("ladder")
        else other(random.Random(3), of, path, spots(of)[path])
    }
    assert_equal_to_built(of, build(of), values)


def test_a_world_where_everything_happens_is_laid_like_any_other() -> None:
    of = scenario(lively())
    luck = random.Random(4)
    values = {path: other(luck, of, path, spot) for path, spot in settable(of).items()}
    assert_equal_to_built(of, build(of), values)


def test_laying_leaves_the_scenario_it_was_copied_from_as_it_was() -> None:
    compiled = build(load("baseline"))
    before = bytes_of(compiled)
    patch(compiled, {"mechanisms.tension.weight": 9.0, "states.dprk.reserve": 0.1})
    assert bytes_of(compiled) == before


def test_each_row_of_a_table_is_laid_as_if_it_were_alone() -> None:
    of = load("baseline")
    compiled = build(of)
    weights, beliefs = [1.0, 2.0, 3.0], [0.2, -1.0, 0.9]
    table = {
        "mechanisms.tension.weight": weights,
        "alliances.us-rok.believed": beliefs,
        "ladder.clash.severity": [0.45, 0.5, 0.55],
        "alliances.us-rok.commitment": 0.3,
    }
    prepared = prepare(compiled, table)
    copy = open_copy(compiled)
    for row in (2, 0, 1):
        copy.lay(prepared, row)
        alone = {
            "mechanisms.tension.weight": weights[row],
            "alliances.us-rok.believed": beliefs[row],
            "ladder.clash.severity": table["ladder.clash.severity"][row],
            "alliances.us-rok.commitment": 0.3,
        }
        assert bytes_of(copy.compiled) == bytes_of(build(of.replace(alone)))


def test_trials_on_laid_values_are_those_of_the_scenario_that_states_them() -> None:
    of = load("baseline")
    values = {"mechanisms.tension.weight": 5.0, "states.dprk.levels.clash.constant": 1.0}
    laid = run_trials(patch(build(of), values), 0, 5, trajectories=True)
    built = run_trials(build(of.replace(values)), 0, 5, trajectories=True)
    assert np.array_equal(laid.rows, built.rows)
    assert np.array_equal(laid.trajectories, built.trajectories)


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        ("mechanisms.tension.wieght", 1.0, "did you mean mechanisms.tension.weight"),
        ("mechanisms.tension.weight", float("nan"), "a number from"),
        ("mechanisms.tension.weight", 1e9, "found 1000000000.0"),
        ("mechanisms.tension.weight", True, "a number from"),
        ("mechanisms.tension.on", 0.5, "true or false"),
        ("alliances.us-rok.guarantor", "rok", "part of what the scenario is"),
        ("states.dprk.policies.send.level", 7, "a whole number"),
        ("mechanisms.ladder.monthly_ceiling", "clsh", "clash"),
        ("ladder.clash.severity", 0.99, "severity must rise"),
    ],
)
def test_what_may_not_stand_at_a_path_is_refused_with_what_may(
    path: str, value: Any, said: str
) -> None:
    with pytest.raises(ScenarioError, match=said) as refused:
        patch(build(load("baseline")), {path: value})
    assert str(refused.value).startswith(f"{path.split('.')[0]}.")


def test_columns_of_different_lengths_are_refused() -> None:
    table = {"mechanisms.tension.weight": [1.0, 2.0], "mechanisms.exercise.weight": [1.0, 2.0, 3.0]}
    with pytest.raises(ValueError, match="broadcast"):
        prepare(build(load("baseline")), table)


def test_no_parameter_shares_memory_with_the_world() -> None:
    compiled, _ = open_copy(build(scenario(lively())))
    kept = [array for _, array in new_world(compiled).arrays()]
    assert kept
    for _, array in compiled.parameters.arrays():
        assert not any(
            np.shares_memory(array, other) for other in (*kept, compiled.initial) if other.size
        )
