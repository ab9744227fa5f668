"""Contrasts as a forest: differences and ratios of shares, matched and unpaired intervals."""

from collections.abc import Sequence
from functools import partial
from textwrap import wrap
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import FuncFormatter, LogLocator, MaxNLocator, NullLocator

from ...errors import InputError
from ...scenario.nearest import did_you_mean
from ...scenario.scenario import Scenario
from ..choices import rests_on_in
from ..contrasts import FIRST, points, times
from ..look import QUIET, narrow, styled
from ..naming import arm_words, counted, month_words, outcome_words, shortened
from ..rows import name_rows, row_inches
from ..style import BLUE, furnish, new_figure
from . import Drawable

MOST = 8
"""Contrasts in one figure."""
_ACROSS = 56
"""Letters of a panel's title in a line."""
_TIMES = (0.05, 20.0)
"""Ratios shown; a mark at the edge points to those beyond."""


_KINDS = {
    "score": "score intervals",
    "sequence": "confidence sequences, of the outcomes whose precision was asked for",
}
"""What the intervals of shares are called, by their method."""


def figures_of_contrasts(
    table: pd.DataFrame, scenario: Scenario, outcomes: Sequence[str] | None = None
) -> dict[str, Drawable]:
    """Figures of a comparison by name, as many as hold all contrasts.

    Raises
    ------
    InputError
        If a name of ``outcomes`` is of no share in the table.
    """
    shares = set(table.loc[table["unit"] == "share", "outcome"])
    for name in outcomes or ():
        if name not in shares:
            raise InputError(f"no share is called {name!r}{did_you_mean(name, shares)}")
    names = list(dict.fromkeys(table["contrast"]))
    found = {}
    for number, start in enumerate(range(0, len(names), MOST), 1):
        some = table[table["contrast"].isin(names[start : start + MOST])]
        name = "contrasts" if number == 1 else f"contrasts_{number}"
        found[name] = Drawable(
            partial(contrasts, some, scenario, outcomes),
            partial(draw_first, table=some, outcomes=outcomes),
        )
    return found


@styled
def contrasts(
    table: pd.DataFrame, scenario: Scenario, outcomes: Sequence[str] | None = None
) -> Figure:
    """Differences and ratios of shares, one pair of panels a contrast.

    Parameters
    ----------
    table : DataFrame
        Rows as ``sim.analysis.comparison.Row`` says.
    scenario : Scenario
        The first arm, for the months that were simulated.
    outcomes : sequence of str, optional
        Names of shares; the first events by default.

    Raises
    ------
    ValueError
        If a name is of no share in the table, or there are more than ``MOST`` contrasts.
    """
    wanted = list(FIRST if outcomes is None else outcomes)
    # A first event is both a share and, as months before it, an amount.
    shares = table[(table["unit"] == "share") & table["outcome"].isin(wanted)]
    missing = [name for name in wanted if name not in set(shares["outcome"])]
    if missing:
        raise ValueError(f"no share is called {missing[0]!r}")
    names = list(dict.fromkeys(shares["contrast"]))
    if len(names) > MOST:
        raise ValueError(f"a figure holds {MOST} contrasts at most, not {len(names)}")
    figure = new_figure(1.35 + len(names) * (0.42 + row_inches(0.2) * len(wanted)))
    panels = figure.subplots(len(names), 1 if narrow() else 2, sharex="col", squeeze=False)
    reach = _reach(shares)
    for row, name in zip(panels, names, strict=True):
        rows = shares[shares["contrast"] == name].set_index("outcome").loc[wanted]
        _draw_differences(row[0], rows, reach)
        if len(row) > 1:
            _draw_ratios(row[1], rows)
        row[0].set_title("\n".join(wrap(shortened(_title(rows), 2 * _ACROSS), _ACROSS)))
    panels[-1, 0].set_xlabel("Difference, percentage points")
    ratios = ""
    if not narrow():
        panels[-1, 1].set_xlabel("Ratio")
        ratios = "A ratio of nothing to nothing is left out; an arrow points to where an interval goes on. "
    return furnish(
        figure,
        "What differs on the same draws",
        "Share of trials with each outcome, in the first-named scenario against the other",
        f"{_trials_words(shares)} of {counted(scenario.horizon, 'month')} from "
        f"{month_words(scenario, 0)}, seed {shares['seed'].iloc[0]}. {_intervals_words(shares)} "
        f"{ratios}{rests_on_in(scenario, wanted, paths=False)}".rstrip(),
        key=_key(bool(shares["unpaired_low"].notna().any())),
        table=shares,
    )


def draw_first(axes: Axes, table: pd.DataFrame, outcomes: Sequence[str] | None) -> None:
    """Draw the differences of the first contrast."""
    wanted = list(FIRST if outcomes is None else outcomes)
    rows = table[(table["unit"] == "share") & (table["contrast"] == table["contrast"].iloc[0])]
    rows = rows.set_index("outcome").loc[wanted]
    _draw_differences(axes, rows, _reach(rows))
    axes.set_xlabel("Difference, percentage points")


