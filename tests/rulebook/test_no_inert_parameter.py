"""No drawn parameter is inert: each one's ends differ in some trial of peace, crisis or war."""

from collections.abc import Iterator
from functools import cache

import numpy as np
import pytest

from sim.engine.build import build
from sim.engine.ensemble import run_trials
from sim.engine.parameter_index import spots
from sim.experiment.draws import Draws
from sim.experiment.draws_requested import PRIOR, StatedDraws
from sim.experiment.priors import quantiles
from sim.experiment.studies.study import made_ready
from sim.scenario.loading import load
from sim.scenario.scenario import Scenario

WORLDS = ("baseline", "crisis_start", "general_war", "few_troops")
BLOCKS = (20, 80, 400)
"""Matched trials of each look: most parameters show in the first, so few run all 500."""


@cache
def world(name: str) -> Scenario:
    """A shipped scenario, or ``crisis_start`` with a general war at once and every mechanism on.

    Sizes act on what differs from history, which US troops hardly do elsewhere: ``few_troops``
    halves them.
    """
    if name not in ("general_war", "few_troops"):
        return load(name)
    start = load("crisis_start")
    if name == "few_troops":
        return start.replace({"states.us.presence": 0.5})
    switches = [path for path, value in start.values.items() if value.value is False]
    on = {path: True for path in switches if path.startswith("mechanisms.")}
    war = start.names["ladder"].index("general_war")
    return start.replace({**on, "rivalries.dprk-rok.opening": war})


@cache
def draws(name: str) -> Draws:
    """One draw a trial from all ranges of a world."""
    table = StatedDraws(PRIOR, sum(BLOCKS)).applied_to(world(name))
    assert table is not None
    return table


@cache
def drawn(name: str) -> dict[str, tuple[float, float]]:
    """Least and largest value drawn of each parameter to which a world gives a range."""
    scenario = world(name)
    found = {}
    for path, spot in spots(scenario).items():
        value = scenario.values.get(path)
        if value is None or not value.uncertain:
            continue
        low, high = value.range or quantiles(value, spot, np.array((0.01, 0.99))).tolist()
        whole = spot.leaf.kind == "integer"
        found[path] = (int(low), int(high)) if whole else (float(low), float(high))
    return found


def differs(name: str, path: str, ends: tuple[float, float]) -> bool:
    """Whether any column of any matched trial differs between the ends of a parameter.

    All others are drawn, so that a weight of what the scenario states as 0 shows.
    """
    scenario = world(name)
    rest = draws(name).part([one for one in drawn(name) if one != path])
    low, high = (made_ready(scenario, ((path, value),), rest) for value in ends)
    first = 0
    for count in BLOCKS:
        one, other = (run_trials(arm, first, count).rows for arm in (low, high))
        if not np.array_equal(one, other):
            return True
        first += count
    return False


def inert() -> Iterator[str]:
    """Parameters whose ends no trial of any world tells apart."""
    ranged = {name: drawn(name) for name in WORLDS}
    for path in dict.fromkeys(path for paths in ranged.values() for path in paths):
        if not any(
            path in ranged[name] and differs(name, path, ranged[name][path]) for name in WORLDS
        ):
            yield path


def test_every_world_is_what_it_is_called() -> None:
    outcomes = {run_trials(build(world(name)), 0, 20).rows.tobytes() for name in WORLDS}
    assert len(outcomes) == len(WORLDS)


def test_a_parameter_that_nothing_reads_is_found() -> None:
    # The weight of a mechanism that is switched off.
    assert not differs("baseline", "mechanisms.stability_instability.weight", (0.0, 1.0))


@pytest.mark.slow
def test_every_drawn_parameter_changes_some_trial() -> None:
    names = list(inert())
    assert not names, f"changes nothing in {', '.join(WORLDS)}: {', '.join(names)}"
