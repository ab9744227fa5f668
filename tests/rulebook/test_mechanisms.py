"""A battery that every mechanism passes by being registered."""

import importlib
import math
import random
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim.rulebook.declare import POLICY_LINES, Mechanism, Parameter
from sim.rulebook.ladder import DEFAULT_LADDER
from sim.rulebook.layout import WORLD_AXES, variables
from sim.rulebook.policy_lines import OPTIONS
from sim.rulebook.registry import MECHANISMS
from sim.scenario.scenario import Scenario
from tests.rulebook.reading import BESIDE_THE_RECORDS, Field, modules, readers
from tests.worlds import Run, changed, differing_words, lively, off, run, scenario

SWITCHED = [m for m in MECHANISMS if m.switch]
WEIGHTED = [m for m in SWITCHED if any(q.name == "weight" for q in m.parameters)]
DRAWS = 3
TOLERANCE = 1e-9
STRENGTHS = ("utility", "log events", "log odds")
"""Units in which a mechanism says how strongly it bears on a choice or a count."""

MORE_THAN_A_TERM = {"tension"}
"""Off also stops the memory that events, accidents and policy read; a weight of 0 does not."""

STILL_READ = {
    "technology.before_milestone": "off stops the tracks; what they have reached still counts",
    "technology.reach_reentry": "off stops the tracks; what they have reached still counts",
    "technology.reach_mirv": "off stops the tracks; what they have reached still counts",
    "technology.survival_submarine": "off stops the tracks; what they have reached still counts",
    "resolve.reasoning_depth": "coercion needs a chance of yielding",
    "resolve.fixed_yield": "coercion needs a chance of yielding",
    "nuclear_deterrence.half_armed": "the scale of armament serves the umbrella and stability-instability too",
}
"""Parameters that other mechanisms need even while their own is off, and why."""


def _name(mechanism: Mechanism) -> str:
    return mechanism.name


@pytest.mark.parametrize("mechanism", MECHANISMS, ids=_name)
def test_every_variable_keeps_its_declared_bounds(mechanism: Mechanism) -> None:
    rng = random.Random(mechanism.name)
    world = scenario(lively())
    for number in range(DRAWS):
        settings = scrambled(world, mechanism, rng, extreme=number > 0)
        assert out_of_bounds(run(laid(settings), 6)) == {}, settings


def test_every_variable_keeps_its_declared_bounds_when_all_parameters_vary_at_once() -> None:
    rng = random.Random("all at once")
    world = scenario(lively())
    for number in range(25):
        settings: dict[str, Any] = {}
        for mechanism in MECHANISMS:
            settings |= scrambled(world, mechanism, rng, extreme=number % 2 == 0, share=0.3)
        assert out_of_bounds(run(laid(settings), 4)) == {}, settings


@pytest.mark.parametrize("mechanism", MECHANISMS, ids=_name)
def test_a_trial_replays_identically(mechanism: Mechanism) -> None:
    world = scenario(lively())
    other = laid(scrambled(world, mechanism, random.Random(mechanism.name)))
    one, again = run(other, 5), run(other, 5)
    assert np.array_equal(one.paths, again.paths)
    assert np.array_equal(one.rows, again.rows)
    alone = run(other, 1, first=3)
    assert np.array_equal(alone.paths[0], one.paths[3])
    assert np.array_equal(alone.rows[0], one.rows[3])


@pytest.mark.parametrize("mechanism", SWITCHED, ids=_name)
def test_a_mechanism_at_work_moves_something_and_off_moves_nothing_of_it(
    mechanism: Mechanism,
) -> None:
    on = changed(lively(), {"mechanisms": {mechanism.name: {"on": True}}})
    assert differing_words(run(on, 30), run(changed(on, off(mechanism.name)), 30)) != []


@pytest.mark.parametrize("mechanism", WEIGHTED, ids=_name)
def test_switched_off_is_weight_zero(mechanism: Mechanism) -> None:
    weights = {q.name: 0.0 for q in mechanism.parameters if q.unit in STRENGTHS}
    weightless = changed(lively(), {"mechanisms": {mechanism.name: {"on": True, **weights}}})
    absent = changed(lively(), off(mechanism.name))
    one, other = run(weightless, 30), run(absent, 30)
    # What a mechanism keeps for itself may move; without weight nobody feels it.
    own = {variable.name for variable in mechanism.variables}
    if mechanism.name in MORE_THAN_A_TERM:
        one = one._replace(paths=one.paths[:, :1])
    differing = differing_words(one, other)
    assert [word for word in differing if word.rpartition(".")[2] not in own] == []


def test_the_docs_name_the_mechanisms_of_which_the_weight_is_not_all() -> None:
    text = " ".join((Path(__file__).parents[2] / "docs" / "model.md").read_text().split())
    listed = re.search(r"the same as weight 0 for every mechanism but ([^:]+):", text)
    assert listed is not None
    further = {
        mechanism.name
        for mechanism in WEIGHTED
        if sum(q.unit in STRENGTHS for q in mechanism.parameters) > 1
    }
    assert set(re.findall(r"`(\w+)`", listed[1])) == further | MORE_THAN_A_TERM


