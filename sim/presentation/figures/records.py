"""Figures of the records: what happened, year by year."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator

from ...history.registry import RECORDS, read
from ..look import INK, QUIET, pt, styled
from ..naming import pair_words, words
from ..style import BLUE, GREEN, ORANGE, VERMILION, furnish, new_figure

_VIOLENCE = {
    "none": ("#a9cbe6", "none"),
    "minor_clashes": (ORANGE, "minor clashes"),
    "serious_clashes": (VERMILION, "serious clashes"),
    "war": (INK, "war"),
}
_OBLIGATION = {
    "defense": (BLUE, "defense"),
    "nonaggression": (GREEN, "nonaggression"),
    "consultation": (ORANGE, "consultation"),
    "confidence_building": ("#a9a9a9", "confidence building"),
}
_ROW_INCHES = 0.78


@styled
def record_figure(name: str) -> Figure:
    """The figure of a record.

    Parameters
    ----------
    name : str
        One of ``sim.history.registry.RECORDS``.

    Raises
    ------
    KeyError
        If there is no such record.
    """
    record = RECORDS[name]
    table = read(name)
    made = {
        "events": _by_rung,
        "uses-of-force": _uses,
        "launches": _by_type,
        "nuclear-tests": _tests,
        "disputes": _disputes,
        "joining": _joining,
        "crises": _crises,
        "treaties": _treaties,
        "un-gaps": _gaps,
    }[name]
    figure, subtitle, key = made(table)
    caption = f"Record {name}, {record.first} to {record.last}. Source: {record.source}."
    return furnish(figure, record.title, subtitle, caption, key=key)


_Made = tuple[Figure, str, tuple[list[Artist], list[str]] | None]


def _by_year(table: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    """Sums of columns by calendar year, years without rows at 0."""
    when = table["year"] if "year" in table else table["month"].str[:4].astype(int)
    sums = table[list(columns)].groupby(when).sum()
    return sums.reindex(range(int(sums.index.min()), int(sums.index.max()) + 1), fill_value=0)


def _panels(
    counts: pd.DataFrame, titles: Sequence[str], of: "pd.Series[Any] | None" = None
) -> Figure:
    """Bars a year, one panel a column, all with the same years; ``of`` stands behind each."""
    figure = new_figure(1.25 + _ROW_INCHES * len(titles))
    panels = figure.subplots(len(titles), 1, sharex=True, squeeze=False)[:, 0]
    for axes, column, title in zip(panels, counts.columns, titles, strict=True):
        if of is not None:
            axes.bar(of.index, of, width=0.8, color="#dcdcdc")
        axes.bar(counts.index, counts[column], width=0.8, color=BLUE)
        count_axis(axes, 2)
        axes.set_title(f"{title} ({counts[column].sum():,})")
        year_axis(axes, int(counts.index[0]) - 0.7, int(counts.index[-1]) + 0.7)
        axes.grid(visible=False, axis="x")
    return figure


def year_axis(axes: Axes, first: float, last: float) -> None:
    """Round years along the horizontal axis, none outside it."""
    ticks = MaxNLocator(8, integer=True).tick_values(first, last)
    axes.set_xlim(first, last)
    axes.set_xticks([tick for tick in ticks if first <= tick <= last])


def count_axis(axes: Axes, most: int) -> None:
    """Whole counts along the vertical axis, from 0, none outside it."""
    top = max(1.0, 1.08 * float(axes.get_ylim()[1]))
    ticks = MaxNLocator(most, integer=True).tick_values(0, top)
    axes.set_ylim(0, top)
    axes.set_yticks([tick for tick in ticks if 0 <= tick <= top])


def _by_rung(table: pd.DataFrame) -> _Made:
    rungs = ["hybrid", "show_of_force", "strategic_test", "clash"]
    counts = _by_year(table, rungs)
    figure = _panels(counts, [words(rung) for rung in rungs])
    return figure, "Event-days a year by rung, the total in brackets; 2026 to February", None


def _by_type(table: pd.DataFrame) -> _Made:
    counts = _by_year(table, [c for c in table.columns if c not in ("month", "failed")])
    groups = {
        "Short range": ["short_range"],
        "Medium and intermediate range, glide vehicles": [
            "medium_range",
            "intermediate_range",
            "glide_vehicle",
        ],
        "Intercontinental": ["intercontinental"],
        "From submarines": ["submarine"],
        "Space launches": ["space_launch"],
        "Unknown": ["unknown"],
    }
    grouped = pd.DataFrame({title: counts[of].sum(axis=1) for title, of in groups.items()})
    return (
        _panels(grouped, list(groups)),
        "Missiles a year, the total in brackets; 2023 to April",
        None,
    )


def _tests(table: pd.DataFrame) -> _Made:
    figure = new_figure(2.0)
    axes = figure.add_subplot()
    at = [_decimal(date) for date in table["date"]]
    axes.vlines(at, 0, table["number"], color=BLUE, linewidth=1.2)
    axes.plot(at, table["number"], "o", color=BLUE, markersize=4.5)
    for x, number, date in zip(at, table["number"], table["date"], strict=True):
        axes.annotate(
            date,
            (x, number),
            (-5, 0),
            textcoords="offset points",
            ha="right",
            va="center",
            size=pt(7),
        )
    year_axis(axes, 2004, 2025)
    axes.set_ylim(0, len(table) + 0.6)
    axes.set_yticks(range(len(table) + 1))
    axes.grid(visible=False, axis="x")
    return figure, "Tests so far, each with its local date", None


def _uses(table: pd.DataFrame) -> _Made:
    answers = {"yes": VERMILION, "unclear": "#f0c39b", "no": "#d3e6f3"}
    years = table["date"].str[:4].astype(int)
    span = range(int(years.min()), int(years.max()) + 1)
    figure = new_figure(2.4)
    axes = figure.add_subplot()
    below = pd.Series(0, index=span)
    for answer, color in answers.items():
        counts = years[table["force"] == answer].value_counts().reindex(span, fill_value=0)
        axes.bar(list(span), counts, bottom=below, color=color, width=0.8)
        below = below + counts
    for year in sorted(set(years[table["kills"] == "yes"])):
        axes.plot(year, below[year] + 0.35, marker="x", color=INK, markersize=5)
    year_axis(axes, span.start - 1, span.stop)
    axes.set_ylim(0, int(below.max()) + 1)
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    signs: list[Artist] = [Patch(color=color) for color in answers.values()]
    signs.append(Line2D([], [], linestyle="", marker="x", color=INK, markersize=5))
    words_of = ["use of force", "unclear", "none, by the codebook", "somebody was killed"]
    return figure, "Days a year that were looked at, by whether force was used", (signs, words_of)


def _disputes(table: pd.DataFrame) -> _Made:
    levels = {"threat": "#d3e6f3", "display": "#8fc0e2", "force": BLUE, "war": INK}
    sums = table.groupby("pair")[["disputes", *levels, "fatal", "reciprocated"]].sum()
    sums = sums.sort_values(["disputes", "fatal"], kind="stable")
    figure = new_figure(1.2 + 0.27 * len(sums))
    axes = figure.add_subplot()
    rows, left = range(len(sums)), pd.Series(0, index=sums.index)
    for level, color in levels.items():
        axes.barh(rows, sums[level], left=left, color=color, height=0.68)
        left = left + sums[level]
    for row, (_, of) in zip(rows, sums.iterrows(), strict=True):
        said = f"{of['disputes']}, {of['fatal']} fatal, {of['reciprocated']} reciprocated"
        axes.text(of["disputes"] + 0.4, row, said, va="center", size=pt(7.2))
    axes.set_yticks(rows, [pair_words(*pair.split("-")) for pair in sums.index])
    most = int(sums["disputes"].max())
    axes.set_xlim(0, 1.5 * most)
    axes.set_xticks(range(0, most + 1, 5))
    axes.grid(visible=False, axis="y")
    key: list[Artist] = [Patch(color=color) for color in levels.values()]
    named = ["threat", "display of force", "use of force", "war"]
    return figure, "Disputes that began in 1954 to 2014, by the highest hostility", (key, named)


def _joining(table: pd.DataFrame) -> _Made:
    states = ["us", "japan", "china", "russia"]
    counts = _by_year(table, [*states, "disputes"])
    titles = ["US against the DPRK", "Japan against the DPRK"]
    titles += ["China against the ROK", "Russia against the ROK"]
    figure = _panels(counts[states], titles, counts["disputes"])
    of = int(counts["disputes"].sum())
    said = f"Disputes a year with the state taking part (blue) among all {of} (grey)"
    return figure, said, None


def _decimal(date: str) -> float:
    """A year, month or day as a number of years."""
    parts = [int(part) for part in str(date).split("-")]
    month = parts[1] - 1 if len(parts) > 1 else 0
    day = parts[2] - 1 if len(parts) > 2 else 0
    return parts[0] + month / 12 + day / 365.25


def _spans(
    rows: Sequence[tuple[float, float, str, str]], last: float, label_size: float = 7.0
) -> Figure:
    """Spans from the top down: begin, end, colour, label."""
    figure = new_figure(1.1 + 0.215 * len(rows))
    axes = figure.add_subplot()
    for row, (begin, end, color, label) in enumerate(rows):
        axes.barh(row, max(end - begin, 0.25), left=begin, height=0.62, color=color)
        right = begin < 1985
        x = max(end, begin + 0.25) + 0.5 if right and end < last - 10 else begin - 0.5
        axes.text(
            x, row, label, size=pt(label_size), va="center", ha="left" if x > begin else "right"
        )
    axes.set_ylim(len(rows) - 0.4, -0.6)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    return figure


def _crises(table: pd.DataFrame) -> _Made:
    rows = [
        (_decimal(row["began"]), _decimal(row["ended"]), _VIOLENCE[row["violence"]][0], row["name"])
        for row in table.to_dict("records")
    ]
    figure = _spans(rows, 2024)
    year_axis(figure.axes[0], 1949, 2020)
    key: list[Artist] = [Patch(color=color) for color, _ in _VIOLENCE.values()]
    return (
        figure,
        "From the first trigger to the last end, by the most severe violence",
        (
            key,
            [label for _, label in _VIOLENCE.values()],
        ),
    )


def _treaties(table: pd.DataFrame) -> _Made:
    rows = []
    for row in table.fillna("").to_dict("records"):
        end = _decimal(row["ended"]) if row["ended"] else 2026.0
        color = _OBLIGATION[row["obligations"].split()[0]][0]
        label = f"{pair_words(*row['pair'].split('-'))}, {row['in_force'][:4]}"
        label += f"–{row['ended'][:4]}" if row["ended"] else ""
        rows.append((_decimal(row["in_force"]), end, color, label))
    figure = _spans(rows, 2026)
    axes = figure.axes[0]
    axes.set_xlim(1936, 2026)
    axes.set_xticks(range(1950, 2030, 10))
    key: list[Artist] = [Patch(color=color) for color, _ in _OBLIGATION.values()]
    return (
        figure,
        "Years in force, by the strongest obligation",
        (
            key,
            [label for _, label in _OBLIGATION.values()],
        ),
    )


def _gaps(table: pd.DataFrame) -> _Made:
    pairs = [column for column in table.columns if column != "year"]
    figure = new_figure(4.2)
    grid = figure.subplots(3, 3, sharex=True, sharey=True).ravel()
    for axes, pair in zip(grid, pairs, strict=True):
        axes.plot(table["year"], table[pair], color=BLUE)
        final = float(table[pair].iloc[-1])
        axes.annotate(
            f"{final:.2f}",
            (float(table["year"].iloc[-1]), final),
            (3, 0),
            textcoords="offset points",
            size=pt(6.8),
            va="center",
            color=QUIET,
        )
        axes.set_title(pair_words(*pair.split("-")))
        axes.set_xlim(1990, 2028)
        axes.set_ylim(0, 5.8)
        axes.set_yticks([0, 2, 4])
        axes.set_xticks([1995, 2005, 2015])
    return (
        figure,
        "Distance of the yearly ideal points of two states; the last value is that of 2023",
        None,
    )
