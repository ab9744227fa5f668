"""How results show themselves: in a line as text, as a table in a notebook."""

from collections.abc import Sequence
from html import escape
from pathlib import Path

import pandas as pd

MOST_ROWS = 60
"""Rows of a table that a notebook shows at most."""


def line(kind: str, about: Sequence[str], folder: Path | None = None) -> str:
    """A result in a line: its kind, what it is of, and where it is kept."""
    where = [] if folder is None else [f"in {folder}"]
    return f"<{kind} {'; '.join([*about, *where])}>"


def html(heading: str, table: pd.DataFrame) -> str:
    """A table under a heading, its numbers to four digits."""
    shown = table.to_html(
        index=False,
        max_rows=MOST_ROWS,
        border=0,
        na_rep="–",
        float_format=lambda number: f"{number:.4g}",
    )
    return f"<p>{escape(heading.strip('<>'))}</p>\n{shown}"
