"""Columns are declared once, hold exact values, and are hashed row by row."""

import numpy as np
import pytest

from sim.engine.state_index import outcome_words, words
from sim.engine.table import (
    CLASSES,
    ContentHash,
    codebook,
    positions_of,
    trajectory_columns,
    trajectory_words,
    trial_columns,
    trial_words,
)
from sim.rulebook.record import TERMINAL_CLASSES
from sim.scenario import Scenario, load

WHEN = "when: {all: [{variable: states.north.pressure, is: '>=', value: 0}]}"


@pytest.fixture(scope="module")
def baseline() -> Scenario:
    return load("baseline")


def raw_rows(scenario: Scenario, trials: int) -> np.ndarray:
    """Rows of distinct words: word j of trial k holds 1000 k + j."""
    width = 1 + len(outcome_words(scenario))
    rows = np.arange(trials)[:, None] * 1000 + np.arange(width)[None, :]
    rows[:, 0] = np.arange(trials) % len(TERMINAL_CLASSES)
    return rows.astype(np.int64)


def test_column_names_are_unique_in_both_tables(baseline: Scenario) -> None:
    for columns in (trial_columns(baseline), trajectory_columns(baseline)):
        names = [column.name for column in columns]
        assert len(set(names)) == len(names)


def test_every_kept_word_but_those_of_own_outcomes_is_one_column(baseline: Scenario) -> None:
    every_word = words(baseline)
    kept = [every_word[k].name for k in outcome_words(baseline)]
    own = {f"outcomes.{outcome.name}" for outcome in baseline.outcomes}
    plain = [name for name in kept if name.rpartition(".")[0] not in own]
    columns = trial_columns(baseline)[2:]
    assert [c.path for c in columns] == plain + sorted(own)


def test_the_worlds_own_variables_go_by_their_plain_names(baseline: Scenario) -> None:
    names = {column.name for column in trial_columns(baseline)}
    assert {"first_force", "war_path", "highest_rung", "events.dprk.clash"} <= names
    assert not any(name.startswith("mechanisms.") for name in names)


def test_terminal_classes_are_those_of_the_record_from_peaceful_to_worst(
    baseline: Scenario,
) -> None:
    assert sorted(CLASSES) == sorted(TERMINAL_CLASSES)
    table = trial_words(baseline, 0, raw_rows(baseline, len(TERMINAL_CLASSES)))
    assert [CLASSES[code] for code in table[:, 1]] == list(TERMINAL_CLASSES)
    assert CLASSES.index("detente") < CLASSES.index("people_killed") < CLASSES.index("nuclear_use")


def test_each_column_holds_the_word_of_its_own_path(baseline: Scenario) -> None:
    every_word = words(baseline)
    kept = [every_word[k].name for k in outcome_words(baseline)]
    table = trial_words(baseline, 5, raw_rows(baseline, 3))
    for j, column in enumerate(trial_columns(baseline)):
        if column.path in kept:
            assert table[2, j] == 2000 + 1 + kept.index(column.path)
    assert table[:, 0].tolist() == [5, 6, 7]


