"""Whether a result is what it says, the tables made of its trials included."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..analysis.sequential import Watch
from ..errors import VerificationError
from ..experiment import compared
from ..experiment.listing import COMPARISON
from ..experiment.made import commit
from ..experiment.store import MANIFEST, whole_manifest
from ..experiment.verified import Progress, Verified, reading
from ..experiment.verify import verify as verify_files
from .reading import read
from .results.comparisons import contrasts
from .results.runs import Result
from .results.sweeps import Sweep
from .results.tables import CONTRASTS, SUMMARY, SUMMARY_JSON, tables_of_run, tables_of_sweep

MOST_COMPARED = 200_000
"""Trials of all arms of a comparison up to which they are all run again to make its rows anew."""


def verify(
    folder: Path, sample: int, seed: int | None = None, progress: Progress | None = None
) -> Verified:
    """Check a result as ``experiment.verify`` does, and make its tables anew from its trials.

    The rows of a comparison, which keeps no trials, are made anew by running them all again, where
    a sample is asked for and they are no more than ``MOST_COMPARED``.

    Raises
    ------
    FolderError, InputError, VerificationError
        As there; also with the first table that is not what its trials give.
    """
    found = verify_files(folder, sample, seed, progress)
    if found.incomplete:
        return found
    manifest = whole_manifest(folder)
    kind = manifest.get("kind", "run")
    if kind in ("run", "sweep"):
        _tables_anew(folder, manifest)
    elif kind == COMPARISON and sample:
        for run in compared.runs_in(folder):
            if run["trials"] * len(run["arms"]) <= MOST_COMPARED:
                _contrasts_anew(folder, run, manifest)
    return found


def _tables_anew(folder: Path, manifest: Mapping[str, Any]) -> None:
    """See that the tables of a run or a sweep are those that its trials give."""
    listed = {str(entry["file"]) for entry in manifest.get("derived", [])}
    if not listed & {SUMMARY, SUMMARY_JSON, CONTRASTS}:
        return
    with reading(folder / MANIFEST):
        result = read(folder)
        if isinstance(result, Result):
            tables = tables_of_run(result.summary())
        elif isinstance(result, Sweep):
            tables = tables_of_sweep(result.summary(), result.contrasts())
    for name, text in tables.items():
        if name in listed and (folder / name).read_bytes() != text.encode():
            raise _otherwise(folder / name, manifest)


def _contrasts_anew(folder: Path, run: dict[str, Any], manifest: Mapping[str, Any]) -> None:
    """See that the rows of a run of a comparison are those that its trials give."""
    path = folder / compared.NAME
    with reading(path):
        plan = compared.plan_of(folder, run)
        kept = compared.read(folder)
        kept = kept[kept["contrast"].isin(run["contrasts"])].reset_index(drop=True)
        planned, aim = str(kept["planned"].iloc[0]), run["aim"]
        watch = None
        if aim is not None:
            watch = Watch(plan.pairings, aim["precision"], aim["outcomes"], aim["cycle"])
    found = contrasts(plan, run["trials"], None, planned, watch)
    for contrast in run["contrasts"]:
        one = compared.as_kept(found[found["contrast"] == contrast])
        other = kept[kept["contrast"] == contrast]
        if compared.as_csv(one) != compared.as_csv(other):
            raise _otherwise(path, manifest)


def _otherwise(path: Path, manifest: Mapping[str, Any]) -> VerificationError:
    by, here = manifest["made"]["commit"], commit()
    hint = "" if by == here else f" (it was made by commit {by}, and this is {here})"
    return VerificationError(f"{path} is not what the trials give{hint}")
