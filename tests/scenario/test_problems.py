"""Names: which valid one a person meant."""

import pytest

from sim.scenario.nearest import closest


@pytest.mark.parametrize(
    ("found", "meant"),
    [("=>", ">="), ("tensoin", "tension"), ("TENSION", "tension"), ("ten", "tension"), ("zzz", "")],
)
def test_the_nearest_name_has_the_letters_of_what_was_typed(found: str, meant: str) -> None:
    assert closest(found, ["mention", "tension", ">", ">=", "attention"]) == meant


STATES = ["dprk", "rok", "russia", "us"]
PAIRS = [f"{a}-{b}" for a in STATES for b in STATES if a != b]


@pytest.mark.parametrize(
    ("found", "meant"),
    [
        ("russia-north_korea", "russia-dprk"),
        ("North Korea-russia", "dprk-russia"),
        ("usa-southkorea", "us-rok"),
        ("united_states-korea", "us-rok"),
        ("moscow-pyongyang", "russia-dprk"),
    ],
)
def test_a_state_is_known_by_its_other_names(found: str, meant: str) -> None:
    assert closest(found, PAIRS) == meant


@pytest.mark.parametrize(
    ("found", "meant"),
    [("moral", "moral_hazard"), ("stability", "stability_instability"), ("hazard", "moral_hazard")],
)
def test_a_part_of_a_name_is_nearer_than_a_name_of_like_letters(found: str, meant: str) -> None:
    assert closest(found, ["rally", "moral_hazard", "stability_instability", "drift"]) == meant
