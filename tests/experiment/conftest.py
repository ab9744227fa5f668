"""A small scenario, and its trials as they come out when nothing interferes."""

import pytest

from sim.experiment.run import Collected, Request, collect, request
from sim.scenario import Scenario, load

TRIALS = 12


@pytest.fixture(scope="session")
def small() -> Scenario:
    return load("two_state", ["horizon=4"])


@pytest.fixture(scope="session")
def wanted(small: Scenario) -> Request:
    return request(small, TRIALS, threads=1)


@pytest.fixture(scope="session")
def undisturbed(wanted: Request) -> Collected:
    return collect(wanted)
