"""A table of draws as files: numbers in a CSV file, and what is known of its columns in a YAML file.

The CSV file has a line of parameter paths, then a line of numbers a draw.
"""

import csv
import io
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import yaml

from ..arrays import Floats
from ..errors import Problem, ScenarioError
from ..scenario.distribution import Distribution
from ..scenario.files import shown_path
from ..scenario.nodes import Mark
from ..scenario.problems import Findings
from ..scenario.values import Value

LARGEST = 1 << 28
"""Bytes of a file at most: some ten thousand draws of a thousand parameters."""
INFORMED = "informed"
"""What a posterior says of a parameter of which the record has taken half of the prior's spread or more."""
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""Both construct plain values only; the compiled one takes a tenth of the time."""


class Column(NamedTuple):
    """What the file beside a table says of one column.

    ``stated`` is what the scenario stated that the table was made around: its value, with its range
    or distribution where the file says so. ``informed`` tells a parameter that is fitted to the
    record, or of which it has taken half of the prior's spread. Less than that may be chance: such a
    parameter is drawn about what each scenario states.
    """

    stated: Value
    informed: bool = False


def read_columns(path: Path, paths: Sequence[str]) -> dict[str, Column]:
    """What the file beside a table says of its columns; nothing where there is no such file.

    Raises
    ------
    ScenarioError
        If there is such a file, and a column of the table is missing there or has no centre.
    """
    if not path.is_file():
        return {}
    try:
        told: Any = yaml.load(path.read_text(encoding="utf-8"), _LOADER)  # noqa: S506
    except (OSError, ValueError, yaml.YAMLError) as error:
        message = "it can't be read as the description of the table beside it"
        reason = str(error).splitlines()[0]
        raise ScenarioError([Problem(str(path), 0, 0, message, reason[:80])]) from None
    if not isinstance(told, dict) or "columns" not in told:
        # A file of the table's name need not be about it: a scenario may stand beside its draws.
        return {}
    wrong = Findings()
    found: dict[str, Column] = {}
    for name in paths:
        try:
            found[name] = _column(told["columns"][name])
        except (KeyError, TypeError, ValueError, AttributeError):
            message = f"columns must state {name}: {{centre: NUMBER}}, as the table has that column"
            wrong.append(Problem(str(path), 0, 0, message))
    wrong.stop()
    return found


def _column(told: dict[str, Any]) -> Column:
    ends, form = told.get("range"), told.get("distribution")
    known = None
    if form is not None:
        numbers = {name: float(number) for name, number in form.items() if name != "kind"}
        known = Distribution(str(form["kind"]), tuple(sorted(numbers.items())))
    low_high = None if ends is None else (float(ends[0]), float(ends[1]))
    stated = Value(float(told["centre"]), range=low_high, distribution=known)
    fitted = told.get("fitted") is True
    return Column(stated, fitted or told.get("informed") == INFORMED)


def read_table(path: Path) -> tuple[tuple[str, ...], Floats]:
    """Paths and values, shape (rows, columns).

    The column of a mistake's place counts fields of the line, from 1.

    Raises
    ------
    ScenarioError
        With every mistake found: a file that can't be read, names missing or twice, lines of
        another length, cells that are no finite number, no draws at all.
    """
    shown = shown_path(path)
    findings = Findings()
    lines = _lines(path, shown, findings)
    findings.stop()
    if not lines:
        findings.report(Mark(shown, 1, 1), "the file is empty; its first line names parameters")
        findings.stop()
    names = [name.strip() for name in lines[0]]
    for k, name in enumerate(names, 1):
        if not name:
            findings.report(Mark(shown, 1, k), "this column has no name")
        elif name in names[: k - 1]:
            findings.report(Mark(shown, 1, k), "this column stands twice", found=name)
    rows = []
    for number, cells in enumerate(lines[1:], 2):
        if not cells:
            findings.report(Mark(shown, number, 1), "this line is empty")
        elif len(cells) != len(names):
            said = f"{len(cells)} numbers where there are {len(names)} columns"
            findings.report(Mark(shown, number, 1), said)
        else:
            rows.append([_number(c, shown, number, k, findings) for k, c in enumerate(cells, 1)])
    if not rows and not findings:
        findings.report(Mark(shown, 2, 1), "no draw follows the line of names")
    findings.stop()
    return tuple(names), np.array(rows)


def _lines(path: Path, shown: str, findings: Findings) -> list[list[str]]:
    whole = Mark(shown)
    try:
        if not path.is_file():
            findings.report(
                whole,
                "there is no such table of draws",
                allowed="none, prior, posterior or the path of a CSV file",
                near=("none", "prior", "posterior"),
                found=str(path),
            )
            return []
        if path.stat().st_size > LARGEST:
            findings.report(whole, "the file is larger than 256 MiB")
            return []
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        findings.report(whole, "the file is no text in UTF-8")
        return []
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "its name can't be used"
        findings.report(whole, f"the file can't be read: {reason}")
        return []
    reader = csv.reader(io.StringIO(text), strict=True)
    try:
        return list(reader)
    except csv.Error as error:
        findings.report(Mark(shown, max(1, reader.line_num), 1), f"this is no CSV: {error}")
        return []


def _number(cell: str, shown: str, line: int, column: int, findings: Findings) -> float:
    try:
        value = float(cell) if "_" not in cell else math.nan
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        findings.report(
            Mark(shown, line, column),
            "not a number",
            found=cell,
            allowed="a finite number",
        )
    return value
