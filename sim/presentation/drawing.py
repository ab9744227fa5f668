"""What parameter draws a run has, and which of what is not known an interval shows, in sentences."""

from textwrap import fill

from ..experiment.draws import Draws, DrawSource
from ..experiment.draws_requested import POSTERIOR, PRIOR
from ..scenario.scenario import Scenario
from .naming import counted

BANDS = "chance and parameters, clustered by draw"
BANDS_OF_CHANCE = "chance alone, parameters as stated"
WIDTH = 80
NAMED = 6
"""Parameters that are named at most."""


def draws_text(source: DrawSource | None, applied: Draws | None, scenario: Scenario) -> str:
    """The draws of a scenario: how many parameters are drawn, from what, and which are kept fixed.

    Parameters
    ----------
    source : DrawSource or None
        Where draws come from.
    applied : Draws or None
        The table that is applied to the scenario.
    """
    if source is None:
        return "parameters as stated, without draws"
    fixed = source.fixed_in(scenario)
    if applied is None:
        why = f": {source.name} is drawn around other values" if fixed else ""
        return f"parameters as stated: none is drawn{why}"
    many = f"{counted(len(applied.paths), 'parameter')} drawn, {counted(applied.rows, 'draw')}"
    lines = [fill(f"{many}: {_from(source, applied)}", WIDTH)]
    if fixed:
        names = ", ".join(fixed[:NAMED]) + (", ..." if len(fixed) > NAMED else "")
        lines.append(fill(f"{len(fixed)} fixed at the stated value: {names}", WIDTH))
    return "\n".join(lines)


def _from(source: DrawSource, applied: Draws) -> str:
    """Which of the columns are drawn from what."""
    if applied.name not in (PRIOR, POSTERIOR):
        return f"from {applied.name}"
    stated = "from the ranges the scenario states, with the stated values as medians"
    if not applied.record:
        return stated
    own = len(applied.paths) - len(applied.record)
    return f"{len(applied.record)} from the posterior given the record, {own} {stated}"


def band_text(draws: bool) -> str:
    """What the interval of a share or mean shows."""
    return f"intervals: {BANDS if draws else BANDS_OF_CHANCE}"
