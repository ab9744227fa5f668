"""The summary counts what the columns hold, and says of how many."""

import math
from typing import Any

import numpy as np
import pandas as pd
import pytest

from sim.analysis.intervals import bound_of_none
from sim.analysis.summary import summarise
from sim.engine.ranges import ranges
from sim.engine.table import CLASSES, trial_columns
from sim.experiment.frames import to_frame
from sim.scenario import Scenario, load

TRIALS = 4


@pytest.fixture(scope="module")
def baseline() -> Scenario:
    return load("baseline")


def summary_of(scenario: Scenario, **values: list[Any]) -> pd.DataFrame:
    """Summary of four trials in which all is zero or missing but the columns given."""
    columns = trial_columns(scenario)
    table = np.zeros((TRIALS, len(columns)), dtype=np.int64)
    for j, column in enumerate(columns):
        if column.dtype == "Int64":
            table[:, j] = -1
        given = values.get(column.name.replace(".", "_").replace("-", "_"))
        if given is not None:
            bits = np.array(given, dtype=np.float64).view(np.int64)
            table[:, j] = bits if column.dtype == "float64" else given
    frame = to_frame(columns, table)
    return summarise(scenario, columns, lambda names: (frame[name] for name in names)).set_index(
        "name"
    )


def test_every_terminal_class_has_a_row_and_shares_sum_to_one(baseline: Scenario) -> None:
    war = CLASSES.index("general_war")
    found = summary_of(baseline, terminal_class=[war, 0, 0, 0])
    classes = found[found["section"] == "class"]
    assert set(classes.index) == set(CLASSES)
    assert classes["estimate"].sum() == pytest.approx(1.0)
    assert found.loc["general_war", ["estimate", "number", "of"]].tolist() == [0.25, 1, 4]


def test_what_never_happened_has_a_bound_and_not_a_zero_width_interval(baseline: Scenario) -> None:
    found = summary_of(baseline)
    row = found[found["section"] == "ever"].loc["first_nuclear_use"]
    assert (row["estimate"], row["low"], row["method"]) == (0.0, 0.0, "bound")
    assert row["high"] == bound_of_none(TRIALS)


def test_month_zero_counts_as_having_happened(baseline: Scenario) -> None:
    found = summary_of(baseline, first_force=[0, -1, -1, 59])
    happened = found[found["section"] == "ever"].loc["first_force"]
    when = found[found["section"] == "amount"].loc["first_force"]
    assert happened["number"] == 2
    assert (when["of"], when["estimate"]) == (2, 29.5)


def test_war_given_crisis_is_counted_among_trials_with_a_crisis(baseline: Scenario) -> None:
    found = summary_of(baseline, first_war=[3, -1, 7, -1], pairs_dprk_rok_crises=[2, 1, 0, 0])
    row = found.loc["first_war|crisis"]
    assert (row["number"], row["of"], row["estimate"]) == (1, 2, 0.5)


def test_a_condition_that_never_held_gives_no_number(baseline: Scenario) -> None:
    row = summary_of(baseline).loc["first_nuclear_use|first_war"]
    assert row["of"] == 0
    assert math.isnan(row["estimate"])


def test_promises_kept_are_counted_among_calls(baseline: Scenario) -> None:
    found = summary_of(
        baseline, alliances_us_rok_calls=[3, 1, 0, 0], alliances_us_rok_honoured=[2, 1, 0, 0]
    )
    row = found.loc["alliances.us-rok.honoured|calls"]
    assert (row["number"], row["of"], row["estimate"]) == (3, 4, 0.75)
    assert row["low"] < 0.75 < row["high"]


def test_quantiles_are_those_of_trials_and_not_of_their_mean(baseline: Scenario) -> None:
    row = summary_of(baseline, event_months=[0, 10, 20, 30]).loc["event_months"]
    assert (row["estimate"], row["median"]) == (15.0, 15.0)
    assert (row["q05"], row["q95"]) == (pytest.approx(1.5), pytest.approx(28.5))


def test_own_outcomes_are_summarised_by_their_kind(baseline: Scenario) -> None:
    found = summary_of(
        baseline, russia_fights_in_korea=[1, 0, 0, 0], troops_abroad_at_the_end=[1.0, 2.0, 3.0, 6.0]
    )
    assert found.loc["russia_fights_in_korea", "estimate"] == 0.25
    assert found.loc["troops_abroad_at_the_end", "estimate"] == 3.0


def test_no_interval_of_a_mean_leaves_what_the_outcome_can_be(baseline: Scenario) -> None:
    found = summary_of(baseline, force_months=[0, 0, 0, 33], mean_commitment=[0.0, 0.0, 0.1, 1.0])
    months = found[found["section"] == "amount"].loc["force_months"]
    assert 0 < months["low"] < months["estimate"] < months["high"] < baseline.horizon
    known = ranges(baseline)
    for column in trial_columns(baseline)[2:]:
        rows = found.loc[[column.name]] if column.name in found.index else found.iloc[:0]
        for row in rows[rows["method"] == "score"].itertuples():
            assert known[column.path][0] <= row.low <= row.high <= known[column.path][1]


def test_what_a_crisis_implies_has_no_row(baseline: Scenario) -> None:
    given = set(summary_of(baseline).query("section == 'given'").index)
    assert "first_force|crisis" not in given
    assert {"first_lethal_incident|crisis", "first_limited_war|crisis"} <= given
    assert {"first_war|crisis", "first_war|first_limited_war"} <= given


def test_on_a_ladder_whose_force_always_kills_that_force_kills_has_no_row(
    baseline: Scenario,
) -> None:
    lethal = baseline.replace({"ladder.clash.lethal": True})
    given = set(summary_of(lethal).query("section == 'given'").index)
    assert "first_lethal_incident|crisis" not in given
    assert "first_limited_war|crisis" in given


def test_war_given_limited_war_is_counted_among_trials_with_limited_war(
    baseline: Scenario,
) -> None:
    found = summary_of(baseline, first_war=[3, -1, -1, -1], first_limited_war=[1, 0, 5, -1])
    row = found.loc["first_war|first_limited_war"]
    assert (row["number"], row["of"]) == (1, 3)


def test_the_number_of_a_state_has_no_mean(baseline: Scenario) -> None:
    assert "war_challenger" not in summary_of(baseline).index
