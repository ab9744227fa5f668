"""What parameter draws a run has, and which of what is not known an interval shows, in sentences."""

from ..experiment.draws import Draws
from .naming import counted

BANDS = "chance and parameters, clustered by draw"
BANDS_OF_CHANCE = "chance alone, parameters as stated"


def draws_text(table: Draws | None, laid: Draws | None) -> str:
    """The draws of a run in a line: how many of what, and how many columns are stated otherwise.

    Parameters
    ----------
    table : Draws or None
        The table that was meant.
    laid : Draws or None
        Its columns that are laid.
    """
    if table is None:
        return "parameters as stated, without draws"
    if laid is None:
        if not table.paths:
            return "parameters as stated: none has a range or distribution to draw from"
        return f"parameters as stated: none is at the centre of the draws of {table.name}"
    text = f"{counted(laid.rows, 'draw')} of {counted(len(laid.paths), 'parameter')} ({table.name})"
    kept = len(table.paths) - len(laid.paths)
    return text if not kept else f"{text}; {kept} of {len(table.paths)} keep what is stated"


def band_text(draws: bool) -> str:
    """What the interval of a share or mean shows."""
    return f"intervals: {BANDS if draws else BANDS_OF_CHANCE}"
