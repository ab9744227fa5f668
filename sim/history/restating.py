"""Fitted values restated: each becomes its posterior's median, with the central 90% as its range.

So the scenario states what trials draw about. Files are edited in place, a value at a time: comments
and layout stay. A parameter that the record informs and that the scenario stated as an assumption
becomes a fitted one: its statement is kept as its prior, in the file of priors.
"""

import math
import re
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from ..experiment.draws import Draws
from ..experiment.draws_file import Column
from ..scenario.nodes import Mapping, Mark, Node
from ..scenario.scenario import Scenario
from ..scenario.values import Value
from .priors import FITTED

LEVELS = (0.05, 0.95)
"""Shares of the posterior below the ends of a range."""


class Fitted(NamedTuple):
    """A parameter's value and range as they are to be stated, and as the posterior's scenario did.

    ``new`` tells one that was stated as an assumption until now.
    """

    path: str
    value: float
    low: float
    high: float
    before: Value
    new: bool

    def stated(self) -> str:
        """The value and range as YAML says them."""
        return f"value: {self.value!r}, range: [{self.low!r}, {self.high!r}]"


def fitted(table: Draws, columns: dict[str, Column], scenario: Scenario) -> list[Fitted]:
    """What the scenario is to state of every parameter that the record informs, by path."""
    found = []
    for path, column in zip(table.paths, table.values.T, strict=True):
        if not columns[path].informed:
            continue
        ends = np.quantile(column, LEVELS).tolist()
        # Two digits of the range's width are as many as 512 draws can tell.
        digits = 2 - math.floor(math.log10(ends[1] - ends[0]))
        value, low, high = (round(x, digits) for x in (float(np.median(column)), *ends))
        new = scenario.values[path].evidence != FITTED
        found.append(Fitted(path, value, low, high, columns[path].stated, new))
    return sorted(found)


def as_calibrated(scenario: Scenario, of: Iterable[Fitted]) -> Scenario:
    """The scenario with these parameters stated as they were when the posterior was made."""
    return scenario.replace({one.path: one.before.bare() for one in of})


def restated(text: str, scenario: Scenario, of: Iterable[Fitted]) -> str:
    """The text of a scenario's file with other values and ranges of these parameters.

    Raises
    ------
    ValueError
        If one is not stated in the file as ``{ value: .., ... }`` on one line.
    """
    lines = text.splitlines(keepends=True)
    places = [(_mark(scenario.tree, one.path), one) for one in of]
    # From the last to the first of a line: what is edited moves no other.
    for mark, one in sorted(places, key=lambda place: (-place[0].line, -place[0].column)):
        line, start = lines[mark.line - 1], mark.column - 1
        end = line.find("}", start) + 1
        said = line[start:end]
        if not said.startswith("{") or said.count("{") != 1 or "value:" not in said:
            raise ValueError(f"{mark}: write {one.path} as {{ value: NUMBER, ... }} on one line")
        lines[mark.line - 1] = line[:start] + _edited(said, one) + line[end:]
    return "".join(lines)


def with_priors(text: str, of: Iterable[Fitted], scenario: Scenario) -> str:
    """The file of priors with the statements of parameters that become fitted ones."""
    lines = [text.rstrip("\n")]
    for one in of:
        if one.new and f"\n  {one.path}:" not in text:
            low, high = one.before.range or (one.before.number, one.before.number)
            said = f"value: {one.before.number!r}, range: [{low!r}, {high!r}]"
            lines.append(
                f"  {one.path}: {{ {said}, evidence: {scenario.values[one.path].evidence} }}"
            )
    return "\n".join(lines) + "\n"


def with_figures(text: str, of: Iterable[Fitted]) -> str:
    """The file of evidence with these values as the figures that the fit to the record holds."""
    figures = ", ".join(repr(value) for value in sorted({one.value for one in of}))
    entry = re.compile(rf"(^{FITTED}:\n(?:  .*\n)*?  figures: )\[.*\]$", re.MULTILINE)
    found, count = entry.subn(rf"\g<1>[{figures}]", text)
    if count != 1:
        raise ValueError(f"the evidence {FITTED} has no figures: [...] on one line")
    return found


def _edited(said: str, one: Fitted) -> str:
    """One flow mapping with another value, range and evidence; its note and unit stay."""
    for key in ("range", "figure", "scale"):
        said = re.sub(rf",\s*{key}:\s*(\[[^]]*\]|[^,}}]+?)(?=\s*[,}}])", "", said)
    said = re.sub(r"evidence:\s*\w+", f"evidence: {FITTED}", said)
    number = re.compile(r"value:\s*[^,}]+?(?=\s*[,}])")
    rest = number.sub(f"value: {one.value!r}", said, count=1)
    after = f"evidence: {FITTED}"
    return rest.replace(after, f"{after}, range: [{one.low!r}, {one.high!r}]", 1)


def _mark(tree: Node | None, path: str) -> Mark:
    node = tree
    for key in path.split("."):
        node = node.get(key) if isinstance(node, Mapping) else None
    if node is None:
        raise ValueError(f"{path} is not stated in the scenario")
    return node.mark
