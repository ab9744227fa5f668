"""Boxes in words: within which limits an outcome comes, how often there, and how much of it."""

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..analysis.discovery import Box
from ..analysis.intervals import Interval
from .naming import counted, percent, short_number

if TYPE_CHECKING:
    from ..api.results.discovery import Discovered, Plan

LEAVES = 3


def discovery_text(found: "Discovered") -> str:
    """All that was found, a line each."""
    return "\n".join(_lines(found))


def _lines(found: "Discovered") -> Iterator[str]:
    boxes, case = found.boxes, found.plan.case.words
    yield f"{case}: {boxes.cases:,} of {counted(boxes.trials, 'trial')} ({percent(boxes.cases / boxes.trials)})"
    yield halves_words(found.plan)
    yield ""
    yield "PRIM"
    yield from box_lines(boxes.prim, case)
    yield ""
    yield "CART: the densest leaves of a tree"
    if not boxes.cart:
        yield "  no leaf is denser than all trials together"
    for leaf in boxes.cart[:LEAVES]:
        yield from box_lines(leaf, case)


def what_is_looked_at(plan: "Plan") -> str:
    """Trials with draws of their own, or the trials of a sweep's points."""
    parameters = counted(len(plan.dimensions), "parameter")
    if plan.ran is None:
        return f"{counted(plan.trials, 'trial')}, each with its own draw of {parameters}"
    points = len(plan.ran.swept.study.points)
    return f"{counted(points, 'point')} of {parameters}, {counted(plan.trials, 'trial')} each"


def halves_words(plan: "Plan") -> str:
    """What boxes are found on and measured on, in a sentence."""
    if plan.ran is None:
        return "Boxes are found on every second trial and measured on the others."
    return "Boxes are found on half of the points and trials, and measured on the others."


def box_lines(box: Box, case: str) -> Iterator[str]:
    """A box: its limits, then what the trials inside say."""
    if not box.limits:
        yield "  no limit on any parameter is borne out: the cases come from everywhere"
        return
    for name, ends in box.limits.items():
        without = box.without[name]
        told = "" if math.isnan(without) else f"; density without this limit {percent(without)}"
        yield f"  {name} {limit_words(ends)}{told}"
    yield f"    {case} in {box.cases:,} of {counted(box.trials, 'trial')}"
    yield f"    density  {_measured(box.density)}"
    yield f"    coverage {_measured(box.coverage)}: {box.cases:,} of {counted(box.all_cases, 'case')}"


def limit_words(ends: tuple[float, float]) -> str:
    """A limit of a parameter: above, below, or from a to b."""
    low, high = ends
    if math.isinf(high):
        return f"above {short_number(low)}"
    if math.isinf(low):
        return f"below {short_number(high)}"
    return f"from {short_number(low)} to {short_number(high)}"


def _measured(found: Interval) -> str:
    if math.isnan(found.estimate):
        return "unknown: no trial to measure it on"
    return f"{percent(found.estimate)} ({percent(found.low)} to {percent(found.high)})"
