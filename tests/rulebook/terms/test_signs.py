"""Terms of utility: each is zero where it is centred, and moves the stated way from there."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from sim.engine.build import build
from sim.engine.world import new_world
from sim.rulebook.ladder import CONFRONTATION_ONLY, PROGRAMME_ONLY
from sim.rulebook.layout import Parameters
from sim.rulebook.scales import distances
from sim.rulebook.standing import monthly_menu
from sim.rulebook.terms.audience import audience
from sim.rulebook.terms.coercion import coercion
from sim.rulebook.terms.cost import cost
from sim.rulebook.terms.dialogue import dialogue
from sim.rulebook.terms.exercise import exercise
from sim.rulebook.terms.government import government
from sim.rulebook.terms.moral_hazard import moral_hazard
from sim.rulebook.terms.punishment import punishment
from sim.rulebook.terms.rally import rally
from sim.rulebook.terms.reciprocity import reciprocity
from sim.rulebook.terms.resolve import resolve, yielding
from sim.rulebook.terms.restraint import restraint
from sim.rulebook.terms.tension import tension
from tests.worlds import lively, scenario

RUNGS = 14
Added = Callable[[Parameters, float, Any], None]


@pytest.fixture(scope="module")
def p() -> Parameters:
    return build(scenario(lively())).parameters


def _yields(share: float) -> np.ndarray:
    return np.full(RUNGS, share)


TERMS: dict[str, tuple[Added, float, int, int]] = {
    # What adds it, the driver's reference, the sign with the driver, the lowest rung that it moves.
    "tension": (lambda p, x, u: tension(p.world[0], p.scales, x, u, RUNGS), 0.3, 1, 4),
    "resolve": (lambda p, x, u: resolve(p.world[0], p.scales, x, u, RUNGS), 0.0, 1, 1),
    "moral_hazard": (
        lambda p, x, u: moral_hazard(p.world[0], p.scales, x, 1, 4, u, RUNGS), 0.0, 1, 4,
    ),
    "coercion": (
        lambda p, x, u: coercion(p.world[0], p.scales, 1.5, 0.9, _yields(x), u, RUNGS), 0.9, 1, 1,
    ),
    "dialogue": (lambda p, x, u: dialogue(p.world[0], p.scales, x, u, RUNGS), 0.0, -1, 4),
}  # fmt: skip


@pytest.mark.parametrize("name", TERMS)
def test_a_term_is_zero_at_its_reference_and_has_its_sign_above_it(
    p: Parameters, name: str
) -> None:
    add, reference, sign, lowest = TERMS[name]
    at, above = np.zeros(RUNGS), np.zeros(RUNGS)
    add(p, reference, at)
    add(p, reference + 0.1, above)
    assert at == pytest.approx(np.zeros(RUNGS))
    moved = np.flatnonzero(above[1:]) + 1
    assert moved[0] == lowest
    assert (np.sign(above[moved]) == sign).all()


OF_A_STATE: dict[str, tuple[Any, str, str, int, int]] = {
    # The rule, the state's variable that drives it, its reference, the sign, the lowest rung moved.
    "exercise": (exercise, "exercise", "", 1, 5),
    "rally": (rally, "pressure", "rally_reference", 1, 1),
    "punishment": (punishment, "enforcement_felt", "punishment_reference", -1, 5),
    "restraint": (restraint, "restraint_felt", "restraint_reference", -1, 1),
    "government": (government, "orientation", "", 1, 1),
}


@pytest.mark.parametrize("name", OF_A_STATE)
def test_a_term_of_a_state_is_zero_at_its_reference_and_has_its_sign_above_it(name: str) -> None:
    rule, variable, centre, sign, lowest = OF_A_STATE[name]
    compiled = build(scenario(lively()))
    g = compiled.parameters.world[0]
    state = new_world(compiled).states[0]
    reference = float(g[centre]) if centre else 0.0
    at, above = np.zeros(RUNGS), np.zeros(RUNGS)
    for value, u in ((reference, at), (reference + 0.1, above)):
        state[variable] = value
        rule(g, compiled.parameters.scales, state, u, RUNGS)
    assert at == pytest.approx(np.zeros(RUNGS))
    moved = np.flatnonzero(above[1:]) + 1
    assert moved[0] == lowest
    assert (np.sign(above[moved]) == sign).all()


def test_a_poor_treasury_makes_severe_acts_dearer_more_than_in_proportion() -> None:
    compiled = build(scenario(lively()))
    p, state = compiled.parameters, new_world(compiled).states[0]
    u = np.zeros(RUNGS)
    state.reserve = 0.0
    cost(p.world[0], p.scales, p.states[0], state, u, RUNGS)
    severity = np.asarray(p.ladder["severity"], dtype=float)
    assert u == pytest.approx(u[-1] * severity**2)
    assert u[-1] < 0.0


def test_reciprocity_takes_off_the_distance_from_the_rivals_last_act(p: Parameters) -> None:
    u = np.zeros(RUNGS)
    reciprocity(0.5, distances(), 6, 2, u, RUNGS)
    assert u == pytest.approx([-0.5 * abs(r - 6) for r in range(RUNGS)])
    u = np.zeros(RUNGS)
    reciprocity(0.5, distances(), 1, 2, u, RUNGS)
    assert (u == 0.0).all()


def test_backing_down_is_punished_the_more_the_further(p: Parameters) -> None:
    u = np.zeros(RUNGS)
    audience(p.world[0], 0.5, 7, RUNGS - 1, u, RUNGS)
    assert (u[7:] == 0.0).all()
    assert (np.diff(u[:8]) > 0.0).all()


@pytest.mark.parametrize("resolute", [0.0, 0.3, 1.0])
@pytest.mark.parametrize("answered", [0, 1, 2, 7, 9, 12])
def test_the_chance_of_yielding_is_the_mass_of_both_types_below_the_rung(
    p: Parameters, resolute: float, answered: int
) -> None:
    rng = np.random.default_rng(5)
    reply = rng.uniform(size=RUNGS) * (np.arange(RUNGS) < 10)
    severity = np.asarray(p.ladder["severity"], dtype=float)
    precision, step, words, tilt = 1.3, 0.4, 2, 0.8
    tilts = np.exp(np.outer([1.0, -1.0], tilt * severity))
    closeness = np.exp(-precision * step * np.arange(RUNGS))
    found, nearby = np.zeros(RUNGS), np.zeros((2, RUNGS))
    open_ = 10
    lesson = yielding(
        p.world[0],
        reply,
        tilts,
        closeness[1],
        resolute,
        words,
        open_,
        answered,
        open_ - 1,
        nearby,
        found,
    )
    near = closeness[np.abs(np.arange(RUNGS) - answered)] if answered >= words else np.ones(RUNGS)
    whole = [(reply * t * near).sum() for t in tilts]
    assert lesson == pytest.approx(whole[1] / whole[0])
    for r in range(open_):
        near = closeness[np.abs(np.arange(RUNGS) - r)] if r >= words else np.ones(RUNGS)
        share = [(reply * t * near)[:r].sum() / (reply * t * near).sum() for t in tilts]
        assert found[r] == pytest.approx(resolute * share[0] + (1.0 - resolute) * share[1])


@pytest.mark.parametrize("climb", [1, 3, 16])
def test_a_state_climbs_no_more_rungs_in_a_month_than_it_may(p: Parameters, climb: int) -> None:
    before = p.world[0].ladder_monthly_climb
    p.world[0].ladder_monthly_climb = climb
    menu = np.zeros(RUNGS)
    for last in range(10):
        monthly_menu(p, 50.0, last, 0, CONFRONTATION_ONLY, menu)
        assert np.flatnonzero(menu).tolist() == list(range(min(9, last + climb) + 1))
    p.world[0].ladder_monthly_climb = before


def test_a_state_with_a_programme_chooses_tests_and_clashes_from_two_menus(p: Parameters) -> None:
    names = scenario(lively()).names["ladder"]
    menu = np.zeros(RUNGS)

    def offered(channel: int) -> list[str]:
        monthly_menu(p, 50.0, 1, 1, channel, menu)
        return [names[r] for r in np.flatnonzero(menu)]

    words = ["routine", "rhetoric", "pressure"]
    assert offered(PROGRAMME_ONLY) == [*words, "show_of_force", "strategic_test"]
    assert offered(CONFRONTATION_ONLY) == [
        "cooperation", *words, "hybrid", "alert", "clash", "lethal_incident"
    ]  # fmt: skip
