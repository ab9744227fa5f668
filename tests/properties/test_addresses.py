"""What the address of a draw rests on: names and dates, never order, never who else is there."""

import hashlib
import random
import unicodedata

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from sim.engine import keys
from sim.engine.build import build
from sim.engine.decision import address
from sim.engine.keys import key_table, name_key
from sim.engine.trace import trace
from sim.errors import KeyCollision
from sim.kernel.random import philox
from tests.properties.scenarios import Data, scenarios
from tests.worlds import Run, Tree, changed, differing_words, lively, run, scenario

GENERATED = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
NUMBERS_OF_STATES = {"challenger", "dispute_initiator", "war_challenger"}
"""Variables that hold the number of a state, which moves when another state joins the list."""

LISTED = (
    *("states", "rivalries", "alliances", "pacts", "sanctions", "ties", "timeline"),
    *("outcomes", "mechanisms"),
)


@given(
    seed=st.integers(0, 2**53),
    actor=st.text(st.characters(exclude_categories=["C"]), max_size=20),
    target=st.text(st.characters(exclude_categories=["C"]), max_size=20),
)
def test_a_names_key_is_the_documented_hash_of_its_nfc_text(
    seed: int, actor: str, target: str
) -> None:
    text = unicodedata.normalize("NFC", f"{seed}\0{actor}\0{target}\0")
    digest = hashlib.blake2b(text.encode("utf-8"), digest_size=8).digest()
    key = name_key(seed, actor, target)
    assert key == sum(byte << (8 * place) for place, byte in enumerate(digest))
    decomposed = unicodedata.normalize("NFD", actor), unicodedata.normalize("NFD", target)
    assert name_key(seed, *decomposed) == key


def test_a_table_of_keys_tells_actor_from_target_and_nobody_from_both() -> None:
    table = key_table(0, ("dprk", "rok"))
    assert table.shape == (3, 3)
    assert len(set(table.ravel().tolist())) == 9
    assert int(table[0, 1]) == name_key(0, "dprk", "rok")
    assert int(table[1, 2]) == name_key(0, "rok", "")
    assert not set(table.ravel().tolist()) & set(key_table(1, ("dprk", "rok")).ravel().tolist())


def test_two_pairs_of_names_with_one_key_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keys, "name_key", lambda seed, actor, target: hash(actor) & 0xFF)
    with pytest.raises(KeyCollision, match="seed 7"):
        key_table(7, ("dprk", "rok"))


def test_every_logged_draw_is_recomputed_from_its_address() -> None:
    compiled = build(scenario(lively()))
    seen = set()
    for number in range(3):
        for decision in trace(compiled, number).decisions:
            where = address(0, number, decision)
            key = where["key"]
            words = philox(
                *(np.uint64(c) for c in where["counter"]),
                np.uint64(key & 0xFFFFFFFF),
                np.uint64(key >> 32),
            )
            draw = (int(words[0]) * 2**20 + (int(words[1]) >> 12) + 0.5) / 2**52
            assert decision.draw == draw, decision
            seen.add(decision.purpose)
    assert len(seen) >= 18


def test_no_two_decisions_of_a_trial_share_an_address() -> None:
    compiled = build(scenario(lively()))
    for number in range(10):
        places = [
            (d.number, d.round, d.actor, d.target, d.purpose, d.index)
            for d in trace(compiled, number).decisions
        ]
        assert len(places) == len(set(places))


@GENERATED
@given(data=scenarios(), order=st.randoms(use_true_random=False))
def test_relisting_changes_nothing(data: Data, order: random.Random) -> None:
    relisted = _relisted(data, order)
    one, other = run(data, 3), run(relisted, 3)
    assert one.compiled.scenario.digest == other.compiled.scenario.digest
    assert np.array_equal(one.rows, other.rows)
    assert np.array_equal(one.paths, other.paths)


@GENERATED
@given(data=scenarios(), name=st.sampled_from(["AAA", "m", "zzz"]))
def test_adding_an_inert_state_changes_no_other_states_trajectory(data: Data, name: str) -> None:
    joined = changed(data, {"states": {name: _inert()}})
    assert _moved_by_joining(run(data, 3), run(joined, 3)) == []


@pytest.mark.parametrize("name", ["AAA", "m", "zzz"])
def test_adding_an_inert_state_changes_nothing_in_the_lively_world(name: str) -> None:
    joined = changed(lively(), {"states": {name: _inert()}})
    assert _moved_by_joining(run(lively(), 30), run(joined, 30)) == []


