"""Dated changes: when they act, and when they go back."""

import pytest

from tests.worlds import run, two_states


@pytest.mark.parametrize(
    ("dates", "months"),
    [
        ({"month": "2025-02"}, set(range(3, 24))),
        ({"month": "2025-02", "lasts": 2}, {3, 4}),
        ({"month": "2025-02", "every": 6, "lasts": 2, "until": "2025-08"}, {3, 4, 9, 10}),
        ({"month": "2024-09"}, set(range(24))),
        ({"month": "2024-09", "lasts": 4}, {0, 1}),
        ({"month": "2024-09", "every": 12, "lasts": 4}, {0, 1, 10, 11, 12, 13, 22, 23}),
        ({"month": "2024-06", "lasts": 4}, set()),
    ],
)
def test_a_change_holds_in_its_months_and_no_others(
    dates: dict[str, object], months: set[int]
) -> None:
    entry = dates | {"set": {"states.north.orientation": 0.5}}
    path = run(two_states(timeline={"change": entry}), 2).series("states.north.orientation")
    for trial in path:
        assert {m for m, value in enumerate(trial) if value == 0.5} == months
