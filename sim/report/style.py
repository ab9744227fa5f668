"""How figures look: type, colours, the words around a chart, and files that come out the same.

Figures are made without pyplot, from matplotlib's own defaults, so neither a reader's settings nor
figures open elsewhere change a byte of them.
"""

import re
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, fontManager
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.patches import ConnectionPatch
from matplotlib.textpath import text_to_path

from ..errors import PeninsulaWarning

WIDTH, HEIGHT = 6.5, 4.0
DPI = 200
INK, QUIET, GRID, UNSEEN = "#1a1a1a", "#595959", "#e3e3e3", "#ececec"

# Okabe & Ito's colours for all kinds of sight, each with a line style and a marker so
# that nothing hangs on colour alone. https://jfly.uni-koeln.de/color/
BLUE, VERMILION, GREEN, ORANGE = "#0072B2", "#D55E00", "#009E73", "#E69F00"
LINES: tuple[tuple[str, Any, str], ...] = (
    (BLUE, "-", "o"),
    (ORANGE, (0, (5, 1.5)), "s"),
    (GREEN, (0, (1.2, 1.2)), "^"),
    (VERMILION, (0, (6, 1.5, 1.2, 1.5)), "D"),
)

KOREAN = (
    "Noto Sans CJK KR",
    "Noto Sans KR",
    "NanumGothic",
    "Malgun Gothic",
    "Apple SD Gothic Neo",
    "UnDotum",
    "Baekmuk Dotum",
)
"""Fonts with Hangul, of which those that are installed stand in where the first font lacks a letter."""
FONTS = ["DejaVu Sans", *sorted({*KOREAN} & {*fontManager.get_font_names()}, key=KOREAN.index)]


