"""The figure of priors and posteriors: the most informed stand first, and words do not collide."""

import numpy as np
import pytest
from matplotlib.figure import Figure

from sim.history.calibration import Posterior
from sim.history.calibration_problem import CalibrationProblem, calibration_problem
from sim.presentation.figures.posterior import MOST, posterior_against_prior
from sim.scenario.loading import load
from tests.presentation.placing import assert_words_stand_apart, texts

FIRST = "mechanisms.tension.weight"


@pytest.fixture(scope="module")
def of() -> CalibrationProblem:
    return calibration_problem(load("baseline"), load("history_1994"))


@pytest.fixture(scope="module")
def figure(of: CalibrationProblem) -> Figure:
    """The figure of draws of the priors, but for one parameter that keeps a quarter of its spread."""
    scores = np.random.default_rng(0).standard_normal((512, len(of.priors)))
    scores[:, [prior.path for prior in of.priors].index(FIRST)] *= 0.25
    return posterior_against_prior(of, Posterior(scores, *[None] * 5), most=len(of.priors))


def test_the_most_informed_stands_first_with_what_is_gone(figure: Figure) -> None:
    (first, *_) = (axes.get_title("left") for axes in figure.axes)
    name, what = first.split("\n")
    assert name == "Tension"
    assert what.startswith("weight (7")


def test_no_words_of_any_parameter_overlap_or_leave_the_page(figure: Figure) -> None:
    assert len(figure.axes) > MOST
    assert_words_stand_apart(figure)
    assert not any("_" in text or "e+" in text for text, _ in texts(figure))
