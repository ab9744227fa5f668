"""Compiled, agent by agent, and as plain Python: one scenario has one result, to the last bit."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sim.kernel.jit import plain_python
from tests.properties.fingerprint import Fingerprint, fingerprint, through_agents
from tests.properties.scenarios import Data, save, scenarios

ROOT = Path(__file__).resolve().parents[2]
FIRST = st.sampled_from([0, 1, 9_999, 2**32 - 2])

Ask = Callable[[Path, int], Fingerprint]


@pytest.fixture(scope="module")
def other_process() -> Iterator[Ask]:
    """Fingerprints by a process that runs rules the other way: plain where they are compiled here."""
    environment = {
        **os.environ,
        "NUMBA_DISABLE_JIT": "0" if plain_python() else "1",
        "PYTHONPATH": str(ROOT),
    }
    program = [sys.executable, "-W", "error::RuntimeWarning", "-m", "tests.properties.fingerprint"]
    with subprocess.Popen(
        program,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
        cwd=ROOT,
    ) as process:
        asked, answered = process.stdin, process.stdout
        assert asked is not None
        assert answered is not None

        def ask(path: Path, first: int) -> Fingerprint:
            asked.write(json.dumps([str(path), first]) + "\n")
            asked.flush()
            said: Fingerprint = json.loads(answered.readline())
            return said

        yield ask
        asked.close()


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """A folder for the scenarios of this module."""
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)


def agree(data: Data, first: int, folder: Path, ask: Ask) -> None:
    """Compare the three ways on one scenario."""
    path = save(data, folder)
    here = fingerprint(path, first)
    assert ask(path, first) == here
    assert through_agents(path, first) == {key: here[key] for key in ("rows", "trajectories")}


QUIET = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]


@settings(max_examples=40, deadline=None, suppress_health_check=QUIET)
@given(data=scenarios(), first=FIRST)
def test_any_scenario_has_one_result(
    other_process: Ask, folder: Path, data: Data, first: int
) -> None:
    agree(data, first, folder, other_process)


@pytest.mark.slow
@settings(max_examples=600, deadline=None, suppress_health_check=QUIET)
@given(data=scenarios(), first=FIRST)
def test_any_of_many_scenarios_has_one_result(
    other_process: Ask, folder: Path, data: Data, first: int
) -> None:
    agree(data, first, folder, other_process)


@pytest.mark.parametrize("name", ["baseline", "crisis_start", "six_party"])
def test_shipped_scenarios_have_one_result(other_process: Ask, folder: Path, name: str) -> None:
    agree({"extends": name, "horizon": 3}, 0, folder, other_process)
