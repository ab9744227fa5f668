"""The floor below which the model can't go: its own draws and exponentials, and nothing else."""

import json
import math
import os
import subprocess
import sys
from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from sim.rulebook.compiling import rule
from sim.rulebook.draws import philox

COUNTER = """
import json, math, sys
draws = exponentials = 0
real = math.exp
def exp(x):
    global exponentials
    exponentials += 1
    return real(x)
math.exp = exp
from sim.rulebook import draws as module
block = module.philox
def philox(*words):
    global draws
    draws += 1
    return block(*words)
module.philox = philox
from sim.engine.build import build
from sim.engine.ensemble import run_trials
from sim.scenario.loading import load
trials = int(sys.argv[1])
run_trials(build(load("baseline")), 0, trials)
print(json.dumps([draws / trials, exponentials / trials]))
"""


def counts(trials: int) -> tuple[float, float]:
    """Draws and exponentials a trial of the baseline, counted in plain Python."""
    plain = {**os.environ, "NUMBA_DISABLE_JIT": "1"}
    done = subprocess.run(
        [sys.executable, "-c", COUNTER, str(trials)],
        env=plain,
        capture_output=True,
        text=True,
        check=True,
    )
    draws, exponentials = json.loads(done.stdout.splitlines()[-1])
    return float(draws), float(exponentials)


@rule
def _floor(draws: int, exponentials: int, sums: npt.NDArray[np.float64]) -> None:
    kept = 0.0
    for k in range(draws):
        w0, w1, _w2, _w3 = philox(
            np.uint64(k), np.uint64(1), np.uint64(2), np.uint64(3), np.uint64(4), np.uint64(5)
        )
        kept += float(w0 ^ w1)
    for k in range(exponentials):
        kept += math.exp(-1e-6 * k)
    sums[0] = kept


def workload(draws: float, exponentials: float, trials: int) -> Callable[[], None]:
    """Work that draws and exponentiates as often as ``trials`` trials do."""
    sums = np.zeros(1)
    total_draws, total_exponentials = round(draws * trials), round(exponentials * trials)
    return lambda: _floor(total_draws, total_exponentials, sums)
