"""Figures, each a function from tables and a scenario to a matplotlib Figure."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple, Protocol

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ...errors import InputError
from ...scenario.nearest import did_you_mean
from ...scenario.scenario import Scenario
from ..saving import save
from .classes import draw_classes, terminal_classes
from .competing import competing_risks, draw_competing
from .fans import fan_columns, monthly_fans
from .headline import headline
from .incidence import draw_firsts, time_to_first
from .rungs import draw_rungs, highest_rung
from .technology import by_trial, programme_states, technology_tracks, track_columns

__all__ = [
    "Drawable",
    "all_figures",
    "chosen",
    "figures_of_run",
    "headline",
    "highest_rung",
    "monthly_fans",
    "technology_tracks",
    "terminal_classes",
    "time_to_first",
]


class Drawable(NamedTuple):
    """A figure that a result has: what draws it, and what draws its chart into given axes, if one does."""

    draw: Callable[[], Figure]
    into: Callable[[Axes], None] | None = None


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


def chosen(figures: Mapping[str, Drawable], name: str) -> Drawable:
    """The figure of a name.

    Raises
    ------
    InputError
        If there is none, with those that there are.
    """
    if name not in figures:
        near = did_you_mean(name, figures)
        raise InputError(f"there is no figure {name!r}; there are {', '.join(figures)}{near}")
    return figures[name]


def figures_of_run(run: Run) -> dict[str, Drawable]:
    """Figures of a run by name; technology tracks are drawn for each state with a weapons programme."""
    scenario = run.scenario
    found = {
        "headline": Drawable(lambda: headline(run.trials, scenario)),
        "terminal_classes": Drawable(
            lambda: terminal_classes(run.trials, scenario),
            lambda axes: draw_classes(axes, run.trials),
        ),
        "highest_rung": Drawable(
            lambda: highest_rung(run.trials, scenario),
            lambda axes: draw_rungs(axes, run.trials, scenario),
        ),
        "time_to_first": Drawable(
            lambda: time_to_first(run.trials, scenario),
            lambda axes: draw_firsts(axes, run.trials, scenario),
        ),
        "competing_risks": Drawable(
            lambda: competing_risks(run.trials, scenario),
            lambda axes: draw_competing(axes, run.trials, scenario),
        ),
        "monthly_fans": Drawable(lambda: _fans(run)),
    }
    for number, state in enumerate(programme_states(scenario), 1):
        name = "technology_tracks" if number == 1 else f"technology_tracks_{number}"
        found[name] = Drawable(partial(_tracks, run, state))
    return found


def _fans(run: Run) -> Figure:
    scenario, trials = run.scenario, run.trials
    return monthly_fans(run.monthly(fan_columns(scenario, trials)), scenario, trials)


def _tracks(run: Run, state: str) -> Figure:
    scenario, trials = run.scenario, run.trials
    columns = list(track_columns(scenario, state).values())
    if not set(columns) <= set(trials.columns):
        trials = by_trial(run.monthly(columns), scenario)
    return technology_tracks(trials, scenario, state)


def all_figures(figures: Mapping[str, Drawable], folder: str | Path) -> list[Path]:
    """Draw every figure and write each to ``folder`` as PNG and PDF; the files in order."""
    return [path for name, one in figures.items() for path in save(one.draw(), folder, name)]
