"""Whether a result is what it says: its files, what they say of each other, and trials run again."""

from pathlib import Path

import numpy as np

from ..errors import FolderError, InputError, VerificationError
from .checkpoint import kept_in, waiting
from .listing import COMPARISON, KINDS
from .shards import whole
from .store import FORMAT, MANIFEST, OURS, whole_manifest
from .verified import Progress, Verified, reading
from .verify_compared import verify_compared
from .verify_run import verify_run
from .verify_sweep import verify_sweep

_KNOWN = (
    "verify knows what run, sweep, merge, compare, attribute and the analyses of many points keep"
)


def verify(
    folder: Path, sample: int, seed: int | None = None, progress: Progress | None = None
) -> Verified:
    """Check the files of a result against their checksums and against each other, its rows against
    its content hash, and a random sample of its trials against the same trials run again.

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
    try:
        manifest = whole_manifest(folder)
    except (FileNotFoundError, NotADirectoryError):
        return _without_manifest(folder)
    kind = manifest.get("kind", "run")
    if manifest.get("format") != FORMAT or kind not in ("run", "sweep", *KINDS):
        raise FolderError(f"{folder} holds {kind!r}, which this version can't verify; {_KNOWN}")
    with reading(folder / MANIFEST):
        if kind == "run":
            return verify_run(folder, sample, rng, progress)
        if kind == "sweep":
            return verify_sweep(folder, manifest, sample, rng, progress)
        for entry in manifest["files"]:
            whole(folder, entry)
        files = len(manifest["files"])
        if kind == COMPARISON:
            return Verified(files, None, verify_compared(folder, manifest, sample, rng, progress))
        return Verified(files, None, None)


def _without_manifest(folder: Path) -> Verified:
    """What can be said of a folder that has no manifest: a result broken off, damaged, or none."""
    if not folder.is_dir():
        raise FolderError(f"{folder} holds no result: there is no such folder; {_KNOWN}")
    for amount in (*(one.amount for one in waiting(folder)), kept_in(folder)):
        if amount:
            return Verified(0, None, None, amount)
    ours = (*OURS, "contrasts.json", *(f"{name}.csv" for name in ("cells", "sensitivity")))
    for path in sorted(folder.iterdir()):
        if any(path.match(form) for form in ours):
            raise VerificationError(
                f"{folder / MANIFEST} is missing, and {path.name} is there: the result was damaged, "
                "or broken off while it was written"
            )
    raise FolderError(f"{folder} holds no result: it has no manifest; {_KNOWN}")
