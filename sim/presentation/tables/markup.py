"""A table as Markdown, as a page of HTML and as CSV."""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from html import escape

from .numbers import NONE
from .table import Column, Table

_ESCAPED = str.maketrans({sign: f"\\{sign}" for sign in "\\`*_<>|~^$&#"})
_NUMBERS = re.compile(r"[-−–+0-9.,\[\] *∞]+")


def markdown(table: Table) -> str:
    """The table with pipes, its title above and its notes below."""
    lines = [f"**{_plain(table.title)}**", ""]
    lines.append(_piped(_plain(column.heading) for column in table.columns))
    lines.append(_piped("---" if column.text else "---:" for column in table.columns))
    empty = [""] * (len(table.columns) - 1)
    for group in table.groups:
        if group.heading:
            lines.append(_piped([f"*{_plain(group.heading)}*", *empty]))
        lines += [_piped(map(_plain, row)) for row in group.rows]
    if table.notes:
        lines += ["", f"*Notes.* {_plain(' '.join(filter(None, table.notes)))}"]
    return "\n".join(lines) + "\n"


def html(table: Table) -> str:
    """The table with its caption as a page, which word processors open too."""
    head = f'<meta charset="utf-8">\n<title>{escape(table.title)}</title>\n'
    return head + html_element(table)


def html_element(table: Table) -> str:
    """The table with its caption as a part of a page."""
    return "\n".join(_html(table)) + "\n"


def _html(table: Table) -> Iterator[str]:
    title, of = escape(table.title), len(table.columns)
    yield f"<table>\n<caption>{title}</caption>\n<thead>"
    yield _tags("th", [column.heading for column in table.columns], table.columns)
    yield "</thead>"
    for group in table.groups:
        yield "<tbody>"
        if group.heading:
            yield f'<tr><th colspan="{of}" align="left">{escape(group.heading)}</th></tr>'
        yield from (_tags("td", row, table.columns) for row in group.rows)
        yield "</tbody>"
    if table.notes:
        notes = escape(" ".join(filter(None, table.notes)))
        yield f'<tfoot>\n<tr><td colspan="{of}">Notes. {notes}</td></tr>\n</tfoot>'
    yield "</table>"


def comma_separated(table: Table) -> str:
    """Headings and rows alone; the headings of groups are a column of their own, which comes first."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    grouped = any(group.heading for group in table.groups)
    headings = [column.heading for column in table.columns]
    writer.writerow([*(["group"] if grouped else []), *headings])
    for group in table.groups:
        for row in group.rows:
            writer.writerow([*([group.heading] if grouped else []), *map(_for_spreadsheet, row)])
    return text.getvalue()


def _for_spreadsheet(cell: str) -> str:
    """A cell whose numbers spreadsheets read: with a hyphen as a minus, empty where there is none."""
    if not _NUMBERS.fullmatch(cell):
        return cell
    return "" if cell == NONE else cell.replace("−", "-")


def _plain(text: str) -> str:
    """Text that Markdown shows as it is."""
    return " ".join(text.split()).translate(_ESCAPED).replace("](", "]\\(")


def _piped(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _tags(tag: str, cells: Iterable[str], columns: Iterable[Column]) -> str:
    made = (
        f'<{tag} align="{"left" if column.text else "right"}">{escape(cell)}</{tag}>'
        for cell, column in zip(cells, columns, strict=True)
    )
    return f"<tr>{''.join(made)}</tr>"
