"""How large and in which colours figures are drawn: widths, styles, and the settings of matplotlib.

A look is in force within ``looked``, as matplotlib's settings are within ``rc_context``.
"""

import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from typing import Any

import matplotlib as mpl
from matplotlib.font_manager import fontManager

from ..errors import PeninsulaWarning

WIDTH = 6.5
"""Inches of a figure for which no width is chosen."""
WIDTHS = {"single": 3.3, "double": 6.9, "slide": 10.0}
"""Widths by name, in inches: a column and a page of a journal, a slide."""
STYLES = {"paper": 1.0, "slides": 1.5, "poster": 2.0}
"""How much larger type, lines and room are than in print."""
USUAL_WIDTHS = {"paper": WIDTH, "slides": WIDTHS["slide"], "poster": 13.0}
"""Inches of a figure of each style for which no width is chosen."""
NARROWEST, WIDEST = 3.0, 60.0
"""Inches of a figure, of which the least grows with the style."""
_NARROW = 5.0
DPI = 200

INK, QUIET, GRID, UNSEEN = "#1a1a1a", "#595959", "#e3e3e3", "#ececec"

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

_SIZES = {
    "axes.labelpad": 4.0,
    "axes.labelsize": 8.0,
    "axes.titlepad": 6.0,
    "axes.titlesize": 8.5,
    "font.size": 8.0,
    "legend.fontsize": 7.5,
    "xtick.labelsize": 7.5,
    "xtick.major.pad": 3.5,
    "ytick.labelsize": 7.5,
    "ytick.major.pad": 3.5,
}
"""Sizes of type and distances in points, which grow with the style; ``paint.enlarge`` widens lines."""
_OWN: dict[str, Any] = {
    "axes.axisbelow": True,
    "axes.edgecolor": "#8c8c8c",
    "axes.grid": True,
    "axes.labelcolor": INK,
    "axes.linewidth": 0.6,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.titlelocation": "left",
    "axes.titleweight": "bold",
    "font.family": ["DejaVu Sans"],
    "grid.color": GRID,
    "grid.linewidth": 0.6,
    "legend.frameon": False,
    "lines.linewidth": 1.6,
    # Type 42 keeps letters as letters, which journals ask for; Type 3 is matplotlib's own default.
    "pdf.fonttype": 42,
    "ps.fonttype": 42,
    "savefig.dpi": DPI,
    # Without it the names within an SVG file are drawn anew each time.
    "svg.hashsalt": "peninsula-sim",
    "text.color": INK,
    # A name may hold a dollar sign.
    "text.parse_math": False,
    "xtick.color": "#8c8c8c",
    "xtick.labelcolor": INK,
    "xtick.major.size": 3.0,
    "xtick.major.width": 0.6,
    "ytick.color": "#8c8c8c",
    "ytick.labelcolor": INK,
    "ytick.major.size": 0.0,
}
_OF_THE_PROCESS = ("backend", "date.epoch", "interactive", "timezone", "tk.", "toolbar", "webagg.")


@dataclass(frozen=True, kw_only=True)
class Look:
    """How a figure is drawn.

    Parameters
    ----------
    width : float
        Inches.
    scale : float
        How much larger type, lines and room are than in print, as ``STYLES`` says.
    grey : bool
        Whether colours are replaced by greys.
    captions : bool
        Whether title and caption are part of the figure.
    """

    width: float = WIDTH
    scale: float = 1.0
    grey: bool = False
    captions: bool = True


_IN_FORCE: ContextVar[Look] = ContextVar("look", default=Look())  # noqa: B039  # it is frozen
_UNDER: ContextVar[bool] = ContextVar("under", default=False)


def look() -> Look:
    """The look in force."""
    return _IN_FORCE.get()


@contextmanager
def looked(chosen: Look) -> Iterator[None]:
    """Put a look in force."""
    before = _IN_FORCE.set(chosen)
    try:
        yield
    finally:
        _IN_FORCE.reset(before)


def narrow() -> bool:
    """Whether there is room for one panel side by side, as in a column of a journal."""
    return look().width / look().scale < _NARROW


def pt(size: float) -> float:
    """The size of type or of a sign that has this size in points in print, under settings alone."""
    return size * float(mpl.rcParams["font.size"]) / _SIZES["font.size"]


def settings() -> Any:
    """Settings under which a figure is drawn: matplotlib's defaults, ours, and the user's over both.

    The user's are those that differ from matplotlib's defaults, as a matplotlibrc file, a style sheet
    or ``rc_context`` set them.
    """
    defaults: Any = mpl.rcParamsDefault
    present: Any = mpl.rcParams
    names = [name for name in defaults if not name.startswith(_OF_THE_PROCESS)]
    changed = {name: present[name] for name in names if present[name] != defaults[name]}
    # Sizes follow the user's size of type, which is for print.
    base = float(changed.pop("font.size", _SIZES["font.size"])) / _SIZES["font.size"]
    sizes = {name: size * base * look().scale for name, size in _SIZES.items()}
    usual = {name: defaults[name] for name in names}
    made: dict[str, Any] = {**usual, **_OWN, **sizes, **changed}
    family = made["font.family"]
    families = [family] if isinstance(family, str) else [*family]
    return {**made, "font.family": [*families, *_korean()]}


@cache
def _korean() -> list[str]:
    return sorted({*KOREAN} & {*fontManager.get_font_names()}, key=KOREAN.index)


_MISSING_GLYPH = re.compile(r"Glyph \d+ .* missing from")


@contextmanager
def under_settings() -> Iterator[None]:
    """Draw under ``settings``; letters that no font has are said once, in one sentence."""
    if _UNDER.get():
        # Within them ours would count as the user's.
        yield
        return
    before = _UNDER.set(True)
    try:
        with mpl.rc_context(settings()), _missing_letters():
            yield
    finally:
        _UNDER.reset(before)


@contextmanager
def _missing_letters() -> Iterator[None]:
    with warnings.catch_warnings():
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


styled = under_settings()
"""Decorator of a function that draws: it does so under ``settings``."""
