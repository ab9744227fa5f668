"""Signorino & Tarar 2006 on 58 crises and Leblang 2003 on currency attacks, by probit and by quantal response.

Huth's cases as coded in the replication archive of Crisman-Cox, Gasparyan & Signorino, Political Analysis,
January 2023 (github.com/ccrismancox/PA_BrStrat, commit eaa2525).
Signorino & Tarar: doi:10.1111/j.1540-5907.2006.00203.x. Leblang's utilities are fitted values, derived
as docs/notes/literature-battery.md says. Nothing here is random.
"""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import minimize

from tests.literature.strategic import (
    GIVES_WAY,
    RESISTS,
    STATUS_QUO,
    Floats,
    Game,
    probit_log_likelihood,
    quantal_log_likelihood,
    quantal_probabilities,
)

pytestmark = pytest.mark.slow

DATA = Path(__file__).parents[1] / "data" / "literature"
CASES = pd.read_csv(DATA / "huth_58_cases.csv")
OUTCOMES = (
    CASES["outcome"]
    .map({"status_quo": STATUS_QUO, "backed_down": GIVES_WAY, "war": RESISTS})
    .to_numpy(dtype=np.int64)
)
STATUS_QUO_TERMS = ["tft", "firmflex", "dem_att", "syear"]
WAR_TERMS = ["nuclear", "ibf", "sbf", "lbf", "milallia", "milarm"]
RESIST_TERMS = [
    "nuclear",
    "ibf",
    "sbf",
    "milallia",
    "milarm",
    "fortrade",
    "stalemat",
    "dem_def",
]
PRINTED = [
    *(-5.04, 17.27, 6.59, 15.75, -0.35),
    13.51,
    *(-9.13, -12.51, -6.22, 3.35, 12.62, -0.86),
    *(-10.93, 6.64, 5.46, 4.16, 13.39, -1.75, 4.85, 8.40, 5.93),
]
"""Coefficients (21) of the column FMLE of the archive's Table 4, in its order."""

CURRENCY = pd.read_csv(DATA / "leblang_utilities.csv")
CURRENCY_OUTCOMES = (
    CURRENCY["outcome"]
    .map({"no_attack": STATUS_QUO, "devaluation": GIVES_WAY, "defence": RESISTS})
    .to_numpy(dtype=np.int64)
)
DEVALUED, DEFENDED = -3.66481, -3.13853
"""The market's estimated utility of an attack that ends in devaluation, and in defence."""

MATCHED = np.pi / np.sqrt(6.0)
"""Precision at which a logit's error has the variance of a difference of two standard normals."""


def crises(coefficients: Floats) -> Game:
    """The 58 plays at coefficients (21) in the order of ``PRINTED``."""
    ones = np.ones((len(CASES), 1))
    status_quo = np.hstack([ones, CASES[STATUS_QUO_TERMS].to_numpy(dtype=float)])
    resist = np.hstack([ones, CASES[RESIST_TERMS].to_numpy(dtype=float)])
    return Game(
        status_quo @ coefficients[:5],
        np.full(len(CASES), coefficients[5]),
        CASES[WAR_TERMS].to_numpy(dtype=float) @ coefficients[6:12],
        resist @ coefficients[12:],
    )


def currencies(devalued: float = DEVALUED, defended: float = DEFENDED) -> Game:
    """Leblang's 7,240 country-months at the estimated utilities."""
    n = len(CURRENCY)
    return Game(
        CURRENCY["no_attack_utility"].to_numpy(),
        np.full(n, devalued),
        np.full(n, defended),
        CURRENCY["defence_utility"].to_numpy(),
    )


def test_deterrence_succeeded_in_34_of_huths_58_cases() -> None:
    assert list(np.bincount(OUTCOMES)) == [34, 10, 14]


