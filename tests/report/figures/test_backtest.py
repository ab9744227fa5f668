"""The figure of the back-test: points and bars stand where the scores say."""

from itertools import combinations

import pandas as pd
import pytest
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from sim.history.backtest import AVERAGE, comparison
from sim.history.baselines import SUMS
from sim.history.origins import HORIZONS
from sim.history.variants import MODEL
from sim.report.figures.backtest import backtest_figure
from sim.scenario.calendar import month_text

MODELS = (MODEL, AVERAGE)


@pytest.fixture(scope="module")
def scores() -> pd.DataFrame:
    rows = [
        {
            "origin": month_text(2012 * 12 - 1 + m),
            "target": month_text(2012 * 12 + m),
            "horizon": horizon,
            "class": "all",
            "forecaster": name,
            "crps": 1.0 if name in MODELS else 2.0 + m % 2,
            "log_score": 1.0,
            "pit_low": 0.2,
            "pit_high": 0.3,
        }
        for horizon in HORIZONS
        for name in (*MODELS, *SUMS)
        for m in range(120)
    ]
    every = pd.DataFrame(rows)
    classes = ("hybrid", "show_of_force", "strategic_test", "clash", "all")
    return pd.concat([every.assign(**{"class": name}) for name in classes], ignore_index=True)


def test_points_stand_at_the_difference_and_bars_at_the_pit(scores: pd.DataFrame) -> None:
    figure = backtest_figure(scores, comparison(scores))
    first, calibration = figure.axes[0], figure.axes[3]
    # The model loses 1, each baseline 2.5 on average: 60% less.
    points = [line.get_xdata()[0] for line in first.lines if line.get_marker() in "os"]
    assert points == pytest.approx([-60.0] * 6)
    heights = [bar.get_height() for bar in calibration.patches]
    assert heights == pytest.approx([0, 0, 1, 0, 0, 0, 0, 0, 0, 0])


def test_no_words_of_the_back_test_overlap_or_leave_the_page(scores: pd.DataFrame) -> None:
    figure = backtest_figure(scores, comparison(scores))
    shown = figure.findobj(lambda artist: isinstance(artist, Text) and artist.get_visible())
    placed = [(t.get_text(), t.get_window_extent()) for t in shown if t.get_text().strip()]
    page = figure.bbox
    for text, box in placed:
        inside = page.x0 <= box.x0 and box.x1 <= page.x1 and page.y0 <= box.y0 and box.y1 <= page.y1
        assert inside, f"{text!r} leaves the page"
    for (one, first), (other, second) in combinations(placed, 2):
        shared = Bbox.intersection(first, second)
        touches = shared is not None and shared.width > 1.0 and shared.height > 1.0
        assert not touches, f"{one!r} overlaps {other!r}"
