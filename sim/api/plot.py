"""``plot``: figures of a result, for a paper, slides or a poster."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from ..errors import InputError
from .options import RESULT
from .request import Option, Request, verb

if TYPE_CHECKING:
    from .results.plotting import Plotted

FORMATS = ("pdf", "svg", "eps", "png")
# Named lazily: what stands on the right is not imported before it is asked for.
type ResultLike = Plotted | str | Path
type WidthLike = str | float | None


@dataclass(frozen=True, kw_only=True)
class PlotRequest(Request[list[Path]]):
    """Draw the figures of a result, for a paper, slides or a poster.

    Beside each figure its numbers are written as a CSV file. With ``no_caption`` its title and caption
    are written as a text file instead. The same command writes the same bytes.

    Returns
    -------
    list of Path
        The files that were written.

    Raises
    ------
    InputError, ScenarioError
        If there is no figure of a name, or an option can't be used; nothing is drawn then.
    FolderError
        If the result can't be read, or the folder can't be written.

    Examples
    --------
    >>> sim.plot("results/baseline-1a2b3c4d", figures="time_to_first", width="single", grey=True)
    """

    result: Annotated[ResultLike, RESULT] = field(kw_only=False)
    figures: Annotated[
        Sequence[str], Option("A figure.", flag="--figure", metavar="NAME", default="all")
    ] = ()
    outcomes: Annotated[
        Sequence[str],
        Option(
            "An outcome, for figures of which they can be chosen.",
            flag="--outcome",
            metavar="NAME",
            default="the first events, or those of the study",
        ),
    ] = ()
    formats: Annotated[
        Sequence[str],
        Option(
            "Formats, with commas.", flag="--format", metavar="pdf,svg,eps,png", default="png,pdf"
        ),
    ] = ("png", "pdf")
    width: Annotated[
        WidthLike,
        Option(
            "Width: of a column (3.3 inches), a page (6.9), a slide (10), or a number of inches.",
            metavar="single|double|slide|INCHES",
            kind="str or float",
            default="6.5 inches for paper, 10 for slides, 13 for a poster",
        ),
    ] = None
    style: Annotated[
        str | None,
        Option(
            "Size of type and lines.",
            metavar="paper|slides|poster",
            default="paper, or slides for the width slide",
        ),
    ] = None
    lang: Annotated[
        str, Option("Language of labels; captions are English.", choices=("en", "ko"))
    ] = "en"
    labels: Annotated[
        str | Path | None,
        Option("A YAML file of names and their labels.", metavar="FILE", kind="str or Path"),
    ] = None
    grey: Annotated[bool, Option("Draw in greys.")] = False
    no_caption: Annotated[bool, Option("Leave out titles and captions.")] = False
    out: Annotated[
        str | Path | None,
        Option(
            "Folder of the files.",
            metavar="DIR",
            kind="str or Path",
            default="the folder figures of the result",
        ),
    ] = None

    def __post_init__(self) -> None:
        """Take formats apart, and see that there are such."""
        super().__post_init__()
        named = [part.strip().lower() for text in self.formats for part in text.split(",")]
        for name in named:
            if name not in FORMATS:
                from ..scenario.nearest import did_you_mean

                near = did_you_mean(name, FORMATS)
                raise InputError(
                    f"there is no format {name!r}; there are {', '.join(FORMATS)}{near}"
                )
        # The only way to write to a frozen dataclass while it is made.
        object.__setattr__(self, "formats", tuple(dict.fromkeys(named)))

    def execute(self) -> list[Path]:
        """Draw and write the figures."""
        from .results.plotting import carry_out, plan

        return carry_out(self, plan(self))


plot = verb(PlotRequest)