@pytest.mark.parametrize("mechanism", SWITCHED, ids=_name)
def test_the_parameters_of_a_mechanism_that_is_off_change_nothing(mechanism: Mechanism) -> None:
    without = changed(lively(), off(mechanism.name))
    world = scenario(without)
    before = run(world, 12)
    for number in range(DRAWS):
        rng = random.Random(f"{mechanism.name} {number}")
        settings = {
            path: value
            for path, value in scrambled(world, mechanism, rng).items()
            if not _read_elsewhere(mechanism, path)
        }
        assert differing_words(before, run(laid(settings, without), 12)) == [], settings


def laid(settings: dict[str, Any], under: dict[str, Any] | None = None) -> dict[str, Any]:
    """The lively world with other values at some paths."""
    tree: dict[str, Any] = {}
    if any(path.startswith("ladder.") for path in settings):
        # A file that lists rungs lists them all.
        tree["ladder"] = {str(rung["name"]): {} for rung in DEFAULT_LADDER}
    for path, value in settings.items():
        *keys, last = path.split(".")
        section = tree
        for key in keys:
            section = section.setdefault(key, {})
        section[last] = value
    return changed(lively() if under is None else under, tree)


def scrambled(
    world: Scenario,
    mechanism: Mechanism,
    rng: random.Random,
    *,
    extreme: bool = False,
    share: float = 1.0,
) -> dict[str, Any]:
    """Other values for the mechanism's numbers, each within its declared range."""
    settings: dict[str, Any] = {}
    for parameter in mechanism.parameters:
        if parameter.kind not in ("number", "integer"):
            continue
        for path in _paths(world, mechanism, parameter):
            if rng.random() < share and _may_vary(path):
                settings[path] = _another(_allowed(parameter, path), rng, extreme)
    return settings


def _may_vary(path: str) -> bool:
    # Severities must increase up the ladder and hostility goes with the flags of a rung.
    return not path.endswith((".severity", ".hostility"))


def _allowed(parameter: Parameter, path: str) -> Parameter:
    """The parameter with the range it has at this path: a line's level and pin are its options."""
    parts = path.split(".")
    if parts[-1] in ("level", "pin") and parts[2] == "policies":
        return replace(parameter, high=OPTIONS[POLICY_LINES.index(parts[3])] - 1)
    return parameter


def _another(parameter: Parameter, rng: random.Random, extreme: bool) -> float | int:
    around = abs(float(parameter.default or 0.0)) * 3.0 + 1.0
    low = max(parameter.low, -around) if not math.isfinite(parameter.low) else parameter.low
    high = min(parameter.high, low + around) if not extreme else parameter.high
    if not math.isfinite(high):
        high = low + around
    value = rng.choice((low, high)) if extreme and rng.random() < 0.5 else rng.uniform(low, high)
    return round(value) if parameter.kind == "integer" else value


def _paths(world: Scenario, mechanism: Mechanism, parameter: Parameter) -> list[str]:
    if parameter.axis == "world":
        return [f"mechanisms.{mechanism.name}.{parameter.name}"]
    found = []
    for path in world.values:
        parts = path.split(".")
        axis = parts[2] if parts[0] == "states" and len(parts) > 3 else parts[0]
        if axis == parameter.axis and parts[-1] == parameter.name:
            found.append(path)
    return found


def out_of_bounds(of: Run) -> dict[str, tuple[float, float]]:
    """Words that leave their declared range, with the extremes they reach."""
    found = {}
    for position, word in enumerate(of.compiled.words):
        values = of.values(position)
        low, high = float(values.min()), float(values.max())
        wide = TOLERANCE * max(1.0, abs(word.variable.low), abs(word.variable.high))
        if not math.isfinite(word.variable.low) and not math.isfinite(word.variable.high):
            wide = 0.0
        inside = word.variable.low - wide <= low and high <= word.variable.high + wide
        if not (math.isfinite(low) and math.isfinite(high) and inside):
            found[word.name] = (low, high)
    return found


def _own_modules(mechanism: Mechanism) -> set[str]:
    """Modules that hold the mechanism, or parameters and variables that it is put together from."""
    return {
        name
        for name in modules()
        if name != "registry"
        and any(
            value is mechanism or _part_of(mechanism, value)
            for value in vars(importlib.import_module(f"sim.rulebook.{name}")).values()
        )
    }


def _part_of(mechanism: Mechanism, value: object) -> bool:
    items = (*mechanism.parameters, *mechanism.variables)
    return (
        isinstance(value, tuple) and bool(value) and all(any(v is i for i in items) for v in value)
    )


def _read_elsewhere(mechanism: Mechanism, path: str) -> bool:
    """Whether rules of other mechanisms read the parameter too, or a variable starts at it."""
    name = path.rpartition(".")[2]
    parameter = next(q for q in mechanism.parameters if q.name == name and _fits(q, path))
    where = readers().get(Field("p", parameter.axis, mechanism.field(parameter)), frozenset())
    if f"{mechanism.name}.{name}" in STILL_READ or (parameter.axis, name) in BESIDE_THE_RECORDS:
        return True
    starts = any(
        name in (v.name, v.starts)
        for axis in WORLD_AXES
        for v in variables(axis)
        if axis == parameter.axis
    )
    return starts or not where <= _own_modules(mechanism)


def _fits(parameter: Parameter, path: str) -> bool:
    parts = path.split(".")
    if parts[0] == "mechanisms":
        return parameter.axis == "world"
    axis = parts[2] if parts[0] == "states" and len(parts) > 3 else parts[0]
    return parameter.axis == axis
