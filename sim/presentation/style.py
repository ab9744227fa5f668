"""The words around a chart, and where they and their charts stand.

Figures are made without pyplot, so that figures open elsewhere change nothing of them.
"""

import math
import os
from collections.abc import Sequence
from contextlib import nullcontext
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import IO, Any

import matplotlib as mpl
import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.legend import Legend
from matplotlib.patches import ConnectionPatch
from matplotlib.text import Text
from matplotlib.textpath import text_to_path

from .labels import translation
from .look import DPI, INK, QUIET, WIDTH, look, pt, under_settings
from .paint import enlarge, opaque, turn_grey

# Okabe & Ito's colours for all kinds of sight, each with a line style and a marker so
# that nothing hangs on colour alone. https://jfly.uni-koeln.de/color/
BLUE, VERMILION, GREEN, ORANGE = "#0072B2", "#D55E00", "#009E73", "#E69F00"
LINES: tuple[tuple[str, Any, str], ...] = (
    (BLUE, "-", "o"),
    (ORANGE, (0, (5, 1.5)), "s"),
    (GREEN, (0, (1.2, 1.2)), "^"),
    (VERMILION, (0, (6, 1.5, 1.2, 1.5)), "D"),
)
HEIGHT = 4.0


def line(number: int) -> tuple[str, Any, str]:
    """Give colour, line style and marker of a line; from the fifth on, colours repeat with other styles."""
    color, _, marker = LINES[number % len(LINES)]
    _, style, _ = LINES[(number + number // len(LINES)) % len(LINES)]
    return color, style, marker


_MARGIN = 0.08


class Shown(Figure):
    """A figure with its words and numbers, written as it looks whatever the settings are by then.

    Attributes
    ----------
    said : tuple of str
        Title, subtitle and caption, also where they are not drawn.
    table : DataFrame or None
        The numbers that are drawn.
    """

    said: tuple[str, str, str] = ("", "", "")
    table: pd.DataFrame | None = None

    def savefig(self, fname: str | os.PathLike[str] | IO[Any], **options: Any) -> None:
        """Write the figure; EPS, which has no transparency, with what looks the same on white."""
        usual = mpl.rcParams["savefig.format"]
        known = Path(fname).suffix[1:] if isinstance(fname, str | os.PathLike) else ""
        kind = str(options.get("format") or known or usual).lower()
        with under_settings(), opaque(self) if kind in ("eps", "ps") else nullcontext():
            super().savefig(fname, **options)

    def _repr_png_(self) -> bytes:
        picture = BytesIO()
        self.savefig(picture, format="png")
        return picture.getvalue()


def new_figure(height: float = HEIGHT) -> Shown:
    """An empty figure of the width in force, drawn without a window.

    ``height`` is in inches, for the usual width and print; ``furnish`` gives words the room they need.
    """
    figure = Shown(figsize=(look().width, height * look().scale), dpi=DPI)
    FigureCanvasAgg(figure)
    return figure


Key = tuple[list[Artist], list[str]]


def furnish(
    figure: Figure,
    title: str,
    subtitle: str,
    caption: str,
    key: Key | None = None,
    table: pd.DataFrame | None = None,
) -> Figure:
    """Put the words above and below the charts, give the charts the rest, and settle the layout.

    Lines are broken where the figure ends, and the figure is as much higher as they take more room
    than at the usual width. ``key`` are signs and their words, for lines under the subtitle;
    ``table`` are the numbers that are drawn. Nothing is added to the figure after this.
    """
    made = look()
    said = (translation(title), translation(subtitle), caption)
    if isinstance(figure, Shown):
        figure.said, figure.table = said, table
    for text in figure.findobj(Text):
        text.set_text(translation(text.get_text()))
    width, height = figure.get_size_inches()
    shown = said if made.captions else ("", "", "")
    rows, columns = _rows_of(figure, key)
    charts = height - made.scale * sum(_room(said, WIDTH * made.scale, key is not None))
    above, below = _room(shown, width, rows)
    height = charts + made.scale * (above + below)
    figure.set_size_inches(width, height)
    margin = _MARGIN * made.scale
    used = _block(figure, shown[0], *_TITLE, top=margin)
    used = _block(figure, shown[1], *_SUBTITLE, top=used)
    _foot(figure, shown[2])
    if key is not None:
        _legend(figure, key, columns, (margin / width, 1.0 - (used + 0.02) / height))
    below, above = below * made.scale, above * made.scale
    layout = ConstrainedLayoutEngine(
        rect=(
            margin / width,
            below / height,
            1.0 - 2.0 * margin / width,
            1.0 - (above + below) / height,
        ),
        w_pad=0.02 * made.scale,
        h_pad=0.045 * made.scale,
        hspace=0.02,
        wspace=0.03,
    )
    figure.set_layout_engine(layout)
    enlarge(figure, made.scale)
    if made.grey:
        turn_grey(figure)
    figure.draw_without_rendering()
    fit(figure)
    # Settled anew for every file, places would move by a part of a pixel.
    figure.set_layout_engine("none")
    return figure


_TITLE: tuple[float, str, str] = (10.5, "bold", INK)
_SUBTITLE: tuple[float, str, str] = (8.0, "normal", QUIET)
_MOST_PASSES = 4
_CAPTION: tuple[float, str, str] = (6.8, "normal", QUIET)


def _room(said: tuple[str, str, str], width: float, keys: int) -> tuple[float, float]:
    """Inches in print that words take above and below the charts of a figure of this width."""
    (head, *_), (middle, *_), (foot, *_) = _TITLE, _SUBTITLE, _CAPTION
    lines = [
        len(broken(text, pt(size), weight, width - 2 * _MARGIN * look().scale))
        for text, (size, weight, _) in zip(said, (_TITLE, _SUBTITLE, _CAPTION), strict=True)
    ]
    above = _MARGIN + (1.3 * (head * lines[0] + middle * lines[1])) / 72.0 + 0.06
    above += 0.2 + 0.165 * (keys - 1) if keys else 0.0
    return above, _MARGIN + 1.32 * foot * lines[2] / 72.0


def _rows_of(figure: Figure, key: Key | None) -> tuple[int, int]:
    """Lines that a key takes, and its columns."""
    if key is None:
        return 0, 0
    room = figure.get_size_inches()[0] - 2 * _MARGIN * look().scale
    for columns in range(len(key[1]), 0, -1):
        legend = _legend(figure, key, columns, (0.0, 1.0))
        wide = legend.get_window_extent().width / figure.dpi
        legend.remove()
        if wide <= room:
            break
    return math.ceil(len(key[1]) / columns), columns


def _legend(figure: Figure, key: Key, columns: int, place: tuple[float, float]) -> Legend:
    legend = figure.legend(
        key[0],
        [translation(text) for text in key[1]],
        loc="upper left",
        bbox_to_anchor=place,
        ncols=columns,
        handlelength=1.6,
        columnspacing=1.4,
        borderpad=0.0,
        borderaxespad=0.0,
    )
    legend.set_in_layout(False)
    return legend


def broken(text: str, size: float, weight: str, room: float) -> list[str]:
    """The text in lines at most ``room`` inches wide, broken between words."""
    properties = FontProperties(size=size, weight=weight)
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        width, _, _ = text_to_path.get_text_width_height_descent(longer, properties, False)
        if lines and width <= room * 72.0:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _block(figure: Figure, text: str, size: float, weight: str, color: str, top: float) -> float:
    """Write lines from ``top`` inches below the upper edge; return where they end."""
    width, height = figure.get_size_inches()
    margin = _MARGIN * look().scale
    for line in broken(text, pt(size), weight, width - 2 * margin):
        y = 1.0 - top / height
        place = figure.text(
            margin / width, y, line, size=pt(size), weight=weight, color=color, va="top"
        )
        place.set_in_layout(False)
        top += look().scale * size * 1.3 / 72.0
    return top


def _foot(figure: Figure, text: str) -> None:
    """Write lines up to the lower edge."""
    width, height = figure.get_size_inches()
    margin, (size, weight, color) = _MARGIN * look().scale, _CAPTION
    lines = broken(text, pt(size), weight, width - 2 * margin)
    for k, line in enumerate(reversed(lines)):
        y = (margin * 0.7 + k * look().scale * size * 1.32 / 72.0) / height
        place = figure.text(margin / width, y, line, size=pt(size), color=color, va="bottom")
        place.set_in_layout(False)


def finish(axes: Axes) -> None:
    """Settle the words, colours and signs of a chart that is drawn into axes of a user's figure."""
    for text in axes.findobj(Text):
        text.set_text(translation(text.get_text()))
    enlarge(axes, look().scale)
    if look().grey:
        turn_grey(axes)


def fit(figure: Figure) -> None:
    """Break titles and names of axes that are longer than their place, and leave out dates that overlap."""
    # Charts move when words around them change, but soon not any more.
    for _ in range(_MOST_PASSES):
        if not _fitted(figure):
            return
        figure.draw_without_rendering()


def _fitted(figure: Figure) -> bool:
    """Fit the words of a figure that is drawn; whether any changed."""
    page = figure.bbox.x1 - _MARGIN * look().scale * figure.dpi
    changed = False
    for axes in figure.axes:
        if not axes.axison:
            continue
        box = axes.get_window_extent()
        ends = [
            other.get_window_extent().x0 - pt(4.0)
            for other in figure.axes
            if other.get_window_extent().x0 > box.x1
            and any(one.get_text() for one in _titles(other))
        ]
        right = min(ends, default=page)
        for text, room in (
            *((title, right - box.x0) for title in _titles(axes)),
            (axes.xaxis.label, 1.1 * box.width),
            (axes.yaxis.label, 1.05 * box.height),
        ):
            changed = _break(text, room / figure.dpi) or changed
        changed = _thin(axes) or changed
    return changed


def _titles(axes: Axes) -> tuple[Text, Text]:
    """The title to the left, which is ours, and that in the middle, which may be a user's."""
    return getattr(axes, "_left_title"), axes.title  # noqa: B009  # no public name gives the first


def _break(text: Text, room: float) -> bool:
    """Break a text between words where it is longer than ``room`` inches; whether it was."""
    lines = [
        line
        for part in text.get_text().splitlines()
        for line in broken(part, float(text.get_fontsize()), str(text.get_fontweight()), room)
    ]
    if "\n".join(lines) == text.get_text():
        return False
    text.set_text("\n".join(lines))
    return True


def _thin(axes: Axes) -> bool:
    """Leave out every second label of the horizontal axis until they stand apart; whether any went."""
    changed = False
    while True:
        labels = [one for one in axes.get_xticklabels() if one.get_text()]
        boxes = [one.get_window_extent() for one in labels if one.get_visible()]
        pairs = pairwise(sorted(boxes, key=lambda box: box.x0))
        if all(one.x1 + 2.0 < other.x0 for one, other in pairs):
            return changed
        ticks = axes.get_xticks()[::2]
        kept = {round(float(one.get_position()[0]), 9): one.get_text() for one in labels}
        axes.set_xticks(ticks, [kept.get(round(float(tick), 9), "") for tick in ticks])
        changed = True


def spread(places: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Places moved apart to at least ``gap``, in the same order, within ``low`` to ``high``.

    Of equal places the first comes out highest.

    Raises
    ------
    ValueError
        If they cannot all fit.
    """
    if gap * (len(places) - 1) > high - low + 1e-9:
        raise ValueError(
            f"{len(places)} labels {gap:g} apart do not fit between {low:g} and {high:g}"
        )
    order = sorted(range(len(places)), key=lambda k: (places[k], -k))
    moved = [min(max(place, low), high) for place in places]
    for before, after in pairwise(order):
        moved[after] = max(moved[after], moved[before] + gap)
    ceiling = high
    for k in reversed(order):
        moved[k] = min(moved[k], ceiling)
        ceiling = moved[k] - gap
    return moved


def label_ends(
    axes: Axes,
    end: float,
    heights: Sequence[float],
    labels: Sequence[str],
    colors: Sequence[str],
    gap: float,
) -> None:
    """Label lines where they end, right of the axes, labels moved apart and tied to their lines.

    ``heights`` are in data units, ``gap`` is the least distance of labels as a share of the axes.
    """
    low, high = axes.get_ylim()
    shares = [(height - low) / (high - low) for height in heights]
    for share, place, label, color in zip(
        shares, spread(shares, gap, 0.03, 1.0), labels, colors, strict=True
    ):
        tie = ConnectionPatch(
            (end, low + share * (high - low)),
            (1.035, place),
            "data",
            "axes fraction",
            axesA=axes,
            axesB=axes,
            color=color,
            linewidth=0.7,
            clip_on=False,
        )
        tie.set_in_layout(False)
        axes.add_artist(tie)
        axes.text(
            1.045,
            place,
            label,
            transform=axes.transAxes,
            va="center",
            ha="left",
            size=pt(7.2),
            linespacing=1.25,
        )
