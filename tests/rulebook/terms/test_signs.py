"""Terms of utility: each is zero where it is centred, and moves the stated way from there."""

from typing import Any

import numpy as np
import pytest

from sim.engine.build import build
from sim.engine.world import new_world
from sim.rulebook.ladder import CONFRONTATION_ONLY, PROGRAMME_ONLY
from sim.rulebook.layout import Parameters, WorldState
from sim.rulebook.standing import monthly_menu
from sim.rulebook.terms.audience import back_down
from sim.rulebook.terms.coercion import add_stakes
from sim.rulebook.terms.cost import cost
from sim.rulebook.terms.dialogue import dialogue
from sim.rulebook.terms.exercise import exercise
from sim.rulebook.terms.government import government
from sim.rulebook.terms.moral_hazard import moral_hazard
from sim.rulebook.terms.punishment import punishment
from sim.rulebook.terms.rally import rally
from sim.rulebook.terms.reciprocity import answer_in_kind, stay_close
from sim.rulebook.terms.resolve import resolve, yielding
from sim.rulebook.terms.restraint import restraint
from sim.rulebook.terms.tension import tension
from sim.rulebook.tracing import MENU
from tests.worlds import lively, scenario

RUNGS = 14
World = tuple[Parameters, WorldState]


@pytest.fixture(scope="module")
def p() -> Parameters:
    return build(scenario(lively())).parameters


@pytest.fixture
def pw() -> World:
    compiled = build(scenario(lively()))
    return compiled.parameters, new_world(compiled)


def _stakes(p: Parameters, w: WorldState, d: int, u: Any) -> None:
    p.rivalries[d].stakes = 1.5
    add_stakes(p, w, d, 0.9, u)


TERMS: dict[str, tuple[Any, str, float | str, int, int]] = {
    # What adds it, its driver, the driver's reference, the sign with the driver, the lowest rung moved.
    "tension": (tension, "w.rivalries.tension", "tension_reference", 1, 4),
    "resolve": (resolve, "p.states.resolve", 0.0, 1, 1),
    "coercion": (_stakes, "w.yields", 0.9, 1, 1),
    "exercise": (exercise, "w.states.exercise", 0.0, 1, 5),
    "rally": (rally, "w.states.pressure", "rally_reference", 1, 1),
    "punishment": (punishment, "w.states.enforcement_felt", "punishment_reference", -1, 5),
    "restraint": (restraint, "w.states.restraint_felt", "restraint_reference", -1, 1),
    "government": (government, "w.states.orientation", 0.0, 1, 1),
    "dialogue": (dialogue, "w.world.dialogue", 0.0, -1, 4),
}


@pytest.mark.parametrize("name", TERMS)
def test_a_term_is_zero_at_its_reference_and_has_its_sign_above_it(pw: World, name: str) -> None:
    p, w = pw
    adds, driver, centre, sign, lowest = TERMS[name]
    reference = float(p.world[0][centre]) if isinstance(centre, str) else centre
    side, axis, *field = driver.split(".")
    table = getattr(p if side == "p" else w, axis)
    at, above = np.zeros(MENU), np.zeros(MENU)
    for value, u in ((reference, at), (reference + 0.1, above)):
        table[field[0] if field else ...] = value
        adds(p, w, 0, u)
    assert at == pytest.approx(np.zeros(MENU))
    moved = np.flatnonzero(above[1:RUNGS]) + 1
    assert moved[0] == lowest
    assert (np.sign(above[moved]) == sign).all()


def test_moral_hazard_raises_what_opens_a_dispute_unless_the_rival_opened_it(pw: World) -> None:
    p, w = pw
    emboldened = [a.protege for a in p.alliances if a.moral_hazard > 0.0]
    d = next(k for k in range(len(p.rivalries)) if p.rivalries[k].actor in emboldened)
    rival = w.rivalries[p.rivalries[d].reverse]
    cases = (
        (0.0, p.marks[0].display - 1),
        (0.1, p.marks[0].display - 1),
        (0.1, p.marks[0].display),
    )
    rows = []
    for above, seen in cases:
        w.beliefs[:] = p.world[0].moral_hazard_reference + above
        rival.seen = seen
        rows.append(np.zeros(MENU))
        moral_hazard(p, w, d, rows[-1])
    centred, raised, answered = rows
    assert centred == pytest.approx(np.zeros(MENU))
    assert np.flatnonzero(raised)[0] == p.marks[0].display
    assert (raised >= 0.0).all()
    assert (answered == 0.0).all()


def test_a_poor_treasury_makes_severe_acts_dearer_more_than_in_proportion(pw: World) -> None:
    p, w = pw
    u = np.zeros(MENU)
    w.states[0].reserve = 0.0
    cost(p, w, 0, u)
    severity = np.asarray(p.ladder["severity"], dtype=float)
    assert u[:RUNGS] == pytest.approx(u[RUNGS - 1] * severity**2)
    assert u[RUNGS - 1] < 0.0


def test_reciprocity_takes_off_the_distance_from_the_rivals_last_act(p: Parameters) -> None:
    u = np.zeros(MENU)
    stay_close(p, 6, 0.5, u)
    assert u == pytest.approx([-0.5 * abs(r - 6) for r in range(MENU)])


@pytest.mark.parametrize(("seen", "felt"), [(1, False), (2, True)])
def test_reciprocity_begins_at_words_of_threat(pw: World, seen: int, felt: bool) -> None:
    p, w = pw
    w.rivalries[p.rivalries[0].reverse].seen = seen
    u = np.zeros(MENU)
    answer_in_kind(p, w, 0, u)
    assert bool((u != 0.0).any()) is felt


def test_backing_down_is_punished_the_more_the_further(pw: World) -> None:
    p, w = pw
    p.states[p.rivalries[0].actor].audience = 0.5
    w.rivalries[0].rung = 7
    u = np.zeros(MENU)
    back_down(p, w, 0, u)
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
