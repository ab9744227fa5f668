"""Boxes that PRIM peeled, and the limits of the one that was taken."""

import math
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import PercentFormatter

from ...experiment.space import Dimension
from ..discovery import halves_words, limit_words, what_is_looked_at
from ..look import GRID, INK, QUIET, narrow, pt, styled
from ..naming import counted, parameter_words, percent, shortened
from ..style import BLUE, VERMILION, furnish, new_figure

if TYPE_CHECKING:
    from ...api.results.discovery import Discovered


@styled
def discovery(found: "Discovered") -> Figure:
    """The peeling trajectory on both halves of the trials, and the box as parts of ranges."""
    boxes, plan = found.boxes, found.plan
    known = {one.path: one for one in plan.dimensions}
    limits = {known[name]: ends for name, ends in boxes.prim.limits.items()}
    more = 0.18 * max(0, len(limits) - 5)
    if narrow():
        figure = new_figure(5.6 + more)
        left, right = figure.subplots(2, 1, height_ratios=(1.0, 0.9))
    else:
        figure = new_figure(3.9 + more)
        left, right = figure.subplots(1, 2, width_ratios=(1.0, 0.9))
    _trajectory(left, found)
    _box(right, limits)
    prim = boxes.prim
    return furnish(
        figure,
        f"Where {shortened(plan.case.words, 56)} comes from",
        f"In the box {prim.cases:,} of {counted(prim.trials, 'trial')} "
        f"({percent(prim.density.estimate)}), against {percent(boxes.cases / boxes.trials)} of all"
        if limits
        else f"No limit is borne out: cases come from everywhere, {percent(boxes.cases / boxes.trials)} "
        "of all trials",
        f"{plan.scenario.name}: {what_is_looked_at(plan)}, seed {plan.seed}. {halves_words(plan)} "
        "The dashed line and the diamond, with its 95% intervals, are measured.",
        key=_key(),
        table=boxes.trajectory,
    )


def _trajectory(axes: Axes, found: "Discovered") -> None:
    boxes = found.boxes
    peeled = boxes.trajectory
    axes.plot(peeled["coverage"], peeled["density"], "-", color=BLUE, linewidth=1.4)
    axes.plot(peeled["held_coverage"], peeled["held_density"], "--", color=VERMILION, linewidth=1.2)
    coverage, density = boxes.prim.coverage, boxes.prim.density
    if not math.isnan(density.estimate):
        axes.hlines(
            density.estimate, coverage.low, coverage.high, color=INK, linewidth=0.9, zorder=4
        )
        axes.vlines(
            coverage.estimate, density.low, density.high, color=INK, linewidth=0.9, zorder=4
        )
        axes.plot(coverage.estimate, density.estimate, "D", color=INK, markersize=5, zorder=5)
    axes.set_xlim(1.02, 0.0)
    axes.set_ylim(0.0, None)
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_formatter(PercentFormatter(1.0, decimals=None))
    axes.set_xlabel("Coverage: share of the cases that lie inside")
    axes.set_ylabel("Density: share of trials inside that are cases")
    axes.set_title("Boxes, from all trials to the smallest")


def _box(axes: Axes, limits: dict[Dimension, tuple[float, float]]) -> None:
    axes.set_title("Limits of the box taken")
    axes.set_xlim(0.0, 1.0)
    axes.set_xticks([0.0, 1.0], ["lowest", "highest"])
    axes.grid(visible=False)
    axes.spines["left"].set_visible(False)
    if not limits:
        axes.text(0.5, 0.5, "none is borne out", ha="center", va="center", color=QUIET)
        axes.set_yticks([])
        return
    steps = np.linspace(0.0, 1.0, 2001)
    for place, (one, (low, high)) in enumerate(limits.items()):
        values = one.values(steps)
        within = steps[(values >= low) & (values <= high)]
        axes.barh(place, 1.0, height=0.34, color=GRID, zorder=1)
        axes.barh(place, within[-1] - within[0], left=within[0], height=0.34, color=BLUE, zorder=2)
        words = f"{shortened(parameter_words(one.path), 36)} {limit_words((low, high))}"
        axes.text(0.0, place - 0.24, words, ha="left", va="bottom", size=pt(7.2))
    axes.set_yticks([])
    axes.set_ylim(max(len(limits), 4) - 0.5, -0.8)


def _key() -> tuple[list[Artist], list[str]]:
    signs: list[Artist] = [
        Line2D([], [], color=BLUE, linewidth=1.4),
        Line2D([], [], color=VERMILION, linestyle="--", linewidth=1.2),
        Line2D([], [], color=INK, marker="D", linestyle="", markersize=5),
    ]
    return signs, ["where peeled", "on the other half", "box taken"]
