"""Rows of the table of responses: declared once, with ends that the scenario states and known sources."""

import pytest
import yaml

from sim.analysis.response_list import GROUPS, ROWS
from sim.analysis.response_rows import STATED, Row, Setting, ends, own
from sim.scenario.loading import load
from sim.scenario.shipped import shipped_seeds
from tests.worlds import changed, scenario, two_states

WEIGHT = "mechanisms.tension.weight"


def row(*settings: Setting, also: tuple[Setting, ...] = ()) -> Row:
    return Row(key="row", label="a row", settings=settings, also=also)


def world(value: object) -> object:
    return scenario(changed(two_states(), {"mechanisms": {"tension": {"weight": value}}}))


def test_each_row_is_one_assumption_that_the_baseline_has() -> None:
    assert len({one.key for one in ROWS}) == len(ROWS) == sum(map(len, GROUPS.values()))
    found, without = ends(ROWS, load("baseline"))
    assert not without
    assert all(one.low != one.high for one in found)


def test_what_was_published_has_a_source_in_the_evidence_file() -> None:
    evidence = yaml.safe_load((shipped_seeds() / "evidence.yaml").read_text(encoding="utf-8"))
    for one in ROWS:
        assert bool(one.published) == bool(one.source), one.key
        if one.source:
            assert evidence[one.source]["seen"], f"{one.key}: {one.source} was not read"


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ({"value": 2.0, "range": [1.0, 4.0]}, (1, 4)),
        ({"value": 2.0, "distribution": {"kind": "uniform", "low": 1.0, "high": 3.0}}, (1.1, 2.9)),
        (2.0, (0.5, 6)),
    ],
)
def test_ends_are_the_scenarios_own_or_else_declared(
    stated: object, expected: tuple[float, float]
) -> None:
    (found,), _ = ends([row(own(WEIGHT, 0.5, 6))], world(stated))
    assert (found.low[WEIGHT], found.high[WEIGHT]) == pytest.approx(expected)


def test_values_set_together_are_left_out_one_by_one_where_the_scenario_lacks_them() -> None:
    also = (Setting("mechanisms.rally.weight", 0, 1), Setting("alliances.none.in_force", 0, 1))
    (found,), _ = ends([row(Setting(WEIGHT, 0, STATED), also=also)], world(2.5))
    assert found.low == {WEIGHT: 0, "mechanisms.rally.weight": 0}
    assert found.high == {WEIGHT: 2.5, "mechanisms.rally.weight": 1}


def test_rows_that_a_scenario_lacks_are_left_out_with_the_reason() -> None:
    missing, same = row(Setting("states.mars.power", 0, 1)), row(Setting(WEIGHT, 0, STATED))
    found, without = ends([missing, same], world(0.0))
    assert not found
    assert [reason for _, reason in without] == [
        "the scenario has no states.mars.power",
        "its low and high value are the same in this scenario",
    ]
