"""What a person should look at where a text is not YAML."""

from typing import NamedTuple

import yaml


class Advice(NamedTuple):
    """What is wrong and where, line and column from 1; a line of 0 for no known place."""

    line: int
    column: int
    message: str


def advice(text: str, error: yaml.YAMLError) -> Advice:
    """What to look at, in place of the parser's words, which speak of its own grammar."""
    mark = getattr(error, "problem_mark", None)
    reason = str(
        getattr(error, "problem", None) or getattr(error, "reason", None) or "it can't be parsed"
    )
    opened = getattr(error, "context_mark", None)
    lines = text.split("\n")
    if mark is None:
        return Advice(0, 0, f"this is not YAML: {reason}")
    line = lines[mark.line] if mark.line < len(lines) else ""
    here = mark.line + 1, mark.column + 1
    start = mark.line + 1, _indent(line) + 1
    at_start = mark.column <= _indent(line)
    if "\t" in line[: _indent(line)]:
        return Advice(*here, "YAML is indented with spaces; this line holds a tab")
    if "mapping values are not allowed" in reason:
        above = _above(lines, mark.line)
        if above and _indent(line) > _indent(above) and _is_key(above):
            return Advice(*start, _misplaced(lines, mark.line))
        if above and not above.rstrip().endswith(":") and ":" in above and not _is_key(above):
            return Advice(*here, "the line above holds no key: a space must follow its colon")
        return Advice(*here, "a colon and a space within text: put the text in quotes")
    if "sequence entries are not allowed" in reason:
        return Advice(*here, "the items of a list begin on lines of their own, below its key")
    if opened is not None and ("',' or ']'" in reason or "',' or '}'" in reason):
        bracket = "[" if "']'" in reason else "{"
        return Advice(
            *here,
            f"the {bracket} of line {opened.line + 1} is not closed before here, or a comma is "
            "missing between its entries",
        )
    if opened is not None and "unexpected end of stream" in reason:
        return Advice(opened.line + 1, opened.column + 1, "the quote that opens here is not closed")
    if opened is not None and "could not find expected ':'" in reason:
        message = "this line holds no key: a key is followed by a colon and a space"
        return Advice(opened.line + 1, opened.column + 1, message)
    if "cannot start any token" in reason:
        sign = line[mark.column : mark.column + 1]
        return Advice(*here, f"text can't begin with {sign!r}: put it in quotes")
    if "quoted scalar" in str(getattr(error, "context", "")) or "double-quoted" in reason:
        return Advice(
            *here, "a backslash within double quotes has a meaning of its own: use single quotes"
        )
    if "'-' indicator" in reason or ("expected key" in reason and line.lstrip().startswith("- ")):
        message = "items of a list and keys stand beside each other; each item begins with '- ' "
        return Advice(*here, f"{message}in one column, keys without it in another")
    if "expected key" in reason or "<block end>" in reason:
        if at_start:
            return Advice(*start, _misplaced(lines, mark.line))
        return Advice(
            *here,
            "this can't follow what stands before it: a quote or bracket may close too early, or "
            "the text needs quotes ('' stands for a single quote within them)",
        )
    return Advice(*here, f"this is not YAML: {reason}")


def _misplaced(lines: list[str], number: int) -> str:
    """That a line's indentation fits none of the levels that are open above it."""
    column = _indent(lines[number]) + 1
    levels: list[int] = []
    deepest = len(lines[number]) + 1
    for line in reversed(lines[:number]):
        if line.strip() and not line.lstrip().startswith("#") and _indent(line) < deepest:
            deepest = _indent(line)
            levels.append(deepest + 1)
    allowed = " or ".join(str(level) for level in sorted(levels))
    return (
        f"this line's indentation fits nothing above it: it begins in column {column}, and the "
        f"keys above it that it could stand beside in column {allowed}"
    )


def _above(lines: list[str], number: int) -> str:
    """The last line above that holds more than a comment."""
    held = (one for one in reversed(lines[:number]) if one.strip() and one.lstrip()[0] != "#")
    return next(held, "")


def _is_key(line: str) -> bool:
    """Whether a line holds a key and, behind it, its value."""
    return ": " in line.strip() and not line.rstrip().endswith(":")


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" \t"))
