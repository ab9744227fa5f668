"""Claim 5: Russia defies UN sanctions and may accept the DPRK as a nuclear state."""

import numpy as np

from tests.claims.isolated import acts, both, higher, isolated, same
from tests.worlds import Tree

PUNISHED = ("show_of_force", "strategic_test")


def _russia(obstruct: int = 0, recognition: int = 0) -> Tree:
    return {
        "russia": {
            "recognition": recognition,
            "policies": {"obstruct": {"pin": obstruct, "level": obstruct}},
        }
    }


def test_open_defiance_lowers_enforcement_and_raises_trade() -> None:
    working = ("sanctions", "treasury")
    defied, upheld = both(
        isolated(*working, states=_russia(2)), isolated(*working, states=_russia(0))
    )
    assert (defied.last("sanctions.un.enforcement") < upheld.last("sanctions.un.enforcement")).all()
    assert (defied.last("states.dprk.earned") > upheld.last("states.dprk.earned")).all()


def test_recognition_lowers_enforcement() -> None:
    working = ("sanctions", "recognition")
    open_, opposed = both(
        isolated(*working, states=_russia(recognition=3)), isolated(*working, states=_russia())
    )
    assert (open_.last("states.dprk.recognised") == 1.0).all()
    assert (open_.last("sanctions.un.enforcement") < opposed.last("sanctions.un.enforcement")).all()


def test_steps_towards_recognition_are_taken_by_policy() -> None:
    steps = {"russia": {"policies": {"recognise": {"pin": 2}}}}
    stepping, still = both(isolated("recognition", states=steps), isolated("recognition"))
    assert (stepping.last("states.russia.recognition") == 3).all()
    assert (still.series("states.russia.recognition") == 0).all()


def test_enforced_sanctions_make_punished_acts_rarer_and_recognition_more_frequent() -> None:
    strong: Tree = {"mechanisms": {"punishment": {"weight": 3.0}}}
    working = ("sanctions", "punishment")
    defied, upheld = both(
        isolated(*working, states=_russia(2), **strong),
        isolated(*working, states=_russia(0), **strong),
    )
    assert higher(acts(defied, "dprk", *PUNISHED), acts(upheld, "dprk", *PUNISHED))
    working = ("recognition", "sanctions", "punishment")
    strong = {"mechanisms": {"punishment": {"weight": 3.0}, "sanctions": {"recognition": 0.0}}}
    open_, opposed = both(
        isolated(*working, states=_russia(recognition=3), **strong),
        isolated(*working, states=_russia(), **strong),
    )
    assert higher(acts(open_, "dprk", *PUNISHED), acts(opposed, "dprk", *PUNISHED))


def test_switched_off_defiance_and_recognition_move_nothing() -> None:
    own = (".obstruct.level", ".obstruct.chosen", ".recognition")
    assert same(isolated(states=_russia(2, 3)), isolated(states=_russia()), but=own)
    world, _ = both(isolated(states=_russia(2, 3)), isolated())
    assert (world.series("sanctions.un.enforcement") == 0.6).all()
    assert (world.series("states.dprk.recognised") == 0.0).all()


def test_without_punishment_enforcement_moves_no_act() -> None:
    one, other = both(
        isolated("sanctions", states=_russia(2)), isolated("sanctions", states=_russia(0))
    )
    assert np.array_equal(acts(one, "dprk", *PUNISHED), acts(other, "dprk", *PUNISHED))
