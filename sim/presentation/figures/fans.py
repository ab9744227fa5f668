"""What months look like: quantiles across trials, with a few single trials."""

from typing import NamedTuple

import numpy as np
import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator

from ...arrays import Floats
from ...engine.table import DRAW
from ...scenario.scenario import Scenario
from ..calendar_axis import calendar_axis, month_ticks
from ..look import INK, styled
from ..naming import counted, words
from ..style import furnish, new_figure
from .about import about
from .rungs import main_rivalry

SHARES = (0.95, 0.8, 0.5)
TINTS = ("#d3e6f3", "#97c4e3", "#4b97c9")
MEDIAN = "#00324f"


def samples(months: int) -> int:
    """Single trials to draw: fewer where they would hide the bands."""
    return 3 if months <= 120 else 1


class Bands(NamedTuple):
    """Quantiles across trials: ``median`` (months,), ``low`` and ``high`` (bands, months)."""

    median: Floats
    low: Floats
    high: Floats


def quantile_bands(paths: Floats, shares: tuple[float, ...] = SHARES) -> Bands:
    """Median and the bands that hold these shares of ``paths`` (trials, months) in each month."""
    half = np.array(shares) / 2.0
    low, high = np.quantile(paths, 0.5 - half, axis=0), np.quantile(paths, 0.5 + half, axis=0)
    return Bands(np.quantile(paths, 0.5, axis=0), low, high)


def monthly_paths(trajectories: pd.DataFrame, column: str, horizon: int) -> Floats:
    """A column of a long table of trajectories as an array (trials, months), trials in order.

    Raises
    ------
    ValueError
        If a trial does not hold every month from 0 to ``horizon - 1`` once.
    """
    ordered = trajectories.sort_values(["trial", "month"], kind="stable")
    months = ordered["month"].to_numpy()
    whole = len(months) % horizon == 0 and np.array_equal(
        months.reshape(-1, horizon), np.tile(np.arange(horizon), (len(months) // horizon, 1))
    )
    if not whole or ordered["trial"].nunique() * horizon != len(months):
        raise ValueError(
            f"trajectories must hold each month from 0 to {horizon - 1} once in every trial"
        )
    return ordered[column].to_numpy(dtype=np.float64).reshape(-1, horizon)


def draw_fan(axes: Axes, paths: Floats, scenario: Scenario) -> None:
    """Draw quantile bands, the median and the first few trials, as steps a month wide."""
    bands = quantile_bands(paths)
    edges = np.arange(paths.shape[1] + 1)

    def whole(values: Floats) -> Floats:
        return np.append(values, values[-1])

    for low, high, tint in zip(bands.low, bands.high, TINTS, strict=True):
        axes.fill_between(edges, whole(low), whole(high), step="post", color=tint, linewidth=0)
    for path in paths[: samples(paths.shape[1])]:
        axes.plot(
            edges[:-1] + 0.5,
            path,
            color=INK,
            linewidth=0.45,
            alpha=0.7,
            marker="." if len(path) < 3 else "",
        )
    axes.step(
        edges,
        whole(bands.median),
        where="post",
        color=MEDIAN,
        linewidth=1.8 if paths.shape[1] <= 120 else 1.2,
    )
    calendar_axis(axes, scenario, month_ticks(scenario.horizon))


def _key(trials: int, months: int) -> tuple[list[Artist], list[str]]:
    """Signs and words of the bands and lines."""
    handles: list[Artist] = [
        Line2D([], [], color=MEDIAN, linewidth=2.0),
        *(Patch(color=tint) for tint in reversed(TINTS)),
    ]
    labels = ["median", *(f"middle {share:.0%}" for share in reversed(SHARES))]
    handles.append(Line2D([], [], color=INK, linewidth=0.6, alpha=0.7))
    shown = min(trials, samples(months))
    labels.append("trial 0" if shown == 1 else f"trials 0 to {shown - 1}")
    return handles, labels


def fan_columns(scenario: Scenario, trials: pd.DataFrame) -> list[str]:
    """Variables that ``monthly_fans`` reads: the main rivalry's tension, then events by state.

    ``trials`` decides which rivalry is the main one where stakes are equal (``main_rivalry``).
    """
    states = [s for s in scenario.names["states"] if scenario.value(f"states.{s}.events_counted")]
    tension = f"rivalries.{main_rivalry(scenario, trials)[0]}.tension"
    return [tension, *(f"states.{state}.events" for state in states)]


@styled
def monthly_fans(trajectories: pd.DataFrame, scenario: Scenario, trials: pd.DataFrame) -> Figure:
    """Tension of the main rivalry and events a month: quantiles across trials, month by month.

    Parameters
    ----------
    trajectories : DataFrame
        One row a trial and month, with columns ``trial``, ``month`` and those of ``fan_columns``.
    scenario : Scenario
        What was run.
    trials : DataFrame
        One row a trial, as ``fan_columns`` was given it.

    Raises
    ------
    ValueError
        If a trial lacks a month or holds one twice.
    """
    felt, *events = fan_columns(scenario, trials)
    actor, target = scenario.parties["rivalries"][felt.split(".")[1]]
    tension = monthly_paths(trajectories, felt, scenario.horizon)
    figure = new_figure(4.6 if events else 3.0)
    panels = figure.subplots(2 if events else 1, 1, squeeze=False)[:, 0]
    draw_fan(panels[0], tension, scenario)
    panels[0].set_ylim(0.0, 1.0)
    panels[0].set_ylabel("Tension, 0 to 1")
    shown = {felt: tension}
    panels[0].set_title(f"Tension, {words(actor, 28)} towards {words(target, 28)}")
    if events:
        by_state = [monthly_paths(trajectories, name, scenario.horizon) for name in events]
        shown["events"] = np.add.reduce(by_state)
        _draw_events(panels[1], shown["events"], scenario)
        one = words(events[0].split(".")[1], 28)
        panels[1].set_title(f"Events of {one if len(events) == 1 else f'{len(events)} states'}")
        panels[0].tick_params(labelbottom=False)
    return furnish(
        figure,
        "Tension and events, month by month",
        "",
        about(scenario, tension.shape[0])
        + " Bands hold the middle 50, 80 and 95% of trials in each month; they show how trials"
        f" differ by chance{_by_draw(trials)} and are not confidence intervals.",
        key=_key(*tension.shape),
        table=pd.concat([_bands_table(name, of) for name, of in shown.items()], ignore_index=True),
    )


def _by_draw(trials: pd.DataFrame) -> str:
    draws = counted(int(trials[DRAW].nunique()), "draw") if DRAW in trials else ""
    return f" and by parameter draw ({draws} among all trials)" if draws else ""


def _bands_table(name: str, paths: Floats) -> pd.DataFrame:
    """A variable by month: the median, and the ends of the bands across trials."""
    bands = quantile_bands(paths)
    table = pd.DataFrame({"variable": name, "month": range(paths.shape[1]), "median": bands.median})
    for share, low, high in zip(SHARES, bands.low, bands.high, strict=True):
        table[f"middle_{share:.0%}_low"], table[f"middle_{share:.0%}_high"] = low, high
    return table


def _draw_events(axes: Axes, events: Floats, scenario: Scenario) -> None:
    draw_fan(axes, events, scenario)
    top = max(1.0, float(axes.get_ylim()[1]))
    axes.set_ylim(0.0, top)
    axes.set_yticks(
        [tick for tick in MaxNLocator(5, integer=True).tick_values(0.0, top) if tick <= top]
    )
    axes.set_ylabel("Events a month")
