"""The figure of the back-test: points and bars stand where the scores say."""

import pandas as pd
import pytest

from sim.history.backtest import AVERAGE, comparison
from sim.history.baselines import SUMS
from sim.history.origins import HORIZONS
from sim.history.variants import MODEL
from sim.presentation.figures.backtest import backtest_figure
from sim.scenario.calendar import month_text
from tests.presentation.placing import assert_words_stand_apart

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
    assert_words_stand_apart(backtest_figure(scores, comparison(scores)))
