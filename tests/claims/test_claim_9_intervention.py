"""Claim 9: Russia might intervene in a Korean war."""

import pytest

from tests.claims.isolated import GUARANTOR, PATRON, both, higher, isolated, same
from tests.worlds import Tree, changed

WAR: Tree = {
    "rivalries": {"rok-dprk": {"opening": 10}},
    "states": {"dprk": {"resolve": 5.0}, "rok": {"resolve": 5.0}},
    "mechanisms": {
        "crisis": {"cost": 0.0, "reciprocity": 0.0, "lethal_threshold": 0.0, "threshold": 0.0},
        "war": {"settlement": 0.0, "exhaustion": 0.0, "nuclear_base": -50.0, "attrition": 0.02},
    },
    "horizon": 12,
}


def _war(*working: str, **changes: object) -> Tree:
    return changed(isolated("resolve", *working), WAR, changes)


def test_a_firmer_commitment_is_honoured_more_often() -> None:
    firm, loose = both(
        _war("alliance", alliances={PATRON: {"commitment": 0.9}}),
        _war("alliance", alliances={PATRON: {"commitment": 0.1}}),
    )
    assert firm.last(f"alliances.{PATRON}.calls").sum() > 100
    for word in ("honoured", "largest_given", "joined"):
        path = f"alliances.{PATRON}.{word}"
        assert higher(firm.last(path), loose.last(path))


@pytest.mark.parametrize(
    ("mechanism", "parameter", "state", "changes"),
    [
        ("alliance", "exposure", "reach of the enemy", {"rok": {"homeland_reach": 1.0}}),
        ("alliance", "distracted", "power bound elsewhere", {"russia": {"distraction": 1.0}}),
        ("alliance", "burden", "strength of the enemy", {"rok": {"power": 20.0}}),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_adverse_circumstances_lower_the_chance_that_a_promise_is_kept(
    mechanism: str, parameter: str, state: str, changes: Tree
) -> None:
    adverse, plain = both(
        _war("alliance", states=changes, mechanisms={mechanism: {parameter: 3.0}}),
        _war("alliance", mechanisms={mechanism: {parameter: 3.0}}),
    )
    kept = f"alliances.{PATRON}.honoured"
    assert higher(plain.last(kept), adverse.last(kept)), state


def test_intervention_turns_the_war() -> None:
    sure, none = both(
        _war("alliance", alliances={PATRON: {"commitment": 1.0}, GUARANTOR: {"commitment": 0.0}}),
        _war("alliance", alliances={PATRON: {"commitment": 0.0}, GUARANTOR: {"commitment": 0.0}}),
    )
    at_war = (sure.last("mechanisms.war.wars") > 0) & (none.last("mechanisms.war.wars") > 0)
    assert at_war.sum() > 100
    power = "states.rok.power"
    assert higher(none.last(power)[at_war], sure.last(power)[at_war])
    assert (none.series("states.russia.force_start") == 0.0).all()
    brought = sure.series("states.russia.force_start").max(axis=1) > 0.0
    assert brought.sum() > 50
    # Who sends arms brings no force of its own.
    assert (sure.last(f"alliances.{PATRON}.largest_given")[brought] >= 2).all()


def test_a_conditional_promise_is_weaker_where_the_protege_began_it() -> None:
    began: Tree = {"rivalries": {"rok-dprk": {"opening": -1}, "dprk-rok": {"opening": 10}}}
    conditional, unconditional = both(
        changed(_war("alliance", alliances={PATRON: {"conditional": True}}), began),
        changed(_war("alliance", alliances={PATRON: {"conditional": False}}), began),
    )
    kept = f"alliances.{PATRON}.honoured"
    assert higher(unconditional.last(kept), conditional.last(kept))


def test_switched_off_nobody_is_called_and_nobody_joins() -> None:
    world, _ = both(_war(), isolated())
    assert world.last("mechanisms.war.wars").sum() > 100
    for name in (PATRON, GUARANTOR):
        for count in ("calls", "joined", "honoured", "failed", "largest_given"):
            assert (world.series(f"alliances.{name}.{count}") == 0).all()
    firm = {PATRON: {"commitment": 0.99}}
    own = (".commitment", ".shift", *(f"beliefs.{PATRON}.{s}" for s in _STATES))
    assert same(_war(), _war(alliances=firm), but=own)


_STATES = ("dprk", "rok", "russia", "us")