def _title(rows: pd.DataFrame) -> str:
    """What is set against what, by the labels of both."""
    first = rows.iloc[0]
    name, a, b = str(first["contrast"]), str(first["a"]), str(first["b"])
    title = name.replace(f"{b} against {a}", f"{arm_words(b)} against {arm_words(a)}")
    return f"{title} (planned: {first['planned']})" if first["planned"] else title


def _trials_words(shares: pd.DataFrame) -> str:
    """How many trials the contrasts have, which need not be as many each."""
    fewest, most = int(shares["trials"].min()), int(shares["trials"].max())
    return f"{fewest:,} to " * (fewest < most) + counted(most, "matched trial")


def _intervals_words(shares: pd.DataFrame) -> str:
    """What the intervals are, and what they show."""
    kinds = [words for method, words in _KINDS.items() if (shares["method"] == method).any()]
    if not kinds:
        return ""
    draws = shares["draws"] > 0
    most = f" ({counted(int(shares['draws'].max()), 'draw')})"
    clustered = f", clustered by parameter draw{most}" if draws.any() else ""
    some = " where trials have draws" if clustered and not draws.all() else ""
    return f"Intervals are 95% {' or '.join(kinds)}{clustered}{some}."


def _reach(shares: pd.DataFrame) -> float:
    names = ["difference", "low", "high", "unpaired_low", "unpaired_high"]
    ends = shares[names].to_numpy(dtype=float)
    return 100.0 * max(0.0005, float(np.nanmax(np.abs(ends))))


def _draw_differences(axes: Axes, rows: pd.DataFrame, reach: float) -> None:
    places = np.arange(len(rows))
    axes.axvline(0.0, color=QUIET, linewidth=0.7, zorder=1)
    for low, high, width, alpha in (
        ("unpaired_low", "unpaired_high", 0.9, 0.55),
        ("low", "high", 2.6, 0.9),
    ):
        ends = 100.0 * rows[[low, high]].to_numpy(dtype=float)
        axes.hlines(places, ends[:, 0], ends[:, 1], color=BLUE, linewidth=width, alpha=alpha)
    axes.plot(100.0 * rows["difference"], places, "o", color=BLUE, markersize=4.2)
    labels = [outcome_words(str(name), str(usual)) for name, usual in rows["label"].items()]
    name_rows(axes, labels, [points(value) for value in rows["difference"]])
    axes.set_xlim(-1.08 * reach, 1.08 * reach)
    axes.xaxis.set_major_locator(MaxNLocator(5, symmetric=True))
    axes.xaxis.set_major_formatter(
        FuncFormatter(lambda x, _: f"{x:+g}".replace("-", "−") if x else "0")
    )


def _draw_ratios(axes: Axes, rows: pd.DataFrame) -> None:
    low, high = _TIMES
    axes.set_xscale("log")
    axes.set_xlim(low, high)
    axes.axvline(1.0, color=QUIET, linewidth=0.7, zorder=1)
    for place, row in enumerate(rows.to_dict("records")):
        if np.isnan(row["ratio"]):
            continue
        for ends, width, alpha in (
            (("ratio_unpaired_low", "ratio_unpaired_high"), 0.9, 0.55),
            (("ratio_low", "ratio_high"), 2.6, 0.9),
        ):
            shown = [float(np.clip(row[end], low, high)) for end in ends]
            axes.plot(
                shown, [place] * 2, color=BLUE, linewidth=width, alpha=alpha, solid_capstyle="butt"
            )
        if low <= row["ratio"] <= high:
            axes.plot(row["ratio"], place, "o", color=BLUE, markersize=4.2)
        for end, edge, marker in (("ratio_low", low, 4), ("ratio_high", high, 5)):
            if row[end] < low or row[end] > high:
                axes.plot(edge, place, marker=marker, color=BLUE, markersize=4, clip_on=False)
    name_rows(axes, [""] * len(rows), [times(value) for value in rows["ratio"]])
    axes.xaxis.set_major_locator(LogLocator(subs=(1.0, 2.0, 5.0), numticks=20))
    axes.xaxis.set_minor_locator(NullLocator())
    axes.set_xticks([0.1, 0.5, 1, 2, 10], ["0.1", "0.5", "1", "2", "10"])


def _key(apart: bool) -> tuple[list[Artist], list[str]]:
    """The key; of intervals of trials run apart only where there are any."""
    kinds: list[tuple[dict[str, Any], str]] = [
        ({"linewidth": 2.6, "alpha": 0.9, "marker": "o", "markersize": 4.2}, "on the same draws"),
        ({"linewidth": 0.9, "alpha": 0.55}, "had they been run apart"),
    ]
    kinds = kinds if apart else kinds[:1]
    return [Line2D([], [], color=BLUE, **look) for look, _ in kinds], [text for _, text in kinds]
