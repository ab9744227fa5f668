"""Names and values of the rows of a chart: beside it, or above each row where it is narrow."""

from collections.abc import Sequence

from matplotlib.axes import Axes

from .look import narrow, pt
from .naming import shortened

ROW, NARROW_ROW = 0.27, 0.36
"""Inches that a row takes, and takes with its name above it."""
LONGEST = 44


def row_inches(usual: float = ROW) -> float:
    """The height of a row."""
    return NARROW_ROW if narrow() else usual


def name_rows(
    axes: Axes, labels: Sequence[str], values: Sequence[str] = (), longest: int = LONGEST
) -> None:
    """Name the rows 0, 1 and so on of a chart from the top down, each with its value if there are any.

    A name has up to ``longest`` characters, in a narrow figure together with its value.
    """
    places = range(len(labels))
    axes.grid(visible=False, axis="y")
    axes.spines["left"].set_visible(False)
    if not narrow():
        axes.set_yticks(places, [shortened(label, longest) for label in labels])
        axes.set_ylim(len(labels) - 0.4, -0.6)
        for place, value in zip(places, values, strict=False):
            _write(axes, 1.03, place, value, "left", "center")
        return
    axes.set_yticks([])
    axes.set_ylim(len(labels) - 0.6, -0.85)
    for place, label in zip(places, labels, strict=True):
        value = values[place] if values else ""
        room = longest - len(value)
        _write(axes, 0.0, place - 0.22, shortened(label, room), "left", "bottom")
        _write(axes, 1.0, place - 0.22, value, "right", "bottom")


def _write(axes: Axes, x: float, y: float, text: str, ha: str, va: str) -> None:
    if text:
        axes.text(x, y, text, transform=axes.get_yaxis_transform(), ha=ha, va=va, size=pt(7.2))
