"""The summary counts what the columns hold, and says of how many."""

import math
from typing import Any

import numpy as np
import pandas as pd
import pytest

from sim.analysis.intervals import bound_of_none
from sim.analysis.summary import summarise
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
    return summarise(scenario, columns, lambda name: frame[name]).set_index("name")


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
