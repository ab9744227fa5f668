"""Whether a result is what it says: its files, its content hash, and trials run again."""

import json
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from ..engine.build import Compiled, build
from ..engine.ensemble import run_trials
from ..engine.table import Column, ContentHash, Words, trial_columns, trial_words
from . import resolved
from .draws import Draws, with_draws
from .ledger import Shard
from .listing import COMPARISON, KINDS
from .point_hashes import content_hash
from .run import InputError
from .sampling import picked_of, same_version
from .shards import place_of, whole
from .store import MANIFEST, FolderError, VerificationError, read_manifest
from .stored import Stored
from .studies.study import Point, made_ready
from .swept import Swept
from .verify_compared import run_again

_KNOWN = (
    "verify knows what run, sweep, merge, compare, attribute and the analyses of many points keep"
)
Progress = Callable[[int], None]
"""Told how many trials have been read."""


class Verified(NamedTuple):
    """What was found right: files whole, trials hashed, trials run again with equal values.

    ``trials`` is None where a result keeps no rows of trials, ``again`` where it keeps nothing that
    a trial run again could be held against.
    """

    files: int
    trials: int | None
    again: int | None


def verify(
    folder: Path, sample: int, seed: int | None = None, progress: Progress | None = None
) -> Verified:
    """Check the files of a result against their checksums, its rows against its content hash, and a
    random sample of its trials against the same trials run again.

    Parameters
    ----------
    folder : Path
        Folder of a run, a sweep or a part of one, a comparison, or an analysis.
    sample : int
        How many trials are run again at most; 0 for none.
    seed : int, optional
        Seed of the sample; another sample each time by default.

    Raises
    ------
    FolderError
        If it holds no result that this version reads.
    InputError
        If trials can't be run again because another version of the program made them.
    VerificationError
        With the first file that is wrong, or the first trial that comes out otherwise.
    """
    if sample < 0:
        raise InputError(f"a sample has 0 trials or more, not {sample:,}")
    rng = np.random.default_rng(seed)
    kind = kind_of(folder)
    if kind == "run":
        return _run(Stored(folder), sample, rng, progress)
    if kind == "sweep":
        return _sweep(Swept(folder), sample, rng, progress)
    if kind not in KINDS:
        raise FolderError(f"{folder} holds {kind!r}, which this version can't verify; {_KNOWN}")
    files = _listed_whole(folder, kind)
    if kind == COMPARISON:
        return Verified(files, None, run_again(folder, sample, rng, progress))
    return Verified(files, None, None)


def kind_of(folder: Path) -> str:
    """What a folder holds, as its manifest says; a run where that says nothing.

    Raises
    ------
    FolderError
        If it has no manifest.
    """
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        why = "it has no manifest" if folder.is_dir() else "there is no such folder"
        raise FolderError(f"{folder} holds no result: {why}; {_KNOWN}") from None
    except (OSError, ValueError):
        return "run"
    return str(manifest.get("kind", "run")) if isinstance(manifest, dict) else "run"


def _derived(manifest: dict[str, Any]) -> list[dict[str, Any]]:
    """Tables made of the trials; none where a result was kept without, or is still written to."""
    return list(manifest.get("derived", []))


def _listed_whole(folder: Path, kind: str) -> int:
    """How many files a manifest lists, each found to be the one that was written."""
    manifest = read_manifest(folder, kind)
    entries = [] if manifest is None else manifest["files"]
    for entry in entries:
        whole(folder, entry)
    return len(entries)


def _run(
    stored: Stored, sample: int, rng: np.random.Generator, progress: Progress | None
) -> Verified:
    folder, manifest = stored.folder, stored.manifest
    scenario = resolved.read(folder)
    if scenario.digest != manifest["scenario_digest"]:
        raise VerificationError(f"{folder / resolved.NAME} is not the scenario that was run")
    same_version(folder, manifest["rules"], sample)
    picked = picked_of(int(manifest["finished"]), sample, rng)
    files = 1
    draws = stored.draws
    content = ContentHash(scenario, stored.columns, _hash(draws))
    paths = ContentHash(scenario, stored.path_columns, _hash(draws))
    kept: dict[int, Words] = {}
    first = 0
    for shard, (table, pieces) in zip(manifest["shards"], stored.words(), strict=True):
        content.add(table)
        for piece in pieces:
            paths.add(piece)
        kept |= {k: table[k - first] for k in picked if first <= k < first + len(table)}
        first += len(table)
        files += 1 + (shard["trajectories"] is not None)
        if progress is not None:
            progress(first)
    if content.hexdigest() != manifest["content_hash"]:
        raise VerificationError(f"{folder / MANIFEST}: the trials have another content hash")
    if stored.path_columns and paths.hexdigest() != manifest["trajectory_hash"]:
        raise VerificationError(f"{folder / MANIFEST}: the trajectories have another content hash")
    others = [*([manifest["decisions"]] if "decisions" in manifest else []), *_derived(manifest)]
    for entry in others:
        whole(folder, entry)

    def place(trial: int) -> Path:
        shards = [s for s in manifest["shards"] if s["first"] <= trial < s["first"] + s["count"]]
        return place_of(folder, shards[0]["trials"])

    again = with_draws(build(scenario), draws)[0]
    _run_again(again, stored.columns, kept, place)
    return Verified(files + len(others), first, len(kept))


