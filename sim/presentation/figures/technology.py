"""Weapons technology: share of trials in which each track has reached its milestone."""

import pandas as pd
from matplotlib.figure import Figure

from ...rulebook.technology import MILESTONES
from ...scenario.scenario import Scenario
from ..look import styled
from ..naming import words
from ..shares import draws_of
from ..style import furnish
from ..survival import cumulative_incidence
from .about import about, drawn
from .incidence import curve_key, draw_incidence, incidence_panels, incidence_table, note

MILESTONES_NOTE = f" Milestones: {'; '.join(MILESTONES)}."


def programme_states(scenario: Scenario) -> list[str]:
    """States with a weapons programme: theirs are the tracks that move."""
    return [s for s in scenario.names["states"] if scenario.value(f"states.{s}.programme")]


def track_columns(scenario: Scenario, state: str) -> dict[str, str]:
    """Column of the month in which each track of a state reached its milestone, by track."""
    rows = [row.partition(".") for row in scenario.names["tracks"]]
    return {
        track: f"states.{owner}.tracks.{track}.milestone_month"
        for owner, _, track in rows
        if owner == state
    }


def by_trial(months: pd.DataFrame, scenario: Scenario) -> pd.DataFrame:
    """Milestone months of each trial, from the last month of a long table of trajectories."""
    return months[months["month"] == scenario.horizon - 1]


@styled
def technology_tracks(trials: pd.DataFrame, scenario: Scenario, state: str | None = None) -> Figure:
    """Share of trials in which each technology track of a state has reached its milestone, by month.

    Parameters
    ----------
    trials : DataFrame
        One row a trial, with the columns of ``track_columns``.
    scenario : Scenario
        What was run.
    state : str, optional
        Whose tracks; by default the first state by name with a weapons programme.

    Raises
    ------
    ValueError
        If the state is unknown, or none has a weapons programme.
    """
    states = programme_states(scenario)
    if state is None and not states:
        raise ValueError("no state of this scenario has a weapons programme, so no track moves")
    whose = states[0] if state is None else state
    if whose not in scenario.names["states"]:
        known = ", ".join(scenario.names["states"])
        raise ValueError(f"no state is called {whose!r}; there are {known}")
    draw = draws_of(trials)
    curves = {
        words(track): cumulative_incidence(trials[column], scenario.horizon, draw=draw)
        for track, column in track_columns(scenario, whose).items()
    }
    figure, top, bottom = incidence_panels(len(curves))
    draw_incidence(top, bottom, curves, scenario)
    return furnish(
        figure,
        f"When the weapons technology of {words(whose, 28)} reaches its milestones",
        "Share of trials in which each track has reached its milestone by a month",
        about(scenario, len(trials)) + note(curves) + drawn(trials) + MILESTONES_NOTE,
        key=curve_key(curves),
        table=incidence_table(curves),
    )
