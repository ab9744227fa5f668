"""``verify``: whether a result is what it says."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from ..limits import LARGEST_INTEGER, MOST_TRIALS
from .request import Argument, Option, Request, verb

if TYPE_CHECKING:
    from ..experiment.verified import Verified


@dataclass(frozen=True, kw_only=True)
class VerifyRequest(Request["Verified"]):
    """Check a result's files, hash and a sample of its trials.

    The tables of a run or a sweep are made anew from its trials. A comparison keeps a fingerprint of
    every trial, against which trials run again are held, and its rows are made anew where it has few
    trials; of an analysis of many points only the files are checked.

    The command's exit code is 4 if anything is otherwise, and the message names the file. It is 3 if
    the result is incomplete: what there is of it is right, but it was broken off.

    Returns
    -------
    Verified
        How much was checked, and what is missing of an incomplete result.

    Raises
    ------
    VerificationError
        If anything is not what it is said to be.
    FolderError, InputError
        If the folder holds no result, or a number is out of range.

    Examples
    --------
    >>> sim.verify("results/baseline-1a2b3c4d")
    """

    result: Annotated[
        str | Path,
        Argument(
            "Folder of a result: of a run, a sweep, a comparison, an analysis.", metavar="FOLDER"
        ),
    ] = field(kw_only=False)
    sample: Annotated[
        int, Option("Trials to run again; 0 checks files alone.", low=0, high=MOST_TRIALS)
    ] = 100
    seed: Annotated[
        int | None, Option("Seed of the sample.", low=0, high=LARGEST_INTEGER, default="any")
    ] = None

    def execute(self) -> "Verified":
        """Check the folder."""
        from .verification import verify as verify_folder

        return verify_folder(Path(self.result), self.sample, self.seed)


verify = verb(VerifyRequest)
