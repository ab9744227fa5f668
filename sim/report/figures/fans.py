"""What months look like: quantiles across trials, with a few single trials."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator

from ...scenario.scenario import Scenario
from ..calendar_axis import calendar_axis, month_ticks
from ..naming import words
from ..style import INK, furnish, new_figure, styled
from .about import about
from .rungs import main_rivalry

Floats = npt.NDArray[np.float64]
SHARES = (0.95, 0.8, 0.5)
_TINTS = ("#d3e6f3", "#97c4e3", "#4b97c9")
_MEDIAN = "#00324f"


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

    for low, high, tint in zip(bands.low, bands.high, _TINTS, strict=True):
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
        color=_MEDIAN,
        linewidth=1.8 if paths.shape[1] <= 120 else 1.2,
    )
    calendar_axis(axes, scenario, month_ticks(scenario.horizon))


def _key(trials: int, months: int) -> tuple[list[Artist], list[str]]:
    """Signs and words of the bands and lines."""
    handles: list[Artist] = [
        Line2D([], [], color=_MEDIAN, linewidth=2.0),
        *(Patch(color=tint) for tint in reversed(_TINTS)),
    ]
    labels = ["median", *(f"middle {share:.0%}" for share in reversed(SHARES))]
    handles.append(Line2D([], [], color=INK, linewidth=0.6, alpha=0.7))
    shown = min(trials, samples(months))
    labels.append("trial 0" if shown == 1 else f"trials 0 to {shown - 1}")
    return handles, labels


@styled
def monthly_fans(trajectories: pd.DataFrame, scenario: Scenario) -> Figure:
    """Tension of the main rivalry and events a month: quantiles across trials, month by month.

    Parameters
    ----------
    trajectories : DataFrame
        One row a trial and month, with columns ``trial``, ``month`` and variables by path.
    scenario : Scenario
        What was run.
    """
    felt = main_rivalry(scenario)[0]
    first, second = scenario.parties["rivalries"][felt]
    tension = monthly_paths(trajectories, f"rivalries.{felt}.tension", scenario.horizon)
    counted = [s for s in scenario.names["states"] if scenario.value(f"states.{s}.events_counted")]
    figure = new_figure(4.6)
    top, bottom = (
        figure.subplots(2 if counted else 1, 1, squeeze=False)[:, 0]
        if counted
        else (figure.subplots(), None)
    )
    draw_fan(top, tension, scenario)
    top.set_ylim(0.0, 1.0)
    top.set_ylabel("Tension, 0 to 1")
    top.set_title(f"Tension, {words(first, 28)} towards {words(second, 28)}")
    if bottom is not None:
        events = sum(
            monthly_paths(trajectories, f"states.{s}.events", scenario.horizon) for s in counted
        )
        draw_fan(bottom, np.asarray(events), scenario)
        bottom.set_ylim(0.0, max(1.0, float(bottom.get_ylim()[1])))
        bottom.yaxis.set_major_locator(MaxNLocator(5, integer=True))
        bottom.set_ylabel("Events a month")
        whose = (
            f" of {words(counted[0], 28)}" if len(counted) == 1 else f" of {len(counted)} states"
        )
        bottom.set_title(f"Events{whose}")
        top.tick_params(labelbottom=False)
    return furnish(
        figure,
        "Tension and events, month by month",
        "",
        about(scenario, tension.shape[0])
        + " Bands hold the middle 50, 80 and 95% of trials in each month; they show how trials"
        " differ and are not confidence intervals.",
        key=_key(*tension.shape),
    )
