"""Parts of a long computation, kept as they are done: what was killed goes on from the last whole part."""

import hashlib
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from ..errors import InputError
from ..experiment.store import write_text, write_whole

Arrays = dict[str, npt.NDArray[Any]]
PLAN = "plan.json"


class Shards:
    """Arrays by name in a folder, each part made once; without a folder nothing is kept."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    def part(self, name: str, make: Callable[[], Arrays]) -> Arrays:
        """The part of this name: read where it is whole, else made and kept."""
        if self._folder is None:
            return make()
        path = self._folder / f"{name}.npz"
        if path.is_file():
            with np.load(path, allow_pickle=False) as kept:
                return {key: kept[key] for key in kept.files}
        arrays = make()
        write_whole(path, lambda aside: _save(aside, arrays))
        return arrays


def begin(folder: Path, plan: Mapping[str, Any], resume: bool) -> Shards:
    """Parts in a folder, begun anew or gone on with.

    Raises
    ------
    InputError
        If there is something to go on from and it was made otherwise, or ``resume`` is not wanted.
    """
    stated = json.dumps(plan, indent=1, sort_keys=True) + "\n"
    path = folder / PLAN
    if path.is_file():
        if not resume:
            raise InputError(
                f"{folder} holds a calibration; add --resume to go on, or name another"
            )
        if path.read_text(encoding="utf-8") != stated:
            raise InputError(
                f"{folder} holds a calibration with other settings, scenarios or code; name another"
            )
    elif resume:
        raise InputError(f"{folder} holds no calibration to go on with")
    else:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise InputError(f"{folder} is not empty and holds no calibration; name another")
        write_text(path, stated)
    return Shards(folder)


def content_hash(arrays: Mapping[str, npt.NDArray[Any]]) -> str:
    """BLAKE2b-128 of arrays by name, in order of name: types, shapes and bytes."""
    digest = hashlib.blake2b(digest_size=16)
    for name, array in sorted(arrays.items()):
        whole = np.ascontiguousarray(array)
        digest.update(f"{name} {whole.dtype.str} {whole.shape} ".encode())
        digest.update(whole.tobytes())
    return digest.hexdigest()


def _save(path: Path, arrays: Arrays) -> None:
    with path.open("wb") as stream:
        np.savez(stream, allow_pickle=False, **arrays)
