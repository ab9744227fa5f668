"""``table``: a result as a table for a paper."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from .options import LabelsFile
from .request import Argument, Option, Request, verb

if TYPE_CHECKING:
    from .results.paper_tables import Tabled

FORMATS = ("md", "latex", "html", "csv")

type ResultLike = Tabled | str | Path


@dataclass(frozen=True, kw_only=True)
class TableRequest(Request[str]):
    """Write a table for a paper: LaTeX, Markdown, HTML or CSV.

    Every number is shown to the digit that its interval supports. The notes below a table state the
    level of the intervals, the trials and the parameter draws; CSV has no notes. LaTeX needs the
    package booktabs, and those that its first line names.

    A run has the table outcomes; a comparison scenarios and contrasts; a sweep points, and contrasts if
    its study planned some; a sensitivity analysis indices and pairs; an attribution shares or ablation;
    a forecast events, scores and firsts; a CSV file of peninsula responses responses. A scenario, and a
    result of one scenario, has assumptions, with sources and grades of evidence.

    Returns
    -------
    str
        The text of the table.

    Raises
    ------
    InputError
        If there is no such table, or the file that is to be written is something else.
    FolderError, ScenarioError, VerificationError
        If the result can't be read.

    Examples
    --------
    >>> print(sim.table("results/baseline-1a2b3c4d", format="latex"))
    """

    result: Annotated[
        ResultLike,
        Argument(
            "Folder of a result, file of a forecast or of responses, or a scenario.",
            metavar="RESULT",
            kind="str, Path or a result",
        ),
    ] = field(kw_only=False)
    table: Annotated[
        str, Option("Which table.", metavar="NAME", default="the first that the result has")
    ] = ""
    format: Annotated[
        str | None,
        Option("How it is written.", choices=FORMATS, default="by the file's name, or md"),
    ] = None
    digits: Annotated[
        int | None,
        Option("Decimals of all numbers.", low=0, high=12, default="as the intervals support"),
    ] = None
    lang: Annotated[
        str, Option("Language of labels; captions and notes are English.", choices=("en", "ko"))
    ] = "en"
    labels: LabelsFile = None
    out: Annotated[
        str | Path | None,
        Option("Write here instead of the terminal.", metavar="FILE", kind="str or Path"),
    ] = None

    def execute(self) -> str:
        """Make the table, and write it if a file is named."""
        from .results.paper_tables import carry_out

        return carry_out(self)


table = verb(TableRequest)
