"""General war: who arrives when, what help does, and how it ends."""

import numpy as np
import pytest

from sim.rulebook.war import ENDS
from tests.worlds import FREE_STEPS, Run, Tree, changed, run, two_states

PATRON = "patron-south"
FOUGHT: Tree = {
    "states": {"patron": {"power": 4.0, "projection": 0.5}},
    "alliances": {PATRON: {"commitment": 1.0, "conditional": False, "delay": 45}},
    "rivalries": {"north-south": {"opening": 10}},
    "mechanisms": {
        "crisis": FREE_STEPS,
        "war": {
            "settlement": 0.0,
            "exhaustion": 0.0,
            "nuclear_base": -50.0,
            "attrition": 0.001,
            "collapse": 1.0,
        },
        "alliance": {"arms_cut": -20.0, "forces_cut": -20.0},
        # What deters an attack is no matter here.
        "extended_deterrence": {"on": False},
        "forward_presence": {"on": False},
        "balance": {"on": False},
    },
    "horizon": 6,
}


def _war(**changes: Tree) -> Run:
    return run(changed(two_states(), FOUGHT, changes), 400)


def _months_of_war(of: Run) -> np.ndarray:
    """Months at war so far, 0 in peace, (trials, months)."""
    on = of.series("mechanisms.war.war_on") > 0
    return np.where(on, np.cumsum(on, axis=1), 0)


def test_a_guarantor_arrives_after_its_delay_with_all_that_it_has_left_to_send() -> None:
    world = _war()
    month = _months_of_war(world)
    brought = world.series("states.patron.force_start")
    assert np.count_nonzero(month == 2) > 100
    assert (brought[month == 1] == 0.0).all()
    assert (brought[month == 2] > 0.0).all()
    share = brought[month == 2] / world.series("states.patron.strength")[month == 2]
    assert share == pytest.approx(np.ones(share.size))


@pytest.mark.parametrize(("largest", "share"), [("forces", 0.4), ("full_war", 1.0)])
def test_support_up_to_forces_is_a_part_of_full_war(largest: str, share: float) -> None:
    world = _war(
        alliances={PATRON: {"largest_support": largest, "delay": 0}},
        mechanisms={"war": {"forces": 0.4}},
    )
    month = _months_of_war(world)
    brought = world.series("states.patron.force_start")[month == 1]
    assert brought.size > 100
    assert brought == pytest.approx(share * world.series("states.patron.strength")[month == 1])


def test_arms_raise_the_proteges_force_and_bring_none_of_the_guarantors() -> None:
    world = _war(
        alliances={PATRON: {"largest_support": "arms"}}, mechanisms={"war": {"arms": 0.25}}
    )
    month = _months_of_war(world)
    assert np.count_nonzero(month == 1) > 100
    assert (world.series("states.patron.force_start")[month > 0] == 0.0).all()
    brought = world.series("states.south.force_start")[month == 1]
    assert brought == pytest.approx(1.25 * world.series("states.south.strength")[month == 1])


@pytest.mark.parametrize(
    ("stance", "helped"), [("neutral", 0.0), ("arms", 0.25), ("intervenes", 2.0)]
)
def test_china_helps_the_state_it_backs_as_its_stance_says(stance: str, helped: float) -> None:
    world = _war(
        states={"north": {"backed_by_china": True}},
        alliances={PATRON: {"commitment": 0.0}},
        mechanisms={
            "war": {
                "china_stance": stance,
                "china_trigger": 0.01,
                "china_force": 2.0,
                "arms": 0.25,
            }
        },
    )
    fought = _months_of_war(world) > 1
    assert np.count_nonzero(fought) > 100
    brought = world.series("states.north.force_start")[fought]
    own = world.series("states.north.strength")[fought]
    assert brought == pytest.approx(own + helped * (own if stance == "arms" else 1.0))
    assert world.series("states.south.force_start")[fought] == pytest.approx(own)


def test_who_loses_the_set_share_of_its_force_is_defeated_and_a_settlement_is_an_armistice() -> (
    None
):
    weak = {"north": {"power": 0.3}}
    lost = _war(
        states=weak,
        alliances={PATRON: {"commitment": 0.0}},
        mechanisms={"war": {"attrition": 0.02, "collapse": 0.5}},
    )
    over = (lost.last("mechanisms.war.wars") > 0) & (lost.last("mechanisms.war.war_on") == 0)
    assert over.sum() > 100
    north = list(lost.compiled.scenario.names["states"]).index("north")
    for trial in np.flatnonzero(over):
        won = (
            "target_wins"
            if lost.last("mechanisms.war.war_challenger")[trial] == north
            else "challenger_wins"
        )
        assert ENDS[int(lost.last("mechanisms.war.war_end")[trial])] == won
    assert (lost.last("states.north.war_losses")[over] >= 0.5).all()
    settled = _war(mechanisms={"war": {"settlement": 1.0}})
    fought = settled.last("mechanisms.war.wars") > 0
    assert {ENDS[int(k)] for k in settled.last("mechanisms.war.war_end")[fought]} == {"armistice"}
    assert (settled.last("mechanisms.war.war_days")[fought] % 7 == 0).all()


def test_a_public_act_is_one_event_however_many_rivals_see_it() -> None:
    tree = changed(
        two_states(horizon=1),
        {
            "states": {"west": {}},
            "rivalries": {
                "north-west": {"opening": 5},
                "west-north": {},
                "north-south": {"opening": 5},
            },
            "mechanisms": {"events": {"base": -20.0}, "incidents": {"on": False}},
        },
    )
    world = run(tree, 20)
    assert (world.last("events.north.show_of_force") == 1.0).all()
