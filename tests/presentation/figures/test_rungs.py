"""The main rivalry, and rungs as places on the ladder."""

from collections.abc import Callable

import pandas as pd

from sim.api.results.runs import Result
from sim.presentation.figures.rungs import main_rivalry, rung_numbers


def test_the_main_rivalry_is_that_with_most_at_stake(result_of: Callable[[str], Result]) -> None:
    result = result_of("normal")
    scenario, trials = result.scenario, result.trials
    assert main_rivalry(scenario, trials) == ("dprk-rok", "rok-dprk")
    stakes = {"rivalries.russia-us.stakes": 9.0, "rivalries.us-russia.stakes": 9.0}
    assert main_rivalry(scenario.replace(stakes), trials) == ("russia-us", "us-russia")


def test_of_rivalries_with_equal_stakes_it_is_the_one_that_climbs_highest(
    result_of: Callable[[str], Result],
) -> None:
    result = result_of("normal")
    names = result.scenario.names["rivalries"]
    equal = result.scenario.replace({f"rivalries.{name}.stakes": 1.0 for name in names})
    calm = pd.DataFrame({f"rivalries.{name}.highest": [1, 1, 1] for name in names})
    lively = calm.assign(**{"rivalries.us-russia.highest": [1, 2, 1]})
    assert main_rivalry(equal, lively) == ("russia-us", "us-russia")
    assert main_rivalry(equal, calm) == main_rivalry(equal, calm[[]]) == ("dprk-rok", "rok-dprk")


def test_rungs_are_read_as_names_or_as_places() -> None:
    ladder = ("low", "middle", "high")
    names = pd.Series(pd.Categorical(["high", "low", "middle"], ladder, ordered=True))
    assert rung_numbers(names, ladder).tolist() == [2, 0, 1]
    assert rung_numbers(pd.Series([2, 0, 1]), ladder).tolist() == [2, 0, 1]
