"""Priors of drawn parameters."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.engine.parameter_index import spots
from sim.history.priors import Prior, priors, values
from sim.scenario.distribution import Distribution
from sim.scenario.loading import load
from sim.scenario.values import Value

SPOT = spots(load("baseline"))["states.dprk.levels.clash.constant"]


def stated(kind: str, **numbers: float) -> Prior:
    told = Distribution(kind, tuple(sorted(numbers.items())))
    return Prior("p", Value(0.0, distribution=told), SPOT)


def ranged(low: float, value: float, high: float) -> Prior:
    return Prior("p", Value(value, range=(low, high)), SPOT)


KINDS = [
    stated("normal", mean=1.0, sd=2.0),
    stated("lognormal", median=0.8, sigma=0.5),
    stated("uniform", low=-1.0, high=3.0),
    stated("triangular", low=-1.0, mode=0.5, high=3.0),
    stated("beta", alpha=2.0, beta=5.0),
    ranged(-1.0, 0.5, 3.0),
    ranged(0.0, 0.0, 1.0),
    ranged(0.0, 1.0, 1.0),
]


@pytest.mark.parametrize("prior", KINDS, ids=lambda prior: prior.worded())
@given(score=st.floats(-4, 4))
def test_the_score_of_a_value_is_the_score_it_was_made_from(prior, score):
    assert prior.score(float(prior.at(score))) == pytest.approx(score, abs=1e-3)


@pytest.mark.parametrize("prior", KINDS, ids=lambda prior: prior.worded())
@given(first=st.floats(-5, 5), second=st.floats(-5, 5))
def test_higher_scores_never_mean_lower_values(prior, first, second):
    low, high = sorted((first, second))
    # The quantile of a beta is found by steps, and right but for rounding.
    assert prior.at(low) <= prior.at(high) + 1e-12


def test_a_range_has_the_stated_value_as_its_median():
    prior = ranged(0.0, 1.0, 10.0)
    drawn = prior.at(np.random.default_rng(0).standard_normal(20_000))
    # Means of the two triangles: two thirds of 0 to 1, and a third of 1 to 10.
    assert drawn.mean() == pytest.approx(0.5 * 2 / 3 + 0.5 * 4, abs=0.06)
    assert (drawn < 1.0).mean() == pytest.approx(0.5, abs=0.01)
    assert 0.0 <= drawn.min() < drawn.max() <= 10.0


def test_a_value_at_the_end_of_its_range_has_all_probability_on_the_other_side():
    drawn = ranged(0.0, 0.0, 1.0).at(np.random.default_rng(0).standard_normal(5000))
    # A triangle from 0: mean a third, and a quarter below 1 - sqrt(3 / 4).
    assert drawn.mean() == pytest.approx(1 / 3, abs=0.02)
    assert (drawn < 1 - np.sqrt(0.75)).mean() == pytest.approx(0.25, abs=0.03)


def test_the_spread_of_a_normal_is_its_standard_deviation():
    assert stated("normal", mean=3.0, sd=0.7).moments() == pytest.approx((3.0, 0.7), rel=0.01)


def test_every_shipped_value_that_states_what_is_not_known_is_drawn():
    scenario = load("baseline")
    drawn = {prior.path for prior in priors(scenario)}
    for path, stated in scenario.values.items():
        uncertain = stated.range is not None or stated.distribution is not None
        if uncertain or stated.evidence == "record_fit":
            assert path in drawn


def test_a_stated_distribution_is_the_prior():
    scenario = load("baseline").replace(
        {
            "mechanisms.audience.weight": {
                "value": 2.0,
                "distribution": {"kind": "normal", "mean": 2.0, "sd": 0.5},
            }
        }
    )
    found = next(p for p in priors(scenario) if p.path == "mechanisms.audience.weight")
    assert found.worded() == "normal mean 2, sd 0.5"
    assert not found.fitted


def test_a_fitted_value_without_a_prior_is_refused(tmp_path):
    file = tmp_path / "priors.yaml"
    file.write_text("priors: {}\n", encoding="utf-8")
    with pytest.raises(ValueError, match="has no prior"):
        priors(load("baseline"), file)


def test_values_are_one_column_a_parameter():
    scores = np.array([[0.0, 1.0], [1.0, -1.0]])
    found = values(KINDS[:2], scores)
    assert found[:, 0] == pytest.approx([1.0, 3.0])
    assert found[:, 1] == pytest.approx(0.8 * np.exp([0.5, -0.5]))
