"""Tables that are no trials, listed in manifests with their checksums."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from ..engine.ensemble import default_threads
from ..errors import FolderError
from ..kernel.jit import source_digest
from .made import made
from .shards import listed
from .store import FORMAT, MANIFEST, read_manifest, write_manifest

COMPARISON, SENSITIVITY, DISCOVERY, TIPPING, ATTRIBUTION = KINDS = (
    "comparison",
    "sensitivity analysis",
    "discovery",
    "tipping map",
    "attribution",
)


@contextmanager
def derived(folder: Path, names: Iterable[str]) -> Iterator[None]:
    """Write tables that were made of the trials of a run or a sweep, and list them in its manifest.

    While they are written the manifest lists none.

    Parameters
    ----------
    names : iterable of str
        Names of files in ``folder``; those that are not there afterwards are not listed.
    """
    _list_derived(folder, [])
    yield
    _list_derived(folder, [listed(folder / name) for name in names if (folder / name).is_file()])


def _list_derived(folder: Path, entries: list[dict[str, Any]]) -> None:
    manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    if manifest.get("derived", []) != entries:
        write_manifest(folder, manifest | {"derived": entries})


def asked_in(folder: Path, kind: str) -> dict[str, Any]:
    """What was asked for in the result of a folder.

    Raises
    ------
    FolderError
        If it holds none of this kind.
    """
    manifest = read_manifest(folder, kind)
    if manifest is None:
        raise FolderError(f"{folder} holds no result: it has no manifest")
    return dict(manifest["asked"])


def unlist(folder: Path) -> None:
    """Take the manifest away before files change: better none than one that says otherwise."""
    with suppress(FileNotFoundError):
        (folder / MANIFEST).unlink()


def list_files(
    folder: Path,
    kind: str,
    names: Iterable[str],
    command: Sequence[str] = (),
    threads: int | None = None,
    asked: Mapping[str, Any] | None = None,
) -> None:
    """Write the manifest of a result: its kind, those of its files that there are, how it was made.

    Parameters
    ----------
    kind : str
        One of ``KINDS``.
    names : iterable of str
        Names of files in ``folder``, each listed with its size and checksum.
    command : sequence of str
        What was typed.
    threads : int, optional
        With how many it was run; None is the processors at hand.
    asked : mapping, optional
        What was asked for, as far as the files don't say it: what a reader needs to open it again.
    """
    files = [folder / name for name in names]
    manifest = {
        "format": FORMAT,
        "kind": kind,
        "files": [listed(path) for path in files if path.is_file()],
        "asked": dict(asked or {}),
        "rules": source_digest(),
        "made": made(command, default_threads() if threads is None else threads),
    }
    write_manifest(folder, manifest)
