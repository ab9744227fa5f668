"""What a comparison says of the sizes that its differences work through."""

import pytest

from sim.presentation.choices import sizes_assumed
from sim.scenario.loading import load

BASELINE = load("baseline")


def said(*sets: str) -> str:
    return sizes_assumed([BASELINE, load("baseline", sets)])


@pytest.mark.parametrize(
    ("setting", "size"),
    [
        ("alliances.us-rok.commitment=0.3", "extended_deterrence 0.25 (0 to 0.6), 0.3 (0 to 1)"),
        ("alliances.us-rok.commitment=0.3", ", 0.9 (0 to 1.9)"),
        ("alliances.us-rok.obligation=consultation", "forward_presence 0.12 (0 to 0.4)"),
        ("states.dprk.power=2", "balance 0.1 (0 to 0.35), 0.4"),
        ("states.rok.warheads=10", "nuclear_deterrence 0 (-0.4 to 0.3), 0.3"),
    ],
)
def test_the_sizes_are_those_of_the_mechanisms_that_read_what_differs(
    setting: str, size: str
) -> None:
    assert size in said(setting)


def test_a_sourced_size_and_one_that_is_off_are_not_called_assumptions() -> None:
    assert "moral_hazard" not in said("alliances.us-rok.moral_hazard=0.4")
    assert "stability_instability" not in said("states.rok.warheads=10")
    off = "mechanisms.extended_deterrence.on=false"
    both = [load("baseline", [off]), load("baseline", [off, "alliances.us-rok.commitment=0.3"])]
    assert "extended_deterrence" not in sizes_assumed(both)
    assert "nuclear_umbrella" in sizes_assumed(both)


def test_what_works_through_none_of_them_says_nothing() -> None:
    assert said("states.dprk.gdp=30") == ""
    assert sizes_assumed([BASELINE]) == ""