def line(number: int) -> tuple[str, Any, str]:
    """Give colour, line style and marker of a line; from the fifth on, colours repeat with other styles."""
    color, _, marker = LINES[number % len(LINES)]
    _, style, _ = LINES[(number + number // len(LINES)) % len(LINES)]
    return color, style, marker


_OWN: dict[str, Any] = {
    "axes.axisbelow": True,
    "axes.edgecolor": "#8c8c8c",
    "axes.grid": True,
    "axes.labelcolor": INK,
    "axes.labelsize": 8.0,
    "axes.linewidth": 0.6,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.titlelocation": "left",
    "axes.titlesize": 8.5,
    "axes.titleweight": "bold",
    "font.family": FONTS,
    "font.size": 8.0,
    "grid.color": GRID,
    "grid.linewidth": 0.6,
    "legend.fontsize": 7.5,
    "legend.frameon": False,
    "lines.linewidth": 1.6,
    "pdf.fonttype": 42,
    "text.color": INK,
    # A name may hold a dollar sign.
    "text.parse_math": False,
    "xtick.color": "#8c8c8c",
    "xtick.labelcolor": INK,
    "xtick.labelsize": 7.5,
    "xtick.major.size": 3.0,
    "xtick.major.width": 0.6,
    "ytick.color": "#8c8c8c",
    "ytick.labelcolor": INK,
    "ytick.labelsize": 7.5,
    "ytick.major.size": 0.0,
}
_OF_THE_PROCESS = ("backend", "date.epoch", "interactive", "timezone", "tk.", "toolbar", "webagg.")
SETTINGS: Any = {
    **{k: v for k, v in mpl.rcParamsDefault.items() if not k.startswith(_OF_THE_PROCESS)},
    **_OWN,
}
"""Settings under which a figure is drawn and written: matplotlib's defaults, with changes."""

_MISSING_GLYPH = re.compile(r"Glyph \d+ .* missing from")


@contextmanager
def _under_settings() -> Iterator[None]:
    """Draw under ``SETTINGS``; letters that no font has are said once, in one sentence."""
    with mpl.rc_context(SETTINGS), warnings.catch_warnings():
        usual = warnings.showwarning
        lacking = False

        def shown(message: Warning | str, *about: Any, **where: Any) -> None:
            nonlocal lacking
            if _MISSING_GLYPH.match(str(message)):
                lacking = True
            else:
                usual(message, *about, **where)

        warnings.showwarning = shown
        warnings.filterwarnings("always", _MISSING_GLYPH.pattern, UserWarning)
        yield
    if lacking:
        _say_that_letters_are_missing()


@cache
def _say_that_letters_are_missing() -> None:
    named = ", ".join(KOREAN[:4])
    warnings.warn(
        "no installed font has some letters of the figures, which come as boxes; for Hangul install "
        f"one of {named}",
        PeninsulaWarning,
        stacklevel=3,
    )


styled = _under_settings()
"""Decorator of a function that draws: it does so under ``SETTINGS`` whatever the reader's are."""

_MARGIN = 0.08


class Shown(Figure):
    """A figure that is a picture where it ends a notebook's cell, whatever the notebook has loaded."""

    def _repr_png_(self) -> bytes:
        picture = BytesIO()
        with _under_settings():
            self.savefig(picture, format="png")
        return picture.getvalue()


def new_figure(height: float = HEIGHT, width: float = WIDTH) -> Figure:
    """An empty figure of this size in inches, drawn without a window."""
    figure = Shown(figsize=(width, height), dpi=DPI)
    FigureCanvasAgg(figure)
    return figure


def furnish(
    figure: Figure,
    title: str,
    subtitle: str,
    caption: str,
    key: tuple[list[Artist], list[str]] | None = None,
) -> Figure:
    """Put the words above and below the charts, give the charts the rest, and settle the layout.

    Lines are broken where the figure ends. ``key`` are signs and their words, for a line under the
    subtitle. Nothing is added to the figure after this.
    """
    used = _block(figure, title, 10.5, "bold", INK, top=_MARGIN)
    if subtitle:
        used = _block(figure, subtitle, 8.0, "normal", QUIET, top=used)
    below = _foot(figure, caption, 6.8)
    width, height = figure.get_size_inches()
    if key is not None:
        place = (_MARGIN / width, 1.0 - (used + 0.02) / height)
        legend = figure.legend(
            *key,
            loc="upper left",
            bbox_to_anchor=place,
            ncols=len(key[1]),
            handlelength=1.6,
            columnspacing=1.4,
            borderpad=0.0,
            borderaxespad=0.0,
        )
        legend.set_in_layout(False)
        used += 0.2
    layout = ConstrainedLayoutEngine(
        rect=(
            _MARGIN / width,
            below / height,
            1.0 - 2.0 * _MARGIN / width,
            1.0 - (used + 0.06 + below) / height,
        ),
        w_pad=0.02,
        h_pad=0.045,
        hspace=0.02,
        wspace=0.03,
    )
    figure.set_layout_engine(layout)
    figure.draw_without_rendering()
    return figure


def broken(text: str, size: float, weight: str, room: float) -> list[str]:
    """The text in lines at most ``room`` inches wide, broken between words."""
    properties = FontProperties(family=FONTS, size=size, weight=weight)
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
    step = size * 1.3 / 72.0
    for line in broken(text, size, weight, width - 2 * _MARGIN):
        y = 1.0 - top / height
        place = figure.text(
            _MARGIN / width, y, line, size=size, weight=weight, color=color, va="top"
        )
        place.set_in_layout(False)
        top += step
    return top


def _foot(figure: Figure, text: str, size: float) -> float:
    """Write lines up to the lower edge; return their height in inches."""
    width, height = figure.get_size_inches()
    step = size * 1.32 / 72.0
    lines = broken(text, size, "normal", width - 2 * _MARGIN)
    for k, line in enumerate(reversed(lines)):
        y = (_MARGIN * 0.7 + k * step) / height
        place = figure.text(_MARGIN / width, y, line, size=size, color=QUIET, va="bottom")
        place.set_in_layout(False)
    return _MARGIN + len(lines) * step


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
            size=7.2,
            linespacing=1.25,
        )


def save(figure: Figure, folder: str | Path, name: str) -> tuple[Path, Path]:
    """Write a figure as ``name.png`` (200 dots an inch) and ``name.pdf`` (fonts embedded).

    Equal figures give equal bytes: the files hold no date and no program's name.

    Returns
    -------
    png, pdf : Path

    Raises
    ------
    ValueError
        If ``name`` is not a plain file name.
    """
    if not name or Path(name).name != name or name.startswith("."):
        raise ValueError(f"a figure's name must be a plain file name, not {name!r}")
    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    kinds: dict[str, dict[str, Any]] = {
        "png": {"dpi": DPI, "metadata": {"Software": None}},
        "pdf": {"metadata": {"CreationDate": None, "Creator": None, "Producer": None}},
    }
    for kind, options in kinds.items():
        whole = BytesIO()
        with _under_settings():
            figure.savefig(whole, format=kind, **options)
        (target / f"{name}.{kind}").write_bytes(whole.getvalue())
    return target / f"{name}.png", target / f"{name}.pdf"
