"""Crises: whose turn it is, how far a state may climb, when they end, who is asked."""

from collections import defaultdict

import numpy as np
import pytest

from sim.engine.build import build
from sim.engine.decision import Decision
from sim.engine.trace import trace
from tests.worlds import FREE_STEPS, Tree, changed, lively, run, scenario, two_states

FORCE: Tree = {"rivalries": {"north-south": {"opening": 9}}}
RUNGS = 14


def _decisions(tree: Tree, trials: int = 60) -> list[list[Decision]]:
    compiled = build(scenario(tree))
    return [list(trace(compiled, number).decisions) for number in range(trials)]


@pytest.fixture(scope="module")
def answers() -> list[list[Decision]]:
    """Answers in crises that the north began at a lethal incident, trial by trial."""
    found = _decisions(changed(two_states(horizon=3), FORCE))
    return [[d for d in trial if d.purpose == "crisis"] for trial in found]


def test_rounds_are_at_most_twelve_a_month_and_sides_take_turns_the_target_first(
    answers: list[list[Decision]],
) -> None:
    seen = 0
    for trial in answers:
        opened = [d for d in trial if d.number == 0]
        assert [d.round for d in opened] == list(range(1, len(opened) + 1))
        assert len(opened) <= 12
        for d in opened:
            assert d.actor == ("south" if d.round % 2 == 1 else "north")
        seen += len(opened)
    assert seen > 100


def test_the_menu_reaches_one_rung_above_the_higher_side(answers: list[list[Decision]]) -> None:
    seen = set()
    for trial in answers:
        standing = {"north": 9, "south": None}
        for d in (d for d in trial if d.number == 0):
            other = standing["north" if d.actor == "south" else "south"]
            if standing[d.actor] is not None and other is not None:
                top = max(standing[d.actor], other) + 1
                open_ = [k for k, p in enumerate(d.probabilities) if p > 0.0]
                assert open_ == list(range(min(top, 11) + 1))
                seen.add(top)
            standing[d.actor] = d.choice
    assert len(seen) > 2


def test_a_crisis_ends_when_both_sides_stand_below_force() -> None:
    world = run(
        changed(two_states(horizon=6), FORCE, {"mechanisms": {"crisis": {"rounds": 4}}}), 300
    )
    on = world.series("pairs.north-south.crisis") > 0
    top = np.maximum(
        world.series("rivalries.north-south.rung"), world.series("rivalries.south-north.rung")
    )
    peace = world.series("mechanisms.war.war_on") == 0
    assert on[peace].any()
    assert not on[peace].all()
    assert (top[on & peace] >= 8).all()
    assert (top[~on & peace] < 8).all()


def test_a_guarantor_is_asked_once_a_crisis() -> None:
    asked = 0
    for trial in _decisions(lively(), 80):
        months: dict[str, list[int]] = defaultdict(list)
        for d in trial:
            if d.purpose == "joining":
                months[f"{d.actor}-{d.target}"].append(d.number)
        for numbers in months.values():
            assert len(numbers) == len(set(numbers))
        asked += sum(len(numbers) for numbers in months.values())
    assert asked > 50


@pytest.mark.parametrize(
    ("path", "changes"),
    [
        (
            "doctrine",
            {
                "states": {
                    "south": {
                        "doctrine": {
                            "war": {
                                "when": {
                                    "all": [{"quantity": "rival_rung", "is": ">=", "value": 9.0}]
                                },
                                "then": {"exactly": "general_war"},
                            }
                        }
                    }
                },
                **FORCE,
            },
        ),
        (
            "accident",
            {
                "rivalries": {"north-south": {"tension": 1.0, "contact": 10.0}},
                "mechanisms": {"incidents": {"accident": 1.0}},
            },
        ),
        ("deliberate", {"rivalries": {"north-south": {"opening": 10}}}),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_path_to_war_says_how_it_came_about(path: str, changes: Tree) -> None:
    paths = ("none", "deliberate", "crisis", "alliance", "doctrine", "accident")
    bold: Tree = {
        "mechanisms": {"crisis": FREE_STEPS},
        "horizon": 1,
    }
    if path != "accident":
        bold["mechanisms"]["incidents"] = {"on": False}
    world = run(changed(two_states(), bold, changes), 300)
    found = {paths[int(k)] for k in world.last("mechanisms.war.war_path")}
    fought = world.last("mechanisms.war.wars") > 0
    assert path in found
    assert (world.last("mechanisms.war.war_path")[~fought] == 0).all()
    if path == "accident":
        # Force that was chosen in the same month is no accident.
        chosen = world.series("rivalries.north-south.intended")[:, 0] < 8
        chosen &= world.series("rivalries.south-north.intended")[:, 0] < 8
        assert set(world.last("mechanisms.war.war_path")[fought & chosen]) == {5.0}
