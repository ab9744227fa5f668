"""What a war, an imposed act and a crisis carried over leave behind in the months after."""

from collections import Counter

import numpy as np
import pytest

from sim.engine.build import build
from sim.engine.trace import trace
from sim.rulebook.ladder import DEFAULT_LADDER
from tests.worlds import (
    FREE_STEPS,
    Tree,
    changed,
    differing_words,
    lively,
    run,
    scenario,
    two_states,
)

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
        # The guarantor may have stayed out.
        at_war = world.series(f"states.{state}.at_war") > 0
        assert at_war.any()
        assert world.series(f"states.{state}.events")[at_war].max() == 0
        assert world.series(f"states.{state}.tested")[at_war].max() == 0


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


LONG: Tree = {
    "mechanisms": {
        "crisis": {"rounds": 1, "cost": 0.0, "reciprocity": 40.0, "highest": "lethal_incident"},
        "resolve": {"forgetting": 0.0},
        "incidents": {"on": False},
    }
}
"""A crisis of one round a month: the target answers, the challenger never does."""


def test_a_pair_in_a_carried_crisis_learns_from_its_answers_and_from_nothing_else() -> None:
    world = run(changed(two_states(), LONG, FORCE, {"mechanisms": {"crisis": {"rounds": 1}}}), 100)
    carried = world.series("pairs.north-south.crisis")[:, :-1] > 0
    assert np.count_nonzero(carried) > 100
    of_challenger = world.series("rivalries.south-north.resolute")
    of_target = world.series("rivalries.north-south.resolute")
    assert (of_challenger[:, 1:] == of_challenger[:, :-1])[carried].all()
    bound = world.compiled.scenario.value("mechanisms.resolve.bound")
    free = carried & (np.abs(of_target[:, :-1]) < bound)
    assert np.count_nonzero(free) > 20
    assert (of_target[:, 1:] != of_target[:, :-1])[free].all()


def test_a_rules_delay_runs_on_over_the_months_of_a_crisis() -> None:
    waits = {
        "wait": {
            "when": {"all": [{"quantity": "rival_rung", "is": ">=", "value": "clash"}]},
            "then": {"exactly": "clash"},
            "delay": 3,
            "limit": 1,
        }
    }
    tree = changed(two_states(states={"south": {"doctrine": waits}}), LONG, FORCE)
    fired = []
    for number in range(10):
        for d in trace(build(scenario(tree)), number).decisions:
            if d.purpose == "doctrine":
                fired.append((d.number, d.round))
    assert fired
    assert {round_ for _, round_ in fired} == {1}
    assert min(number for number, _ in fired) == 3


NUCLEAR_CRISIS: Tree = {
    "ladder": {str(rung["name"]): {} for rung in DEFAULT_LADDER if rung["name"] != "general_war"},
    "mechanisms": {
        "crisis": {
            "highest": "nuclear_war",
            "cost": 0.0,
            "reciprocity": 0.0,
            "lethal_threshold": 0.0,
            "threshold": 0.0,
            "war_threshold": 0.0,
        },
        "nuclear_deterrence": {"on": False},
    },
}


def _highest(warheads: float, doctrine: Tree) -> tuple[float, float]:
    state = {"warheads": warheads, "resolve": 5.0}
    bound = {**state, "doctrine": doctrine}
    tree = changed(two_states(states={"north": state, "south": bound}), NUCLEAR_CRISIS, FORCE)
    world = run(changed(tree, {"mechanisms": {"war": {"nuclear_base": -50.0}}}), 200)
    return (
        world.series("rivalries.north-south.highest").max(),
        world.series("rivalries.south-north.highest").max(),
    )


def test_nuclear_rungs_are_open_to_states_with_warheads_alone() -> None:
    # The rung above limited war is nuclear use here.
    assert _highest(0.0, {}) == (10, 10)
    assert _highest(0.0, FIRST_USE) == (10, 10)
    assert min(_highest(10.0, {})) >= 11


def test_an_opening_at_nuclear_use_needs_warheads() -> None:
    opened = {"rivalries": {"north-south": {"opening": 12}}}
    world = run(changed(two_states(), opened), 10)
    assert world.series("mechanisms.record.first_nuclear_use").max() == -1