@pytest.mark.parametrize(
    ("outcome", "dtype", "expected"),
    [
        (
            f"{{reduce: first_month, {WHEN}}}",
            "Int64",
            4,
        ),
        (
            f"{{reduce: any, {WHEN}}}",
            "bool",
            1,
        ),
        (
            f"{{reduce: count, {WHEN}}}",
            "int64",
            3,
        ),
        ("{reduce: mean, of: states.north.pressure}", "float64", 0.5),
        ("{reduce: last, of: states.north.pressure}", "float64", 2.0),
        ("{reduce: max, of: states.north.pressure}", "float64", 7.0),
        ("{reduce: max, of: rivalries.north-south.highest}", "category", 7),
        ("{reduce: last, of: mechanisms.record.first_force}", "Int64", 2),
    ],
)
def test_an_own_outcome_is_one_column_of_its_reductions_type(
    outcome: str, dtype: str, expected: float
) -> None:
    scenario = load("two_state", [f"outcomes.mine={outcome}"])
    every_word = words(scenario)
    kept = [every_word[k].name for k in outcome_words(scenario)]
    rows = np.zeros((1, 1 + len(kept)), dtype=np.int64)
    parts = {"months": 3, "first": 4, "total": 6.0, "largest": 7.0, "latest": 2.0}
    for part, value in parts.items():
        at = 1 + kept.index(f"outcomes.mine.{part}")
        rows[0, at] = np.float64(value).view(np.int64) if isinstance(value, float) else value
    columns = trial_columns(scenario)
    at = [column.name for column in columns].index("mine")
    found = trial_words(scenario, 0, rows)[0, at]
    assert columns[at].dtype == dtype
    assert (found.view(np.float64) if dtype == "float64" else found) == expected


def test_an_own_outcome_named_like_a_column_goes_by_its_path() -> None:
    scenario = load("two_state", ["outcomes.first_force={reduce: last, of: states.north.pressure}"])
    names = [column.name for column in trial_columns(scenario)]
    assert names.count("first_force") == 1
    assert "outcomes.first_force" in names


def test_trajectories_hold_a_row_a_trial_and_month() -> None:
    recorded = np.arange(2 * 3 * 4, dtype=np.int64).reshape(2, 3, 4)
    table = trajectory_words(7, recorded)
    assert table[:, 0].tolist() == [7, 7, 7, 8, 8, 8]
    assert table[:, 1].tolist() == [0, 1, 2, 0, 1, 2]
    assert (table[4, 2:] == recorded[1, 1]).all()


def test_variables_are_found_by_name_and_by_path(baseline: Scenario) -> None:
    by_name = positions_of(baseline, ["first_force", "states.dprk.reserve"])
    assert by_name == positions_of(
        baseline, ["mechanisms.record.first_force", "states.dprk.reserve"]
    )
    with pytest.raises(KeyError):
        positions_of(baseline, ["states.dprk.nothing"])


def test_the_codebook_says_type_meaning_and_unit_of_every_column(baseline: Scenario) -> None:
    entries = codebook(baseline)
    assert [e["name"] for e in entries if e["table"] == "trials"] == [
        c.name for c in trial_columns(baseline)
    ]
    assert all(e["dtype"] and e["meaning"] and e["unit"] for e in entries)
    months = [e for e in entries if e["dtype"] == "Int64"]
    assert months
    assert all(e["missing"] != "never" for e in months)


def test_the_hash_does_not_depend_on_how_rows_are_cut(baseline: Scenario) -> None:
    columns = trial_columns(baseline)
    table = trial_words(baseline, 0, raw_rows(baseline, 10))
    whole, cut = ContentHash(baseline, columns), ContentHash(baseline, columns)
    whole.add(table)
    for part in (table[:1], table[1:7], table[7:7], table[7:]):
        cut.add(part)
    assert whole.hexdigest() == cut.hexdigest()


def test_the_hash_sees_values_order_columns_scenario_and_seed(baseline: Scenario) -> None:
    columns = trial_columns(baseline)
    table = trial_words(baseline, 0, raw_rows(baseline, 2))
    changed = table.copy()
    changed[1, 5] ^= 1
    renamed = (columns[0]._replace(name="number"), *columns[1:])
    hashes = set()
    for scenario, declared, rows in (
        (baseline, columns, table),
        (baseline, columns, changed),
        (baseline, columns, table[::-1]),
        (baseline, renamed, table),
        (baseline.replace({"seed": 1}), columns, table),
        (baseline.replace({"states.dprk.power": 0.123}), columns, table),
    ):
        content = ContentHash(scenario, declared)
        content.add(rows)
        hashes.add(content.hexdigest())
    assert len(hashes) == 6
