"""Whether a run's folder is what it says: manifest, scenario, trials, trajectories and decisions."""

from collections.abc import Collection
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np

from ..arrays import Words
from ..engine.build import Compiled, build
from ..engine.ensemble import run_trials
from ..engine.table import (
    ContentHash,
    positions_of,
    trajectory_columns,
    trajectory_words,
    trial_columns,
)
from ..errors import VerificationError
from ..scenario.scenario import Scenario
from . import resolved
from .decisions import lines_of
from .draws import with_draws
from .sampling import picked_of, same_version
from .shards import place_of, whole
from .store import MANIFEST
from .stored import Stored
from .verified import (
    Progress,
    Verified,
    agree,
    comes_out_so,
    nothing_else,
    numbered,
    reading,
    run_again,
    same_columns,
)


def verify_run(
    folder: Path, sample: int, rng: np.random.Generator, progress: Progress | None
) -> Verified:
    """Check a run's folder, and run a sample of its trials again.

    Raises
    ------
    InputError
        If another version of the program made its trials and some are to be run again.
    VerificationError
        With the first file that is wrong.
    """
    at = folder / MANIFEST
    with reading(at):
        stored = Stored(folder)
        manifest = stored.manifest
        beside = [*manifest["files"], *manifest.get("derived", [])]
        beside += [manifest["decisions"]] if "decisions" in manifest else []
        of_trials = [s[k] for s in manifest["shards"] for k in ("trials", "trajectories") if s[k]]
        for entry in beside:
            whole(folder, entry)
        if manifest["complete"]:
            nothing_else(folder, [*beside, *of_trials])
    with reading(folder / resolved.NAME):
        scenario = resolved.read(folder)
    with reading(at):
        _manifest_agrees(at, stored, scenario)
        same_version(folder, manifest["rules"], sample)
    picked = picked_of(int(manifest["finished"]), sample, rng)
    kept, paths = _hashed(stored, scenario, picked, progress)
    compiled = with_draws(build(scenario), stored.draws)[0]
    run_again(compiled, stored.columns, kept, lambda trial: _place(stored, "trials", trial))
    _paths_again(stored, compiled, paths)
    if "decisions" in manifest:
        _decisions_again(stored, compiled, sample, rng)
    finished, trials = manifest["finished"], manifest["trials"]
    left = "" if manifest["complete"] else f"{finished:,} of {trials:,} trials are there"
    return Verified(len(beside) + len(of_trials), finished, len(kept), left)


def _manifest_agrees(at: Path, stored: Stored, scenario: Scenario) -> None:
    """See that what the manifest states twice, or other files state too, is the same everywhere."""
    manifest = stored.manifest
    finished = 0
    for shard in manifest["shards"]:
        agree(at, shard, {"first": finished})
        finished += shard["count"]
    agree(
        at,
        manifest,
        {
            "name": scenario.name,
            "title": scenario.title,
            "seed": scenario.seed,
            "horizon": scenario.horizon,
            "scenario": scenario.canonical(),
            "scenario_digest": scenario.digest,
            "finished": finished,
            "complete": manifest["complete"] and finished == manifest["trials"],
        },
    )
    if not finished <= manifest["trials"]:
        raise VerificationError(f"{at} lists {finished:,} trials of {manifest['trials']:,}")
    rules, draws = manifest["rules"], stored.draws is not None
    same_columns(at, rules, manifest["columns"], trial_columns(scenario, draws))
    names = [column.name for column in stored.path_columns[2:]]
    if names:
        columns = trajectory_columns(scenario, positions_of(scenario, names))
        same_columns(at, rules, manifest["trajectory_columns"], columns)


def _hashed(
    stored: Stored, scenario: Scenario, picked: Collection[int], progress: Progress | None
) -> tuple[dict[int, Words], dict[int, Words]]:
    """Hash all trials and trajectories; the rows of those picked, and their months."""
    at, manifest = stored.folder / MANIFEST, stored.manifest
    told = "" if stored.draws is None else stored.draws.digest
    content = ContentHash(scenario, stored.columns, told)
    paths = ContentHash(scenario, stored.path_columns, told)
    kept: dict[int, Words] = {}
    months: dict[int, list[Words]] = {}
    wanted, first = np.array(sorted(picked), dtype=np.int64), 0
    for shard, (table, pieces) in zip(manifest["shards"], stored.words(), strict=True):
        file = place_of(stored.folder, shard["trials"])
        numbered(file, table, first)
        agree(at, shard, {"count": len(table)})
        content.add(table)
        kept |= {k: table[k - first] for k in picked if first <= k < first + len(table)}
        with reading(file if not shard["trajectories"] else _paths_of(stored, shard)):
            for piece in pieces:
                paths.add(piece)
                for k in np.intersect1d(wanted, piece[:, 0]).tolist():
                    months.setdefault(k, []).append(piece[piece[:, 0] == k])
        first += len(table)
        if progress is not None:
            progress(first)
    if content.hexdigest() != manifest["content_hash"]:
        raise VerificationError(f"{at}: the trials have another content hash")
    if manifest["trajectory_hash"] != (paths.hexdigest() if stored.path_columns else None):
        raise VerificationError(f"{at}: the trajectories have another content hash")
    return kept, {k: np.concatenate(parts) for k, parts in months.items()}


def _paths_of(stored: Stored, shard: dict[str, Any]) -> Path:
    return place_of(stored.folder, shard["trajectories"])


def _place(stored: Stored, kind: str, trial: int) -> Path:
    """The file that holds a trial, or its months."""
    shards = stored.manifest["shards"]
    here = next(s for s in shards if s["first"] <= trial < s["first"] + s["count"])
    return place_of(stored.folder, here[kind])


def _paths_again(stored: Stored, compiled: Compiled, kept: dict[int, Words]) -> None:
    """Run trials again and see that every month has the values that were kept."""
    if not kept:
        return
    names = [column.name for column in stored.path_columns[2:]]
    positions = positions_of(compiled.scenario, names)
    for trial, months in kept.items():
        block = run_trials(compiled, trial, 1, positions)
        again = trajectory_words(trial, block.trajectories)
        path = _place(stored, "trajectories", trial)
        if again.shape != months.shape:
            raise VerificationError(f"{path} holds {len(months)} months of trial {trial}")
        comes_out_so(path, trial, stored.path_columns, again, months)


def _decisions_again(
    stored: Stored, compiled: Compiled, sample: int, rng: np.random.Generator
) -> None:
    """Trace some trials of the decision log again and see that they have the same lines.

    The last one is always among them, so that a changed number of trials shows.
    """
    told = stored.manifest["decisions"]
    path = place_of(stored.folder, told)
    count = int(told["trials"])
    picked = {*picked_of(count, sample, rng)}
    if not picked:
        return
    picked.add(count - 1)
    with reading(path), path.open(encoding="utf-8", newline="\n") as stream:
        found: dict[int, list[str]] = {}
        for trial, lines in groupby(stream, key=_trial_of):
            if trial >= count:
                raise VerificationError(f"{path} holds trial {trial}; the manifest says {count}")
            if trial in picked:
                found[trial] = list(lines)
    for trial in sorted(picked):
        if found.get(trial, []) != list(lines_of(compiled, trial)):
            raise VerificationError(
                f"{path}: the decisions of trial {trial} come out otherwise when it is run again"
            )


def _trial_of(line: str) -> int:
    """The number of the trial of a line, which comes first in it."""
    start, _, rest = line.partition(":")
    if start != '{"trial"':
        raise ValueError("a line begins with no trial")
    return int(rest.partition(",")[0])
