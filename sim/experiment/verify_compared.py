"""Matched trials of a folder of contrasts, run again and held against the fingerprints it keeps."""

from pathlib import Path
from typing import Any

import numpy as np

from ..engine.build import build
from ..engine.ensemble import run_trials
from ..engine.table import trial_words
from ..errors import VerificationError
from . import compared, resolved
from .draws import with_draws
from .fingerprints import prints_of, read_prints
from .sampling import picked_of, same_version
from .store import MANIFEST
from .verified import Progress, agree, reading


def verify_compared(
    folder: Path,
    manifest: dict[str, Any],
    sample: int,
    rng: np.random.Generator,
    progress: Progress | None = None,
) -> int:
    """Check what the files of a comparison say of each other, and run some trials of all arms of all
    runs again; how many.

    Every trial of every arm is as likely to be picked as any other.

    Raises
    ------
    InputError
        If another version of the program made some of them.
    VerificationError
        With the first trial that comes out otherwise, or the first file that says otherwise.
    """
    with reading(folder / compared.NAME):
        runs = compared.runs_in(folder)
        _tables_agree(folder, manifest, runs)
    arms = [(run, arm) for run in runs for arm in range(len(run["arms"]))]
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


def _tables_agree(folder: Path, manifest: dict[str, Any], runs: list[dict[str, Any]]) -> None:
    """See that both tables hold the same rows, of the scenarios and trials of the runs."""
    at, path = folder / MANIFEST, folder / compared.NAME
    listed = {entry["file"] for entry in manifest["files"]}
    for name in sorted(listed.symmetric_difference(compared.files_of(runs))):
        raise VerificationError(f"{at} and {path} do not tell of the same files: {name}")
    table = compared.read(folder)
    if (folder / compared.TABLE).read_text(encoding="utf-8") != compared.as_csv(table):
        raise VerificationError(f"{folder / compared.TABLE} is not the table of {path}")
    of = {name: run for run in runs for name in run["contrasts"]}
    for row in table.to_dict("records"):
        run = of[row["contrast"]]
        if not {row["a_digest"], row["b_digest"]} <= {*run["arms"]}:
            raise VerificationError(f"{path}: {row['contrast']} is of scenarios that were not run")
        agree(path, {"trials": row["trials"]}, {"trials": run["trials"]})
    for digest in {digest for run in runs for digest in run["arms"]}:
        file = folder / f"{digest}.yaml"
        with reading(file):
            if resolved.read(folder, file.name).digest != digest:
                raise VerificationError(f"{file} is not the scenario that was run")
    for run in runs:
        read_prints(folder / str(run["fingerprints"]), int(run["trials"]))


def _arm(folder: Path, run: dict[str, Any], arm: int, picked: list[int]) -> None:
    digest, prints = str(run["arms"][arm]), folder / str(run["fingerprints"])
    scenario = resolved.read(folder, f"{digest}.yaml")
    compiled = with_draws(build(scenario), compared.draws_of(folder, run, arm))[0]
    kept = read_prints(prints, int(run["trials"]))[arm]
    for trial in picked:
        words = trial_words(scenario, trial, run_trials(compiled, trial, 1).rows)
        if prints_of(words)[0] != kept[trial]:
            raise VerificationError(
                f"{prints}: trial {trial} of {scenario.name} ({digest}.yaml) comes out otherwise "
                "when it is run again"
            )