@pytest.mark.slow
def test_a_nuclear_state_decides_once_a_week_however_many_enemies_it_has() -> None:
    seen, enemies = 0, 0
    for number in range(300):
        decided: Counter[tuple[int, int, str]] = Counter()
        answered: Counter[tuple[int, int, str, str]] = Counter()
        for d in trace(build(scenario(lively())), number).decisions:
            if d.purpose == "nuclear_use":
                decided[d.number, d.round, d.actor] += 1
            if d.purpose == "nuclear_answer":
                answered[d.number, d.round, d.actor, d.target] += 1
        seen += sum(decided.values())
        enemies += sum(answered.values())
        assert set(decided.values()) <= {1}
        assert set(answered.values()) <= {1}
    assert seen > 50
    assert enemies > 5


def test_of_a_states_power_only_what_it_deployed_is_lost_in_war() -> None:
    world = run(changed(lively(), {"states": {"us": {"projection": 0.25}}}), 400)
    on = world.series("mechanisms.war.war_on")
    partial = 0
    for state in ("us", "russia", "rok"):
        power = world.series(f"states.{state}.power")
        deployed = world.series(f"states.{state}.deployed")[:, 1:]
        lost = world.series(f"states.{state}.war_losses")[:, 1:]
        fell = power[:, 1:] < power[:, :-1]
        assert fell.sum() > 10
        assert np.allclose(power[:, 1:][fell], (power[:, :-1] * (1.0 - deployed * lost))[fell])
        assert (on[:, 1:] == 0)[fell].all()
        partial += np.count_nonzero(deployed[fell] < 0.5)
    assert partial > 20


ELSEWHERE: Tree = {
    "states": {
        "east": {"programme": True, "levels": {"strategic_test": {"constant": 3.0}}},
        "west": {},
    },
    "rivalries": {
        "east-west": {},
        "west-east": {},
        "north-south": {"opening": 10},
    },
    "mechanisms": {
        "crisis": FREE_STEPS,
        "war": {"settlement": 0.0, "exhaustion": 0.0, "nuclear_base": -50.0, "attrition": 0.001},
    },
}


def test_states_outside_a_war_go_on_as_if_there_were_none() -> None:
    calm = {"states": {s: {"levels": {"clash": {"constant": -30.0}, "lethal_incident": {"constant": -30.0}}}
                       for s in ("east", "west")}, "mechanisms": {"incidents": {"on": False}}}  # fmt: skip
    fought = changed(two_states(), ELSEWHERE, calm)
    peaceful = changed(fought, {"rivalries": {"north-south": {"opening": 0}}})
    one, other = run(fought, 200), run(peaceful, 200)
    at_war = one.series("mechanisms.war.war_on").sum(axis=1) > 12
    assert at_war.sum() > 50
    assert one.series("events.east.strategic_test")[:, -1][at_war].mean() > 1.0
    outside = ("states.east.", "states.west.", "events.east.", "events.west.", "rivalries.east-",
               "rivalries.west-", "pairs.east-west.", "ties.east-west")  # fmt: skip
    assert [w for w in differing_words(one, other) if w.startswith(outside)] == []


def test_crises_outside_a_war_go_on_and_end_below_general_war() -> None:
    forceful = {"levels": {"lethal_incident": {"constant": 6.0}}, "resolve": 5.0}
    tree = changed(two_states(), ELSEWHERE, {"states": {"east": forceful, "west": forceful}})
    world = run(tree, 200)
    outside = world.series("states.east.side") == 0
    elsewhere = (world.series("mechanisms.war.war_on") > 0) & outside
    top = world.series("rivalries.east-west.peak")
    assert np.count_nonzero(elsewhere & (top >= 10)) > 50
    assert top[elsewhere].max() == 10


def test_while_no_war_is_on_nobody_is_at_war() -> None:
    world = run(lively(), 300)
    over = world.series("mechanisms.war.war_on") == 0
    for state in world.compiled.scenario.names["states"]:
        assert (world.series(f"states.{state}.side")[over] == 0).all()
