"""A map of the likeliest outcome over two parameters, undecided cells hatched."""

from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle

from ...experiment.space import Dimension
from ..look import INK, QUIET, narrow, styled
from ..naming import counted, parameter_words, short_number, shortened, words
from ..style import furnish, new_figure

if TYPE_CHECKING:
    from ...api.results.tipping import TippingMap

# From light to dark, so that the order of severity is seen without colour too.
_CLASSES = ("#f2f0e6", "#cfe3ee", "#86bcd9", "#3f8fc0", "#a8441f", "#3d0f08")
_TWO = ("#dbe8f0", "#2f7fb5")


@styled
def tipping_map(found: "TippingMap") -> Figure:
    """Cells coloured by what is likeliest there, hatched where the trials do not decide it."""
    plan = found.plan
    figure = new_figure(4.4 if narrow() else 5.6)
    draw_map(figure.subplots(), found)
    title = "Where the likeliest end of a trial changes"
    if plan.case is not None:
        title = f"Where {shortened(plan.case.words, 50)} passes {100 * plan.threshold:g}% of trials"
    return furnish(
        figure,
        title,
        "Hatched: another is the likeliest in more than 1 of 20 resamples of the trials",
        f"{plan.scenario.name}: {plan.grid} by {plan.grid} cells of "
        f"{counted(plan.trials, 'trial')}, the same in all, seed {plan.seed}. All other "
        "numbers are the scenario's. Ticks are values at the middle of cells.",
        key=_key(found, _colors(found)),
        table=found.table,
    )


def draw_map(axes: Axes, found: "TippingMap") -> None:
    """Draw the cells and name both sides."""
    _cells(axes, found, _colors(found))
    _side(axes, "x", found.plan.x, found.plan.grid)
    _side(axes, "y", found.plan.y, found.plan.grid)


def _colors(found: "TippingMap") -> tuple[str, ...]:
    return _CLASSES if found.plan.case is None else _TWO


def _cells(axes: Axes, found: "TippingMap", colors: tuple[str, ...]) -> None:
    grid = found.plan.grid
    for cell, (likeliest, unsure) in enumerate(
        zip(found.found.likeliest, found.found.undecided, strict=True)
    ):
        corner = (cell % grid - 0.5, cell // grid - 0.5)
        axes.add_patch(Rectangle(corner, 1.0, 1.0, facecolor=colors[likeliest], linewidth=0.0))
        if unsure:
            ink = "white" if likeliest >= len(colors) - 2 and len(colors) > 2 else INK
            axes.add_patch(
                Rectangle(corner, 1.0, 1.0, fill=False, hatch="////", edgecolor=ink, linewidth=0.0)
            )
    _boundary(axes, found.found.likeliest.reshape(grid, grid))
    axes.set_xlim(-0.5, grid - 0.5)
    axes.set_ylim(-0.5, grid - 0.5)
    axes.grid(visible=False)
    here = [_place(one, grid) for one in (found.plan.x, found.plan.y)]
    if all(-0.5 <= place <= grid - 0.5 for place in here):
        axes.plot(*here, "o", color="white", markeredgecolor=INK, markersize=7, zorder=6)


def _boundary(axes: Axes, likeliest: Any) -> None:
    rows, columns = likeliest.shape
    for r in range(rows):
        for c in range(columns):
            if c + 1 < columns and likeliest[r, c] != likeliest[r, c + 1]:
                axes.plot([c + 0.5] * 2, [r - 0.5, r + 0.5], color=INK, linewidth=1.1)
            if r + 1 < rows and likeliest[r, c] != likeliest[r + 1, c]:
                axes.plot([c - 0.5, c + 0.5], [r + 0.5] * 2, color=INK, linewidth=1.1)


def _place(one: Dimension, grid: int) -> float:
    """Where the scenario's own value lies along a side, in cells."""
    steps = np.linspace(0.0, 1.0, 4001)
    values = one.values(steps)
    if not values[0] <= one.centre <= values[-1]:
        return float("inf")
    return float(np.interp(one.centre, values, steps)) * grid - 0.5


def _side(axes: Axes, side: str, one: Dimension, grid: int) -> None:
    most = 4 if side == "x" and narrow() else 6
    places = np.arange(0, grid, -(-grid // most))
    labels = [short_number(value) for value in one.values((places + 0.5) / grid)]
    if side == "x":
        axes.set_xticks(places, labels)
        axes.set_xlabel(parameter_words(one.path))
    else:
        axes.set_yticks(places, labels)
        axes.set_ylabel(parameter_words(one.path))


def _key(found: "TippingMap", colors: tuple[str, ...]) -> tuple[list[Artist], list[str]]:
    shown = sorted({*found.found.likeliest.tolist()})
    signs: list[Artist] = [
        Patch(facecolor=colors[k], edgecolor=QUIET, linewidth=0.5) for k in shown
    ]
    texts = [words(found.plan.options[k]) for k in shown]
    signs.append(Line2D([], [], linestyle="", marker="o", color="white", markeredgecolor=INK))
    texts.append("the scenario's own values")
    return signs, texts
