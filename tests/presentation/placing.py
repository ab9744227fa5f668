"""Where the words of a figure stand."""

from itertools import combinations

from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import Bbox

KINDS = ("headline", "terminal_classes", "highest_rung", "time_to_first", "monthly_fans")
KINDS += (
    "competing_risks",
    "technology_tracks",
)
"""Figures of a run of the baseline."""


def texts(figure: Figure) -> list[tuple[str, Bbox]]:
    """Every visible text of a figure and where it stands, in pixels."""
    figure.draw_without_rendering()
    found = figure.findobj(lambda artist: isinstance(artist, Text) and artist.get_visible())
    return [
        (text.get_text(), text.get_window_extent()) for text in found if text.get_text().strip()
    ]


def assert_words_stand_apart(figure: Figure) -> None:
    """Fail if two texts overlap, or one leaves the page."""
    placed = texts(figure)
    page = figure.bbox
    for text, box in placed:
        inside = page.x0 <= box.x0 and box.x1 <= page.x1 and page.y0 <= box.y0 and box.y1 <= page.y1
        assert inside, f"{text!r} leaves the page"
    for (one, first), (other, second) in combinations(placed, 2):
        shared = Bbox.intersection(first, second)
        # Boxes hold a line's full height: a touch of a pixel is not an overlap.
        touches = shared is not None and shared.width > 1.0 and shared.height > 1.0
        assert not touches, f"{one!r} overlaps {other!r}"
