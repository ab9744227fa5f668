"""A run in one figure: how its trials end and when first things happen."""

import pandas as pd
from matplotlib.figure import Figure

from ...scenario.scenario import Scenario
from ..choices import rests_on
from ..look import narrow, styled
from ..style import furnish, new_figure
from .about import about, drawn
from .classes import draw_classes
from .incidence import curve_key, draw_incidence, first_curves, incidence_table, note


@styled
def headline(trials: pd.DataFrame, scenario: Scenario) -> Figure:
    """Terminal classes above, first events below: a run where there is room for one figure."""
    figure = new_figure(7.8 if narrow() else 7.2)
    curves = first_curves(trials, scenario)
    below = len(curves) * (2.0 if narrow() else 1.25) / 4
    top, middle, bottom = figure.subplots(
        3, 1, height_ratios=(3.6, 3.0 if narrow() else 3.6, below), squeeze=True
    )
    # Narrow, its chart begins where the one below does, right of names of shares.
    draw_classes(top, trials, 44)
    top.set_title("Worst outcome of a trial")
    draw_incidence(middle, bottom, curves, scenario)
    middle.set_title("When first things happen, by any state")
    return furnish(
        figure,
        scenario.title or scenario.name,
        "",
        about(scenario, len(trials))
        + note(curves)
        + drawn(trials)
        + f" {rests_on(scenario, paths=False)}",
        key=curve_key(curves),
        table=incidence_table(curves),
    )
