"""Figures of a run, each a function from its tables and scenario to a matplotlib Figure."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

import pandas as pd
from matplotlib.figure import Figure

from ...scenario.scenario import Scenario
from ..style import save
from .classes import terminal_classes
from .fans import fan_columns, monthly_fans
from .headline import headline
from .incidence import time_to_first
from .rungs import highest_rung
from .technology import by_trial, programme_states, technology_tracks, track_columns

__all__ = [
    "KINDS",
    "all_figures",
    "draw",
    "headline",
    "highest_rung",
    "monthly_fans",
    "save",
    "technology_tracks",
    "terminal_classes",
    "time_to_first",
]


class Run(Protocol):
    """What figures need of a run."""

    @property
    def trials(self) -> pd.DataFrame:
        """One row a trial."""
        ...

    @property
    def scenario(self) -> Scenario:
        """What was run."""
        ...

    def monthly(self, names: Sequence[str]) -> pd.DataFrame:
        """Some variables, one row a trial and month, of all trials or the first of them."""
        ...


def _fans(result: Run) -> Figure:
    scenario, trials = result.scenario, result.trials
    return monthly_fans(result.monthly(fan_columns(scenario, trials)), scenario, trials)


def _tracks(result: Run, state: str | None = None) -> Figure:
    scenario = result.scenario
    whose = next(iter(programme_states(scenario)), None) if state is None else state
    columns = [] if whose is None else list(track_columns(scenario, whose).values())
    trials = result.trials
    if not set(columns) <= set(trials.columns):
        trials = by_trial(result.monthly(columns), scenario)
    return technology_tracks(trials, scenario, whose)


KINDS: dict[str, Callable[[Run], Figure]] = {
    "headline": lambda result: headline(result.trials, result.scenario),
    "terminal_classes": lambda result: terminal_classes(result.trials, result.scenario),
    "highest_rung": lambda result: highest_rung(result.trials, result.scenario),
    "time_to_first": lambda result: time_to_first(result.trials, result.scenario),
    "monthly_fans": _fans,
    "technology_tracks": _tracks,
}
"""Figures by name."""


def draw(result: Run, kind: str) -> Figure:
    """One figure of a run.

    Parameters
    ----------
    result : Run
        What ``sim.run`` returns.
    kind : str
        One of ``KINDS``.

    Raises
    ------
    ValueError
        If there is no figure of this kind, or the scenario has nothing to show in it.
    """
    if kind not in KINDS:
        raise ValueError(f"there is no figure {kind!r}; there are {', '.join(KINDS)}")
    return KINDS[kind](result)


def all_figures(result: Run, folder: str | Path) -> list[Path]:
    """Draw every figure of a run and write each to ``folder`` as PNG and PDF.

    Technology tracks are drawn for each state with a weapons programme, and not at all where there
    is none.

    Returns
    -------
    list of Path
        The files, in the order in which they were written.
    """
    written: list[Path] = []
    for kind in KINDS:
        if kind != "technology_tracks":
            written += save(draw(result, kind), folder, kind)
    for number, state in enumerate(programme_states(result.scenario), 1):
        name = "technology_tracks" if number == 1 else f"technology_tracks_{number}"
        written += save(_tracks(result, state), folder, name)
    return written
