"""A tipping map in words: what is likeliest where, and how much of the map is undecided."""

from typing import TYPE_CHECKING

from .choices import rests_on_in
from .naming import counted, percent

if TYPE_CHECKING:
    from ..api.results.tipping import TippingMap


def tipping_text(found: "TippingMap") -> str:
    """What is likeliest in how much of the map, and of how much the trials do not say."""
    plan = found.plan
    table = found.table
    what = "likeliest terminal class" if plan.case is None else f"share of {plan.case.words}"
    lines = [
        f"{what}, {plan.scenario.name}: {plan.grid} by {plan.grid} cells of "
        f"{counted(plan.trials, 'matched trial')}, seed {plan.seed}",
        f"  across {plan.x.path}",
        f"  up     {plan.y.path}",
    ]
    counts = table["likeliest"].value_counts()
    for name in plan.options[::-1]:
        if name in counts:
            sure = int(((table["likeliest"] == name) & ~table["undecided"]).sum())
            lines.append(
                f"{name.replace('_', ' ')}: {percent(counts[name] / len(table))} of the cells, "
                f"{counted(sure, 'cell')} of them surely"
            )
    if len(counts) == 1:
        lines.append("It does not tip within these ranges.")
    unsure = int(table["undecided"].sum())
    lines.append(
        f"undecided: {counted(unsure, 'cell')}, in which another is the likeliest in more than 1 of "
        "20 resamples"
    )
    lines.append("of the trials, or the trials are too few to tell; more trials make them fewer.")
    # Where no outcome is named, general war and nuclear use are among the classes.
    shown = plan.options if plan.case is None else [plan.case.measure.name]
    lines.append(rests_on_in(plan.scenario, shown))
    return "\n".join(filter(None, lines))
