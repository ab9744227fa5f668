"""A table for a paper as text: columns, rows in groups, and notes below."""

from collections.abc import Iterator
from itertools import batched
from typing import NamedTuple

ABREAST = 3
"""Columns beside the fixed ones that fit on a page."""


class Column(NamedTuple):
    """A column: its heading, and whether it holds text, to the left, or numbers, to the right."""

    heading: str
    text: bool = False


class Group(NamedTuple):
    """Rows that belong together, under a heading unless that is empty; a cell for each column."""

    heading: str
    rows: tuple[tuple[str, ...], ...]


class Table(NamedTuple):
    """A table.

    Attributes
    ----------
    name : str
        By which it is named in requests, and its LaTeX label.
    title : str
        Its caption.
    columns : tuple of Column
        At least one.
    groups : tuple of Group
        Its rows.
    notes : tuple of str
        Sentences below it.
    fixed : int
        Columns at the left that are repeated where a table is too wide for a page and is cut; 0 for
        one that is not cut.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    groups: tuple[Group, ...]
    notes: tuple[str, ...] = ()
    fixed: int = 0


def pages(table: Table) -> Iterator[Table]:
    """The table itself, or parts of it that are narrow enough for a page."""
    width = len(table.columns)
    if not table.fixed or width <= table.fixed + ABREAST:
        yield table
        return
    for some in batched(range(table.fixed, width), ABREAST):
        kept = (*range(table.fixed), *some)
        groups = (
            Group(group.heading, tuple(tuple(row[k] for k in kept) for row in group.rows))
            for group in table.groups
        )
        columns = tuple(table.columns[k] for k in kept)
        yield table._replace(columns=columns, groups=tuple(groups))
