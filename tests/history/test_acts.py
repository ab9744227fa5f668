"""The likelihood of the DPRK's monthly acts."""

import numpy as np
import pytest

from sim.history.acts import fit, information, log_likelihoods, record
from sim.history.calibration_problem import calibration_problem, over_draws
from sim.history.coverage import simulated_record
from sim.scenario.loading import load


@pytest.fixture(scope="module")
def of():
    return calibration_problem(load("baseline"), load("history_1994"))


def number(of, path):
    return [prior.path for prior in of.priors].index(path)


def test_the_record_ends_where_it_is_cut():
    assert len(record("1994-12").counts) == 12
    assert np.array_equal(record("1994-12").counts, record().counts[:12])


def test_noise_that_differs_between_halves_is_no_information():
    rng = np.random.default_rng(0)
    slopes = rng.standard_normal((2, 400, 3))
    # Each product's mean is 0 and its standard deviation 1: their sum stays within 4 x 20.
    assert np.abs(information(slopes) - np.eye(3)).max() < 80
    shared = np.concatenate([slopes[:1], slopes[:1]])
    assert np.diag(information(shared)).min() > 300


def test_information_is_never_less_than_the_priors():
    slopes = np.random.default_rng(1).standard_normal((2, 50, 6))
    assert np.linalg.eigvalsh(information(slopes)).min() >= 1.0 - 1e-9


def test_levels_near_the_record_are_likelier_than_levels_far_from_it(of):
    k = number(of, "states.dprk.levels.show_of_force.constant")
    scores = np.tile(of.centre, (3, 1))
    scores[1, k] += 2.5
    scores[2, k] -= 2.5
    found = log_likelihoods(of, scores, record("1999-12"), 4).sum(axis=1)
    assert found[0] > found[1]
    assert found[0] > found[2]


def test_a_parameter_that_nothing_reads_in_the_hindcast_changes_no_likelihood(of):
    k = number(of, "mechanisms.war.nuclear_base")
    scores = np.tile(of.centre, (2, 1))
    scores[1, k] += 1.0
    found = log_likelihoods(of, scores, record("1996-12"), 4)
    assert np.array_equal(found[0], found[1])


def test_a_fit_finds_the_level_that_a_simulated_record_was_made_with(of):
    # 240 months tell the level to about a quarter of its prior's spread: four of these are allowed.
    k = number(of, "states.dprk.levels.show_of_force.constant")
    truth = of.centre.copy()
    truth[k] = 1.0
    made, _ = next(over_draws(of, truth[None], lambda c, _: simulated_record(c, 240, 77), 1))
    start = truth.copy()
    start[k] = -1.0
    found = fit(of, made, start, particles=4, steps=6, moving=np.array([k]))
    spread = np.sqrt(found.covariance[k, k])
    assert spread < 0.5
    assert abs(found.scores[k] - truth[k]) < 4 * spread
    assert np.array_equal(np.delete(found.scores, k), np.delete(start, k))
