"""The line below every figure: what was run."""

import pandas as pd

from ...engine.table import DRAW
from ...scenario.scenario import Scenario
from ..naming import counted, month_words, shortened


def drawn(trials: pd.DataFrame) -> str:
    """Which axis an interval of these trials shows, and which the spread of trials, in words."""
    if DRAW not in trials:
        return " Parameters as stated: intervals and spread are of chance alone."
    draws = counted(int(trials[DRAW].nunique()), "parameter draw")
    return (
        f" Trials take {draws} in turn: spread and intervals are of chance and parameters, intervals"
        " clustered by draw."
    )


def about(scenario: Scenario, trials: int) -> str:
    """Trials, scenario and horizon in words."""
    title = shortened(scenario.title or scenario.name, 90)
    name = shortened(scenario.name, 60)
    what = f"“{title}” ({name})" if title != name else f"“{name}”"
    months = counted(scenario.horizon, "month")
    when = month_words(scenario, 0)
    if scenario.horizon > 1:
        when += f" to {month_words(scenario, scenario.horizon - 1)}"
    return f"{counted(trials, 'trial')} of {what}, {when} ({months})."
