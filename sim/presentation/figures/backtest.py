"""The back-test: differences to the baselines by horizon, and whether the model is calibrated."""

import numpy as np
import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from ...analysis.scores import pit_histogram
from ...history.backtest import AVERAGE, SPANS
from ...history.baselines import SUMS
from ...history.origins import HORIZONS
from ...history.variants import MODEL
from ..look import INK, styled
from ..naming import words
from ..style import BLUE, ORANGE, furnish, new_figure

BINS = 10
_SIGNS = {MODEL: (BLUE, "o", -0.13), AVERAGE: (ORANGE, "s", 0.13)}
_NAMES = {"last_12": "Last 12 months"}


@styled
def backtest_figure(scores: pd.DataFrame, found: pd.DataFrame) -> Figure:
    """CRPS of the models relative to each baseline, over PIT histograms of the model.

    Parameters
    ----------
    scores, found : DataFrame
        From ``sim.history.backtest.backtest`` and ``comparison``.
    """
    figure = new_figure(4.4)
    panels = figure.subplots(
        2, len(HORIZONS), height_ratios=(1.25, 1.0), sharex="row", sharey="row"
    )
    reach, top = 10.0, 0.2
    whole = found[(found["class"] == "all") & (found["span"] == next(iter(SPANS)))]
    for column, horizon in enumerate(HORIZONS):
        ahead = "One month ahead" if horizon == 1 else f"Next {horizon} months"
        reach = max(reach, _draw_differences(panels[0, column], whole[whole["horizon"] == horizon]))
        panels[0, column].set_title(ahead)
        of = scores[(scores["class"] == "all") & (scores["forecaster"] == MODEL)]
        top = max(top, _draw_calibration(panels[1, column], of[of["horizon"] == horizon]))
    _scale_differences(panels[0, 0], reach)
    _scale_calibration(panels[1, 0], top)
    panels[1, 0].set_ylabel("Share of origins")
    panels[1, 1].set_xlabel("Place of what came in the forecast's distribution")
    handles: list[Artist] = [
        Line2D([], [], color=color, marker=marker, linewidth=1.2, markersize=4)
        for name, (color, marker, _) in _SIGNS.items()
        if name in set(scores["forecaster"])
    ]
    labels = ["model", "average of its variants"][: len(handles)]
    months = scores.loc[scores["horizon"] == 1, "target"]
    return furnish(
        figure,
        "The back-test, beside forecasts without a model",
        "Above: CRPS less that of the baseline, in % of the baseline's; left of 0 the model is "
        "better. Below: PIT of the model, flat if calibrated",
        f"All events, targets from {months.min()} to {months.max()}. Lines: 90% intervals by circular"
        " block bootstrap. Parameters are learnt from the months before each origin alone.",
        key=(handles, labels),
    )


def _draw_differences(axes: Axes, rows: pd.DataFrame) -> float:
    """Draw the differences; how far from 0 they reach."""
    reach = 0.0
    by_name = {str(row["forecaster"]): row for row in rows.to_dict("records")}
    for name, (color, marker, shift) in _SIGNS.items():
        for k, baseline in enumerate(SUMS):
            if name not in by_name:
                continue
            base = float(by_name[baseline]["crps"])
            at, low, high = (
                100.0 * float(by_name[name][f"less_{baseline}{end}"]) / base
                for end in ("", "_low", "_high")
            )
            if not np.isnan(low):
                axes.hlines(k + shift, low, high, color=color, linewidth=1.2)
                reach = max(reach, -low, high)
            axes.plot(at, k + shift, marker, color=color, markersize=4)
            reach = max(reach, abs(at))
    axes.axvline(0.0, color=INK, linewidth=0.8)
    axes.grid(visible=False, axis="y")
    return reach


def _scale_differences(axes: Axes, reach: float) -> None:
    step = next(size for size in (10, 25, 50, 100, 200, 1000) if reach < 1.9 * size or size == 1000)
    axes.set_xlim(-1.1 * reach, 1.1 * reach)
    ticks = [t for t in range(-10 * step, 10 * step + 1, step) if abs(t) <= 1.1 * reach]
    axes.set_xticks(ticks, [f"{t:+d}%" if t else "0" for t in ticks])
    axes.set_ylim(len(SUMS) - 0.5, -0.5)
    axes.set_yticks(range(len(SUMS)), [_NAMES.get(name, words(name)) for name in SUMS])


def _draw_calibration(axes: Axes, rows: pd.DataFrame) -> float:
    """Draw the histogram; its highest share."""
    intervals = list(zip(rows["pit_low"].tolist(), rows["pit_high"].tolist(), strict=True))
    shares = pit_histogram(intervals, BINS)
    axes.bar((np.arange(BINS) + 0.5) / BINS, shares, width=0.092, color=BLUE)
    axes.axhline(1.0 / BINS, color=INK, linewidth=0.8)
    axes.grid(visible=False, axis="x")
    return float(shares.max())


def _scale_calibration(axes: Axes, highest: float) -> None:
    axes.set_xlim(0.0, 1.0)
    axes.set_xticks([0.0, 0.5, 1.0], ["0", "0.5", "1"])
    top = 1.05 * highest
    axes.set_ylim(0.0, top)
    axes.set_yticks(
        [tick / 10 for tick in range(0, 10, 1 if top < 0.45 else 2) if tick / 10 <= top]
    )
