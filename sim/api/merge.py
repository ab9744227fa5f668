"""``merge``: the parts of a sweep put together."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from .request import Argument, Option, Request, verb

if TYPE_CHECKING:
    from .results.sweeps import Sweep


@dataclass(frozen=True, kw_only=True)
class MergeRequest(Request["Sweep"]):
    """Put the parts of a sweep together.

    The result is that of an undivided sweep. The parts stay as they are; files are linked, not copied,
    where the disk allows it. Trials that are missing are run by a sweep into the same folder with
    ``resume``.

    Returns
    -------
    Sweep
        The whole, or as much of it as the parts hold.

    Raises
    ------
    FolderError, InputError
        If a folder holds no sweep, or one of another study, or ``out`` can't be used.
    VerificationError
        If a file is not what was written.

    Examples
    --------
    >>> sim.merge(["part1", "part2"], out="whole")
    """

    parts: Annotated[
        Sequence[str | Path],
        Argument(
            "Folders that sweep --part has written.",
            metavar="DIR",
            kind="sequence of str or Path",
            typed=tuple,
        ),
    ] = field(kw_only=False)
    out: Annotated[str | Path, Option("A new folder for the whole.", metavar="DIR")]

    def execute(self) -> "Sweep":
        """Merge the folders, and make the tables if nothing is missing."""
        from .results.sweeps import merged

        return merged(self)


merge = verb(MergeRequest)
