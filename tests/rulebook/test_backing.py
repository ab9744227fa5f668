"""Which guarantors count in strength, and for how much."""

import pytest

from sim.engine.model import PeninsulaModel
from sim.rulebook.backing import backing
from tests.worlds import Tree, changed, scenario, two_states


def _world(*, promise: Tree, **changes: Tree) -> Tree:
    patron = {"power": 4.0, "projection": 0.5}
    plain = two_states(states={"patron": patron}, alliances={"patron-south": promise})
    return changed(plain, changes)


def _lent(tree: Tree) -> float:
    """Strength that the south expects its patron to lend it against the north."""
    model = PeninsulaModel(scenario(tree))
    model.step()
    names = list(model.states)
    south, north = names.index("south"), names.index("north")
    return float(backing(model.parameters, model.world_state, south, north, south))


def _strength(tree: Tree, state: str) -> float:
    model = PeninsulaModel(scenario(tree))
    model.step()
    return float(model.states[state].strength)


SURE: Tree = {"commitment": 1.0}


def test_a_guarantor_counts_by_belief_in_it() -> None:
    assert _lent(_world(promise=SURE)) == _strength(_world(promise=SURE), "patron")
    assert _lent(_world(promise={"commitment": 0.0})) == 0.0


@pytest.mark.parametrize("obligation", ["neutrality", "nonaggression"])
def test_a_guarantor_that_may_not_join_against_the_enemy_does_not_count(obligation: str) -> None:
    bound = {"patron-north": {"obligation": obligation, "commitment": 0.9}}
    assert _lent(_world(promise=SURE, alliances=bound)) == 0.0
    lapsed = {"patron-north": bound["patron-north"] | {"in_force": 0.0}}
    assert _lent(_world(promise=SURE, alliances=lapsed)) > 0.0


def test_a_guarantor_counts_for_no_more_than_it_would_give() -> None:
    war: Tree = {"war": {"arms": 0.25, "forces": 0.4}}
    given = {
        level: _lent(_world(promise={**SURE, "largest_support": level}, mechanisms=war))
        for level in ("arms", "forces", "full_war")
    }
    world = _world(promise=SURE)
    assert given["full_war"] == _strength(world, "patron")
    assert given["forces"] == pytest.approx(0.4 * given["full_war"])
    assert given["arms"] == pytest.approx(0.25 * _strength(world, "south"))
