"""Months on an axis, as dates."""

from matplotlib.axes import Axes

from ..scenario.scenario import Scenario
from .naming import month_label

_STEPS = (1, 2, 3, 4, 6, 12, 24, 36, 60, 120, 240)


def month_ticks(horizon: int, most: int = 7) -> list[int]:
    """Months to name on an axis from 0 to ``horizon``: evenly spaced, at most ``most``."""
    step = next((s for s in _STEPS if horizon // s < most), _STEPS[-1])
    return list(range(0, horizon + 1, step))


def calendar_axis(axes: Axes, scenario: Scenario, ticks: list[int]) -> None:
    """Show months 0 to the horizon along the horizontal axis, named as dates at ``ticks``.

    Month m of a trial reaches from m to m + 1, so a tick stands at the beginning of the month it
    names.
    """
    axes.set_xlim(0, scenario.horizon)
    axes.set_xticks(ticks, [month_label(scenario, tick) for tick in ticks])
