"""Escalation rules: when they apply, what they ask for, and that they fire no more than declared."""

import pytest

from sim.engine.build import build
from sim.engine.decision import Decision
from sim.engine.ensemble import run_trials
from sim.engine.trace import trace
from sim.rulebook.declare import COMPARISONS
from sim.rulebook.doctrine import compare
from tests.worlds import Tree, lively, run, scenario, two_states

AT_WAR = {"quantity": "at_war", "is": "==", "value": 1.0}
ALWAYS = {"any": [{"quantity": "tension", "is": ">=", "value": 0.0}]}
NEVER = {"all": [{"quantity": "nuclear_use", "is": ">=", "value": 2.0}]}


def _bound(**rule: object) -> Tree:
    north = {"doctrine": {"rule": {"when": ALWAYS, "probability": 1.0, **rule}}}
    return two_states(states={"north": north})


def _decisions(tree: Tree, trials: int = 4) -> list[Decision]:
    compiled = build(scenario(tree))
    return [
        d
        for number in range(trials)
        for d in trace(compiled, number).decisions
        if d.actor == "north" and d.purpose == "confrontation"
    ]


@pytest.mark.parametrize(
    ("comparison", "holds"),
    [
        (">=", (False, True, True)),
        ("<=", (True, True, False)),
        (">", (False, False, True)),
        ("<", (True, False, False)),
        ("==", (False, True, False)),
        ("!=", (True, False, True)),
    ],
)
def test_comparisons_are_those_they_are_written_as(
    comparison: str, holds: tuple[bool, bool, bool]
) -> None:
    number = COMPARISONS.index(comparison)
    assert tuple(compare(value, number, 2.0) for value in (1.0, 2.0, 3.0)) == holds


@pytest.mark.parametrize(
    ("conditions", "only"),
    [
        ({"all": [{"quantity": "at_war", "is": ">=", "value": 1.0}]}, True),
        ({"all": [{"quantity": "own_losses", "is": "<", "value": 0.5}]}, False),
        ({"all": [{"quantity": "tension", "is": ">=", "value": 0.2}, AT_WAR]}, True),
        ({"any": [{"quantity": "tension", "is": ">=", "value": 0.2}, AT_WAR]}, False),
        ({"any": [{"quantity": "own_losses", "is": ">", "value": 0.2}, AT_WAR]}, True),
        ({"any": [{"quantity": "own_losses", "is": "!=", "value": 0.2}, AT_WAR]}, False),
    ],
)
def test_what_can_hold_in_war_alone_is_known_beforehand(conditions: Tree, only: bool) -> None:
    rules = build(scenario(_bound(when=conditions, then={"at_least": "alert"}))).parameters.doctrine
    assert [bool(rule.war_only) for rule in rules] == [only]


def test_rules_of_war_give_the_same_whether_known_as_such_or_asked_each_time() -> None:
    compiled = build(scenario(lively()))
    assert compiled.parameters.doctrine.war_only.any()
    known = run_trials(compiled, 0, 60, trajectories=True)
    compiled.parameters.doctrine.war_only[:] = 0
    asked = run_trials(compiled, 0, 60, trajectories=True)
    assert (known.trajectories == asked.trajectories).all()
    assert (known.rows == asked.rows).all()


@pytest.mark.parametrize(
    ("action", "rung", "asked"),
    [
        ("at_least", "hybrid", lambda drawn: max(drawn, 4)),
        ("at_most", "routine", lambda drawn: min(drawn, 1)),
        ("exactly", "pressure", lambda drawn: 3),
    ],
)
def test_a_rule_binds_the_choice_to_what_it_asks_for(action: str, rung: str, asked: object) -> None:
    assert callable(asked)
    chosen = _decisions(_bound(then={action: rung}))
    assert {d.decided_by for d in chosen} == {"rule north.rule"}
    assert all(d.choice == asked(d.drawn) for d in chosen)
    assert len({d.drawn for d in chosen}) > 2


def test_a_rule_never_takes_a_monthly_choice_above_the_ceiling() -> None:
    chosen = _decisions(_bound(then={"at_least": "general_war"}))
    ceiling = scenario(two_states()).rung("lethal_incident")
    assert all(d.choice <= ceiling for d in chosen)


def test_a_rule_whose_conditions_fail_or_whose_mechanism_is_off_changes_nothing() -> None:
    rule = {"then": {"at_least": "clash"}}
    plain = run(two_states(), 20)
    idle = run(_bound(**rule, when=NEVER), 20)
    assert (idle.series("states.north.doctrine.rule.fired") == 0).all()
    switched_off = {
        **_bound(**rule),
        "mechanisms": {"war": {"china_stance": "neutral"}, "doctrine": {"on": False}},
    }
    for other in (idle, run(switched_off, 20)):
        for word in ("rivalries.north-south.rung", "rivalries.south-north.rung"):
            assert (plain.series(word) == other.series(word)).all()


@pytest.mark.parametrize("limit", [1, 2, 5])
def test_a_rule_fires_no_more_often_than_its_limit(limit: int) -> None:
    world = run(_bound(then={"at_least": "hybrid"}, limit=limit), 30)
    assert (world.last("states.north.doctrine.rule.fired") == limit).all()


@pytest.mark.parametrize(("probability", "fires"), [(0.0, False), (1.0, True)])
def test_a_certain_rule_fires_at_once_and_an_impossible_one_never(
    probability: float, fires: bool
) -> None:
    world = run(_bound(then={"at_least": "hybrid"}, probability=probability, limit=1), 30)
    assert ((world.series("states.north.doctrine.rule.fired")[:, 0] == 1) == fires).all()


def test_the_first_rule_that_fires_decides() -> None:
    rules = {
        name: {"when": ALWAYS, "then": {"exactly": rung}, "probability": 1.0}
        for name, rung in (("second by name", "rhetoric"), ("first by name", "pressure"))
    }
    chosen = _decisions(two_states(states={"north": {"doctrine": rules}}))
    assert {d.chosen for d in chosen} == {"rhetoric"}
