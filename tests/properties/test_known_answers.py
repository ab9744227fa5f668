"""Answers known from elsewhere: quantal-response equilibria, and the battle of Iwo Jima.

Equilibria: ``tests/data/qre.json`` says where they come from. Iwo Jima: Engel 1954,
Journal of the Operations Research Society of America 2(2), fitted Lanchester's square law to the
battle; the daily figures and the coefficients as refined by Samz 1972 are from memory.
"""

import json
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from sim.rulebook.choice import quantal_weights, share_postures
from sim.rulebook.lanchester import lanchester
from sim.rulebook.layout import parameter_dtype
from sim.rulebook.tracing import MENU

QRE = json.loads((Path(__file__).parents[1] / "data" / "qre.json").read_text(encoding="utf-8"))
CASES = [(game, equilibrium) for game in QRE["games"] for equilibrium in game["equilibria"]]
DAMPING = 0.1
FIXED_POINT = 1e-4
"""How nearly the published points are fixed, by their source."""

Probabilities = npt.NDArray[np.float64]


def response(utilities: Probabilities, precision: float) -> Probabilities:
    """Choice probabilities of the rulebook over actions that form one posture."""
    n = utilities.size
    rungs = np.zeros(n, parameter_dtype("ladder")).view(np.recarray)
    rungs["measure"] = 1.0
    menu, weights = np.ones(n), np.zeros(MENU)
    share_postures(rungs, menu, n)
    total = quantal_weights(menu, utilities, precision, n, weights)
    return np.asarray(weights[:n] / total)


def equilibrium_of(
    row: Probabilities, column: Probabilities, precision: float
) -> tuple[Probabilities, Probabilities]:
    """Quantal-response equilibrium by damped iteration from even chances."""
    p = np.full(row.shape[0], 1.0 / row.shape[0])
    q = np.full(row.shape[1], 1.0 / row.shape[1])
    for _ in range(2000):
        p_next = p + DAMPING * (response(row @ q, precision) - p)
        q = q + DAMPING * (response(p @ column, precision) - q)
        p = p_next
    return p, q


@pytest.mark.parametrize(
    ("game", "known"), CASES, ids=[f"{g['game']} at {e['precision']}" for g, e in CASES]
)
def test_damped_iteration_of_the_choice_function_finds_the_known_equilibrium(
    game: dict[str, Any], known: dict[str, Any]
) -> None:
    row, column = np.array(game["row_payoffs"]), np.array(game["column_payoffs"])
    p, q = equilibrium_of(row, column, known["precision"])
    assert np.abs(response(row @ q, known["precision"]) - p).max() < 1e-9
    assert np.abs(response(p @ column, known["precision"]) - q).max() < 1e-9
    assert p == pytest.approx(known["row"], abs=2 * FIXED_POINT)
    assert q == pytest.approx(known["column"], abs=2 * FIXED_POINT)


@pytest.mark.parametrize(
    ("game", "known"), CASES, ids=[f"{g['game']} at {e['precision']}" for g, e in CASES]
)
def test_the_known_equilibrium_is_a_fixed_point_of_the_choice_function(
    game: dict[str, Any], known: dict[str, Any]
) -> None:
    p, q = np.array(known["row"]), np.array(known["column"])
    row, column = np.array(game["row_payoffs"]), np.array(game["column_payoffs"])
    assert response(row @ q, known["precision"]) == pytest.approx(p, abs=2 * FIXED_POINT)
    assert response(p @ column, known["precision"]) == pytest.approx(q, abs=2 * FIXED_POINT)


LOSS_OF_US, LOSS_OF_JAPAN = 0.0544, 0.0106
LANDED = {0: 54_000.0, 2: 6_000.0, 5: 13_000.0}


def iwo_jima(steps_a_day: int) -> tuple[float, float]:
    """US and Japanese troops on day 36."""
    us, japan = 0.0, 21_500.0
    for day in range(36):
        for _ in range(steps_a_day):
            us, japan = lanchester(
                us, japan, LANDED.get(day, 0.0), LOSS_OF_US, LOSS_OF_JAPAN, 1.0 / steps_a_day
            )
    return us, japan


def by_small_steps(steps_a_day: int) -> tuple[float, float]:
    """US and Japanese troops on day 36 by Euler's method, which needs no solution of the law."""
    us, japan, step = 0.0, 21_500.0, 1.0 / steps_a_day
    for day in range(36):
        for _ in range(steps_a_day):
            us, japan = (
                us + step * (LANDED.get(day, 0.0) - LOSS_OF_US * japan),
                japan - step * LOSS_OF_JAPAN * us,
            )
    return us, japan


def test_lanchesters_law_ends_iwo_jima_as_known() -> None:
    # 51,984 and 217 are what a thousand Euler steps a day give; solved exactly, the law ends
    # with one man more: the steps approach it from below, in proportion to their length.
    us, japan = by_small_steps(1000)
    assert (round(us), round(japan)) == (51_984, 217)
    coarse = by_small_steps(500)
    exact = iwo_jima(1)
    assert round(exact[1]) == 217
    assert exact[0] == pytest.approx(2 * us - coarse[0], abs=0.01)
    assert exact[1] == pytest.approx(2 * japan - coarse[1], abs=0.01)


@pytest.mark.parametrize("steps", [2, 24, 96])
def test_smaller_steps_change_nothing(steps: int) -> None:
    assert iwo_jima(steps) == pytest.approx(iwo_jima(1), rel=1e-9)


def test_lanchesters_law_keeps_its_invariant_and_never_goes_below_nothing() -> None:
    m, n, a, b = 900.0, 1000.0, 0.02, 0.03
    m_then, n_then = lanchester(m, n, 0.0, a, b, 5.0)
    assert b * m_then**2 - a * n_then**2 == pytest.approx(b * m**2 - a * n**2)
    assert lanchester(10.0, 1000.0, 0.0, a, b, 30.0)[0] == 0.0


def test_without_losses_on_one_side_only_the_other_shrinks() -> None:
    assert lanchester(100.0, 50.0, 5.0, 0.0, 0.0, 2.0) == (110.0, 50.0)
    assert lanchester(100.0, 50.0, 0.0, 1e-170, 1e-170, 2.0) == (100.0, 50.0)
    m, n = lanchester(100.0, 50.0, 0.0, 0.0, 0.01, 2.0)
    assert m == 100.0
    assert n == pytest.approx(48.0)
