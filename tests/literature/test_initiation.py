"""Alliances and who begins disputes: many directed dyad-years with and without a pact, as the studies compare.

Leeds 2003, doi:10.1111/1540-5907.00031: a defensive ally of the target lowers initiation, offensive and
neutrality pacts of the challenger raise it; the signs are in its abstract, -28%, +47% and +57% are from
memory. Benson 2011, Journal of Politics 73: unconditional compellent pacts of the challenger +249%, conditional
compellent ones nothing discernible, and pacts of the target that wait for an attack -18%, all in its abstract.

The dyads differ in the pact alone and share their random numbers; the guarantor is sure to fight and has no
troops in place. Force is begun by the challenger, since the target never acts first. Seed 0 throughout;
standard errors are those of matched differences.
"""

from functools import cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pytest

import sim
from sim.scenario.loading import load
from tests.worlds import Tree, changed, scenario, two_states

pytestmark = pytest.mark.slow

DYAD_YEARS = 60_000
CLASH = 8
COMPELLENT, DETERRENT = np.log(1.0 + 2.49), np.log(1.0 - 0.18)
OFFENSE, NEUTRALITY = np.log(1.0 + 0.47), np.log(1.0 + 0.57)
LEEDS = np.log(1.0 - 0.28)
SHIPPED = load("baseline").values

DYAD: Tree = changed(
    two_states(horizon=12),
    {
        "mechanisms": {"moral_hazard": {"reference": 0.0}},
        "states": {"guarantor": {"presence": 0.0}},
    },
)
DYAD["states"] = {"challenger": {}, "target": {}, "guarantor": DYAD["states"]["guarantor"]}
DYAD["rivalries"] = {
    # A dispute in one dyad-year of 26, and in the direction of the study alone.
    "challenger-target": {"propensity": -2.5},
    "target-challenger": {"propensity": -30.0},
}


class Years(NamedTuple):
    """By dyad-year: whether the challenger began a dispute, and whether it used force."""

    disputes: npt.NDArray[np.bool_]
    force: npt.NDArray[np.bool_]


class Effect(NamedTuple):
    """Difference of log odds, and its standard error."""

    size: float
    error: float


@cache
def dyad_years(
    protege: str = "", obligation: str = "defense", share: float = 0.0, weight: float = 0.0
) -> Years:
    """Years of dyads in which the guarantor has promised something to ``protege``, or to nobody.

    ``share`` is the moral hazard that the promise carries, ``weight`` the size of extended deterrence.
    """
    world = changed(DYAD, {"mechanisms": {"extended_deterrence": {"weight": weight}}})
    if protege:
        world["alliances"] = {
            "pact": {
                "guarantor": "guarantor",
                "protege": protege,
                "obligation": obligation,
                "commitment": 1.0,
                "moral_hazard": share,
            }
        }
    ran = sim.run(scenario(world), trials=DYAD_YEARS, draws="none")
    begun = ran.column("pairs.challenger-target.initiated_by_first").to_numpy()
    highest = ran.column("rivalries.challenger-target.highest").cat.codes.to_numpy()
    return Years(begun > 0, highest >= CLASH)


def effect(with_pact: npt.NDArray[np.bool_], without: npt.NDArray[np.bool_]) -> Effect:
    p, q = with_pact.mean(), without.mean()
    influence = (with_pact - p) / (p * (1.0 - p)) - (without - q) / (q * (1.0 - q))
    size = np.log(p / (1.0 - p)) - np.log(q / (1.0 - q))
    return Effect(float(size), float(influence.std() / np.sqrt(influence.size)))


@pytest.mark.parametrize(
    ("obligation", "published"),
    [
        ("defense", COMPELLENT),
        ("defense", DETERRENT),
        ("offense", OFFENSE),
        ("neutrality", NEUTRALITY),
    ],
    ids=["compellent", "deterrent", "offensive", "neutrality"],
)
def test_a_pact_of_the_challenger_moves_initiation_by_the_published_size_that_its_share_states(
    obligation: str, published: float
) -> None:
    # A share is stated by the scenario, as a part of the effect of compellent pacts: none follows from the obligation.
    weight = SHIPPED["mechanisms.moral_hazard.weight"].number
    share = max(-0.16, min(1.0, published / weight))
    found = effect(
        dyad_years("challenger", obligation, share).disputes,
        dyad_years().disputes,
    )
    assert abs(found.size - published) < 3.0 * found.error


@pytest.mark.parametrize("obligation", ["defense", "offense", "neutrality"])
def test_a_pact_of_the_challenger_emboldens_by_nothing_unless_the_scenario_says_so(
    obligation: str,
) -> None:
    # As conditional compellent pacts in Benson, and as Johnson & Leeds 2011 find of defence pacts.
    found = effect(dyad_years("challenger", obligation).disputes, dyad_years().disputes)
    assert abs(found.size) < 0.03


def test_a_defensive_ally_of_the_target_lowers_the_use_of_force_by_the_size_stated() -> None:
    weight = SHIPPED["mechanisms.extended_deterrence.weight"].number
    found = effect(dyad_years("target", weight=weight).force, dyad_years().force)
    assert abs(found.size + weight) < 3.0 * found.error


@pytest.mark.parametrize("published", [DETERRENT, LEEDS], ids=["Benson", "Leeds"])
def test_the_published_effects_of_a_defensive_ally_lie_within_the_prior_range_for_force(
    published: float,
) -> None:
    stated = SHIPPED["mechanisms.extended_deterrence.weight"].range
    assert stated is not None
    low, high = (effect(dyad_years("target", weight=w).force, dyad_years().force) for w in stated)
    assert high.size - 1.96 * high.error < published < low.size + 1.96 * low.error


def test_a_defensive_ally_of_the_target_lowers_displays_by_nothing_so_that_disputes_fall_by_less() -> (
    None
):
    # The studies count displays too: at a size of 0.25 the log odds fall by 0.085 for disputes, 0.215 for force.
    stated = SHIPPED["mechanisms.extended_deterrence.weight"].range
    assert stated is not None
    years = dyad_years("target", weight=stated[1])
    disputes = effect(years.disputes, dyad_years().disputes)
    force = effect(years.force, dyad_years().force)
    assert force.size + 3.0 * force.error < disputes.size < -3.0 * disputes.error
