"""``report``: a result as one page that opens in any browser."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from .options import RESULT
from .request import Option, Request, verb

if TYPE_CHECKING:
    from .reading import Opened

type ResultLike = Opened | str | Path


@dataclass(frozen=True, kw_only=True)
class ReportRequest(Request[Path]):
    """Write a result as one HTML page, for a reader who has installed nothing.

    The page holds what was asked, what the scenarios assume and where they differ, tables and figures,
    typical trials as chronicles, what the results rest on, and how to reproduce them. It needs no
    network and runs no program.

    Returns
    -------
    Path
        The file that was written.

    Raises
    ------
    InputError
        If the file that is to be written is something else.
    FolderError, ScenarioError, VerificationError
        If the result can't be read.

    Examples
    --------
    >>> sim.report("results/baseline-1a2b3c4d", out="october.html")
    """

    result: Annotated[ResultLike, RESULT] = field(kw_only=False)
    title: Annotated[
        str, Option("Title of the page.", metavar="TEXT", default="that of the scenario")
    ] = ""
    chronicles: Annotated[
        int, Option("How many typical trials are told at most.", low=0, high=10)
    ] = 3
    out: Annotated[
        str | Path | None,
        Option(
            "The page.", metavar="FILE", kind="str or Path", default="RESULT.html beside the result"
        ),
    ] = None

    def execute(self) -> Path:
        """Read the result and write the page."""
        from .results.reports import carry_out

        return carry_out(self)


report = verb(ReportRequest)
