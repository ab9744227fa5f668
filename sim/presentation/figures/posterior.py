"""Priors and posteriors side by side, the most informed first."""

import math
import textwrap

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from scipy.special import ndtri

from ...arrays import Floats
from ...history.calibration import Posterior
from ...history.calibration_problem import CalibrationProblem
from ...history.posterior import Line, lines
from ..look import INK, QUIET, pt, styled
from ..naming import words
from ..style import BLUE, furnish, new_figure

COLUMNS = 5
MOST = 40
"""Panels at most: beyond, the posterior is the prior to the eye."""
BINS = 24
LONGEST = 30
"""Characters of a panel's heading in one line."""


@styled
def posterior_against_prior(of: CalibrationProblem, found: Posterior, most: int = MOST) -> Figure:
    """Small multiples of prior and posterior densities, by the share of the prior's spread that is gone."""
    shown = [line for line in lines(of, found) if not line.present][:most]
    place = {prior.path: k for k, prior in enumerate(of.priors)}
    table = of.values(found.scores)
    grid = (np.arange(4000) + 0.5) / 4000
    rows = math.ceil(len(shown) / COLUMNS)
    figure = new_figure(0.95 * rows + 1.0)
    panels = figure.subplots(rows, COLUMNS, squeeze=False)
    scores = np.tile(ndtri(grid)[:, None], (1, len(of.priors)))
    priors = of.values(scores)
    for axes, line in zip(panels.ravel(), shown, strict=False):
        k = place[line.path]
        _panel(axes, line, priors[:, k], table[:, k])
    for axes in panels.ravel()[len(shown) :]:
        axes.set_axis_off()
    handles: list[Artist] = [
        Line2D([], [], color=QUIET, linewidth=1.2, linestyle=(0, (4, 2))),
        Line2D([], [], color=BLUE, linewidth=1.6),
    ]
    return furnish(
        figure,
        "What the record says of each parameter",
        "Densities; in brackets the share of the prior's spread that is gone. Below a quarter, that"
        " may be chance",
        f"{len(table):,} draws. Given monthly acts of the DPRK 1994-01 to 2024-09, disputes to 2014, and no war.",
        key=(handles, ["prior", "posterior"]),
    )


def _panel(axes: Axes, line: Line, prior: Floats, posterior: Floats) -> None:
    low = min(np.quantile(prior, 0.002), posterior.min())
    high = max(np.quantile(prior, 0.998), posterior.max())
    edges = np.linspace(low, high, BINS + 1)
    middle = 0.5 * (edges[:-1] + edges[1:])
    before = np.histogram(prior, edges, density=True)[0]
    after = np.histogram(posterior, edges, density=True)[0]
    axes.plot(middle, before, color=QUIET, linewidth=1.0, linestyle=(0, (4, 2)))
    axes.fill_between(middle, after, step="mid", color=BLUE, alpha=0.25, linewidth=0)
    axes.step(middle, after, where="mid", color=BLUE, linewidth=1.2)
    axes.set_yticks([])
    axes.grid(visible=False)
    axes.tick_params(labelsize=pt(5.5), pad=1)
    axes.set_xticks([edges[0], edges[-1]], [_end(low), _end(high)])
    axes.set_title(_name(line), fontsize=pt(5.5), fontweight="normal", color=INK, pad=2)


def _name(line: Line) -> str:
    """What the parameter belongs to, then what it is with the share of its prior's spread that is gone."""
    first, *rest = line.path.replace("mechanisms.", "").replace(".levels", "").split(".")
    if first in ("states", "rivalries", "alliances", "pacts", "sanctions"):
        first, *rest = rest
    owner = " to ".join(words(part) for part in first.split("-"))
    what = ", ".join(part.replace("_", " ") for part in rest)
    gone = f"{what} ({max(0.0, line.shrinkage):.0%})"
    return "\n".join([owner, *textwrap.wrap(gone, LONGEST)])


def _end(value: float) -> str:
    """An end of an axis, with two digits and no exponent where it is large."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.2g}".replace("-", "−")
