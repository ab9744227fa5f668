"""The floor below which the model can't go: its own draws and exponentials, and nothing else.

A few trials of the baseline run in plain Python with a recorder in the generator and in ``exp``. The
floor then makes the same draws at the same addresses, through the rulebook's own ``uniform``, and the
same exponentials of the same arguments, one after the other in compiled code. ``bare`` makes as many
of each with all that can be left out left out: no keys, no clock, no arguments to fetch, nothing to
store, and an argument near zero.
"""

import math
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from sim.kernel.jit import rule
from sim.kernel.random import philox, uniform
from sim.rulebook.layout import CLOCK

RECORDER = """
import math, sys
import numpy as np
arguments, addresses = [], []
real = math.exp
def exp(x):
    arguments.append(x)
    return real(x)
math.exp = exp
from sim.kernel import random as module
draw = module.drawn
def drawn(key, clock, purpose, index):
    addresses.append((key, clock.trial, clock.month, clock.turn, purpose, index))
    return draw(key, clock, purpose, index)
module.drawn = drawn
from sim.engine.build import build
from sim.engine.ensemble import run_trials
from sim.scenario.loading import load
trials, path = sys.argv[1:]
run_trials(build(load("baseline")), 0, int(trials))
np.savez(path, arguments=arguments, addresses=np.array(addresses, dtype=np.uint64))
"""


class Recorded(NamedTuple):
    """What ``trials`` trials of the baseline drew and exponentiated.

    ``addresses`` is (draws, 6): key, trial, month, round, purpose, index; ``arguments`` (exponentials,).
    """

    trials: int
    addresses: npt.NDArray[np.uint64]
    arguments: npt.NDArray[np.float64]


def record(trials: int) -> Recorded:
    """Draws and exponentials of the first ``trials`` trials of the baseline."""
    plain = {**os.environ, "NUMBA_DISABLE_JIT": "1"}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "recorded.npz"
        subprocess.run(
            [sys.executable, "-c", RECORDER, str(trials), str(path)], env=plain, check=True
        )
        with np.load(path) as found:
            return Recorded(trials, found["addresses"], found["arguments"])


@rule
def _replay(keys: Any, addresses: Any, arguments: Any, clock: Any, kept: Any) -> None:
    for k in range(addresses.shape[0]):
        clock.trial = addresses[k, 1]
        clock.month = addresses[k, 2]
        clock.turn = addresses[k, 3]
        kept[k & 15] = uniform(keys, clock, k, 0, addresses[k, 4], addresses[k, 5])
    for k in range(arguments.shape[0]):
        kept[k & 15] = math.exp(arguments[k])


@rule
def _bare(draws: int, exponentials: int, kept: Any) -> None:
    total = 0.0
    for k in range(draws):
        w0, w1, _w2, _w3 = philox(
            np.uint64(k), np.uint64(1), np.uint64(2), np.uint64(3), np.uint64(4), np.uint64(5)
        )
        total += float(w0 ^ w1)
    for k in range(exponentials):
        total += math.exp(-1e-6 * k)
    kept[0] = total


def floor(recorded: Recorded, trials: int) -> Callable[[], None]:
    """Work that makes the recorded draws and exponentials until ``trials`` trials' worth are made."""
    keys = np.ascontiguousarray(recorded.addresses[:, :1])
    clock = np.zeros(1, CLOCK).view(np.recarray)[0]
    kept = np.zeros(16)

    def work() -> None:
        for _ in range(trials // recorded.trials):
            _replay(keys, recorded.addresses, recorded.arguments, clock, kept)

    return work


def bare(recorded: Recorded, trials: int) -> Callable[[], None]:
    """Work that makes as many draws and exponentials as ``floor``, in the leanest loop there is."""
    kept = np.zeros(16)
    times = trials // recorded.trials
    draws, exponentials = len(recorded.addresses) * times, len(recorded.arguments) * times
    return lambda: _bare(draws, exponentials, kept)
