"""Attribution: what each assumption adds to a difference, or what is lost without each mechanism."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ...errors import InputError
from ...scenario.nearest import did_you_mean
from ..contrasts import FIRST
from ..labels import label
from ..look import INK, styled
from ..naming import counted, parameter_words, words
from ..rows import name_rows, row_inches
from ..style import BLUE, furnish, new_figure
from ..sweeps import titled

MOST_ROWS = 12
"""Groups or mechanisms in a panel."""
MOST_OUTCOMES = 3
WHOLE = "all"
"""Name of the row of the whole difference."""


def shown_outcomes(table: pd.DataFrame, value: str, outcomes: Sequence[str] | None) -> list[str]:
    """The outcomes to be drawn: those requested, or the first events that differ most.

    Raises
    ------
    InputError
        If there is no outcome of a name.
    """
    known = list(dict.fromkeys(table["outcome"]))
    for name in outcomes or ():
        if name not in known:
            raise InputError(f"no outcome is called {name!r}{did_you_mean(name, known)}")
    if outcomes:
        return list(outcomes)
    events = table[(table["section"] == "ever") & table["outcome"].isin(FIRST)]
    sizes = events.groupby("outcome")[value].apply(lambda of: of.abs().max())
    return [str(name) for name in sizes.sort_values(ascending=False).index[:MOST_OUTCOMES]]


@styled
def attribution_bars(
    table: pd.DataFrame,
    rows: str,
    value: str,
    about: Mapping[str, Any],
    outcomes: Sequence[str] | None = None,
) -> Figure:
    """Bars with 95% intervals, one panel an outcome, the largest on top.

    Parameters
    ----------
    table : DataFrame
        Rows as ``sim.analysis.attribution.Row`` or ``sim.analysis.comparison.Row`` says.
    rows, value : str
        Columns that name the bars ("group" or "mechanism") and hold their lengths.
    about : mapping
        ``trials``, ``draws`` and ``seed``, as far as they are known.
    outcomes : sequence of str, optional
        Names of outcomes; by default the first events that differ most.
    """
    wanted = shown_outcomes(table, value, outcomes)
    panels = {name: _largest(table[table["outcome"] == name], rows, value) for name in wanted}
    high = sum(0.55 + row_inches() * len(of) for of in panels.values())
    figure = new_figure(1.2 + high)
    ratios = [0.35 + len(of) for of in panels.values()]
    axes = figure.subplots(len(panels), 1, squeeze=False, height_ratios=ratios)[:, 0]
    for one, of in zip(axes, panels.values(), strict=True):
        _bars(one, of, rows, value)
    shares = rows == "group"
    hidden = table[rows].nunique() - max(len(of) for of in panels.values())
    return furnish(
        figure,
        "What each assumption adds" if shares else "What changes without each mechanism",
        "Shapley shares of the difference between the two scenarios"
        if shares
        else "Difference once the mechanism is switched off, on the same draws",
        _caption(about) + (f" {counted(hidden, 'smaller row')} not shown." if hidden > 0 else ""),
        table=table[table["outcome"].isin(wanted)],
    )


def _largest(of: pd.DataFrame, rows: str, value: str) -> pd.DataFrame:
    """One row a bar, the largest first, the whole difference last."""
    once = of.drop_duplicates(rows)
    parts = once[once[rows] != WHOLE]
    order = parts[value].abs().sort_values(ascending=False, kind="stable").index[:MOST_ROWS]
    return pd.concat([parts.loc[order], once[once[rows] == WHOLE]])


def _bars(axes: Axes, of: pd.DataFrame, rows: str, value: str) -> None:
    scale = 100.0 if of["unit"].iloc[0] == "share" else 1.0
    places, sizes = np.arange(len(of)), scale * of[value].to_numpy(dtype=float)
    axes.barh(places, sizes, height=0.42, color=BLUE, zorder=2)
    low, high = (scale * of[end].to_numpy(dtype=float) for end in ("low", "high"))
    axes.hlines(places, low, high, color="white", linewidth=2.6, zorder=4)
    axes.hlines(places, low, high, color=INK, linewidth=1.0, zorder=4)
    axes.axvline(0.0, color=INK, linewidth=0.7, zorder=3)
    names = [label(str(name), _words(str(name))) for name in of[rows]]
    name_rows(axes, names, [_signed(size) for size in sizes])
    unit = ", percentage points" if scale > 1.0 else ""
    axes.set_title(f"{titled(of)}{unit}")


def _words(name: str) -> str:
    if name == WHOLE:
        return "Whole difference"
    section, _, owner = name.partition(".")
    if "." in owner:
        return parameter_words(name)
    if not owner or section == "mechanisms":
        return words(owner or section)
    return f"{words(section)}: {'–'.join(words(part) for part in owner.split('-'))}"


def _signed(size: float) -> str:
    if math.isnan(size) or size == 0.0:
        return "" if size else "0"
    return f"{size:+.2g}".replace("-", "−") if abs(size) < 10 else f"{size:+.0f}".replace("-", "−")


def _caption(about: Mapping[str, Any]) -> str:
    said = "Lines: 95% intervals"
    if not about.get("trials"):
        return f"{said}."
    draws = about.get("draws") or 0
    clustered = f", clustered by parameter draw ({counted(draws, 'draw')})" if draws else ""
    return f"{counted(about['trials'], 'matched trial')}, seed {about['seed']}. {said}{clustered}."
