"""Figures of records: each draws, names its source, and its words do not collide."""

import warnings
from itertools import combinations

import numpy as np
import pytest
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from sim.history.hindcast import Hindcast
from sim.history.registry import RECORDS, read
from sim.report.figures.hindcast import hindcast_by_year
from sim.report.figures.records import record_figure


@pytest.mark.parametrize("name", RECORDS)
def test_no_words_of_a_record_overlap_or_leave_the_page(name: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        figure = record_figure(name)
        figure.draw_without_rendering()
    shown = figure.findobj(lambda artist: isinstance(artist, Text) and artist.get_visible())
    placed = [(t.get_text(), t.get_window_extent()) for t in shown if t.get_text().strip()]
    page = figure.bbox
    for text, box in placed:
        inside = page.x0 <= box.x0 and box.x1 <= page.x1 and page.y0 <= box.y0 and box.y1 <= page.y1
        assert inside, f"{text!r} leaves the page"
        assert "_" not in text
    for (one, first), (other, second) in combinations(placed, 2):
        shared = Bbox.intersection(first, second)
        # Boxes hold a line's full height: a touch of a pixel is not an overlap.
        touches = shared is not None and shared.width > 1.0 and shared.height > 1.0
        assert not touches, f"{one!r} overlaps {other!r}"


def test_bars_are_as_high_as_the_record() -> None:
    figure = record_figure("events")
    table = read("events")
    strategic = figure.axes[2]
    heights = {round(bar.get_x() + 0.4): bar.get_height() for bar in strategic.patches}
    year = table[table["month"].str.startswith("2016")]
    assert heights[2016] == year["strategic_test"].sum() == 13


def test_the_hindcast_is_drawn_over_the_record_it_was_held_against() -> None:
    run = np.zeros((5, 369, 4))
    figure = hindcast_by_year(Hindcast(run, [], 5))
    figure.draw_without_rendering()
    (dots,) = figure.axes[2].lines
    assert dict(zip(dots.get_xdata(), dots.get_ydata(), strict=True))[2016.0] == 13
    assert "5 trials" in " ".join(text.get_text() for text in figure.texts)
