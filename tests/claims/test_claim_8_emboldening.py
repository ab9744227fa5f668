"""Claim 8: the alliance emboldens the DPRK; and its rival, diversion: what is abroad is missing."""

import numpy as np

from sim.engine.build import build
from sim.engine.trace import trace
from tests.claims.isolated import GUARANTOR, PACT, PATRON, acts, both, higher, isolated, same
from tests.worlds import Run, Tree, changed, lively, off, scenario

FORCE = ("clash", "lethal_incident")
RARE = {"levels": {rung: {"constant": -2.5} for rung in ("hybrid", "alert", *FORCE)}}
QUIET = {"dprk": {**RARE, "programme": False}, "rok": RARE}
"""Acts so rare that each opens a dispute of its own."""


def _obligation(share: float, believed: float = 0.9) -> Tree:
    return {PATRON: {"moral_hazard": share, "believed": believed}}


def _begun(of: Run) -> np.ndarray:
    """Disputes that the DPRK began."""
    return of.last("pairs.dprk-rok.initiated_by_first")


def test_an_unconditional_compellent_guarantor_emboldens() -> None:
    bold, plain = both(
        isolated("moral_hazard", "reliance", states=QUIET, alliances=_obligation(1.0)),
        isolated("moral_hazard", "reliance", states=QUIET, alliances=_obligation(0.0)),
    )
    assert higher(acts(bold, "dprk", "hybrid", *FORCE), acts(plain, "dprk", "hybrid", *FORCE))
    assert higher(_begun(bold), _begun(plain))


def test_a_conditional_deterrent_guarantor_restrains() -> None:
    restrained, plain = both(
        isolated("moral_hazard", "reliance", alliances=_obligation(-0.16)),
        isolated("moral_hazard", "reliance", alliances=_obligation(0.0)),
        trials=2000,
    )
    assert higher(acts(plain, "dprk", "hybrid", *FORCE), acts(restrained, "dprk", "hybrid", *FORCE))


def test_only_the_protege_is_emboldened_and_by_belief() -> None:
    believing, doubting = both(
        isolated("moral_hazard", "reliance", states=QUIET, alliances=_obligation(1.0, 0.9)),
        isolated("moral_hazard", "reliance", states=QUIET, alliances=_obligation(1.0, 0.2)),
    )
    assert higher(_begun(believing), _begun(doubting))
    one, other = (
        isolated("moral_hazard", "reliance", alliances={"us-rok": {"moral_hazard": share}})
        for share in (0.0, 1.0)
    )
    assert not same(one, other)
    first = _first_choice(one), _first_choice(other)
    assert np.array_equal(first[0]["dprk-rok"], first[1]["dprk-rok"])
    assert not np.array_equal(first[0]["rok-dprk"], first[1]["rok-dprk"])


def test_emboldening_acts_on_initiation_and_never_inside_a_crisis() -> None:
    opened = {"dprk-rok": {"opening": 9}}
    world = isolated("moral_hazard", "reliance", alliances=_obligation(1.0), rivalries=opened)
    seen = 0
    for number in range(5):
        for d in trace(build(scenario(world)), number).decisions:
            if d.purpose == "crisis":
                assert "moral_hazard" not in d.terms
                seen += 1
            elif d.purpose == "confrontation" and "moral_hazard" in d.terms:
                added = np.array(d.terms["moral_hazard"])
                hostile = added[added != 0.0]
                assert np.allclose(hostile, hostile[0])
    assert seen > 5


BELIEFS = tuple(
    f"beliefs.{alliance}.{state}"
    for alliance in (PATRON, GUARANTOR)
    for state in ("dprk", "japan", "rok", "russia", "us")
)
CALM: Tree = {
    "mechanisms": {
        "ladder": {"monthly_ceiling": "alert"},
        "incidents": {"on": False},
        "hedging": {"on": False},
        "commitment": {"learning": 0.0},
    },
    "states": {"rok": {"policies": {"hedge": {"pin": 0}}}},
}
"""No crisis, in which beliefs count as they did, and no hedge, which is not a choice of a month."""


def _believed(share: float, *off_too: str) -> Tree:
    believed = {"russia-dprk": {"believed": share}, "us-rok": {"believed": share}}
    return changed(lively(), CALM, off(*off_too), {"alliances": believed})


def test_without_reliance_no_choice_to_initiate_reads_a_belief_about_a_guarantor() -> None:
    one, other = _believed(0.9, "reliance"), _believed(0.1, "reliance")
    assert same(one, other, but=BELIEFS)
    assert not same(_believed(0.9), _believed(0.1), but=BELIEFS)


def test_with_moral_hazard_off_beliefs_still_reach_a_choice_through_deterrence_alone() -> None:
    off_ = ("moral_hazard", "extended_deterrence", "nuclear_umbrella")
    assert same(_believed(0.9, *off_), _believed(0.1, *off_), but=BELIEFS)
    # Deterrence acts on force, which calm months leave out.
    forceful: Tree = {"mechanisms": {"ladder": {"monthly_ceiling": "lethal_incident"}}}
    firm, doubted = (
        _first_choice(changed(_believed(share, "moral_hazard"), forceful)) for share in (0.9, 0.1)
    )
    assert not np.array_equal(firm["dprk-rok"], doubted["dprk-rok"])


def test_switched_off_the_obligation_and_what_is_believed_of_it_move_nothing() -> None:
    assert same(
        isolated(alliances=_obligation(1.0, 0.9)), isolated(alliances=_obligation(0.0, 0.0)),
        but=BELIEFS,
    )  # fmt: skip


def test_what_is_abroad_is_missing_on_the_rungs_that_need_it() -> None:
    # Shells are scarce here, so that a tenth of them is soon abroad.
    scarce = {"dprk": {"stocks": {"shells": {"home": 2e6}}, "levels": {"clash": {"constant": 2.0}}}}
    missing, whole = both(
        isolated("exchange", "diversion", states=scarce), isolated("exchange", states=scarce)
    )
    assert higher(acts(whole, "dprk", *FORCE), acts(missing, "dprk", *FORCE))
    assert higher(acts(whole, "dprk", "show_of_force"), acts(missing, "dprk", "show_of_force"))


def test_switched_off_or_with_nothing_sent_diversion_moves_no_act() -> None:
    assert same(isolated("diversion"), isolated())
    generous = {PACT: {"shells": 1e6, "missiles": 50.0}}
    one, other = both(isolated("exchange", pacts=generous), isolated("exchange"))
    assert np.array_equal(acts(one, "dprk", *FORCE), acts(other, "dprk", *FORCE))


def _first_choice(tree: Tree) -> dict[str, np.ndarray]:
    """Probabilities of the first month's choice in each direction."""
    return {
        f"{d.actor}-{d.target}": np.array(d.probabilities)
        for d in trace(build(scenario(tree)), 0).decisions
        if d.number == 0 and d.purpose == "confrontation"
    }
