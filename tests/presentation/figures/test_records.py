"""Figures of records: each draws, names its source, and its words do not collide."""

import warnings

import numpy as np
import pytest

from sim.history.hindcast import Hindcast
from sim.history.registry import RECORDS, read
from sim.presentation.figures.hindcast import hindcast_by_year
from sim.presentation.figures.records import record_figure
from tests.presentation.placing import assert_words_stand_apart, texts


@pytest.mark.parametrize("name", RECORDS)
def test_no_words_of_a_record_overlap_or_leave_the_page(name: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        figure = record_figure(name)
        assert_words_stand_apart(figure)
    assert not any("_" in text for text, _ in texts(figure))


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
