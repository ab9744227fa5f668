"""Which values each column of trials can take, by its variable's declared range and the horizon."""

from ..rulebook.declare import Variable
from ..scenario.scenario import Scenario
from .state_index import outcome_words, words

Range = tuple[float, float]
TRUTH: Range = (0.0, 1.0)
"""The range of what holds or not."""


def ranges(scenario: Scenario) -> dict[str, Range]:
    """Least and largest value of each column that can hold numbers, by the column's path.

    An end that nothing bounds is infinite. Months of a trial lie from 0 to the horizon less one
    (where there is no such month, there is no value), and counts of months end at the horizon.
    """
    every_word = words(scenario)
    found = {
        word.name: _of_variable(word.variable, scenario.horizon)
        for word in (every_word[k] for k in outcome_words(scenario))
        if word.variable.axis != "own"
    }
    declared = {word.name: word.variable for word in every_word}
    for outcome in scenario.outcomes:
        path = f"outcomes.{outcome.name}"
        if outcome.reduce == "first_month":
            found[path] = (0.0, scenario.horizon - 1.0)
        elif outcome.reduce == "count":
            found[path] = (0.0, float(scenario.horizon))
        elif outcome.of:
            found[path] = _of_variable(declared[outcome.of], scenario.horizon)
        else:
            found[path] = TRUTH
    return found


def _of_variable(variable: Variable, horizon: int) -> Range:
    if variable.kind == "month":
        return 0.0, horizon - 1.0
    if variable.outcome and variable.kind == "integer" and variable.unit == "months":
        return variable.low, min(variable.high, float(horizon))
    return variable.low, variable.high
