"""No rule counts a place from the end: compiled code takes every index as it is."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

PROGRAM = """
import numpy as np
from sim.kernel import tables
from sim.kernel.jit import plain_python

assert plain_python()

def looked_at(at):
    for one in at if isinstance(at, tuple) else (at,):
        assert not isinstance(one, (int, np.integer)) or one >= 0, f"index {one}"
    return at

class Array(np.ndarray):
    def __getitem__(self, at):
        return super().__getitem__(looked_at(at))
    def __setitem__(self, at, value):
        super().__setitem__(looked_at(at), value)

class Records(np.recarray):
    def __getitem__(self, at):
        return super().__getitem__(looked_at(at))

made = tables.Tables.__post_init__
def watched(self):
    made(self)
    for name, array in self.arrays():
        kind = Records if array.dtype.names else Array
        object.__setattr__(self, name, array.view(kind))
tables.Tables.__post_init__ = watched

from sim.engine.build import build
from sim.engine.ensemble import run_trials
from sim.engine.trace import trace
from sim.scenario.files import available
from sim.scenario.loading import load
from tests.worlds import lively, scenario

world = build(scenario(lively()))
try:
    world.parameters.states[-1]
except AssertionError:
    print("watched")
seen = run_trials(world, 0, 12).rows.shape[0]
seen += len(trace(world, 0).decisions) > 0
for name in available():
    found = build(load(name, ["horizon=14"]))
    seen += run_trials(found, 0, 2).rows.shape[0]
    seen += len(trace(found, 0).decisions) > 0
print(seen)
"""


def test_no_rule_counts_a_place_from_the_end() -> None:
    environment = {**os.environ, "NUMBA_DISABLE_JIT": "1", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    said, seen = done.stdout.split()
    assert said == "watched"
    assert int(seen) > 50
