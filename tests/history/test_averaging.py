"""Averaging: weights follow scores, less boldly than likelihoods alone."""

import numpy as np
import pytest

from sim.history.averaging import mixed, pseudo_bma


def test_without_months_models_weigh_the_same() -> None:
    assert pseudo_bma(np.zeros((0, 4))) == pytest.approx([0.25] * 4)


def test_equal_scores_give_equal_weights() -> None:
    scores = np.repeat(np.random.default_rng(0).standard_normal((60, 1)), 3, axis=1)
    assert pseudo_bma(scores) == pytest.approx([1 / 3] * 3)


def test_the_better_model_weighs_more_but_less_than_its_likelihood_says() -> None:
    rng = np.random.default_rng(1)
    better = rng.standard_normal(100)
    scores = np.column_stack([better, better - 0.05 + 0.3 * rng.standard_normal(100)])
    lead = float((scores[:, 0] - scores[:, 1]).sum())
    weight = pseudo_bma(scores)[0]
    assert lead > 0
    assert 0.5 < weight < 1.0 / (1.0 + np.exp(-lead))


def test_a_constant_lead_is_weighed_as_its_likelihood_says() -> None:
    scores = np.column_stack([np.zeros(10), np.full(10, -0.2)])
    assert pseudo_bma(scores)[0] == pytest.approx(1.0 / (1.0 + np.exp(-2.0)))


def test_a_mixture_has_the_models_probabilities_by_weight() -> None:
    found = mixed([[10, 0], [0, 5, 5]], np.array([0.25, 0.75]))
    assert found == pytest.approx([2.5, 3.75, 3.75])
