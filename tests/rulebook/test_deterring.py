"""Deterrence by effect sizes: each cause shifts log odds by its size times its distance from history."""

import math
from pathlib import Path

import numpy as np
import pytest

from sim.engine.build import build
from sim.engine.model import PeninsulaModel
from sim.engine.trace import trace
from sim.rulebook.registry import MECHANISMS
from sim.rulebook.terms.balance import log_ratio
from sim.rulebook.terms.extended_deterrence import guaranteed
from sim.rulebook.terms.forward_presence import troops_in_place
from sim.rulebook.terms.nuclear import umbrella
from sim.scenario.loading import check
from tests.worlds import Tree, changed, run, scenario, two_states

FORCE = ("clash", "lethal_incident")
PROMISE = {"commitment": 0.8, "obligation": "defense"}
PATRON: Tree = {
    "mechanisms": {"alliance": {"exposure": 0.0}},
    "states": {"patron": {"power": 4.0, "projection": 0.5, "warheads": 1000.0}},
    "alliances": {"patron-south": PROMISE},
}
CAUSES: dict[str, tuple[Tree, str, float]] = {
    # What the cause is, its reference, and how far it lies from a reference of 0 for north towards south.
    "extended_deterrence": (PATRON, "guarantor", -0.8),
    "forward_presence": (PATRON, "presence", -1.0),
    "balance": ({"states": {"north": {"power": math.e}}}, "balance", 1.0),
    "nuclear_deterrence": ({"states": {"south": {"warheads": 20.0}}}, "armament", -0.5),
    "nuclear_umbrella": (PATRON, "umbrella", -0.8 * 500.0 / 510.0),
    "stability_instability": (
        {"states": {"north": {"warheads": 20.0}, "south": {"warheads": 20.0}}}, "mutual", 0.5,
    ),
}  # fmt: skip
IN_CRISES = [name for name in CAUSES if name != "stability_instability"]


def _alone(name: str, precision: float = 1.0, **sizes: float) -> Tree:
    """Two states in which of all causes of force only one has a size; nothing else differs from two equals."""
    switches = {
        m.name: {"on": m.name in (name, "alliance", "reliance")} for m in MECHANISMS if m.switch
    }
    tree = changed(two_states(), {"mechanisms": switches}, CAUSES[name][0])
    tree["mechanisms"][name].update(sizes)
    tree["mechanisms"]["alliance"]["exposure"] = 0.0
    for state in ("north", "south"):
        body = tree["states"][state]
        tree["states"][state] = {**body, "precision": precision, "crisis_precision": precision}
    return tree


def _first(tree: Tree, purpose: str = "confrontation") -> np.ndarray:
    """Probabilities of north's first choice towards south."""
    for number in range(40):
        for d in trace(build(scenario(tree)), number).decisions:
            if (d.purpose, d.actor) == (purpose, "north"):
                return np.array(d.probabilities)
    raise AssertionError(f"no {purpose}")


def _log_odds(probabilities: np.ndarray, rungs: list[int]) -> float:
    share = probabilities[rungs].sum()
    return float(math.log(share / (1.0 - share)))


@pytest.mark.parametrize("precision", [0.5, 1.0, 3.0])
@pytest.mark.parametrize("name", CAUSES)
def test_a_size_is_a_change_of_the_log_odds_of_force_at_any_precision(
    name: str, precision: float
) -> None:
    names = scenario(_alone(name)).names["ladder"]
    force = [names.index(rung) for rung in FORCE]
    with_size, without = (
        _log_odds(_first(_alone(name, precision, weight=size)), force) for size in (0.6, 0.0)
    )
    assert with_size - without == pytest.approx(0.6 * CAUSES[name][2], abs=1e-9)


@pytest.mark.parametrize("name", IN_CRISES)
def test_in_a_crisis_it_is_a_change_of_the_log_odds_of_entering_an_armed_attack(name: str) -> None:
    opening: Tree = {"rivalries": {"south-north": {"opening": 9}, "north-south": {"opening": 1}}}
    names = scenario(_alone(name)).names["ladder"]
    attack = [names.index("limited_war")]
    with_size, without = (
        _log_odds(_first(changed(_alone(name, crisis_weight=size), opening), "crisis"), attack)
        for size in (0.6, 0.0)
    )
    assert with_size - without == pytest.approx(0.6 * CAUSES[name][2], abs=1e-9)


@pytest.mark.parametrize("name", CAUSES)
def test_a_cause_that_is_as_in_history_changes_nothing(name: str) -> None:
    distance = CAUSES[name][2]
    sign = 1.0 if name in ("balance", "stability_instability") else -1.0
    field = f"{CAUSES[name][1]}_reference"
    reference = {"rivalries": {"north-south": {field: sign * distance}}}
    as_then = _first(changed(_alone(name, weight=0.6), reference))
    assert as_then == pytest.approx(_first(_alone(name, weight=0.0)), abs=1e-12)


def test_at_precision_zero_no_size_matters() -> None:
    moved = _first(_alone("balance", 0.0, weight=2.0))
    assert np.array_equal(moved, _first(_alone("balance", 0.0, weight=0.0)))


def _model(tree: Tree) -> tuple[PeninsulaModel, int]:
    model = PeninsulaModel(scenario(changed(two_states(), tree)))
    return model, list(model.compiled.scenario.names["rivalries"]).index("north-south")


def _guaranteed(tree: Tree) -> float:
    model, d = _model(tree)
    return float(guaranteed(model.parameters, model.world_state, d))


