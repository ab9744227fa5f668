"""``peninsula check`` notes values that are not the medians of what is drawn."""

from pathlib import Path

from tests.cli.conftest import Call

TEXT = """
extends: baseline
mechanisms:
  tension: {{ weight: {{ {} }} }}
"""


def checked(peninsula: Call, stated: str) -> str:
    Path("mine.yaml").write_text(TEXT.format(stated), encoding="utf-8")
    code, out, err = peninsula("check", "mine.yaml")
    assert (code, err) == (0, "")
    return out


def test_a_value_at_an_end_of_its_range_is_noted_with_the_median(peninsula: Call) -> None:
    out = checked(peninsula, "value: 1, range: [1, 5]")
    # The triangle that falls from 1 to 5 has half of its probability below 5 - 4 / sqrt(2).
    assert out.splitlines() == [
        "mine.yaml: no problem found",
        "mine.yaml:4: note: mechanisms.tension.weight is 1, the median of its range 2.172",
    ]


def test_a_value_that_is_not_the_median_of_its_distribution_is_noted(peninsula: Call) -> None:
    stated = "distribution: {kind: triangular, low: 0, mode: 1, high: 9}"
    assert "the median of its distribution 3" in checked(peninsula, f"value: 1, {stated}")
    assert "note" not in checked(peninsula, stated)


def test_a_value_within_its_range_and_what_another_file_states_are_not_noted(
    peninsula: Call,
) -> None:
    assert checked(peninsula, "value: 1.1, range: [1, 5]") == "mine.yaml: no problem found\n"
