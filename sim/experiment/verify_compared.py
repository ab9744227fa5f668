"""Matched trials of a folder of contrasts, run again and held against the fingerprints it keeps."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from ..engine.build import build
from ..engine.ensemble import run_trials
from ..engine.table import trial_words
from . import compared, resolved
from .draws import with_draws
from .fingerprints import prints_of, read_prints
from .sampling import picked_of, same_version
from .store import VerificationError


def run_again(
    folder: Path,
    sample: int,
    rng: np.random.Generator,
    progress: Callable[[int], None] | None = None,
) -> int:
    """Run some trials of all arms of all runs again; how many.

    Every trial of every arm is as likely to be picked as any other.

    Raises
    ------
    InputError
        If another version of the program made some of them.
    VerificationError
        With the first trial that comes out otherwise, or the first file that says otherwise.
    """
    arms = [(run, arm) for run in compared.runs_in(folder) for arm in range(len(run["arms"]))]
    for run, _ in arms:
        same_version(f"{folder}: {run['contrasts'][0]}", run["rules"], sample)
    ends = np.cumsum([run["trials"] for run, _ in arms])
    picked = np.array(picked_of(int(ends[-1]) if arms else 0, sample, rng), dtype=np.int64)
    for (run, arm), end in zip(arms, ends.tolist(), strict=True):
        first = end - run["trials"]
        here = picked[(picked >= first) & (picked < end)] - first
        if here.size:
            _arm(folder, run, arm, here.tolist())
        if progress is not None:
            progress(end)
    return int(picked.size)


def _arm(folder: Path, run: dict[str, Any], arm: int, picked: list[int]) -> None:
    digest, prints = str(run["arms"][arm]), folder / str(run["fingerprints"])
    scenario = resolved.read(folder, f"{digest}.yaml")
    if scenario.digest != digest:
        raise VerificationError(f"{folder / digest}.yaml is not the scenario that was run")
    compiled = with_draws(build(scenario), compared.draws_of(folder, run, arm))[0]
    kept = read_prints(prints, int(run["trials"]))[arm]
    for trial in picked:
        words = trial_words(scenario, trial, run_trials(compiled, trial, 1).rows)
        if prints_of(words)[0] != kept[trial]:
            raise VerificationError(
                f"{prints}: trial {trial} of {scenario.name} ({digest}.yaml) comes out otherwise "
                "when it is run again"
            )
