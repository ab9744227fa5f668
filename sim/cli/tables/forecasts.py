"""A forecast on the terminal: events a month, and the first acts."""

from collections.abc import Mapping
from typing import Any

from ...analysis.intervals import bound_of_none
from ...analysis.summary import EVER
from ...history.filtering import WORLDS
from ...history.forecast import CLASSES
from ...presentation.naming import percent
from ..terminal import console, plain_table, say


def print_forecast(found: Mapping[str, Any]) -> None:
    """What was known, and the leading numbers of some months."""
    about, screen = found["scenario"], console()
    months = found["events"]["all"]
    span = f"{months[0]['month']} to {months[-1]['month']}"
    say(
        f"{about['name']}, {span}, on what was known on {about['information_date']}; "
        f"{found['trials']:,} trials, seed {about['seed']}"
    )
    if found["particles"]:
        say(
            f"{found['particles']:,} particles lived through the record to "
            f"{found['record']['last_month']}"
        )
    if about["timeline_left_out"]:
        say(f"not known then: {', '.join(about['timeline_left_out'])}")
    screen.print()
    screen.print(_monthly(found))
    screen.print()
    screen.print(_firsts(found, len(months)))


def _monthly(found: Mapping[str, Any]) -> object:
    table = plain_table("Events a month: mean, and where 90% of trials lie")
    table.add_column("")
    shown = [m for m in (0, 11, 23, 35, 59, 119) if m < found["months"]]
    for m in shown:
        table.add_column(found["events"]["all"][m]["month"], justify="right", no_wrap=True)
    table.add_column("last 12 known", justify="right")
    for name in CLASSES:
        cells = []
        for m in shown:
            of = found["events"][name][m]
            low, high = of["quantiles"]["0.05"], of["quantiles"]["0.95"]
            cells.append(f"{of['mean']:.2f} ({low} to {high})")
        recent = found["baselines"]["last_12_poisson"][name]["mean"]
        table.add_row(name.replace("_", " "), *cells, f"{recent:.2f}")
    return table


def _most(found: Mapping[str, Any]) -> str:
    """What a share may still be where no trial showed it.

    A draw of the parameters could show it always, so the draws that were tried bound it, as in the summary of
    a run.
    """
    tried = [found["trials"]]
    if found["draws"]:
        tried.append(found["draws"]["rows"])
    if found["particles"]:
        tried.append(found["particles"] // WORLDS)
    return f"<{percent(bound_of_none(min(tried)))}"


def _firsts(found: Mapping[str, Any], months: int) -> object:
    shares, most = found["firsts"]["share_by_end_of_month"], _most(found)
    shown = [m for m in (5, 11, 23, 35, 59, 119) if m < months] or [months - 1]
    table = plain_table(f"Share of trials with a first since {found['firsts']['since']}")
    table.add_column("")
    for m in shown:
        table.add_column(f"by {found['events']['all'][m]['month']}", justify="right", no_wrap=True)
    for name, by_month in shares.items():
        table.add_row(EVER[name], *(percent(by_month[m]) if by_month[m] else most for m in shown))
    return table
