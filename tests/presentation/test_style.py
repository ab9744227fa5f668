"""What all figures share: labels apart, lines broken, files that come out the same."""

import warnings
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import matplotlib as mpl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.figure import Figure

from sim.api.results.runs import Result
from sim.errors import PeninsulaWarning
from sim.presentation import look, style
from sim.presentation.saving import save
from sim.presentation.style import broken, spread
from tests.presentation.placing import KINDS


@given(st.lists(st.floats(0, 1), min_size=1, max_size=5))
def test_labels_end_up_apart_in_order_and_inside(places: list[float]) -> None:
    moved = spread(places, 0.2, 0.0, 1.0)
    assert all(-1e-9 <= place <= 1.0 + 1e-9 for place in moved)
    assert all(after - before >= 0.2 - 1e-9 for before, after in pairwise(sorted(moved)))
    by_place = sorted(range(len(places)), key=lambda k: (places[k], -k))
    assert by_place == sorted(range(len(places)), key=lambda k: moved[k])


def test_labels_that_are_apart_stay_where_they_are() -> None:
    assert spread([0.9, 0.1, 0.5], 0.2, 0.0, 1.0) == [0.9, 0.1, 0.5]


def test_labels_that_cannot_fit_are_refused() -> None:
    with pytest.raises(ValueError, match="do not fit"):
        spread([0.5, 0.5, 0.5], 0.6, 0.0, 1.0)


def test_broken_lines_hold_every_word_in_order() -> None:
    text = "How far the trials climb, by any state and in the main rivalry"
    lines = broken(text, 10.5, "bold", 2.0)
    assert len(lines) > 1
    assert " ".join(lines) == text


@pytest.mark.parametrize("kind", KINDS)
def test_a_figure_drawn_twice_gives_the_same_bytes(
    kind: str, result_of: Callable[[str], Result], tmp_path: Path
) -> None:
    first = save(result_of("normal").plot(kind), tmp_path / "first", kind)
    again = save(result_of("normal").plot(kind), tmp_path / "again", kind)
    for one, other in zip(first, again, strict=True):
        assert one.read_bytes() == other.read_bytes()


def test_files_embed_their_fonts_and_hold_no_date_or_program(
    result_of: Callable[[str], Result], tmp_path: Path
) -> None:
    png, pdf = save(result_of("normal").plot("terminal_classes"), tmp_path, "classes")
    assert (png.name, pdf.name) == ("classes.png", "classes.pdf")
    page = pdf.read_bytes()
    assert b"/FontFile2" in page
    for word in (b"CreationDate", b"Matplotlib", b"matplotlib"):
        assert word not in page
        assert word not in png.read_bytes()


@pytest.mark.parametrize("name", ["", "../classes", "a/b", ".hidden", ".."])
def test_a_name_that_leaves_the_folder_is_refused(
    name: str, result_of: Callable[[str], Result], tmp_path: Path
) -> None:
    with pytest.raises(ValueError, match="plain file name"):
        save(result_of("normal").plot("terminal_classes"), tmp_path, name)
    assert list(tmp_path.iterdir()) == []


def test_letters_that_no_font_has_are_said_in_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(look, "_korean", list)
    look._say_that_letters_are_missing.cache_clear()

    @look.styled
    def drawn() -> Figure:
        figure = style.new_figure()
        figure.text(0.5, 0.5, "한국과 조선")
        return figure

    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        save(drawn(), tmp_path, "hangul")
        save(drawn(), tmp_path, "again")
    assert [type(one.message) for one in said] == [PeninsulaWarning]
    assert "NanumGothic" in str(said[0].message)
    assert (tmp_path / "hangul.png").is_file()


def test_an_installed_korean_font_stands_behind_the_first() -> None:
    first, *others = look.settings()["font.family"]
    assert first == "DejaVu Sans"
    assert set(others) <= set(look.KOREAN)


def test_settings_that_the_user_changed_stand_over_ours() -> None:
    with mpl.rc_context({"axes.edgecolor": "red", "font.size": 16.0, "axes.titlesize": 5.0}):
        made = look.settings()
    assert made["axes.edgecolor"] == "red"
    assert made["axes.titlesize"] == 5.0
    # Sizes that were not set follow the size of type.
    assert made["axes.labelsize"] == 16.0
    assert look.settings()["axes.edgecolor"] != "red"


def test_what_a_user_writes_has_type_42_fonts_too(
    result_of: Callable[[str], Result], tmp_path: Path
) -> None:
    figure = result_of("normal").plot("terminal_classes")
    figure.savefig(tmp_path / "own.pdf")
    assert b"/FontFile2" in (tmp_path / "own.pdf").read_bytes()
    assert b"/Type3" not in (tmp_path / "own.pdf").read_bytes()
