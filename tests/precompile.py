"""Compile what most tests run: ``make test`` does so on the processor that the checks leave free.

A processor would otherwise be idle for a minute, and then each test process would compile for itself.
Nothing depends on it: a test that finds no compiled code makes it.
"""

from dataclasses import replace

import numpy as np

from sim.engine import model
from sim.engine.build import build
from sim.engine.jit_warmup import ensure_compiled
from sim.engine.overrides import prepare
from sim.engine.particle_filter import Observed, live
from sim.engine.particles import Observer, Population, go_on
from sim.engine.trace import trace
from sim.history.filtering import CLASSES
from sim.scenario import load


def main() -> None:
    """Run each engine for a month of the hindcast."""
    compiled = build(replace(load("history_1994"), horizon=2))
    quiet = np.zeros((1, len(CLASSES)), dtype=np.int64)
    ensure_compiled(compiled)
    live(compiled, Observed("dprk", quiet, CLASSES), 1)
    worlds = Population(
        np.tile(compiled.initial, (1, 1, 1)), np.ones((1, 1)), np.zeros(1, dtype=np.int64)
    )
    stated = prepare(compiled, {})
    observer = Observer(compiled, "dprk", CLASSES, threads=1)
    observer.live(worlds, stated, 0, quiet, np.zeros((1, 1)))
    go_on(compiled, worlds.words[0], stated, 1, 1, (0,), threads=1)
    trace(compiled, 0)
    model.run_trials(compiled, 0, 1)


if __name__ == "__main__":
    main()
