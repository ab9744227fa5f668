"""Competing risks: causes and the share that goes on sum to one in every month."""

import numpy as np
import pandas as pd

from sim.presentation.figures.competing import CAUSES, causes_by_month, competing_table

HORIZON = 6
TRIALS = pd.DataFrame(
    {
        "first_lethal_incident": pd.array([0, 2, 2, None, 5], dtype="Int64"),
        "first_limited_war": pd.array([3, 2, 2, None, None], dtype="Int64"),
        "first_war": pd.array([None, 2, None, None, None], dtype="Int64"),
    }
)


def test_shares_sum_to_one_in_every_month() -> None:
    found = causes_by_month(TRIALS, HORIZON)
    assert found.shape == (len(CAUSES) + 1, len(TRIALS), HORIZON + 1)
    assert (found.sum(axis=0) == 1).all()
    sums = competing_table(TRIALS, HORIZON).groupby("month")["share"].sum()
    assert np.allclose(sums, 1.0)


def test_the_first_act_counts_and_of_one_month_the_most_severe() -> None:
    war, limited, lethal, none = causes_by_month(TRIALS, HORIZON)[:, :, -1]
    assert war.tolist() == [False, True, False, False, False]
    assert limited.tolist() == [False, False, True, False, False]
    assert lethal.tolist() == [True, False, False, False, True]
    assert none.tolist() == [False, False, False, True, False]


def test_an_act_has_come_from_the_month_after_its_own() -> None:
    *_, none = causes_by_month(TRIALS, HORIZON)
    assert none[0].tolist() == [True] + 6 * [False]
    assert none[4].tolist() == 6 * [True] + [False]
