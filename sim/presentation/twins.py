"""Two chronicles side by side."""

import textwrap
from itertools import zip_longest

from .chronicle import Chronicle, Passage

GAP = "  |  "


def side_by_side(a: Chronicle, b: Chronicle, first: int, width: int = 80) -> str:
    """Both chronicles from month ``first`` on, what happens in a month beside each other.

    Parameters
    ----------
    first : int
        Month from 0; a quiet spell that reaches into it is told whole.
    width : int
        Characters of a line, at least 20.
    """
    room = (width - len(GAP)) // 2
    told = [[p for p in one.passages if p.last >= first] for one in (a, b)]
    # A passage stands in the row of the month in which it begins, but not before the first row.
    by_row = [{max(first, p.first): p for p in passages} for passages in told]
    rows = [_row(_text(a.title, room), _text(b.title, room), room)]
    for month in sorted({*by_row[0], *by_row[1]}):
        left, right = (_passage(side.get(month), room) for side in by_row)
        rows.append(_row(left, right, room))
    rows.append(_row(_text(a.ending, room), _text(b.ending, room), room))
    return "\n\n".join(rows)


def _row(left: list[str], right: list[str], room: int) -> str:
    lines = zip_longest(left, right, fillvalue="")
    return "\n".join(f"{one:<{room}}{GAP}{other}".rstrip() for one, other in lines)


def _passage(passage: Passage | None, room: int) -> list[str]:
    if passage is None:
        return []
    lines = _text(passage.title, room)
    for sentence in passage.sentences:
        lines += textwrap.wrap(sentence, room, initial_indent=" ", subsequent_indent="   ")
    return lines


def _text(text: str, room: int) -> list[str]:
    return textwrap.wrap(text, room)
