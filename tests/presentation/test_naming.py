"""Names and numbers as a reader sees them."""

import pytest

from sim.presentation.naming import counted, percent, proper_names, words


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("dprk", "DPRK"),
        ("russia", "Russia"),
        ("un_1718", "UN 1718"),
        ("strategic_test", "Strategic test"),
        ("detente", "Détente"),
        ("McMurdo base", "McMurdo base"),
        ("한국", "한국"),
    ],
)
def test_names_become_words(name: str, said: str) -> None:
    assert words(name) == said


def test_a_long_name_ends_in_an_ellipsis() -> None:
    assert words("y" * 80, 10) == "Y" + "y" * 8 + "…"


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (0.0, "0%"),
        (1.0, "100%"),
        (1e-9, "<0.001%"),
        (0.0003, "0.03%"),
        (0.0076, "0.76%"),
        (0.123, "12.3%"),
        (0.9985, "99.9%"),
        (0.99901, "99.9%"),
        (0.9998, "99.98%"),
        (0.999996, ">99.999%"),
        (0.99998, "99.998%"),
        (0.9999951, ">99.999%"),
    ],
)
def test_a_percentage_is_0_or_100_only_where_the_share_is(share: float, said: str) -> None:
    assert percent(share) == said


def test_one_trial_is_singular() -> None:
    assert (counted(1, "trial"), counted(10_000, "trial")) == ("1 trial", "10,000 trials")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("end of the war in ukraine", "end of the war in Ukraine"),
        ("kim jong un", "Kim Jong Un"),
        ("moon jae in", "Moon Jae-in"),
        ("un resolution on the dprk", "UN resolution on the DPRK"),
        ("used in the park", "used in the park"),
    ],
)
def test_countries_people_and_acronyms_have_their_capitals(text: str, shown: str) -> None:
    assert proper_names(text) == shown
