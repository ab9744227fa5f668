"""How often an attack on a protege is held back: Huth's cases, and the crises of the model.

Extended immediate deterrence succeeded in 34 of Huth's 58 cases (Signorino & Tarar 2006,
doi:10.1111/j.1540-5907.2006.00203.x): the potential attacker refrained from sustained force, 200 deaths being
the line. The model's line is an armed attack (limited war or worse) by the DPRK within two months of a crisis
that it opens against a protege of the US, by a clash or by a lethal attack. Point values, seed 0.

The cases were chosen because an attack was seriously considered; a crisis of the model was not. The rates
differ, and that is a finding: nothing here was fitted to them.
"""

from functools import cache

import pytest
from scipy.stats import binomtest

import sim
from sim.scenario.loading import load

pytestmark = pytest.mark.slow

TRIALS = 20_000
CLASH, LETHAL_INCIDENT, LIMITED_WAR = 8, 9, 10
RECORD = binomtest(34, 58).proportion_ci(0.95)
THRESHOLD = load("crisis_start").values["mechanisms.crisis.threshold"]


@cache
def successes(opening: int, threshold: float) -> int:
    """Crises of ``TRIALS`` in which no armed attack came."""
    ran = sim.run(
        "crisis_start",
        TRIALS,
        draws="none",
        sets=[
            f"rivalries.dprk-rok.opening={opening}",
            f"mechanisms.crisis.threshold={threshold}",
            "horizon=2",
        ],
    )
    highest = ran.column("rivalries.dprk-rok.highest").cat.codes
    return int((highest < LIMITED_WAR).sum())


def test_the_record_leaves_a_rate_of_success_between_four_and_a_half_and_seven_in_ten() -> None:
    assert pytest.approx((RECORD.low, RECORD.high), abs=5e-4) == (0.449, 0.714)


@pytest.mark.parametrize("opening", [CLASH, LETHAL_INCIDENT])
def test_attacks_are_held_back_more_often_than_in_huths_cases_wherever_the_threshold_lies_in_its_range(
    opening: int,
) -> None:
    assert THRESHOLD.range is not None
    rate = binomtest(successes(opening, THRESHOLD.range[0]), TRIALS).proportion_ci(0.999)
    assert rate.low > RECORD.high


def test_attacks_are_held_back_less_often_after_deaths_than_after_a_clash() -> None:
    after_clash = binomtest(successes(CLASH, THRESHOLD.number), TRIALS).proportion_ci(0.999)
    after_deaths = binomtest(successes(LETHAL_INCIDENT, THRESHOLD.number), TRIALS).proportion_ci(
        0.999
    )
    assert after_deaths.high < after_clash.low