def test_an_inert_states_own_tests_enter_the_worlds_record_and_nothing_else() -> None:
    levels = {"strategic_test": {"constant": 6.0}}
    counted = {"programme": True, "events_counted": True, "levels": levels}
    tester = changed(_inert(), counted)
    moved = _moved_by_joining(
        run(lively(), 30), run(changed(lively(), {"states": {"m": tester}}), 30)
    )
    assert "mechanisms.record.first_strategic_test" in moved
    assert [word for word in moved if not word.startswith("mechanisms.record.")] == []


@GENERATED
@given(data=scenarios(), month=st.integers(1, 5), value=st.sampled_from([-1.0, 0.5, 1.0]))
def test_a_dated_change_leaves_earlier_months_identical(
    data: Data, month: int, value: float
) -> None:
    assume(data["horizon"] > month)
    data = changed(data, {"start": "2024-11"})
    date = ["2024-11", "2024-12", "2025-01", "2025-02", "2025-03", "2025-04"][month]
    state = sorted(data["states"])[0]
    settings_ = {f"states.{state}.orientation": value, f"states.{state}.pressure": 0.9}
    entry = {"month": date, "known_from": "1990-01", "set": settings_}
    before, after = run(data, 3), run(changed(data, {"timeline": {"a change": entry}}), 3)
    assert np.array_equal(before.paths[:, :month], after.paths[:, :month])
    assert not np.array_equal(before.paths[:, month], after.paths[:, month])


@pytest.mark.parametrize("probability", [0.0, 0.3, 1.0])
def test_a_probability_of_0_or_1_has_the_same_draw_as_any_other(probability: float) -> None:
    def drawn(share: float) -> dict[tuple[object, ...], float]:
        world = changed(
            lively(),
            {"mechanisms": {"incidents": {"misperception": share}, "dialogue": {"entry": share}}},
        )
        return {
            (d.round, d.actor, d.target, d.purpose, d.index): d.draw
            for d in trace(build(scenario(world)), 0).decisions
            if d.number == 0 and d.purpose in ("misperception", "dialogue")
        }

    assert drawn(probability) == drawn(0.5)
    assert len(drawn(probability)) == 7


def test_probabilities_of_0_and_1_never_and_always_come_true() -> None:
    accidents = {"incidents": {"accident": 1.0, "misperception": 0.0}}
    certain = changed(
        lively(),
        {"mechanisms": accidents, "rivalries": {"dprk-rok": {"tension": 1.0, "contact": 10.0}}},
    )
    decisions = trace(build(scenario(certain)), 0).decisions
    never = [d.chosen for d in decisions if d.purpose == "misperception"]
    always = [d.chosen for d in decisions if d.purpose == "accident" and d.probabilities[0] == 1.0]
    assert set(never) == {"no"}
    assert set(always) == {"yes"}


def _inert() -> Tree:
    """A state without rivalry, alliance or pact, but with all else that a state can have."""
    rule = {
        "when": {"any": [{"quantity": "tension", "is": ">=", "value": 0.0}]},
        "then": {"in_kind_plus": 1},
        "probability": 0.5,
        "limit": 2,
    }
    return {
        "warheads": 9.0,
        "events_counted": False,
        "policies": {"hedge": {}, "presence": {}},
        "doctrine": {"A": rule, "b": rule},
    }


def _relisted(data: Data, order: random.Random) -> Data:
    """The same data with everything that is listed by name in another order."""
    shuffled = dict(data)
    for section in LISTED:
        items = list(data.get(section, {}).items())
        order.shuffle(items)
        if items:
            shuffled[section] = dict(items)
    keys_ = list(shuffled)
    order.shuffle(keys_)
    return {key: shuffled[key] for key in keys_}


def _moved_by_joining(before: Run, after: Run) -> list[str]:
    """Words that a state's joining moved, those that hold the number of a state translated."""
    moved = []
    old = [*before.compiled.scenario.names["states"], ""]
    new = [*after.compiled.scenario.names["states"], ""]
    for word in differing_words(before, after):
        if word.rpartition(".")[2] in NUMBERS_OF_STATES:
            one = [old[int(k)] for k in before.series(word).ravel()]
            other = [new[int(k)] for k in after.series(word).ravel()]
            if one == other:
                continue
        moved.append(word)
    return moved
