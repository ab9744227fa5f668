"""Every figure, at ordinary and at extreme inputs: it draws, and its words do not collide."""

import warnings
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from matplotlib.figure import Figure

from sim.api.results.runs import Result
from sim.engine.table import CLASS_WORDS
from sim.presentation import naming
from sim.presentation.figures import all_figures, technology_tracks
from tests.presentation.placing import KINDS, assert_words_stand_apart, texts

CASES = ("normal", "one_trial", "one_month", "a_year", "thirty_years", "no_event")
CASES += ("twelve_states", "three_rungs")


@pytest.fixture(scope="module")
def of_the_baseline(result_of: Callable[[str], Result]) -> Callable[[str], Figure]:
    """A figure of the ordinary run by its kind, drawn once."""
    return cache(lambda kind: result_of("normal").plot(kind))


def said(figure: Figure) -> str:
    return " ".join(" ".join(text for text, _ in texts(figure)).split())


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("case", CASES)
def test_no_words_of_a_figure_overlap_or_leave_it(
    case: str, kind: str, result_of: Callable[[str], Result]
) -> None:
    result = result_of(case)
    if kind not in result.figures():
        pytest.skip("no state of it has a weapons programme")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        figure = result.plot(kind)
        assert_words_stand_apart(figure)


@pytest.mark.parametrize("kind", KINDS)
def test_every_figure_says_what_was_run(
    kind: str, of_the_baseline: Callable[[str], Figure]
) -> None:
    words = said(of_the_baseline(kind))
    assert "300 trials of “October 2024, as it looked then” (baseline)" in words
    assert "November 2024 to October 2029 (60 months)" in words


@pytest.mark.parametrize("kind", KINDS)
def test_no_figure_shows_the_name_of_a_variable(
    kind: str, of_the_baseline: Callable[[str], Figure]
) -> None:
    assert "_" not in said(of_the_baseline(kind))


def test_classes_stand_in_order_of_severity_with_their_shares(
    result_of: Callable[[str], Result], of_the_baseline: Callable[[str], Figure]
) -> None:
    result = result_of("normal")
    figure = of_the_baseline("terminal_classes")
    heights = {text: box.y0 for text, box in texts(figure)}
    stood = [heights[naming.words(label)] for label in reversed(CLASS_WORDS.values())]
    assert stood == sorted(stood, reverse=True)
    share = (result.trials["terminal_class"] == "people_killed").mean()
    assert f"{100 * share:.1f}% (" in said(figure)


def test_a_class_that_no_trial_reached_shows_its_bound(result_of: Callable[[str], Result]) -> None:
    found = said(result_of("no_event").plot("terminal_classes"))
    # 1 - 0.05 ** (1 / 200), the rule of three.
    assert found.count("none; at most 1.5%") == 4


def test_numbers_at_risk_are_trials_without_the_event_so_far(
    result_of: Callable[[str], Result], of_the_baseline: Callable[[str], Figure]
) -> None:
    result = result_of("normal")
    first = result.trials["first_force"]
    expected = [int((first.isna() | (first >= month)).sum()) for month in (0, 12, 24, 36, 48, 60)]
    placed = texts(of_the_baseline("time_to_first"))
    # The name stands twice: beside its row of numbers, and where its line ends, with its share.
    row = next(box for text, box in placed if text == "Use of force")
    middle = (row.y0 + row.y1) / 2
    numbers = sorted(
        (box.x0, text) for text, box in placed if box.y0 < middle < box.y1 and box.x0 > row.x1
    )
    assert [int(text.replace(",", "")) for _, text in numbers] == expected


def test_time_to_first_labels_its_lines_where_they_end(
    of_the_baseline: Callable[[str], Figure],
) -> None:
    figure = of_the_baseline("time_to_first")
    axes = figure.axes[0]
    assert axes.get_legend() is None
    assert not figure.legends
    for label in ("Strategic test", "Use of force", "Act that kills", "General war"):
        assert any(text.get_text().startswith(f"{label}\n") for text in axes.texts)


def test_fans_say_that_their_bands_are_not_confidence_intervals(
    of_the_baseline: Callable[[str], Figure],
) -> None:
    words = said(of_the_baseline("monthly_fans"))
    assert "not confidence intervals" in words
    assert "Tension, DPRK towards ROK" in words
    assert "trials 0 to 2" in words


def test_all_figures_writes_a_picture_and_a_page_of_each(
    result_of: Callable[[str], Result], tmp_path: Path
) -> None:
    files = all_figures(result_of("twelve_states").figures(), tmp_path / "figures")
    # Two of the twelve states have a weapons programme.
    assert len(files) == 2 * (len(KINDS) + 1)
    assert {file.suffix for file in files} == {".png", ".pdf"}
    assert all(file.stat().st_size > 0 for file in files)


def test_an_unknown_figure_is_refused_with_those_there_are(
    result_of: Callable[[str], Result],
) -> None:
    with pytest.raises(ValueError, match="terminal_classes"):
        result_of("normal").plot("pie")


def test_an_unknown_state_is_refused_with_those_there_are(
    result_of: Callable[[str], Result],
) -> None:
    result = result_of("normal")
    with pytest.raises(ValueError, match="dprk, rok, russia, us"):
        technology_tracks(result.trials, result.scenario, "atlantis")
