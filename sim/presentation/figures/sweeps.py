"""Figures of a sweep: curves over one parameter, maps over two, rows of points without an order."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import FuncFormatter, MaxNLocator

from ...errors import InputError
from ...experiment.studies.study import Planned, Study
from ..choices import rests_on_in
from ..look import INK, QUIET, narrow, pt, styled
from ..naming import arm_words, counted, month_words, parameter_words, shortened
from ..rows import name_rows, row_inches
from ..style import BLUE, LINES, furnish, new_figure
from ..sweeps import estimate_words, titled

MOST_OUTCOMES = 6
MOST_ROWS = 16
MOST_CELLS = 12
"""Outcomes, points in rows, and values along a side of a map that a figure holds."""
_MOST_NUMBERS = 6
"""Values along a side of a map whose numbers are legible in a column of a journal."""
_SHADES = LinearSegmentedColormap.from_list("shades", ["#f4f8fb", BLUE])


def kind_of(study: Study) -> str:
    """Which figure a study has: "curves", "maps", "rows", or "" where none would be readable."""
    axes = len(study.axes)
    if study.design in ("grid", "zip") and axes == 1 and _numeric(study, study.axes[0]):
        return "curves" if len(study.bases) <= len(LINES) else ""
    if study.design == "grid" and axes == 2 and len(study.bases) == 1:
        sides = [len(_values(study, path)) for path in study.axes]
        return "maps" if max(sides) <= MOST_CELLS else ""
    if study.design in ("zip", "list") and 1 < len(study.points) <= MOST_ROWS:
        return "rows"
    return ""


def refuse_without_figure(study: Study) -> None:
    """Refuse a design that no figure shows.

    Raises
    ------
    InputError
        With those that there is one of.
    """
    if not kind_of(study):
        raise InputError(
            "there is a figure of one parameter, of a grid of two, and of at most "
            f"{MOST_ROWS} listed points"
        )


def against_first(study: Study) -> list[Planned]:
    """Every point against the first one of its base: what curves and rows show."""
    first: dict[int, int] = {}
    shared = kind_of(study) == "rows" and _same_months(study)
    for point in study.points:
        first.setdefault(0 if shared else point.base, point.number)
    return [
        Planned("", a, point.number)
        for point in study.points
        if (a := first[0 if shared else point.base]) != point.number
    ]


@styled
def sweep_figure(study: Study, table: pd.DataFrame, differences: pd.DataFrame) -> Figure:
    """The figure of a sweep.

    Parameters
    ----------
    table : DataFrame
        Rows as ``analysis.sweeps.Row`` says.
    differences : DataFrame
        Rows as ``analysis.comparison.Row`` says, of ``against_first``.

    Raises
    ------
    ValueError
        If this design has no figure, or there are more outcomes than one holds.
    """
    outcomes = list(dict.fromkeys(table["outcome"]))
    if len(outcomes) > MOST_OUTCOMES:
        raise ValueError(f"a figure holds {MOST_OUTCOMES} outcomes, not {len(outcomes)}; name some")
    kind = kind_of(study)
    if kind == "curves":
        return _curves(study, table, differences, outcomes)
    if kind == "maps":
        return _maps(study, table, outcomes)
    refuse_without_figure(study)
    return _rows(study, table, differences, outcomes)


def _curves(
    study: Study, table: pd.DataFrame, differences: pd.DataFrame, outcomes: Sequence[str]
) -> Figure:
    down = 1.3 * 2 if narrow() else 1.35
    figure = new_figure(1.35 + down * len(outcomes))
    panels = _pairs(figure, len(outcomes), sharex=True)
    (path,) = study.axes
    # Intervals of several scenarios at one value would hide each other.
    apart_by = 0.015 * float(np.ptp(np.array(_values(study, path), dtype=float)))
    for (left, right), outcome in zip(panels, outcomes, strict=True):
        rows = table[table["outcome"] == outcome]
        share = rows["unit"].iloc[0] == "share"
        left.set_title(shortened(titled(rows), 44))
        for number, base in enumerate(study.bases):
            look, shift = LINES[number], (number - (len(study.bases) - 1) / 2.0) * apart_by
            mine = rows[rows["scenario"] == base.name]
            scale = 100.0 if share else 1.0
            _line(left, mine[path] + shift, mine[["estimate", "low", "high"]] * scale, look)
            apart = _against(differences, mine, outcome)
            _line(right, mine[path] + shift, apart * scale, look)
        right.axhline(0.0, color=QUIET, linewidth=0.7, zorder=1)
        _scales(left, right, share)
    for axes in panels[-1][narrow() :]:
        axes.set_xlabel(parameter_words(path))
    for _, right in panels if narrow() else panels[:1]:
        right.set_title("Difference from the first value")
    key = _key(study) if len(study.bases) > 1 else None
    return furnish(
        figure,
        _title(study),
        "",
        _caption(study, "the first value", outcomes),
        key=key,
        table=table,
    )


def _pairs(figure: Figure, rows: int, **shared: Any) -> list[tuple[Axes, Axes]]:
    """Two panels an outcome: side by side, or below each other where there is no room."""
    if not narrow():
        return [(left, right) for left, right in figure.subplots(rows, 2, squeeze=False, **shared)]
    every = figure.subplots(2 * rows, 1, squeeze=False, **shared)[:, 0]
    return [(every[2 * k], every[2 * k + 1]) for k in range(rows)]


def _line(axes: Axes, x: "pd.Series[Any]", y: pd.DataFrame, look: tuple[str, Any, str]) -> None:
    color, dashes, marker = look
    at, values = x.to_numpy(dtype=float), y.to_numpy(dtype=float)
    axes.vlines(at, values[:, 1], values[:, 2], color=color, linewidth=2.2, alpha=0.45)
    axes.plot(
        at,
        values[:, 0],
        linestyle=dashes,
        marker=marker,
        color=color,
        markersize=3.6,
        linewidth=1.1,
    )


def _rows(
    study: Study, table: pd.DataFrame, differences: pd.DataFrame, outcomes: Sequence[str]
) -> Figure:
    down = (
        2 * (0.55 + row_inches() * len(study.points))
        if narrow()
        else 0.45 + 0.17 * len(study.points)
    )
    figure = new_figure(1.3 + len(outcomes) * down)
    panels = _pairs(figure, len(outcomes))
    for (left, right), outcome in zip(panels, outcomes, strict=True):
        rows = table[table["outcome"] == outcome]
        share = rows["unit"].iloc[0] == "share"
        scale = 100.0 if share else 1.0
        left.set_title(shortened(titled(rows), 44))
        for axes, values in (
            (left, rows[["estimate", "low", "high"]]),
            (right, _against(differences, rows, outcome)),
        ):
            _marks(axes, values.to_numpy(dtype=float) * scale)
            axes.xaxis.set_major_formatter(_percent() if share else FuncFormatter(_plain))
        names = [shortened(arm_words(str(name)), 30) for name in rows["name"]]
        name_rows(left, names)
        name_rows(right, names if narrow() else [""] * len(rows))
        right.axvline(0.0, color=QUIET, linewidth=0.7, zorder=1)
        right.xaxis.set_major_formatter(_signed())
    for _, right in panels if narrow() else panels[:1]:
        right.set_title(shortened(f"Difference from {arm_words(study.points[0].name)}", 44))
    return furnish(
        figure, _title(study), "", _caption(study, study.points[0].name, outcomes), table=table
    )


def _marks(axes: Axes, values: Any) -> None:
    places = np.arange(len(values))
    axes.hlines(places, values[:, 1], values[:, 2], color=BLUE, linewidth=2.4, alpha=0.55)
    axes.plot(values[:, 0], places, "o", color=BLUE, markersize=3.8)
    axes.xaxis.set_major_locator(MaxNLocator(5))


def _maps(study: Study, table: pd.DataFrame, outcomes: Sequence[str]) -> Figure:
    down, across = study.axes
    rows_of, columns_of = (_values(study, path) for path in study.axes)
    wide = 1 if narrow() or len(outcomes) == 1 or len(columns_of) > 6 else 2
    tall = -(-len(outcomes) // wide)
    figure = new_figure(0.95 + tall * (0.75 + 0.26 * len(rows_of)))
    panels = figure.subplots(tall, wide, squeeze=False)
    for axes in panels.flat[len(outcomes) :]:
        axes.set_axis_off()
    for number, (axes, outcome) in enumerate(zip(panels.flat, outcomes, strict=False)):
        rows = table[table["outcome"] == outcome]
        grid = np.full((len(rows_of), len(columns_of)), np.nan)
        for row in rows.to_dict("records"):
            grid[rows_of.index(row[down]), columns_of.index(row[across])] = row["estimate"]
        _map(axes, grid, rows["unit"].iloc[0], float((rows["high"] - rows["low"]).median()))
        span = (
            f", {estimate_words(np.nanmin(grid), rows['unit'].iloc[0])} to "
            f"{estimate_words(np.nanmax(grid), rows['unit'].iloc[0])}"
            if len(columns_of) > _MOST_NUMBERS and narrow()
            else ""
        )
        axes.set_title(shortened(titled(rows), 44 if wide == 2 else 84) + span)
        axes.set_xticks(range(len(columns_of)), [_plain(value) for value in columns_of])
        axes.set_yticks(range(len(rows_of)), [_plain(value) for value in rows_of])
        axes.set_xlabel(parameter_words(across))
        if number % wide == 0:
            axes.set_ylabel(parameter_words(down))
    seen = (
        "Darker is more; the shades of a map span its numbers, and no less than the width of a 95% "
        "interval. "
    )
    return furnish(figure, _title(study), "", seen + _caption(study, "", outcomes), table=table)


def _map(axes: Axes, grid: Any, unit: str, width: float) -> None:
    low = np.nanmin(grid)
    # Differences that are small beside an interval must not look like hills.
    high = max(np.nanmax(grid), low + (0.0 if np.isnan(width) else width))
    axes.imshow(grid, cmap=_SHADES, vmin=low, vmax=high, aspect="auto", origin="lower")
    for (i, j), value in np.ndenumerate(grid):
        told = "failed" if np.isnan(value) else estimate_words(float(value), unit)
        if grid.shape[1] > _MOST_NUMBERS and narrow():
            continue
        dark = not np.isnan(value) and high > low and (value - low) / (high - low) > 0.6
        axes.text(
            j, i, told, ha="center", va="center", size=pt(6.6), color="white" if dark else INK
        )
    axes.grid(visible=False)
    for spine in axes.spines.values():
        spine.set_visible(False)


def _against(differences: pd.DataFrame, rows: pd.DataFrame, outcome: str) -> pd.DataFrame:
    """Differences of these points from the first one, which differs from itself by nothing."""
    found = {}
    if len(differences):
        mine = differences[differences["outcome"] == outcome]
        found = {row["b"]: row for row in mine.to_dict("records")}
    none = {"difference": 0.0, "low": 0.0, "high": 0.0}
    return pd.DataFrame(
        [
            {key: found.get(name, none)[key] for key in ("difference", "low", "high")}
            for name in rows["name"]
        ]
    )


def _scales(left: Axes, right: Axes, share: bool) -> None:
    left.yaxis.set_major_locator(MaxNLocator(4))
    right.yaxis.set_major_locator(MaxNLocator(4))
    left.yaxis.set_major_formatter(_percent() if share else FuncFormatter(_plain))
    right.yaxis.set_major_formatter(_signed())


def _percent() -> FuncFormatter:
    return FuncFormatter(lambda value, _: f"{value:g}%")


def _signed() -> FuncFormatter:
    return FuncFormatter(lambda value, _: f"{value:+g}".replace("-", "−") if value else "0")


def _plain(value: Any, _: int = 0) -> str:
    if isinstance(value, str | bool):
        return str(value)
    return f"{value:.6g}".replace("-", "−")


def _title(study: Study) -> str:
    return study.title or study.name


def _drawn(study: Study) -> str:
    """The parameter draws that trials take, and what they do to intervals; empty without."""
    if study.draws is None:
        return ""
    draws = counted(study.draws.rows, "parameter draw")
    return f" Trials take {draws} in turn; intervals are clustered by draw."


def _caption(study: Study, reference: str, outcomes: Sequence[str]) -> str:
    base = study.bases[0]
    names = ", ".join(one.name for one in study.bases)
    first, second = ("above", "below") if narrow() else ("left", "right")
    against = (
        f"Intervals are 95%: {first} of each point's own trials, {second} of its matched difference "
        f"from {reference}, trial by trial on the same draws; shares differ in percentage points. "
        if reference
        else ""
    )
    return (
        f"{against}{counted(study.trials, 'trial')} a point of {counted(base.horizon, 'month')} from "
        f"{month_words(base, 0)}, seed {study.seed}; {shortened(names, 200)}.{_drawn(study)} "
        f"{rests_on_in(base, outcomes, paths=False)}"
    ).rstrip()


def _key(study: Study) -> tuple[list[Artist], list[str]]:
    signs: list[Artist] = [
        Line2D([], [], color=color, linestyle=dashes, marker=marker, markersize=3.6, linewidth=1.1)
        for color, dashes, marker in LINES[: len(study.bases)]
    ]
    return signs, [shortened(base.name, 28) for base in study.bases]


def _values(study: Study, path: str) -> list[Any]:
    return list(dict.fromkeys(dict(point.values)[path] for point in study.points))


def _numeric(study: Study, path: str) -> bool:
    return all(
        isinstance(value, int | float) and not isinstance(value, bool)
        for value in _values(study, path)
    )


def _same_months(study: Study) -> bool:
    return len({(base.start, base.horizon) for base in study.bases}) == 1
