"""Names: which valid one a person meant."""

import pytest

from sim.scenario.problems import closest


@pytest.mark.parametrize(
    ("found", "meant"),
    [("=>", ">="), ("tensoin", "tension"), ("TENSION", "tension"), ("ten", "tension"), ("zzz", "")],
)
def test_the_nearest_name_has_the_letters_of_what_was_typed(found: str, meant: str) -> None:
    assert closest(found, ["mention", "tension", ">", ">=", "attention"]) == meant
