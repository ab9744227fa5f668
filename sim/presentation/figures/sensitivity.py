"""Indices of a sensitivity analysis as bars with intervals, the largest on top."""

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from ...analysis.sensitivity.chance import Shares
from ...analysis.sensitivity.designs import Design
from ...analysis.sensitivity.evidence import LEADING
from ..look import INK, narrow, styled
from ..naming import counted, parameter_words, percent, shortened
from ..rows import name_rows, row_inches
from ..sensitivity import MOST_SHOWN, behind, by_name, no_finding, ranked
from ..style import BLUE, ORANGE, furnish, new_figure

if TYPE_CHECKING:
    from ...api.results.sensitivity import Sensitivity

_PALE = "#bcd3e3"
_SERIES: dict[str, tuple[tuple[str, str, str], ...]] = {
    "sobol": (
        ("total", _PALE, "in all, with interactions"),
        ("first", BLUE, "alone"),
    ),
    "morris": (("mean size", BLUE, "mean size of the effects"),),
    "pawn": (("median distance", BLUE, "median distance"),),
}
_AXIS = {
    "sobol": "Share of the variance that parameters make",
    "morris": "Change of the outcome over a parameter's whole range",
    "pawn": "Kolmogorov–Smirnov distance, median over ten slices",
}


@styled
def sensitivity(found: "Sensitivity") -> Figure:
    """Bars of the parameters that matter most, with 95% intervals and what chance adds."""
    plan = found.plan
    method = plan.design.method
    names = ranked(found)[:MOST_SHOWN]
    height = row_inches() * max(1.0, 0.75 * len(_SERIES[method]))
    figure = new_figure(1.5 + height * len(names))
    axes = figure.subplots()
    _bars(axes, found.table, names, method)
    axes.set_xlabel(_AXIS[method])
    left = len(plan.dimensions) - len(names)
    rest = f" {counted(left, 'more parameter')} not shown." if left else ""
    return furnish(
        figure,
        f"What moves {shortened(plan.measure.label, 60)}",
        _subtitle(found.chance, method),
        f"{plan.scenario.name}: {counted(plan.points, 'point')} of "
        f"{counted(plan.trials, 'trial')}, {counted(len(plan.dimensions), 'parameter')}, "
        f"seed {plan.seed}. Intervals are 95%, by bootstrap over {_over(plan.design)}.{rest}"
        + no_finding(found),
        key=_key(method),
        table=found.table,
    )


def _over(design: Design) -> str:
    return "points and their trials" if design.shared else "the rows of the design"


def _subtitle(chance: Shares, method: str) -> str:
    part = percent(chance.single)
    if method == "sobol":
        return (
            f"Chance makes {part} of the variance of a single trial; the rest is split here by "
            "parameter. Crosses: the same with the error of means left in"
        )
    return f"Chance makes {part} of the variance of a single trial"


def _bars(axes: Axes, table: pd.DataFrame, names: list[str], method: str) -> None:
    series = _SERIES[method]
    # Names above the bars need room.
    whole = 0.5 if narrow() else 0.8
    height = whole / len(series)
    places = np.arange(len(names), dtype=float)
    for k, (index, color, _) in enumerate(series):
        rows = table[table["index"] == index].set_index("name").loc[names]
        at = places + (0.2 if narrow() else 0.0) - whole / 2 + (k + 0.5) * height
        axes.barh(at, rows["estimate"], height=0.88 * height, color=color, zorder=2)
        # White behind the line, so that it is seen on a dark bar.
        axes.hlines(at, rows["low"], rows["high"], color="white", linewidth=2.6, zorder=4)
        axes.hlines(at, rows["low"], rows["high"], color=INK, linewidth=1.0, zorder=4)
        if method == "sobol":
            axes.plot(rows["raw"], at, "x", color=INK, markersize=3.6, zorder=5)
        elif "floor" in rows:
            axes.vlines(
                rows["floor"],
                at - 0.52 * height,
                at + 0.52 * height,
                color=ORANGE,
                linewidth=1.8,
                zorder=3,
            )
    leading = by_name(table, LEADING[method])
    name_rows(axes, [f"{parameter_words(name)} ({behind(leading[name])})" for name in names])
    axes.axvline(0.0, color=INK, linewidth=0.7, zorder=3)


def _key(method: str) -> tuple[list[Artist], list[str]]:
    signs: list[Artist] = [Patch(color=color) for _, color, _ in _SERIES[method]]
    words = [text for _, _, text in _SERIES[method]]
    signs.append(Line2D([], [], color=INK, linewidth=1.0))
    words.append("95% interval")
    if method == "sobol":
        signs.append(Line2D([], [], color=INK, linestyle="", marker="x", markersize=3.6))
        words.append("chance left in")
    else:
        signs.append(Line2D([], [], color=ORANGE, linewidth=1.8))
        words.append("floor: what chance shows")
    return signs, words
