"""Trials picked to be run again, and whether this version of the program can."""

from pathlib import Path

import numpy as np

from ..errors import InputError
from ..kernel.jit import source_digest


def same_version(what: Path | str, rules: str, sample: int) -> None:
    """See that trials are of the rules of this version, if any are to be run again.

    Raises
    ------
    InputError
        If they are not.
    """
    if sample and rules != source_digest():
        raise InputError(
            f"{what} was made by another version of the program or its packages, so its trials "
            "can't be run again exactly; --sample 0 checks the files alone"
        )


def picked_of(trials: int, sample: int, rng: np.random.Generator) -> list[int]:
    """Numbers of some trials, each as likely as any other, in order."""
    return sorted(rng.choice(trials, min(sample, trials), replace=False).tolist())
