"""A record of months as people write it: a CSV file with a row a month and a column a rung."""

import csv
import re
from pathlib import Path

from ..errors import InputError
from ..scenario.nearest import did_you_mean
from .records import RUNGS

MOST = 10_000
"""Events a month that are believed at most."""
FLAGS = ("force", "lethal_incident", "limited_war", "war", "nuclear_use")
"""Columns that may be there: 1 for a month in which any state did so, 0 for one without."""
UNCOUNTED = ("unplaced", "balloons", "icbm", "irbm_slbm", "satellite", "nuclear_test", "edition")
"""Columns of the shipped record that may be there and are not read."""
OPTIONAL = (*UNCOUNTED, *FLAGS)
_MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")


def read_months(path: Path) -> dict[str, dict[str, int]]:
    """Counts by month and rung, and under ``all`` their sum; then the flags that the file has.

    The file has a header with ``month`` and the four rungs, in any order; ``UNCOUNTED`` may
    be there, and so may ``FLAGS``, 0 or 1. Months are YYYY-MM, each once, in order;
    counts whole and 0 or more.

    Raises
    ------
    InputError
        With every mistake found, each with file and line.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError:
        raise InputError(f"{path} is no text in UTF-8") from None
    except OSError as error:
        raise InputError(f"{path} can't be read: {error.strerror or error}") from None
    reader = csv.reader(lines, strict=True)
    try:
        rows = list(reader)
    except csv.Error as error:
        raise InputError(f"{path}:{reader.line_num}: {error}") from None
    if not rows:
        raise InputError(f"{path}:1: the file is empty; its first line must name the columns")
    header = [name.strip() for name in rows[0]]
    wrong = [f"{path}:1: {said}" for said in _header(header)]
    if wrong:
        raise InputError("\n".join(wrong))
    found: dict[str, dict[str, int]] = {}
    before = ""
    for number, row in enumerate(rows[1:], 2):
        if not any(cell.strip() for cell in row):
            continue
        said, month, counts = _row(header, row)
        if month and not said and month <= before:
            said = [f"the month {month} does not come after {before}"]
        wrong += [f"{path}:{number}: {each}" for each in said]
        before = month or before
        found[month] = counts
    if wrong:
        raise InputError("\n".join(wrong))
    if not found:
        raise InputError(f"{path}: no month follows the line of names")
    return found


def _header(header: list[str]) -> list[str]:
    wanted = ("month", *RUNGS)
    said = [f"no column {name}" for name in wanted if name not in header]
    for name in header:
        if name not in (*wanted, *OPTIONAL):
            said.append(f"unknown column {name!r}{did_you_mean(name, (*wanted, *OPTIONAL))}")
    once = (*wanted, *OPTIONAL)
    said += [f"column {name} stands twice" for name in once if header.count(name) > 1]
    return said


def _row(header: list[str], row: list[str]) -> tuple[list[str], str, dict[str, int]]:
    if len(row) != len(header):
        return [f"{len(row)} cells where there are {len(header)} columns"], "", {}
    cells = {name: cell.strip() for name, cell in zip(header, row, strict=True)}
    said = []
    if not _MONTH.fullmatch(cells["month"]):
        said.append(f"the month must be as 2024-11, not {cells['month'][:40]!r}")
    counts = {}
    for rung in RUNGS:
        text = cells[rung]
        if not (text.isascii() and text.isdigit() and len(text) < 9 and int(text) <= MOST):
            said.append(f"{rung} must be a whole number from 0 to {MOST:,}, not {text[:40]!r}")
            continue
        counts[rung] = int(text)
    counts["all"] = sum(counts.values())
    for name in FLAGS:
        if name in cells:
            if cells[name] not in ("0", "1"):
                said.append(f"{name} must be 0 or 1, not {cells[name][:40]!r}")
                continue
            counts[name] = int(cells[name])
    return said, "" if said else cells["month"], counts
