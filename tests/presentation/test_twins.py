"""Two chronicles side by side keep all that each tells, in lines that fit."""

from sim.presentation.chronicle import Chronicle, Passage
from sim.presentation.twins import GAP, side_by_side


def passage(first: int, last: int, text: str) -> Passage:
    return Passage(first, last, f"month {first}", (text,), first != last)


ONE = Chronicle("one", (passage(0, 3, "calm"), passage(4, 4, "a clash")), "ends in peace")
OTHER = Chronicle(
    "other", (passage(0, 0, "old"), passage(1, 1, "tests"), passage(2, 5, "rest")), "ends in war"
)


def test_what_begins_in_a_month_stands_beside_what_the_other_begins_in_it() -> None:
    text = side_by_side(ONE, OTHER, 1, 60)
    rows = text.split("\n\n")
    assert "calm" in rows[1]
    assert "tests" in rows[1]
    assert "rest" in rows[2]
    assert "a clash" in rows[3]
    assert "old" not in text
    assert rows[-1].split(GAP)[0].rstrip() == "ends in peace"
    assert rows[-1].split(GAP)[1] == "ends in war"


def test_no_line_is_longer_than_the_width_and_no_word_is_lost() -> None:
    long = Chronicle("x " * 50, (passage(0, 0, "word " * 80 + "w" * 100),), "end")
    text = side_by_side(long, ONE, 0, 50)
    assert max(len(line) for line in text.splitlines()) <= 50
    assert text.count("word") == 80
    assert text.count("w") - 80 == 100