def test_guarantors_count_by_belief_and_independently_of_each_other() -> None:
    assert _guaranteed(PATRON) == pytest.approx(0.8)
    second = changed(
        PATRON, {"states": {"other": {}}, "alliances": {"other-south": {"commitment": 0.5}}}
    )
    assert _guaranteed(second) == pytest.approx(1.0 - 0.2 * 0.5)
    believed = changed(PATRON, {"alliances": {"patron-south": {"believed": 0.3}}})
    assert _guaranteed(believed) == pytest.approx(0.3)


@pytest.mark.parametrize(
    ("change", "chance"),
    [
        ({"alliances": {"patron-south": {"in_force": 0.0}}}, 0.0),
        ({"alliances": {"patron-south": {"in_force": 0.5}}}, 0.4),
        ({"alliances": {"patron-south": {"obligation": "consultation"}}}, 0.08),
        ({"alliances": {"patron-south": {"obligation": "neutrality"}}}, 0.0),
        ({"alliances": {"patron-north": {"obligation": "nonaggression"}}}, 0.0),
        ({"mechanisms": {"alliance": {"on": False}}}, 0.0),
    ],
)
def test_a_promise_counts_for_what_it_says(change: Tree, chance: float) -> None:
    assert _guaranteed(changed(PATRON, change)) == pytest.approx(chance)


def test_reach_of_the_guarantors_homeland_erodes_belief_and_umbrella() -> None:
    def seen(reach: float) -> tuple[float, float]:
        exposed: Tree = {
            "mechanisms": {"alliance": {"exposure": 2.0}},
            "states": {"north": {"homeland_reach": reach}},
        }
        model, d = _model(changed(PATRON, exposed))
        model.step()
        p, w = model.parameters, model.world_state
        return float(guaranteed(p, w, d)), float(umbrella(p, w, d))

    near, far = seen(1.0), seen(0.0)
    assert near[0] < far[0]
    assert near[1] < far[1]


def test_presence_and_balance_are_of_guarantors_and_of_own_strength_alone() -> None:
    model, d = _model(PATRON)
    model.step()
    p, w = model.parameters, model.world_state
    assert troops_in_place(p, w, d) == 1.0
    assert log_ratio(p, w, d) == 0.0
    assert troops_in_place(p, w, 1 - d) == 0.0


def test_without_reliance_beliefs_deter_in_no_month() -> None:
    with_size, without = (
        changed(
            _alone("extended_deterrence", weight=size), {"mechanisms": {"reliance": {"on": False}}}
        )
        for size in (0.6, 0.0)
    )
    assert np.array_equal(_first(with_size), _first(without))


def test_a_stated_commitment_holds_unless_something_moves_it() -> None:
    calm: Tree = {
        "mechanisms": {"ladder": {"monthly_ceiling": "alert"}, "incidents": {"on": False}}
    }
    held = run(changed(two_states(), PATRON, calm), 3)
    assert held.series("alliances.patron-south.commitment") == pytest.approx(0.8)
    moved: Tree = {
        "timeline": {"doubt": {"month": "2024-12", "set": {"alliances.patron-south.shift": -1.0}}}
    }
    fallen = run(changed(two_states(horizon=240), PATRON, calm, moved), 1)
    end = fallen.last("alliances.patron-south.commitment")
    expected = 1.0 / (1.0 + math.exp(-(math.log(4.0) - 1.0)))
    assert end == pytest.approx(expected, abs=1e-3)


def test_an_act_towards_one_rival_is_none_against_another() -> None:
    third: Tree = {
        "states": {"east": {}, "north": {"levels": {"show_of_force": {"constant": 9.0}}}},
        "rivalries": {"north-east": {"propensity": -30.0}, "east-north": {"propensity": -30.0}},
        "mechanisms": {"incidents": {"on": False}},
    }
    world = run(changed(two_states(), third), 5)
    assert (world.last("pairs.north-south.disputes") > 0).all()
    assert (world.last("pairs.east-north.disputes") == 0).all()


MISSING = """\
name: missing
title: A guarantor and no reference
description: for a test
information_date: 2024-10-31
start: 2024-11
horizon: 3
mechanisms: { war: { china_stance: neutral } }
states: { north: {}, south: {}, patron: {} }
rivalries:
  north-south: {}
  south-north: {}
alliances: { patron-south: { commitment: 0.8 } }
"""


def test_a_missing_reference_is_refused_with_its_place_and_what_to_do(tmp_path: Path) -> None:
    file = tmp_path / "missing.yaml"
    file.write_text(MISSING)
    problems = check(file)
    assert [problem.line for problem in problems] == [10, 10]
    texts = [str(problem) for problem in problems]
    assert "rivalries.north-south.guarantor_reference must be stated" in texts[0]
    assert "mechanisms.extended_deterrence: off" in texts[0]
    assert "rivalries.north-south.presence_reference" in texts[1]


@pytest.mark.parametrize(
    "cure",
    [
        ("north-south: {}", "north-south: { guarantor_reference: 0, presence_reference: 1 }"),
        (
            "china_stance: neutral }",
            "china_stance: neutral }, extended_deterrence: off, forward_presence: off",
        ),
    ],
)
def test_a_stated_reference_or_a_cause_that_is_off_needs_no_more(
    tmp_path: Path, cure: tuple[str, str]
) -> None:
    file = tmp_path / "cured.yaml"
    file.write_text(MISSING.replace(*cure))
    assert check(file) == []
