"""Competing risks: by which act that kills the peace of a trial ends first, and the share that goes on.

In a month with several such acts the most severe counts, so that shares of causes and of trials
without any sum to one in every month. All trials are followed to the horizon, so that the cumulative
incidence of a cause is a plain share of trials (Aalen & Johansen 1978, doi:10.2307/4615704, without
censoring).
"""

import numpy as np
import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from ...arrays import Truths
from ...scenario.scenario import Scenario
from ..calendar_axis import calendar_axis, month_ticks
from ..choices import rests_on
from ..labels import label
from ..look import narrow, styled
from ..shares import INTERVAL, draws_of, share_intervals, share_words
from ..style import Key, furnish, new_figure
from .about import about, drawn

CAUSES = {
    "first_war": ("General war", "#3d0f08"),
    "first_limited_war": ("Limited war", "#b5502f"),
    "first_lethal_incident": ("Lethal incident", "#E9A66B"),
}
"""Columns of first months from the most severe act down, each with its words and colour."""
_REMAINS = ("Nobody killed so far", "#dbe8f0")


def causes_by_month(trials: pd.DataFrame, horizon: int) -> Truths:
    """Whether each trial's first act that kills has come by each month, by cause; last, whether none has.

    Returns
    -------
    array of bool, shape (causes + 1, trials, horizon + 1)
        True for exactly one of the first axis. Entry t of the last axis is the beginning of month t.
    """
    months = np.stack([trials[name].to_numpy(dtype=np.float64, na_value=np.inf) for name in CAUSES])
    # Of equal months the first in the list, which is the most severe.
    cause, first = months.argmin(axis=0), months.min(axis=0)
    come = first[:, None] < np.arange(horizon + 1)
    by_cause = [(cause == k)[:, None] & come for k in range(len(CAUSES))]
    return np.stack([*by_cause, ~come])


def competing_table(trials: pd.DataFrame, horizon: int) -> pd.DataFrame:
    """Rows of cause and month: share of trials with its 95% interval; the cause of none is "none"."""
    tables = []
    every = causes_by_month(trials, horizon)
    for name, happened in zip([*CAUSES, "none"], every, strict=True):
        low, high = share_intervals(happened, draws_of(trials))
        shares = {"month": range(horizon + 1), "share": happened.mean(axis=0)}
        tables.append(pd.DataFrame({"cause": name, **shares, "low": low, "high": high}))
    return pd.concat(tables, ignore_index=True)


def draw_competing(axes: Axes, trials: pd.DataFrame, scenario: Scenario) -> None:
    """Draw the shares by month on top of each other, the most severe cause at the bottom."""
    horizon = scenario.horizon
    shares = causes_by_month(trials, horizon).mean(axis=1)
    edges, low = np.arange(horizon + 1), np.zeros(horizon + 1)
    colors = [color for _, color in [*CAUSES.values(), _REMAINS]]
    for share, color in zip(shares, colors, strict=True):
        axes.fill_between(edges, low, low + share, step="post", color=color, linewidth=0)
        low = low + share
    axes.set_ylim(0.0, 1.0)
    axes.set_yticks([0.0, 0.25, 0.5, 0.75, 1.0], ["0", "25%", "50%", "75%", "100%"])
    axes.set_ylabel("Share of trials so far")
    calendar_axis(axes, scenario, month_ticks(horizon, 6 if narrow() else 7))


def _key(trials: pd.DataFrame, horizon: int) -> Key:
    """Causes with their shares at the end."""
    draw, end = draws_of(trials), causes_by_month(trials, horizon)[:, :, -1]
    words = [*(label(name, usual) for name, (usual, _) in CAUSES.items()), _REMAINS[0]]
    low, high = share_intervals(end.T, draw)
    said = [
        f"{text}: {share_words(int(of.sum()), len(of), below, above)}"
        for text, of, below, above in zip(words, end, low, high, strict=True)
    ]
    colors = [color for _, color in [*CAUSES.values(), _REMAINS]]
    signs: list[Artist] = [Patch(facecolor=color) for color in colors]
    return signs[::-1], said[::-1]


@styled
def competing_risks(trials: pd.DataFrame, scenario: Scenario) -> Figure:
    """By which act that kills the peace of a trial ends first, by month, and the share that goes on."""
    figure = new_figure(4.6 if narrow() else 4.2)
    draw_competing(figure.add_subplot(), trials, scenario)
    return furnish(
        figure,
        "How peace ends, if it does",
        "Share of trials by the first act that kills, by any state; the shares sum to one",
        about(scenario, len(trials))
        + f" In brackets: {INTERVAL}, at the end."
        + drawn(trials)
        + f" {rests_on(scenario, paths=False)}",
        key=_key(trials, scenario.horizon),
        table=competing_table(trials, scenario.horizon),
    )
