"""The worst outcome of each trial: shares of the terminal classes."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ...engine.table import CLASS_WORDS
from ...scenario.scenario import Scenario
from ..choices import rests_on
from ..look import QUIET, narrow, pt, styled
from ..naming import words
from ..rows import name_rows
from ..shares import INTERVAL, draws_of, share_intervals, share_words
from ..style import BLUE, furnish, new_figure
from .about import about, drawn

CLASSES = {
    "nuclear_use": "any use of nuclear weapons",
    "general_war": "conventional to the end",
    "people_killed": "an act that kills or limited war",
    "chronic_provocation": "last year: an event a month or more",
    "cold_peace": "last year: fewer events",
    "detente": "last year: no event, and both cooperate",
}
"""Terminal classes from the most severe down, each with what it takes to be counted there."""


def class_shares(table: pd.DataFrame) -> pd.DataFrame:
    """One row a terminal class, the worst first: trials, share, 95% interval, all trials."""
    ended = np.stack([(table["terminal_class"] == name).to_numpy() for name in CLASSES], axis=1)
    counts = ended.sum(axis=0)
    low, high = share_intervals(ended, draws_of(table))
    return pd.DataFrame(
        {
            "terminal_class": list(CLASSES),
            "trials": counts,
            "share": counts / len(table),
            "low": low,
            "high": high,
            "of": len(table),
        }
    )


def draw_classes(axes: Axes, table: pd.DataFrame, longest: int = 52) -> None:
    """Draw the share of each terminal class of the trials and its 95% Wilson interval, the worst on top.

    In a narrow figure a name and its share have up to ``longest`` characters.
    """
    trials = len(table)
    shares = class_shares(table)
    counts, low, high = shares["trials"].tolist(), shares["low"], shares["high"]
    rows = list(range(len(CLASSES)))
    axes.hlines(rows, low, high, color=BLUE, linewidth=2.2, alpha=0.55, clip_on=False)
    seen = [k for k in rows if counts[k] > 0]
    axes.plot(shares["share"][seen], seen, "o", color=BLUE, markersize=6, clip_on=False)
    for k in rows:
        if counts[k] == 0:
            axes.plot(high[k], k, marker=4, color=BLUE, markersize=4, clip_on=False)
    said = [share_words(counts[k], trials, low[k], high[k]) for k in rows]
    if narrow():
        names = [words(name, usual=CLASS_WORDS[name]) for name in CLASSES]
        name_rows(axes, names, said, longest)
    else:
        _name_beside(axes, said)
    share_axis(axes, float(high.max()))
    axes.set_xlabel("Share of trials")


def _name_beside(axes: Axes, said: list[str]) -> None:
    """Name the classes to the left, each with what it takes to be counted there, and say their shares."""
    for k, (name, meaning) in enumerate(CLASSES.items()):
        axes.text(
            -0.025,
            k - 0.03,
            words(name, usual=CLASS_WORDS[name]),
            transform=axes.get_yaxis_transform(),
            ha="right",
            va="bottom",
            size=pt(8.5),
        )
        axes.text(
            -0.025,
            k + 0.04,
            meaning,
            transform=axes.get_yaxis_transform(),
            ha="right",
            va="top",
            size=pt(6.6),
            color=QUIET,
        )
        axes.text(
            1.03,
            k,
            said[k],
            transform=axes.get_yaxis_transform(),
            ha="left",
            va="center",
            size=pt(7.6),
        )
    axes.set_ylim(len(CLASSES) - 0.5, -0.5)
    axes.set_yticks(range(len(CLASSES)), [""] * len(CLASSES))
    axes.spines["left"].set_visible(False)
    axes.grid(visible=False, axis="y")


def share_axis(axes: Axes, largest: float, most: int = 6) -> None:
    """Show shares along the horizontal axis, from 0 to a round number that holds ``largest``."""
    ticks = share_ticks(largest, min(most, 5) if narrow() else most)
    axes.set_xlim(0.0, ticks[-1])
    axes.set_xticks(ticks, tick_words(ticks))


def tick_words(ticks: list[float]) -> list[str]:
    """Round shares as percentages; 0 without a sign."""
    return [f"{100.0 * tick:.6g}%" if tick else "0" for tick in ticks]


def share_ticks(largest: float, most: int = 6) -> list[float]:
    """Round shares from 0 to the first that is at least ``largest``, at most ``most`` of them."""
    for power in range(-6, 1):
        for lead in (1.0, 2.0, 2.5, 5.0):
            step = lead * 10.0**power
            count = int(np.ceil(largest / step - 1e-9))
            if count < most:
                return [
                    round(k * step, 9) for k in range(max(count, 1) + 1) if k * step <= 1.0 + 1e-9
                ]
    return [0.0, 1.0]


@styled
def terminal_classes(trials: pd.DataFrame, scenario: Scenario) -> Figure:
    """Shares of the terminal classes, in order of severity, with 95% Wilson intervals."""
    figure = new_figure(3.5)
    draw_classes(figure.add_subplot(), trials)
    return furnish(
        figure,
        "Worst outcome of a trial",
        "Share of trials in which each was the worst that happened, the most severe at the top",
        about(scenario, len(trials))
        + f" Dot: share; line: {INTERVAL}."
        + drawn(trials)
        + f" {rests_on(scenario, paths=False)}",
        table=class_shares(trials),
    )
