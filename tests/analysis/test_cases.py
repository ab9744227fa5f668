"""Boxes among the points of a sweep are measured on other points and other luck than found on."""

import numpy as np
import pandas as pd
import pytest

from sim.analysis.cases import of_points
from sim.analysis.discovery import boxes, inside

POINTS, TRIALS = 120, 100


def world(seed: int, effect: float) -> tuple[pd.DataFrame, np.ndarray]:
    """Cases by a share that a point has, moved by luck that all points of a trial share."""
    random = np.random.default_rng(seed)
    x = pd.DataFrame(random.random((POINTS, 4)), columns=list("abcd"))
    share = 0.3 + effect * (x["a"] > 0.6).to_numpy() + 0.05 * (random.random(POINTS) - 0.5)
    luck = 0.3 * (random.random(TRIALS) - 0.5)
    return x, random.random((POINTS, TRIALS)) < share[:, None] + luck


def test_neither_a_point_nor_a_trial_serves_for_both() -> None:
    x, cases = world(0, 0.3)
    x["point"] = np.arange(POINTS, dtype=float)
    numbers = np.arange(TRIALS) < TRIALS // 2
    halves = of_points(x, np.broadcast_to(numbers, cases.shape), 0)
    assert not set(halves.found["point"]) & set(halves.held["point"])
    assert halves.cases.all()
    assert not halves.held_cases.any()
    both = len(halves.found) + len(halves.held)
    assert both == POINTS * TRIALS // 2


def test_the_box_that_cases_come_from_is_found() -> None:
    x, cases = world(1, 0.6)
    found = boxes(of_points(x, cases, 0), cases, 0.5)
    assert set(found.prim.limits) == {"a"}
    low, _ = found.prim.limits["a"]
    assert low == pytest.approx(0.6, abs=0.1)
    assert found.prim.density.estimate > 0.75
    assert found.prim.density.low < found.prim.density.estimate < found.prim.density.high
    assert 0 < found.prim.coverage.low < found.prim.coverage.estimate < found.prim.coverage.high


def test_a_limit_that_means_nothing_is_dropped_however_many_trials_a_point_has() -> None:
    borne_out = 0
    for seed in range(20):
        x, cases = world(100 + seed, 0.0)
        borne_out += bool(boxes(of_points(x, cases, seed), cases, 0.3).prim.limits)
    # Chance would have 5 in 100 do so; 5 of 20 come in less than 1 run of 300.
    assert borne_out < 5


def test_a_measured_density_is_covered_although_points_and_trials_are_shared() -> None:
    """95% intervals; below 106 of 120 comes by chance in fewer than 1 run of 200."""
    covered = 0
    for seed in range(120):
        x, cases = world(1000 + seed, 0.3)
        halves = of_points(x, cases, seed)
        density, _ = halves.measure(inside({"a": (0.6, np.inf)}, halves.held))
        covered += density.low <= 0.6 <= density.high
    assert covered >= 106
