"""When first things happen: cumulative incidence with numbers at risk."""

from collections.abc import Mapping

import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from ...rulebook.registry import HEADLINES
from ...scenario.scenario import Scenario
from ..calendar_axis import calendar_axis, month_ticks
from ..choices import rests_on
from ..labels import label
from ..look import QUIET, UNSEEN, narrow, pt, styled
from ..shares import INTERVAL, draws_of, share_words
from ..style import Key, furnish, label_ends, line, new_figure
from ..survival import Incidence, cumulative_incidence
from .about import about, drawn
from .classes import share_ticks, tick_words


def first_curves(trials: pd.DataFrame, scenario: Scenario) -> dict[str, Incidence]:
    """The curve of each outcome that declares one, by its name in words."""
    draw = draws_of(trials)
    return {
        label(column, headline.curve): cumulative_incidence(
            trials[column], scenario.horizon, draw=draw
        )
        for column, headline in HEADLINES.items()
        if headline.curve
    }


def note(curves: Mapping[str, Incidence]) -> str:
    """What the bands are, in words."""
    said = f" Band: {INTERVAL}. A trial without the event is censored at the horizon."
    if any(curve.share[-1] == 0.0 for curve in curves.values()):
        said += " Grey: bound of an event seen in no trial."
    return said


def incidence_table(curves: Mapping[str, Incidence]) -> pd.DataFrame:
    """Curves as rows: event, month, trials at risk, share with its 95% interval."""
    return pd.concat(
        [
            pd.DataFrame(curve._asdict()).assign(event=name).rename_axis("month").reset_index()
            for name, curve in curves.items()
        ],
        ignore_index=True,
    )[["event", "month", "at_risk", "share", "low", "high"]]


def draw_incidence(
    axes: Axes, counts: Axes, curves: Mapping[str, Incidence], scenario: Scenario
) -> None:
    """Draw curves on ``axes``, labelled where they end, and numbers at risk on ``counts`` below."""
    ticks = draw_curves(axes, curves, scenario, labelled=not narrow())
    axes.tick_params(labelbottom=False)
    _draw_at_risk(counts, curves, scenario, ticks)


def draw_firsts(axes: Axes, trials: pd.DataFrame, scenario: Scenario) -> None:
    """Draw the curves of first events, labelled where they end."""
    draw_curves(axes, first_curves(trials, scenario), scenario)


def curve_key(curves: Mapping[str, Incidence]) -> Key | None:
    """The key of the curves with what they end at, where there is no room to label them; else none."""
    if not narrow():
        return None
    signs: list[Artist] = [
        Line2D([], [], color=color, linestyle=style, marker=marker, markersize=3.8)
        for color, style, marker in map(line, range(len(curves)))
    ]
    return signs, [f"{name}: {_end(curve)}" for name, curve in curves.items()]


def draw_curves(
    axes: Axes, curves: Mapping[str, Incidence], scenario: Scenario, labelled: bool = True
) -> list[int]:
    """Draw curves, if wanted ``labelled`` where they end; the months that are named."""
    horizon = scenario.horizon
    largest = max(float(curve.high[-1]) for curve in curves.values())
    shown = share_ticks(largest)
    axes.set_ylim(0.0, shown[-1])
    axes.set_yticks(shown, tick_words(shown))
    axes.set_ylabel("Share of trials so far")
    total = max(int(curve.at_risk[0]) for curve in curves.values())
    wide = total >= 100_000
    ticks = month_ticks(horizon, (4 if wide else 6) if narrow() else 5 if wide else 7)
    labels = []
    months = range(horizon + 1)
    unseen = [curve for curve in curves.values() if curve.share[-1] == 0.0]
    if unseen:
        # One band for all of them: they are equal, and several on top of each other hide the rest.
        axes.fill_between(
            months, unseen[0].low, unseen[0].high, color=UNSEEN, linewidth=0, zorder=0.5
        )
    for number, (name, curve) in enumerate(curves.items()):
        color, style, marker = line(number)
        axes.fill_between(
            months,
            curve.low,
            curve.high,
            where=curve.share > 0.0,
            step="post",
            color=color,
            alpha=0.16,
            linewidth=0,
        )
        axes.step(months, curve.share, where="post", color=color, linestyle=style, clip_on=False)
        axes.plot(ticks, curve.share[ticks], marker, color=color, markersize=3.8, clip_on=False)
        labels.append(f"{name}\n{_end(curve)}")
    colors = [line(number)[0] for number in range(len(labels))]
    if labelled:
        label_ends(
            axes,
            horizon,
            [float(c.share[-1]) for c in curves.values()],
            labels,
            colors,
            0.66 / max(4, len(labels)),
        )
    calendar_axis(axes, scenario, ticks)
    return ticks


def _end(curve: Incidence) -> str:
    trials = int(curve.at_risk[0])
    seen = trials - int(curve.at_risk[-1])
    return share_words(seen, trials, float(curve.low[-1]), float(curve.high[-1]))


def _draw_at_risk(
    axes: Axes, curves: Mapping[str, Incidence], scenario: Scenario, ticks: list[int]
) -> None:
    calendar_axis(axes, scenario, ticks)
    axes.tick_params(axis="x", length=0)
    axes.tick_params(axis="both", labelsize=pt(7))
    axes.grid(visible=False)
    widest = max(len(f"{int(curve.at_risk[0]):,}") for curve in curves.values())
    if narrow():
        # A name above its row: beside it, it would take half of the column.
        axes.set_ylim(len(curves) - 0.6, -0.8)
        axes.set_yticks([])
        for row, name in enumerate(curves):
            axes.text(
                *(0.0, row - 0.2, name),
                transform=axes.get_yaxis_transform(),
                va="bottom",
                size=pt(7),
                color=QUIET,
            )
    else:
        axes.set_ylim(len(curves) - 0.5, -0.5)
        axes.set_yticks(range(len(curves)), list(curves))
        axes.tick_params(axis="y", pad=pt(4 + 2.5 * widest))
    axes.set_title("Trials without it so far", size=pt(7), color=QUIET, weight="normal", pad=2)
    for spine in axes.spines.values():
        spine.set_visible(False)
    below = 0.05 if narrow() else 0.0
    for row, curve in enumerate(curves.values()):
        for tick in ticks:
            number = f"{curve.at_risk[tick]:,}"
            axes.text(tick, row + below, number, ha="center", va="center", size=pt(7))


def incidence_panels(rows: int) -> tuple[Figure, Axes, Axes]:
    """A figure with room for curves, and below for so many rows of numbers at risk."""
    if narrow():
        figure: Figure = new_figure(3.5 + 0.34 * rows)
        top, bottom = figure.subplots(2, 1, height_ratios=(2.2, 0.45 + 0.34 * rows), squeeze=True)
    else:
        figure = new_figure(4.2)
        top, bottom = figure.subplots(2, 1, height_ratios=(4.2, 1.35 / 4 * rows), squeeze=True)
    return figure, top, bottom


@styled
def time_to_first(trials: pd.DataFrame, scenario: Scenario) -> Figure:
    """Share of trials that have seen a first test, force, act that kills and war, by month."""
    curves = first_curves(trials, scenario)
    figure, top, bottom = incidence_panels(len(curves))
    draw_incidence(top, bottom, curves, scenario)
    return furnish(
        figure,
        "When first things happen",
        "Share of trials in which each event has happened by a month, by any state",
        about(scenario, len(trials))
        + note(curves)
        + drawn(trials)
        + f" {rests_on(scenario, paths=False)}",
        key=curve_key(curves),
        table=incidence_table(curves),
    )
