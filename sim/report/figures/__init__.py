"""Figures of a run, each a function from its tables and scenario to a matplotlib Figure."""

from pathlib import Path
from typing import Protocol

import pandas as pd
from matplotlib.figure import Figure

from ...scenario.scenario import Scenario
from ..style import save
from .classes import terminal_classes
from .fans import monthly_fans
from .headline import headline
from .incidence import time_to_first
from .rungs import highest_rung
from .technology import programme_states, technology_tracks

__all__ = [
    "all_figures",
    "headline",
    "highest_rung",
    "monthly_fans",
    "save",
    "technology_tracks",
    "terminal_classes",
    "time_to_first",
]


class Run(Protocol):
    """What figures need of a run: its trials, its trajectories or None, and its scenario."""

    @property
    def trials(self) -> pd.DataFrame: ...

    @property
    def trajectories(self) -> pd.DataFrame | None: ...

    @property
    def scenario(self) -> Scenario: ...


def all_figures(result: Run, folder: str | Path) -> list[Path]:
    """Draw every figure that the tables of a run allow and write each as PNG and PDF.

    Monthly fans need trajectories. Technology tracks are drawn for each state with a weapons
    programme.

    Returns
    -------
    list of Path
        The files, in the order in which they were written.
    """
    trials, scenario, paths = result.trials, result.scenario, result.trajectories
    drawn: dict[str, Figure] = {
        "terminal_classes": terminal_classes(trials, scenario),
        "highest_rung": highest_rung(trials, scenario),
        "time_to_first": time_to_first(trials, scenario),
    }
    if paths is not None:
        drawn["monthly_fans"] = monthly_fans(paths, scenario)
    for number, state in enumerate(programme_states(scenario)):
        name = "technology_tracks" if number == 0 else f"technology_tracks_{number + 1}"
        drawn[name] = technology_tracks(trials, scenario, state, paths)
    return [path for name, figure in drawn.items() for path in save(figure, folder, name)]
