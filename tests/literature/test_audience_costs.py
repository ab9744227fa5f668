"""Audience costs of the shipped states, relative to the US, by Crisman-Cox & Gibilisco 2018.

They estimate a cost of backing down for each country in a dynamic game of crisis escalation (replication
data doi:10.7910/DVN/XBNJD9). The standard error of a ratio takes both estimates as independent: the
archive keeps no covariances. Nothing here is random.
"""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from sim.scenario.loading import load

pytestmark = pytest.mark.slow

COSTS = pd.read_csv(
    Path(__file__).parents[1] / "data" / "literature" / "audience_costs.csv", index_col="state"
)
US = COSTS.loc["us"]
STATES = ["us", "russia", "china", "japan", "rok", "dprk"]


def relative(state: str) -> tuple[float, float]:
    """A state's audience cost as a share of that of the US, and its standard error."""
    cost = COSTS.loc[state]
    share = float(cost["audience_cost"] / US["audience_cost"])
    errors = COSTS["standard_error"] / COSTS["audience_cost"]
    return share, share * float(np.hypot(errors[state], errors["us"]))


def test_relative_audience_costs_are_as_published() -> None:
    assert [round(relative(state)[0], 2) for state in STATES] == [1.0, 0.96, 0.90, 0.67, 0.58, 0.56]


@pytest.mark.parametrize("state", STATES)
def test_a_shipped_state_has_the_audience_cost_that_was_estimated_for_it(state: str) -> None:
    shipped = load("six_party")
    # Two decimals are shipped.
    assert shipped.value(f"states.{state}.audience") == pytest.approx(relative(state)[0], abs=0.005)


@pytest.mark.parametrize("state", ["russia", "china", "japan", "rok", "dprk"])
def test_the_estimates_rule_out_that_backing_down_costs_a_third_of_what_it_costs_in_the_us(
    state: str,
) -> None:
    # The lowest bound of a 90% interval is 0.435, for Japan.
    share, error = relative(state)
    assert share - 1.645 * error > 0.43
