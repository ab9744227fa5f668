"""The posterior given acts, where it is known."""

import json

import numpy as np
import pytest

from sim.engine.particle_filter import Observed
from sim.experiment.checkpoint import Checkpoint, Resumable, unkept
from sim.history import acts
from sim.history.acts_posterior import acts_posterior
from sim.history.calibration_problem import calibration_problem
from sim.history.effort import Effort
from sim.scenario.loading import load

MONTHS, NOISE = 60, 0.7
SEEN = {3: (0.8, 2.0), 10: (-1.0, 4.0), 40: (0.3, 3.0)}
"""Parameters that months show: the mean of what is seen and its standard deviation a month."""
SLIGHT = 70, (1.5, 12.0)
"""One that they show too little of to count as informed."""
EFFORT = Effort(particles=2, weighing=1, population=400, moves=12)


@pytest.fixture(scope="module")
def of():
    return calibration_problem(load("baseline"), load("history_1994"))


@pytest.fixture
def known(of, monkeypatch):
    """A likelihood of normal months, seen through noise without bias that has its own luck by draw."""
    rng = np.random.default_rng(0)
    numbers = {of.laid[k]: said for k, said in (*SEEN.items(), SLIGHT)}
    data = {}
    for k, (mean, spread) in numbers.items():
        months = rng.standard_normal(MONTHS)
        data[k] = mean + spread * (months - months.mean()) / months.std(), spread

    def log_likelihoods(_, scores, observed, particles, threads=None, first=0):
        found = np.zeros((len(scores), MONTHS))
        for k, (months, spread) in data.items():
            found -= 0.5 * ((scores[:, k, None] - months) / spread) ** 2
        if particles == 1:
            for row, number in zip(found, np.broadcast_to(first, len(scores)), strict=True):
                luck = np.random.default_rng([9, int(number)])
                row[0] += NOISE * luck.standard_normal() - 0.5 * NOISE**2
        return found

    monkeypatch.setattr(acts, "log_likelihoods", log_likelihoods)
    return numbers


def exact(mean, spread):
    """Mean and standard deviation of a score given its months and its standard normal prior."""
    precision = 1.0 + MONTHS / spread**2
    return MONTHS / spread**2 * mean / precision, precision**-0.5


SMALL = EFFORT._replace(population=20, moves=3)


def posterior(of, known, seed=0, kept=None, effort=SMALL):
    supposed = np.array(sorted(of.laid[k] for k in SEEN))
    nothing = Observed("dprk", np.zeros((MONTHS, 4), dtype=np.int64), ())
    return acts_posterior(of, nothing, seed, effort, kept or unkept, 1, supposed=supposed)


def test_draws_are_of_the_posterior_of_all_parameters_through_noise(of, known):
    # 400 chains: means within 4.5 standard errors of 0.05 and a little for what chains share, spreads 20%.
    made = posterior(of, known, effort=EFFORT)
    for k, said in known.items():
        mean, spread = exact(*said)
        draws = made.scores[:, np.searchsorted(of.laid, k)]
        assert abs(draws.mean() - mean) < 0.25 * spread
        assert draws.std() == pytest.approx(spread, rel=0.2)
    others = np.setdiff1d(np.arange(of.laid.size), np.searchsorted(of.laid, list(known)))
    assert np.abs(made.scores[:, others].mean()) < 0.05
    assert made.scores[:, others].std() == pytest.approx(1.0, abs=0.05)
    assert 0.0 < made.accepted < 1.0
    assert 1 <= made.lineages < 400


def test_draws_keep_to_their_seed_and_to_the_parts_that_are_kept(of, known, tmp_path):
    made = posterior(of, known, kept=Checkpoint(Resumable(tmp_path), "c", "").part)
    path = tmp_path / "checkpoint-c.json"
    listed = json.loads(path.read_text(encoding="utf-8"))
    keys = sorted(listed["parts"])
    assert len(keys) > 4
    listed["parts"] = {key: listed["parts"][key] for key in keys if key.endswith(("0", "000016"))}
    path.write_text(json.dumps(listed), encoding="utf-8")
    again = posterior(of, known, kept=Checkpoint(Resumable(tmp_path, True), "c", "").part)
    assert np.array_equal(made.scores, again.scores)
    assert not np.array_equal(made.scores, posterior(of, known, seed=1).scores)
