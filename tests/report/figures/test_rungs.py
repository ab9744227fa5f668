"""The main rivalry, and rungs as places on the ladder."""

from collections.abc import Callable

import pandas as pd

from sim.api import Result
from sim.report.figures.rungs import main_rivalry, rung_numbers


def test_the_main_rivalry_is_that_with_most_at_stake(result_of: Callable[[str], Result]) -> None:
    scenario = result_of("normal").scenario
    assert main_rivalry(scenario) == ("dprk-rok", "rok-dprk")
    stakes = {"rivalries.russia-us.stakes": 9.0, "rivalries.us-russia.stakes": 9.0}
    assert main_rivalry(scenario.replace(stakes)) == ("russia-us", "us-russia")


def test_rungs_are_read_as_names_or_as_places() -> None:
    ladder = ("low", "middle", "high")
    names = pd.Series(pd.Categorical(["high", "low", "middle"], ladder, ordered=True))
    assert rung_numbers(names, ladder).tolist() == [2, 0, 1]
    assert rung_numbers(pd.Series([2, 0, 1]), ladder).tolist() == [2, 0, 1]
