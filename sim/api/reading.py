"""Open what a folder or file keeps: the object that made it."""

from collections.abc import Callable
from pathlib import Path

from ..errors import FolderError
from ..experiment.listing import ATTRIBUTION, COMPARISON, SENSITIVITY, TIPPING
from ..experiment.store import kind_of
from .results import attribution, comparisons, forecasts, runs, sensitivity, sweeps, tipping

Opened = (
    runs.Result
    | sweeps.Sweep
    | comparisons.Comparison
    | sensitivity.Sensitivity
    | tipping.TippingMap
    | attribution.Attribution
    | forecasts.Forecast
)
_OPEN: dict[str, Callable[[Path], Opened]] = {
    "run": runs.opened,
    "sweep": sweeps.opened,
    COMPARISON: comparisons.opened,
    SENSITIVITY: sensitivity.opened,
    TIPPING: tipping.opened,
    ATTRIBUTION: attribution.opened,
}


def read(path: str | Path) -> Opened:
    """The result that a folder keeps, or a forecast's file, as the object that made it.

    Parameters
    ----------
    path : str or Path
        Folder of a run, sweep, comparison, sensitivity analysis, tipping map or attribution, or the
        file of a forecast.

    Raises
    ------
    FolderError, InputError
        If it holds none that can be opened.
    ScenarioError, VerificationError
        If a scenario, or what else is kept, is no longer as it was written.
    """
    place = Path(path)
    if place.is_file():
        return forecasts.opened(place)
    kind = kind_of(place)
    if kind not in _OPEN:
        raise FolderError(f"{place} holds a {kind}, which can't be opened; {', '.join(_OPEN)} can")
    return _OPEN[kind](place)
