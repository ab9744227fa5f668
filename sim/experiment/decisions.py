"""The decision log of a result's first trials, as a file of JSON lines."""

import json
import math
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from ..engine.build import Compiled
from ..engine.decision import address
from ..engine.trace import trace
from .shards import listed
from .store import write_manifest, write_whole
from .stored import Stored

NAME = "decisions-000000.jsonl"


def add_decisions(stored: Stored, compiled: Compiled, trials: int) -> None:
    """Trace the first ``trials`` trials of a result and keep their decisions in its folder.

    One line a decision, in order: the trial, the draw's address, and all that ``trace.Decision``
    holds; numbers that are not finite are null.
    """
    path = stored.folder / NAME
    count = min(trials, stored.manifest["finished"])
    write_whole(path, lambda aside: _write(aside, compiled, count))
    stored.manifest["decisions"] = {"trials": count} | listed(path)
    write_manifest(stored.folder, stored.manifest)


def _write(path: Path, compiled: Compiled, trials: int) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        for trial in range(trials):
            stream.writelines(lines_of(compiled, trial))


def lines_of(compiled: Compiled, trial: int) -> Iterator[str]:
    """The lines of a trial in the decision log."""
    for decision in trace(compiled, trial).decisions:
        where = address(compiled.scenario.seed, trial, decision)
        line = {"trial": trial, "address": where, **asdict(decision)}
        yield json.dumps(_finite(line), ensure_ascii=False, allow_nan=False) + "\n"


def _finite(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _finite(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(item) for item in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value
