"""How far trials climb: the highest rung reached, by anyone and in the main rivalry."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ...arrays import Integers
from ...scenario.scenario import Scenario
from ..look import narrow, pt, styled
from ..naming import pair_words, percent, words
from ..shares import INTERVAL, draws_of, share_intervals
from ..style import BLUE, VERMILION, furnish, new_figure
from .about import about, drawn
from .classes import share_axis


def main_rivalry(scenario: Scenario, trials: pd.DataFrame) -> tuple[str, str]:
    """Names of both directions of the rivalry that figures show.

    It is the one with most at stake, by the stakes of both sides together; of equals the one in
    which the trials climb highest on average, as far as they hold it; of equals still, the first by
    name.
    """
    by_parties = {parties: name for name, parties in scenario.parties["rivalries"].items()}

    def directions(pair: str) -> tuple[str, str]:
        first, second = scenario.parties["pairs"][pair]
        return by_parties[first, second], by_parties[second, first]

    def weight(pair: str) -> tuple[float, float]:
        stakes = sum(float(scenario.value(f"rivalries.{name}.stakes")) for name in directions(pair))
        reached = highest_towards(scenario, trials, directions(pair))
        return stakes, 0.0 if reached is None else float(reached.mean())

    return directions(max(scenario.names["pairs"], key=weight))


def highest_towards(
    scenario: Scenario, trials: pd.DataFrame, directions: tuple[str, str]
) -> Integers | None:
    """Place of the most severe act of each trial in either direction; None if trials lack both."""
    columns = [f"rivalries.{name}.highest" for name in directions]
    held = [rung_numbers(trials[c], scenario.names["ladder"]) for c in columns if c in trials]
    return np.maximum.reduce(held) if held else None


def rung_numbers(column: pd.Series, ladder: tuple[str, ...]) -> Integers:
    """Places on the ladder of a column of rung names or of places."""
    if pd.api.types.is_numeric_dtype(column):
        return column.to_numpy(dtype=np.int64)
    numbers = {name: k for k, name in enumerate(ladder)}
    return np.array([numbers[name] for name in column], dtype=np.int64)


def _draw(
    axes: Axes,
    reached: Integers,
    draw: Integers | None,
    rungs: int,
    color: str,
    marker: str,
) -> None:
    rows = np.arange(rungs)
    counts = np.bincount(reached, minlength=rungs)
    low, high = share_intervals(reached[:, None] == rows, draw)
    axes.hlines(rows, low, high, color=color, linewidth=2.0, alpha=0.55, clip_on=False)
    seen = counts > 0
    shares = counts / reached.size
    axes.plot(shares[seen], rows[seen], marker, color=color, markersize=4.5, clip_on=False)
    # An empty line that is not clipped would count as a point in the corner of the page.
    if not seen.all():
        axes.plot(
            high[~seen],
            rows[~seen],
            linestyle="none",
            marker=4,
            color=color,
            markersize=3.5,
            clip_on=False,
        )
    for k in rows[seen]:
        axes.text(
            1.03,
            k,
            percent(shares[k]),
            transform=axes.get_yaxis_transform(),
            va="center",
            ha="left",
            size=pt(7),
        )
    axes.grid(visible=False, axis="y")
    share_axis(axes, float(high.max()), most=5)


def draw_rungs(axes: Axes, trials: pd.DataFrame, scenario: Scenario) -> None:
    """Draw the share of trials by their most severe act, by any state."""
    ladder = scenario.names["ladder"]
    reached = rung_numbers(trials["highest_rung"], ladder)
    _draw(axes, reached, draws_of(trials), len(ladder), BLUE, "o")
    axes.set_ylim(-0.6, len(ladder) - 0.4)
    axes.set_yticks(range(len(ladder)), [words(name) for name in ladder])
    axes.set_xlabel("Share of trials")


def _table(
    trials: pd.DataFrame, between: Integers | None, ladder: tuple[str, ...], pair: str
) -> pd.DataFrame:
    """Rows of rungs: who climbs, rung, trials, share and its 95% interval."""
    rows = np.arange(len(ladder))
    every = {"any": rung_numbers(trials["highest_rung"], ladder)}
    if between is not None:
        every[pair] = between
    found = []
    for who, reached in every.items():
        low, high = share_intervals(reached[:, None] == rows, draws_of(trials))
        counts = np.bincount(reached, minlength=len(ladder))
        about = {"by": who, "rung": ladder, "trials": counts, "share": counts / reached.size}
        found.append(pd.DataFrame({**about, "low": low, "high": high}))
    return pd.concat(found, ignore_index=True)


@styled
def highest_rung(trials: pd.DataFrame, scenario: Scenario) -> Figure:
    """Distribution of the most severe act of a trial, with 95% Wilson intervals.

    Left by any state; right by the two states of the main rivalry towards each other, where the
    trials hold it.
    """
    ladder = scenario.names["ladder"]
    directions = main_rivalry(scenario, trials)
    first, second = scenario.parties["rivalries"][directions[0]]
    between = highest_towards(scenario, trials, directions)
    figure = new_figure(2.6 + 0.13 * len(ladder))
    panels = figure.subplots(1, 1 if between is None else 2, sharey=True, squeeze=False)[0]
    draw, rungs = draws_of(trials), len(ladder)
    draw_rungs(panels[0], trials, scenario)
    panels[0].set_title("By any state")
    if between is not None:
        _draw(panels[1], between, draw, rungs, VERMILION, "s")
        pair = pair_words(first, second)
        if narrow():
            # A dash is no place to break a line.
            pair = f"{words(first, 10)} and {words(second, 10)}"
        panels[1].set_title(f"{pair}, towards each other")
        panels[1].set_xlabel("Share of trials")
    programme = any(scenario.value(f"states.{s}.programme") for s in (first, second))
    note = (
        " Tests and launches of a weapons programme, addressed to all, count on the left only."
        if between is not None and programme
        else ""
    )
    return furnish(
        figure,
        "How far the trials climb",
        "Share of trials by the most severe act of the trial",
        about(scenario, len(trials)) + f" Mark: share; line: {INTERVAL}." + note + drawn(trials),
        table=_table(trials, between, ladder, f"{first}-{second}"),
    )
