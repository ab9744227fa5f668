"""Whether a sweep's folder is what it says: manifest, study, ledger, and the trials of every point."""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from ..arrays import Words
from ..engine.table import ContentHash, trial_columns
from ..errors import VerificationError
from .ledger import NAME as LEDGER
from .ledger import Shard
from .plan import Part, blocks_of, missing
from .point_hashes import content_hash
from .sampling import picked_of, same_version
from .shards import place_of, read_parquet, whole
from .store import MANIFEST
from .studies import kept as kept_study
from .studies.study import Point, Study, made_ready, point_key
from .sweep_writer import POINT
from .swept import Swept
from .verified import (
    Progress,
    Verified,
    agree,
    nothing_else,
    reading,
    run_again,
    same_columns,
)


def verify_sweep(
    folder: Path,
    manifest: dict[str, Any],
    sample: int,
    rng: np.random.Generator,
    progress: Progress | None,
) -> Verified:
    """Check a sweep's folder, and run a sample of its trials again.

    Raises
    ------
    InputError
        If another version of the program made its trials and some are to be run again.
    VerificationError
        With the first file that is wrong.
    """
    at = folder / MANIFEST
    with reading(at):
        entries = [*manifest["files"], *manifest.get("derived", [])]
        entries += [manifest["ledger"]] if manifest["ledger"] else []
        for entry in entries:
            whole(folder, entry)
        swept = Swept(folder)
    with reading(folder / LEDGER):
        entries += [shard.entry() for shard in swept.ledger.shards]
        for shard in swept.ledger.shards:
            whole(folder, shard.entry())
            _rows_as_listed(folder, shard)
    if manifest["complete"]:
        nothing_else(folder, entries)
    study = _study(folder, swept)
    with reading(at):
        _manifest_agrees(at, swept, study)
        same_version(folder, manifest["rules"], sample)
    trials = 0
    of_point = _spread([swept.held(point) for point in study.points], sample, rng)
    for point, numbers in zip(study.points, of_point, strict=True):
        trials += _point(swept, point, numbers)
        if progress is not None:
            progress(trials)
    wanted = manifest["points"] * manifest["trials"]
    left = "" if manifest["complete"] else f"{trials:,} of {wanted:,} trials are there"
    return Verified(len(entries), trials, sum(map(len, of_point)), left)


def _study(folder: Path, swept: Swept) -> Study:
    """What was swept, seen to agree with itself and with its scenarios."""
    path = folder / kept_study.NAME
    with reading(path):
        told = json.loads(path.read_text(encoding="utf-8"))
        study = swept.study
        bases = [{"name": base.name, "digest": base.digest} for base in study.bases]
        agree(path, told, {"bases": bases})
        for point in study.points:
            table = study.laid(point.base)
            of = () if table is None else (table.digest,)
            key = point_key(study.bases[point.base], dict(point.values), of)
            if point.key != key:
                raise VerificationError(f"{path}: {point.name} has another key than its values")
        for pair in study.planned:
            if not {pair.a, pair.b} <= {*range(len(study.points))}:
                raise VerificationError(f"{path}: {pair.name} is of points that are not there")
    return study


def _manifest_agrees(at: Path, swept: Swept, study: Study) -> None:
    """See that the manifest states what the study and the ledger say."""
    manifest, ledger = swept.manifest, swept.ledger
    agree(
        at,
        manifest,
        {
            "name": study.name,
            "title": study.title,
            "seed": study.seed,
            "points": len(study.points),
            "trials": study.trials,
        },
    )
    for base, stated in zip(study.bases, manifest["columns"], strict=True):
        columns = trial_columns(base, study.laid(study.bases.index(base)) is not None)
        same_columns(at, manifest["rules"], stated, columns)
    if not manifest["complete"]:
        return
    if manifest["ledger"] is None:
        raise VerificationError(f"{at} lists no {LEDGER}")
    held = {point.key: swept.held(point) for point in study.points}
    finished = sum(
        min(end, study.trials) - first
        for stretches in held.values()
        for first, end in stretches
        if first < study.trials
    )
    failed = sum(point.key in ledger.failed for point in study.points)
    hashed = content_hash(study, ledger)
    agree(at, manifest, {"finished": finished, "failed": failed, "content_hash": hashed})
    part = None if manifest["part"] is None else Part.read(manifest["part"])
    for task in missing(blocks_of(study.points, study.trials, part), held):
        if task.point.key not in ledger.failed:
            raise VerificationError(f"{at} calls a sweep complete that lacks {task.point.name}")
    for point in study.points:
        whole_point = held[point.key] == [(0, study.trials)]
        if whole_point and (point.key, study.trials) not in ledger.finished:
            raise VerificationError(f"{swept.folder / LEDGER} has no hash of {point.name}")


def _rows_as_listed(folder: Path, shard: Shard) -> None:
    """See that a file holds the trials of the points that the ledger says."""
    path = place_of(folder, shard.entry())
    with reading(path):
        table = read_parquet(path, [POINT, "trial"])
        keys = np.repeat([p.key for p in shard.pieces], [p.trials for p in shard.pieces])
        numbers = [np.arange(p.first, p.first + p.trials) for p in shard.pieces]
        if table.column(POINT).to_pylist() != keys.tolist() or not np.array_equal(
            table.column("trial").to_numpy(), np.concatenate(numbers)
        ):
            raise VerificationError(f"{path} holds other trials than {LEDGER} lists")


def _point(swept: Swept, point: Point, picked: Sequence[int]) -> int:
    """Hash the trials of a point and run some again; how many it holds."""
    stretches = swept.places.get(point.key, ())
    if not stretches:
        return 0
    scenario, columns = swept.study.scenario(point), swept.columns[point.base]
    draws = swept.study.laid(point.base)
    content = ContentHash(scenario, columns, "" if draws is None else draws.digest)
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
        run_again(again, columns, kept, place)
    return trials


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
