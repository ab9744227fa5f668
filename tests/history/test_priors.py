"""Priors of drawn parameters."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.history.priors import Prior, priors, values
from sim.scenario.loading import load

KINDS = [
    Prior("p", "normal", 1.0, 2.0),
    Prior("p", "lognormal", 0.8, 0.5),
    Prior("p", "uniform", -1.0, 0.0, 3.0),
    Prior("p", "triangular", -1.0, 0.5, 3.0),
    Prior("p", "beta", 2.0, 5.0, 0.0, 1.0),
    Prior("p", "range", -1.0, 0.5, 3.0),
    Prior("p", "range", 0.0, 0.0, 1.0),
    Prior("p", "range", 0.0, 1.0, 1.0),
]


@pytest.mark.parametrize("prior", KINDS, ids=lambda prior: f"{prior.kind} {prior.b:g}")
@given(score=st.floats(-4, 4))
def test_the_score_of_a_value_is_the_score_it_was_made_from(prior, score):
    assert prior.score(float(prior.at(score))) == pytest.approx(score, abs=1e-3)


@pytest.mark.parametrize("prior", KINDS, ids=lambda prior: f"{prior.kind} {prior.b:g}")
@given(first=st.floats(-5, 5), second=st.floats(-5, 5))
def test_higher_scores_never_mean_lower_values(prior, first, second):
    low, high = sorted((first, second))
    assert prior.at(low) <= prior.at(high)


def test_a_range_is_a_triangle_over_the_stated_value():
    prior = Prior("p", "range", 0.0, 1.0, 10.0)
    drawn = prior.at(np.random.default_rng(0).standard_normal(20_000))
    assert drawn.mean() == pytest.approx(11 / 3, abs=0.06)
    assert (drawn < 1.0).mean() == pytest.approx(0.1, abs=0.01)
    assert 0.0 <= drawn.min() < drawn.max() <= 10.0


def test_a_value_at_the_end_of_its_range_has_all_probability_on_the_other_side():
    drawn = Prior("p", "range", 0.0, 0.0, 1.0).at(np.random.default_rng(0).standard_normal(5000))
    # A triangle from 0: mean a third, and a quarter below 1 - sqrt(3 / 4).
    assert drawn.mean() == pytest.approx(1 / 3, abs=0.02)
    assert (drawn < 1 - np.sqrt(0.75)).mean() == pytest.approx(0.25, abs=0.03)


def test_the_spread_of_a_normal_is_its_standard_deviation():
    assert Prior("p", "normal", 3.0, 0.7).spread() == pytest.approx(0.7, rel=0.01)


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
    assert (found.kind, found.a, found.b) == ("normal", 2.0, 0.5)


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