def _sweep(
    swept: Swept, sample: int, rng: np.random.Generator, progress: Progress | None
) -> Verified:
    folder, manifest, study = swept.folder, swept.manifest, swept.study
    entries = [*manifest["files"], *([manifest["ledger"]] if manifest["ledger"] else [])]
    entries += _derived(manifest)
    for entry in entries:
        whole(folder, entry)
    for shard in swept.ledger.shards:
        whole(folder, shard.entry())
    same_version(folder, manifest["rules"], sample)
    if content_hash(study, swept.ledger) != manifest["content_hash"] and manifest["complete"]:
        raise VerificationError(f"{folder / MANIFEST}: the points have another content hash")
    trials = 0
    of_point = _spread([swept.held(point) for point in study.points], sample, rng)
    for point, numbers in zip(study.points, of_point, strict=True):
        trials += _point(swept, point, numbers)
        if progress is not None:
            progress(trials)
    return Verified(len(entries) + len(swept.ledger.shards), trials, sum(map(len, of_point)))


def _point(swept: Swept, point: Point, picked: Sequence[int]) -> int:
    """Hash the trials of a point and run some again; how many it holds."""
    stretches = swept.places.get(point.key, ())
    if not stretches:
        return 0
    scenario, columns = swept.study.scenario(point), swept.columns[point.base]
    draws = swept.study.laid(point.base)
    content = ContentHash(scenario, columns, _hash(draws))
    kept: dict[int, Words] = {}
    trials = 0
    for words in swept.every_stretch(point):
        first = int(words[0, 0])
        content.add(words)
        kept |= {k: words[k - first] for k in picked if first <= k < first + len(words)}
        trials += len(words)
    told = swept.ledger.finished.get((point.key, trials))
    if told is not None and content.hexdigest() != told:
        raise VerificationError(
            f"{place_of(swept.folder, stretches[0].shard.entry())}: the trials of {point.name} "
            "have another content hash"
        )

    def place(trial: int) -> Path:
        shard: Shard = next(s.shard for s in stretches if s.first <= trial < s.first + s.trials)
        return place_of(swept.folder, shard.entry())

    if kept:
        again = made_ready(swept.study.bases[point.base], point.values, draws)
        _run_again(again, columns, kept, place)
    return trials


def _run_again(
    compiled: Compiled,
    columns: Sequence[Column],
    kept: dict[int, Words],
    place: Callable[[int], Path],
) -> None:
    """Run trials again and see that every column has the value that was kept."""
    if not kept:
        return
    scenario = compiled.scenario
    draws = 0 if compiled.draws is None else compiled.draws.words.shape[0]
    if tuple(columns) != trial_columns(scenario, draws > 0):
        raise VerificationError(f"{place(min(kept))} has other columns than its scenario")
    for trial, row in kept.items():
        again = trial_words(scenario, trial, run_trials(compiled, trial, 1).rows, draws)[0]
        differing = np.flatnonzero(again != row)
        if differing.size:
            raise VerificationError(
                f"{place(trial)}: trial {trial} comes out otherwise when it is run again, first "
                f"in {columns[differing[0]].name}"
            )


def _hash(draws: Draws | None) -> str:
    return "" if draws is None else draws.digest


def _spread(
    held: Sequence[Iterable[tuple[int, int]]], sample: int, rng: np.random.Generator
) -> list[list[int]]:
    """Numbers of some trials of every point, each trial as likely as any other."""
    stretches = [(number, first, end) for number, of in enumerate(held) for first, end in of]
    found: list[list[int]] = [[] for _ in held]
    ends = np.cumsum([end - first for _, first, end in stretches])
    for place in picked_of(int(ends[-1]) if stretches else 0, sample, rng):
        k = int(np.searchsorted(ends, place, side="right"))
        number, _, end = stretches[k]
        found[number].append(end - int(ends[k] - place))
    return found
