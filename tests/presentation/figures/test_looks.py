"""Every figure at every width that ships, in greys, in EPS: its words stand apart, and nothing warns."""

import logging
import warnings
from collections.abc import Callable
from itertools import product
from pathlib import Path

import matplotlib as mpl
import pytest
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from sim.api.results.runs import Result
from sim.errors import InputError
from sim.presentation.look import WIDTHS
from sim.presentation.saving import save
from tests.presentation.placing import KINDS, assert_words_stand_apart, texts


@pytest.mark.parametrize(("kind", "width"), [*product(KINDS, WIDTHS)])
@pytest.mark.parametrize("case", ["normal", "twelve_states"])
def test_no_words_overlap_or_leave_the_page_at_any_width(
    case: str, kind: str, width: str, result_of: Callable[[str], Result]
) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        figure = result_of(case).plot(kind, width=width)
        assert figure.get_figwidth() == WIDTHS[width]
        assert_words_stand_apart(figure)


def colors(figure: Figure) -> set[tuple[float, float, float]]:
    found = set()
    for artist in figure.findobj():
        if isinstance(artist, Line2D):
            found.add(to_rgb(artist.get_color()))
        elif isinstance(artist, Patch):
            found.add(to_rgb(artist.get_facecolor()))
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_a_grey_figure_has_no_colour(kind: str, result_of: Callable[[str], Result]) -> None:
    assert all(len({*rgb}) == 1 for rgb in colors(result_of("normal").plot(kind, grey=True)))
    assert any(len({*rgb}) > 1 for rgb in colors(result_of("normal").plot(kind)))


@pytest.mark.parametrize("kind", KINDS)
def test_eps_is_written_without_a_warning_and_the_figure_stays_as_it_was(
    kind: str,
    result_of: Callable[[str], Result],
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    figure = result_of("normal").plot(kind)
    (before,) = save(figure, tmp_path / "before", kind, ["png"])
    with warnings.catch_warnings(), caplog.at_level(logging.WARNING):
        warnings.simplefilter("error")
        (eps,) = save(figure, tmp_path, kind, ["eps"])
    assert not caplog.records
    assert b"%%CreationDate" not in eps.read_bytes()
    (after,) = save(figure, tmp_path / "after", kind, ["png"])
    assert before.read_bytes() == after.read_bytes()


def test_every_format_has_the_same_bytes_on_a_second_run(
    result_of: Callable[[str], Result], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = []
    for epoch in ("0", "1700000000"):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
        figure = result_of("normal").plot("time_to_first")
        made.append(save(figure, tmp_path / epoch, "figure", ["pdf", "svg", "eps", "png"]))
    assert [path.read_bytes() for path in made[0]] == [path.read_bytes() for path in made[1]]


def test_slides_have_larger_type_and_no_caption_leaves_words_out(
    result_of: Callable[[str], Result],
) -> None:
    result = result_of("normal")
    slide = result.plot("terminal_classes", width="slide")
    bare = result.plot("terminal_classes", no_caption=True)
    sizes = {text.get_text(): text.get_fontsize() for text in slide.texts}
    assert sizes["Worst outcome of a trial"] == pytest.approx(1.5 * 10.5)
    assert not bare.texts
    assert bare.get_figheight() < result.plot("terminal_classes").get_figheight()


def test_labels_and_korean_words_are_drawn(
    result_of: Callable[[str], Result], tmp_path: Path
) -> None:
    file = tmp_path / "labels.yaml"
    file.write_text("first_war: War in Korea\ndprk: the North\n", encoding="utf-8")
    result = result_of("normal")
    said = {text for text, _ in texts(result.plot("time_to_first", labels=file))}
    assert "War in Korea" in said
    with warnings.catch_warnings():
        # Where no Korean font is installed.
        warnings.simplefilter("ignore")
        korean = {text for text, _ in texts(result.plot("terminal_classes", lang="ko"))}
    assert {"핵 사용", "시행 비율", "시행별 최악의 결과"} <= korean


def test_a_chart_is_drawn_into_axes_of_ones_own(result_of: Callable[[str], Result]) -> None:
    result = result_of("normal")
    figure = Figure(figsize=(6.9, 3))
    left, right = figure.subplots(1, 2)
    assert result.plot("time_to_first", ax=left) is figure
    assert result.plot("highest_rung", ax=right, grey=True) is figure
    assert any(text.get_text().startswith("Act that kills") for text in left.texts)
    assert right.get_xlabel() == "Share of trials"
    with pytest.raises(InputError, match=r"'headline' has several charts.*terminal_classes"):
        result.plot("headline", ax=left)


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ({"width": "singel"}, "did you mean single"),
        ({"width": 2}, "from 3 to 60 inches for the style paper, not 2"),
        ({"width": 5, "style": "poster"}, "from 6 to 60 inches for the style poster"),
        ({"width": float("nan")}, "from 3 to 60"),
        ({"style": "slide"}, "did you mean slides"),
        ({"lang": "kr"}, "there are en, ko"),
    ],
)
def test_a_look_that_there_is_not_is_refused(
    how: dict[str, object], said: str, result_of: Callable[[str], Result]
) -> None:
    with pytest.raises(InputError, match=said):
        result_of("normal").plot("terminal_classes", **how)  # type: ignore[arg-type]


def test_settings_of_the_user_are_those_of_the_figure(result_of: Callable[[str], Result]) -> None:
    with mpl.rc_context({"axes.facecolor": "#ffeeee", "axes.spines.top": True}):
        axes = result_of("normal").plot("terminal_classes").axes[0]
    assert to_rgb(axes.get_facecolor()) == to_rgb("#ffeeee")