def test_the_strategic_probit_of_the_58_cases_has_the_published_log_likelihood() -> None:
    found = minimize(
        lambda c: -probit_log_likelihood(crises(c), OUTCOMES, "private information"),
        np.zeros(21),
        method="BFGS",
        options={"gtol": 1e-4, "maxiter": 2000},
    )
    # -12.415 as printed, to its three decimals.
    assert -found.fun == pytest.approx(-12.415, abs=5e-4)
    # The print was computed by another program: its coefficients lie within a hundredth of ours.
    assert found.x == pytest.approx(PRINTED, rel=0.01, abs=0.01)


def test_the_quantal_response_explains_the_58_cases_as_well_as_the_probit_does() -> None:
    found = minimize(
        lambda c: -quantal_log_likelihood(crises(c), OUTCOMES),
        MATCHED * np.array(PRINTED),
        method="BFGS",
        options={"gtol": 1e-4, "maxiter": 500},
    )
    # -12.639, where the probit of agent error has -12.492 and that of private information -12.415.
    assert -found.fun == pytest.approx(-12.639, abs=5e-4)
    # Both have 21 parameters: AIC differs by 0.45, and a difference below 2 does not tell them apart.
    assert 2.0 * abs(-found.fun - -12.415) < 2.0


def test_the_quantal_response_at_the_printed_coefficients_predicts_most_of_the_58_outcomes() -> (
    None
):
    printed = crises(np.array(PRINTED))
    chances = quantal_probabilities(printed, MATCHED, MATCHED)
    assert chances.sum(axis=1) == pytest.approx(1.0)
    # 54 of 58; always predicting success would give 34.
    assert int((chances.argmax(axis=1) == OUTCOMES).sum()) == 54
    # No parameter is estimated: the other link costs 0.31.
    assert quantal_log_likelihood(printed, OUTCOMES, MATCHED, MATCHED) == pytest.approx(
        -12.727, abs=1e-3
    )


def test_leblangs_utilities_have_the_two_published_log_likelihoods() -> None:
    game = currencies()
    # The derived utilities are rounded to four decimals, which moves the sum by 0.002 at most.
    assert probit_log_likelihood(game, CURRENCY_OUTCOMES, "private information") == pytest.approx(
        -482.02, abs=0.01
    )
    # Not the maximum under agent error, but the utilities of private information read by it.
    assert probit_log_likelihood(game, CURRENCY_OUTCOMES, "agent error") == pytest.approx(
        -502.81, abs=0.01
    )


@pytest.mark.parametrize("change", [0.98, 1.02])
def test_leblangs_utilities_are_at_a_maximum_under_private_information(change: float) -> None:
    def likelihood(market: float, government: float, devalued: float, defended: float) -> float:
        game = currencies(DEVALUED * devalued, DEFENDED * defended)
        scaled = game._replace(status_quo=game.status_quo * market, resist=game.resist * government)
        return probit_log_likelihood(scaled, CURRENCY_OUTCOMES, "private information")

    for k in range(4):
        scales = [1.0, 1.0, 1.0, 1.0]
        scales[k] = change
        assert likelihood(*scales) < likelihood(1.0, 1.0, 1.0, 1.0)


def test_the_quantal_response_explains_currency_attacks_as_well_as_the_probit_does() -> None:
    game = currencies()
    # Precisions of market and government estimated, 1.56 and 1.12, utilities as published.
    best = quantal_log_likelihood(game, CURRENCY_OUTCOMES, 1.562, 1.119)
    assert best == pytest.approx(-481.61, abs=0.01)
    for first, second in ((1.05, 1.0), (0.95, 1.0), (1.0, 1.1), (1.0, 0.9)):
        assert quantal_log_likelihood(game, CURRENCY_OUTCOMES, 1.562 * first, 1.119 * second) < best
    # As good a fit as the published one, from its utilities and two precisions.
    assert best > -482.02
    # The precision that matches variances, 1.28, does not: attacks are one month in 82, and the tails of
    # the logistic and the normal distribution differ.
    assert quantal_log_likelihood(game, CURRENCY_OUTCOMES, MATCHED, MATCHED) == pytest.approx(
        -513.39, abs=0.01
    )
