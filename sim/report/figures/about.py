"""The line below every figure: what was run."""

from ...scenario.scenario import Scenario
from ..naming import counted, month_words, shortened


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
