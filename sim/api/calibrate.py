"""``calibrate``: from priors to a posterior, by the record of acts and of disputes."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from ..limits import LARGEST_INTEGER
from .options import Threads
from .request import Option, Request, verb

if TYPE_CHECKING:
    from .results.calibrations import Calibration


@dataclass(frozen=True, kw_only=True)
class CalibrateRequest(Request["Calibration"]):
    """Find what the record says of every parameter that is drawn.

    The monthly acts of the DPRK are used by the probability that the rules give to them, month by month;
    disputes, joining and the absence of war by simulation. Everything else keeps its prior. The draws,
    what made them, and how much of each prior is left are written into the folder.

    Returns
    -------
    Calibration
        Draws from the posterior, and what they were made of.

    Raises
    ------
    InputError, FolderError
        If the request can't be carried out, or the folder can't be used.

    Examples
    --------
    >>> sim.calibrate(quick=True, out="trial").found.table
    """

    quick: Annotated[bool, Option("See that all parts work; the result means nothing.")] = False
    until: Annotated[
        str | None,
        Option(
            "Use the record of acts as far as this month.", metavar="YYYY-MM", default="all of it"
        ),
    ] = None
    check: Annotated[
        int,
        Option(
            "Also calibrate on N records made from known parameters, and count what is covered.",
            low=0,
            high=1000,
        ),
    ] = 0
    seed: Annotated[int, Option("Seed; 0 is one.", low=0, high=LARGEST_INTEGER)] = 0
    threads: Threads = None
    out: Annotated[str | Path, Option("Result folder.", metavar="DIR")] = "results/calibration"
    resume: Annotated[bool, Option("Go on with a calibration that was interrupted.")] = False

    def execute(self) -> "Calibration":
        """Calibrate, and write the folder."""
        from .results.calibrations import carry_out

        return carry_out(self)


calibrate = verb(CalibrateRequest)
