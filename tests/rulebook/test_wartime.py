"""What a war, an imposed act and a crisis carried over leave behind in the months after."""

import numpy as np

from tests.worlds import changed, lively, run, two_states

ARMED = {"programme": True, "warheads": 50.0}
FORCE = {"rivalries": {"north-south": {"opening": 9}}}
FIRST_USE = {
    "first_use": {
        "when": {"all": [{"quantity": "rival_rung", "is": ">=", "value": "clash"}]},
        "then": {"at_least": "nuclear_use"},
        "probability": 1.0,
        "limit": 1,
    }
}


def test_no_act_is_counted_in_a_month_that_begins_at_war() -> None:
    lasting = {
        "mechanisms": {"war": {"settlement": 0.02, "nuclear_settlement": 0.05, "collapse": 0.9}}
    }
    world = run(changed(lively(), lasting), 800)
    fought = world.series("mechanisms.war.war_on")[:, :-1] > 0
    assert fought.sum() > 20
    ended = fought & (world.series("mechanisms.war.war_on")[:, 1:] == 0)
    assert ended.sum() > 5
    for state in ("dprk", "rok", "us"):
        assert world.series(f"states.{state}.events")[:, 1:][fought].max() == 0
        assert world.series(f"states.{state}.tested")[:, 1:][fought].max() == 0


def test_nuclear_first_use_by_doctrine_in_a_crisis_is_counted() -> None:
    south = {"warheads": 10.0, "doctrine": FIRST_USE}
    world = run(changed(two_states(states={"south": south}), FORCE), 40)
    began = world.series("mechanisms.war.wars")[:, 0] > 0
    assert began.sum() > 20
    assert world.series("states.south.nuclear_used")[began, 0].min() >= 1


def test_only_acts_that_are_counted_make_a_first_strategic_test() -> None:
    north = {"levels": {"strategic_test": {"constant": 8.0}}}
    tests = run(two_states(states={"north": north, "south": {}}), 20)
    assert tests.series("mechanisms.record.first_strategic_test")[:, -1].min() >= 0
    uncounted = {"events_counted": False}
    silent = run(two_states(states={"north": north | uncounted, "south": uncounted}), 20)
    assert silent.series("states.north.tested").max() > 0
    assert silent.series("mechanisms.record.first_strategic_test").max() == -1


def test_a_pair_in_a_carried_crisis_learns_nothing_from_a_choice_not_made() -> None:
    world = run(changed(lively(), {"mechanisms": {"resolve": {"forgetting": 0.0}}}), 200)
    carried = world.series("pairs.dprk-rok.crisis")[:, :-1] > 0
    at_war = world.series("mechanisms.war.war_on")[:, :-1] > 0
    belief = world.series("rivalries.rok-dprk.resolute")
    kept = belief[:, 1:] == belief[:, :-1]
    assert np.count_nonzero(carried & ~at_war) > 20
    assert kept[carried & ~at_war].all()
