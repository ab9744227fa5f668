"""Where a result is kept."""

import hashlib
import re
from collections.abc import Callable, Sequence
from pathlib import Path

from ...errors import InputError


def folder_of(out: str | Path | bool | None, resume: bool, usual: Callable[[], Path]) -> Path | None:
    """The folder that is requested, ``usual`` for True; None where nothing is kept.

    Raises
    ------
    InputError
        If there is no folder to resume from.
    """
    if out is True:
        return usual()
    if out is None or out is False:
        if resume:
            raise InputError("resume goes on from what a folder keeps: name it with out")
        return None
    return Path(out)


def named_after(verb: str, name: str, digest: str) -> Path:
    """A folder below ``results`` named by a verb, what it is of, and a digest of the request."""
    words = [verb, re.sub(r"[^\w-]+", "_", name)[:60], digest]
    return Path("results") / "-".join(word for word in words if word)


def digest_of(request: Sequence[str]) -> str:
    """Eight hexadecimal digits of what was requested: the same for the same, others for another."""
    return hashlib.blake2b("\n".join(request).encode(), digest_size=4).hexdigest()
