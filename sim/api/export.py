"""``export``: the data of a result for other statistical software."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from .options import LabelsFile
from .request import Argument, Option, Request, verb

if TYPE_CHECKING:
    from .results.exports import Exported
    from .table import ResultLike

FORMATS = ("csv", "dta", "parquet")


@dataclass(frozen=True, kw_only=True)
class ExportRequest(Request["Exported"]):
    """Export data for R, Stata and others, with labels and a codebook.

    Variables have names that Stata and R accept, labels in words, and categories with their words. A
    Stata file has them as labels; a Parquet file has the codebook in the metadata of its fields; beside
    a CSV file the codebook is a second one, FILE_codebook.csv. CSV and Parquet are written piece by
    piece, a Stata file in memory.

    A run has trials, trajectories if it kept them, and summary; a sweep trials and summary; a
    comparison contrasts; any other result the tables that it is made of.

    Returns
    -------
    Exported
        The file, its rows and variables, and the codebook's file if there is one.

    Raises
    ------
    InputError
        If there are no such data, or they don't fit the format, or the file is something else.
    FolderError, VerificationError
        If the result can't be read.

    Examples
    --------
    >>> sim.export("results/baseline-1a2b3c4d", format="dta", out="trials.dta")
    """

    result: Annotated[
        "ResultLike",
        Argument(
            "Folder of a result, or file of a forecast or of responses.",
            metavar="RESULT",
            kind="str, Path or a result",
        ),
    ] = field(kw_only=False)
    data: Annotated[
        str, Option("Which data.", metavar="NAME", default="the first that the result has")
    ] = ""
    format: Annotated[
        str | None,
        Option("How they are written.", choices=FORMATS, default="by the file's name, or csv"),
    ] = None
    columns: Annotated[
        Sequence[str],
        Option(
            "A column, by its name in the result.", flag="--column", metavar="NAME", default="all"
        ),
    ] = ()
    labels: LabelsFile = None
    out: Annotated[
        str | Path | None,
        Option(
            "File.", metavar="FILE", kind="str or Path", default="named by the result and its data"
        ),
    ] = None

    def execute(self) -> "Exported":
        """Write the data and their codebook."""
        from .results.exports import carry_out

        return carry_out(self)


export = verb(ExportRequest)
