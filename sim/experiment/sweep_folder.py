"""Whether a folder can take a sweep: anew, or going on from what it holds."""

from pathlib import Path
from typing import Any

from ..errors import FolderError, InputError
from ..kernel.jit import source_digest
from .ledger import NAME, Ledger
from .plan import Part
from .store import MANIFEST, clear, strangers
from .studies import kept
from .studies.study import Study


def give_way(folder: Path, earlier: dict[str, Any] | None, study: Study, trials: int) -> None:
    """Clear the folder for a new sweep, unless something would be lost.

    Parameters
    ----------
    earlier : mapping or None
        The manifest that the folder holds.
    trials : int
        Trials a point that the new sweep may come to.

    Raises
    ------
    FolderError
        If it holds another study, more trials, or what is no sweep's.
    """
    if earlier is None:
        found = strangers(folder)
        if found:
            raise FolderError(
                f"{folder} holds other files ({found[0]}); name an empty or new folder with --out"
            )
    elif earlier["name"] != study.name:
        raise FolderError(
            f"{folder} holds another study ({earlier['name']}); name another folder with --out"
        )
    elif earlier["finished"] > len(study.points) * trials:
        raise FolderError(
            f"{folder} holds {earlier['finished']:,} trials of this study, more than are asked for; "
            "go on from them with --resume, name another folder with --out, or delete it"
        )
    clear(folder)


def go_on(folder: Path, earlier: dict[str, Any] | None, study: Study, part: Part | None) -> float:
    """See that what the folder holds can be gone on from; the seconds spent on it.

    Raises
    ------
    FolderError, InputError
        If it can't.
    """
    if earlier is None:
        raise FolderError(f"{folder} holds nothing to resume: it has no manifest")
    if earlier["name"] != study.name:
        raise InputError(f"{folder} holds another study ({earlier['name']})")
    if earlier["rules"] != source_digest():
        raise InputError(
            f"{folder} was begun with another version of the program or its packages; run it anew"
        )
    if earlier["part"] != (None if part is None else str(part)):
        what = f"part {earlier['part']}" if earlier["part"] else "the whole study"
        raise InputError(f"{folder} holds {what}")
    if earlier["trials"] > study.trials:
        raise InputError(
            f"{folder} already holds {earlier['trials']:,} trials a point, more than {study.trials:,}"
        )
    ours = {shard.file for shard in Ledger(folder).shards}
    ours |= {entry["file"] for entry in earlier.get("derived", [])}
    bases = {path.name for path in folder.glob("scenario-*.yaml")}
    clear(folder, {MANIFEST, NAME, kept.NAME, *bases, *ours})
    return float(earlier["made"].get("seconds", 0.0))
