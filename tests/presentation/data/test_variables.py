"""Columns have names that Stata and R accept, and labels in words."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pandas.io.stata import StataParser

import sim
from sim.engine.table import Column, trial_columns
from sim.presentation.data.variables import LABEL, codebook, stata_label, valid_names, variables
from sim.presentation.labels import Labels, labelled

VALID = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,31}")


@given(st.lists(st.text(min_size=1, max_size=60), min_size=1, max_size=20, unique=True))
def test_any_names_become_valid_ones(originals: list[str]) -> None:
    for name in valid_names(originals):
        assert VALID.fullmatch(name)


def test_names_of_the_baseline_are_valid_and_all_different() -> None:
    columns = trial_columns(sim.load("baseline"), draws=True)
    names = valid_names([column.name for column in columns])
    assert len({name.lower() for name in names}) == len(names)
    assert all(VALID.fullmatch(name) for name in names)
    # Names that are valid stay as they are.
    kept = [c.name for c in columns if VALID.fullmatch(c.name)]
    assert {*kept} <= {*names}


def test_a_name_does_not_depend_on_the_others_unless_two_would_be_the_same() -> None:
    one = "states.dprk.tracks.reentry.milestone_month"
    (alone,) = valid_names([one])
    assert alone in valid_names(["a", one, "b"])
    assert "reent" in alone
    both = valid_names(["a.b", "a_b"])
    assert both == [valid_names(["a.b", "A_B"])[0], valid_names(["A.b", "a_b"])[1]]
    assert len({*both}) == 2


@pytest.mark.parametrize(
    ("original", "name"),
    [
        ("if", "if_"),
        ("NA", "NA_"),
        ("str12", "str12_"),
        ("2024", "v2024"),
        ("_n", "v_n"),
        ("북한", "ubd81ud55c"),
        ("a b&c", "a_b_c"),
        ("", "v"),
    ],
)
def test_what_is_no_name_becomes_one(original: str, name: str) -> None:
    assert valid_names([original]) == [name]


def test_no_word_that_stata_keeps_for_itself_is_a_name() -> None:
    words = sorted(StataParser().RESERVED_WORDS)
    assert not {*valid_names(words)} & {*words}


def test_a_label_has_the_unit_and_the_name_in_the_result() -> None:
    column = Column("states.dprk.reserve", "float64", "bn USD", "hard currency at hand")
    (one,) = variables([column])
    assert one.label == "hard currency at hand (bn USD)"
    assert stata_label(one) == "states.dprk.reserve: hard currency at hand (bn USD)"
    (long,) = variables([column._replace(meaning="very " * 40)])
    assert len(stata_label(long)) <= LABEL
    with labelled(Labels({"states.dprk.reserve": "Reserve"})):
        assert variables([column])[0].label == "Reserve (bn USD)"


def test_categories_have_words_that_tell_them_apart() -> None:
    column = Column("c", "category", "class", "class", categories=("a_b", "a b", "war"))
    (one,) = variables([column])
    assert one.values == (("a_b", "A b (a_b)"), ("a b", "A b (a b)"), ("war", "War"))
    assert codebook([one])[0]["values"] == "a_b = A b (a_b) | a b = A b (a b) | war = War"
