"""Colours and signs of a figure changed after it is drawn: greys, no transparency, larger signs."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.collections import Collection
from matplotlib.colors import ListedColormap, to_hex, to_rgba, to_rgba_array
from matplotlib.image import AxesImage
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.text import Text

_GREYS = {"#0072b2": 0.30, "#d55e00": 0.0, "#009e73": 0.45, "#e69f00": 0.62}
"""Greys of the colours that are told apart by line and marker: apart from each other too."""
_LUMINANCE = np.array([0.2126, 0.7152, 0.0722])

Change = Callable[[Any], Any]


def grey(color: Any) -> Any:
    """The grey of a colour, as light as it is, with its transparency."""
    red, green, blue, alpha = to_rgba(color)
    known = _GREYS.get(to_hex((red, green, blue)))
    level = float(np.dot(_LUMINANCE, (red, green, blue))) if known is None else known
    return (level, level, level, alpha)


def on_white(color: Any, alpha: float = 1.0) -> Any:
    """What a colour of this transparency looks like on white."""
    red, green, blue, own = to_rgba(color)
    share = own if alpha >= 1.0 else alpha
    mixed = tuple(1.0 - share * (1.0 - part) for part in (red, green, blue))
    return (*mixed, 0.0 if own == 0.0 else 1.0)


def turn_grey(root: Artist) -> None:
    """Replace the colours of an artist and of all in it by greys."""
    for artist in root.findobj():
        _recolour(artist, grey)
        if isinstance(artist, AxesImage) and artist.get_cmap() is not None:
            colors = [grey(color) for color in artist.get_cmap()(np.linspace(0.0, 1.0, 256))]
            artist.set_cmap(ListedColormap(colors))


def enlarge(root: Artist, scale: float) -> None:
    """Widen the lines of an artist and of all in it, and enlarge the signs."""
    if scale == 1.0:
        return
    for artist in root.findobj():
        if isinstance(artist, Line2D):
            artist.set_linewidth(artist.get_linewidth() * scale)
            artist.set_markersize(artist.get_markersize() * scale)
        elif isinstance(artist, Collection):
            artist.set_linewidth([width * scale for width in np.atleast_1d(artist.get_linewidth())])
        elif isinstance(artist, Patch):
            artist.set_linewidth(artist.get_linewidth() * scale)


@contextmanager
def opaque(root: Artist) -> Iterator[None]:
    """Replace what is transparent by what it looks like on white, as EPS needs it."""
    undone: list[Callable[[], Any]] = []
    for artist in root.findobj():
        alpha = artist.get_alpha()
        if alpha is None or isinstance(artist, Text):
            continue
        undone.append(partial(artist.set_alpha, alpha))
        share = float(alpha)
        artist.set_alpha(None)
        undone += _recolour(artist, partial(on_white, alpha=share))
    try:
        yield
    finally:
        for undo in reversed(undone):
            undo()


def _recolour(artist: Artist, change: Change) -> list[Callable[[], Any]]:
    """Change the colours of one artist; what puts them back."""
    if isinstance(artist, Line2D):
        names = ["color", "markerfacecolor", "markeredgecolor"]
    elif isinstance(artist, Patch | Collection):
        names = ["facecolor", "edgecolor"]
    elif isinstance(artist, Text):
        names = ["color"]
    else:
        return []
    undone: list[Callable[[], Any]] = []
    for name in names:
        before = getattr(artist, f"get_{name}")()
        undone.append(partial(getattr(artist, f"set_{name}"), before))
        if isinstance(artist, Collection):
            after: Any = np.array([change(color) for color in to_rgba_array(before)]).reshape(-1, 4)
        elif isinstance(before, str) and before in ("none", "auto"):
            continue
        else:
            after = change(before)
        getattr(artist, f"set_{name}")(after)
    return undone
