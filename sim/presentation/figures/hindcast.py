"""The hindcast beside the record: events by year, rung by rung."""

import numpy as np
from matplotlib.artist import Artist
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from ...history.hindcast import Hindcast, years
from ...history.records import RUNGS, events
from ..look import styled
from ..naming import counted, words
from ..style import VERMILION, furnish, new_figure
from .fans import MEDIAN, SHARES, TINTS, quantile_bands
from .records import count_axis, year_axis

_BANDS = (
    "chance alone, not what is unknown about parameters",
    "chance and what is unknown about parameters",
)


@styled
def hindcast_by_year(found: Hindcast) -> Figure:
    """Events of each year in the record, over the bands of the trials, for each rung."""
    spans = years()
    record, _ = events()
    figure = new_figure(1.7 + 0.95 * len(RUNGS))
    panels = figure.subplots(len(RUNGS), 1, sharex=True)
    for r, (axes, rung) in enumerate(zip(panels, RUNGS, strict=True)):
        simulated = np.stack([found.events[:, of, r].sum(axis=1) for of in spans.values()], axis=1)
        seen = [record[of, r].sum() for of in spans.values()]
        bands = quantile_bands(simulated)
        for low, high, tint in zip(bands.low, bands.high, TINTS, strict=True):
            axes.bar(list(spans), high - low, bottom=low, width=0.86, color=tint)
        at = np.array(list(spans), dtype=np.float64)
        axes.hlines(bands.median, at - 0.43, at + 0.43, color=MEDIAN, linewidth=1.4)
        axes.plot(at, seen, "o", color=VERMILION, markersize=3.6, clip_on=False)
        axes.set_ylim(0, max(axes.get_ylim()[1], *seen))
        count_axis(axes, 3)
        year_axis(axes, at[0] - 0.7, at[-1] + 0.7)
        axes.grid(visible=False, axis="x")
        axes.set_title(words(rung))
    handles: list[Artist] = [
        Line2D([], [], color=VERMILION, marker="o", linestyle="", markersize=4),
        Line2D([], [], color=MEDIAN, linewidth=1.6),
        *(Patch(color=tint) for tint in reversed(TINTS)),
    ]
    labels = ["record", "median of trials", *(f"middle {s:.0%}" for s in reversed(SHARES))]
    return furnish(
        figure,
        "The hindcast beside the record",
        "Events of the DPRK a year by rung; 2024 to September",
        f"{counted(found.trials, 'trial')} of the hindcast. Levels were fitted to this very record,"
        " by regime and not by year: that the bands hold it is no test of foresight. Bands show"
        f" {_BANDS[bool(found.draws)]}. Lethal incidents are counted with"
        " clashes. Record: CSIS Beyond Parallel.",
        key=(handles, labels),
    )
