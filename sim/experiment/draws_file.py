"""A table of draws as a CSV file: a line of parameter paths, then a line of numbers a draw."""

import csv
import io
import math
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ..scenario.files import shown_path
from ..scenario.nodes import Mark
from ..scenario.problems import Findings

LARGEST = 1 << 28
"""Bytes of a file at most: some ten thousand draws of a thousand parameters."""


def read_table(path: Path) -> tuple[tuple[str, ...], npt.NDArray[np.float64]]:
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
