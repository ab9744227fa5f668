"""How much of the ensemble's bare rate a sweep keeps, and what its parts cost."""

import tempfile
import time
from collections.abc import Callable, Generator, Iterable
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import numpy as np

from benchmarks.timing import seconds
from sim.engine.build import build
from sim.engine.ensemble import blocks, default_threads, run_trials
from sim.experiment.executors import Done
from sim.experiment.executors.cluster import Packed
from sim.experiment.executors.points import made_ready
from sim.experiment.executors.threads import on_threads
from sim.experiment.merge import merge
from sim.experiment.plan import BLOCK, Task
from sim.experiment.studies.reading import read
from sim.experiment.studies.study import Study
from sim.experiment.sweep import sweep_into
from sim.scenario.loading import load

STUDY = """\
name: bench
scenario: baseline
draws: none
trials: {trials}
design: grid
parameters:
  alliances.us-rok.commitment: {{from: 0.2, to: 0.9, steps: {side}}}
  alliances.russia-dprk.commitment: {{from: 0.2, to: 0.9, steps: {side}}}
"""


def study(folder: Path, side: int, trials: int) -> Study:
    """A grid of ``side`` times ``side`` points."""
    path = folder / "bench.yaml"
    path.write_text(STUDY.format(side=side, trials=trials), encoding="utf-8")
    return read(path)


def kept_rate(side: int = 8, trials: int = 10_000) -> tuple[float, float]:
    """The sweep's rate over the bare one, measured before and after it; seconds of the sweep."""
    threads = default_threads()
    with tempfile.TemporaryDirectory() as name:
        of = study(Path(name), side, trials)
        some = [build(of.scenario(point)) for point in (of.points[0], of.points[-1])]
        each = max(trials, len(of.points) * trials // 16)

        def bare() -> float:
            return sum(
                seconds(lambda one=one: [None for _ in blocks(one, 0, each, threads)])
                for one in some
            ) / (2 * each)

        before = bare()
        swept = seconds(lambda: sweep_into(of, Path(name) / "r", on_threads(threads)))
        after = bare()
    return (before + after) / 2 * len(of.points) * trials / swept, swept


class Costs(NamedTuple):
    """Processor seconds: of a point made ready; of a block of 10,000 trials computed, kept, merged,
    packed for its way back from a worker and unpacked; of a thousand points read and planned.
    """

    point: float
    computed: float
    kept: float
    merged: float
    packed: float
    planned: float


def costs(blocks_measured: int = 12) -> Costs:
    """What the parts of a sweep cost, in processor time, which others on the machine don't change much."""
    rows = run_trials(build(load("baseline")), 0, 500).rows
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        of = study(folder, 4, BLOCK)
        point = process_seconds(
            lambda: [made_ready(of.bases[0], one.values, None) for one in of.points]
        ) / len(of.points)
        compiled = build(of.bases[0])
        computed = process_seconds(lambda: run_trials(compiled, 0, 2000)) * BLOCK / 2000
        # The rows of 500 trials over and over: what keeping them costs does not hang on the values.
        whole = np.tile(rows, (BLOCK // len(rows), 1))

        def ready(study: Study, tasks: Iterable[Task]) -> Generator[Done]:
            for task in tasks:
                yield Done(task, whole)

        few = replace(of, points=of.points[:blocks_measured])
        kept = process_seconds(lambda: sweep_into(few, folder / "r", ready)) / blocks_measured
        merged = process_seconds(lambda: merge([folder / "r"], folder / "m")) / blocks_measured
        packed = process_seconds(lambda: [Packed.of(whole).rows() for _ in range(5)]) / 5
        path = folder / "many.yaml"
        path.write_text(STUDY.format(trials=1, side=100), encoding="utf-8")
        planned = process_seconds(lambda: read(path)) / 10.0
    return Costs(point, computed, kept, merged, packed, planned)


def process_seconds(work: Callable[[], object]) -> float:
    """Processor seconds of one call, those of the system for this process included."""
    start = time.process_time()
    work()
    return time.process_time() - start
