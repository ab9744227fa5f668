"""When weapons technology is ready: share of trials with each track operational."""

import pandas as pd
from matplotlib.figure import Figure

from ...scenario.scenario import Scenario
from ..naming import words
from ..style import furnish, new_figure, styled
from ..survival import cumulative_incidence
from .about import about
from .incidence import draw_incidence, note


def programme_states(scenario: Scenario) -> list[str]:
    """States with a weapons programme: theirs are the tracks that move."""
    return [s for s in scenario.names["states"] if scenario.value(f"states.{s}.programme")]


def operational_months(
    trials: pd.DataFrame, trajectories: pd.DataFrame | None, state: str, scenario: Scenario
) -> dict[str, pd.Series]:
    """First operational month of each track of a state, from trials or the end of trajectories.

    Raises
    ------
    ValueError
        If neither holds them.
    """
    found = {}
    for row in scenario.names["tracks"]:
        owner, _, track = row.partition(".")
        if owner != state:
            continue
        column = f"states.{state}.tracks.{track}.operational_month"
        if column in trials:
            found[track] = trials[column]
        elif trajectories is not None and column in trajectories:
            last = trajectories.loc[trajectories["month"] == scenario.horizon - 1, column]
            found[track] = last.where(last >= 0)
        else:
            raise ValueError(f"neither trials nor trajectories hold {column}")
    return found


@styled
def technology_tracks(
    trials: pd.DataFrame,
    scenario: Scenario,
    state: str | None = None,
    trajectories: pd.DataFrame | None = None,
) -> Figure:
    """Share of trials in which each technology track of a state is operational, by month.

    Parameters
    ----------
    trials : DataFrame
        One row a trial.
    scenario : Scenario
        What was run.
    state : str, optional
        Whose tracks; by default the first state by name with a weapons programme.
    trajectories : DataFrame, optional
        Read where ``trials`` does not hold the operational months.

    Raises
    ------
    ValueError
        If the state is unknown, none has a weapons programme, or the months are in neither table.
    """
    states = programme_states(scenario)
    if state is None and not states:
        raise ValueError("no state of this scenario has a weapons programme, so no track moves")
    whose = states[0] if state is None else state
    if whose not in scenario.names["states"]:
        raise ValueError(
            f"no state is called {whose!r}; there are {', '.join(scenario.names['states'])}"
        )
    months = operational_months(trials, trajectories, whose, scenario)
    curves = {
        words(track): cumulative_incidence(first, scenario.horizon)
        for track, first in months.items()
    }
    figure = new_figure(4.2)
    top, bottom = figure.subplots(2, 1, height_ratios=(4.2, 1.35), squeeze=True)
    draw_incidence(top, bottom, curves, scenario)
    return furnish(
        figure,
        f"When the weapons technology of {words(whose, 28)} is operational",
        "Share of trials in which each track has reached its threshold by a month",
        about(scenario, len(trials)) + note(curves),
    )
