"""Read YAML into a tree with line numbers; refuse what a scenario has no use for.

The reader takes the parser's events, not its objects: nothing is ever constructed from a tag,
depth and size are bounded while reading, and an alias costs what it expands to. Plain scalars
resolve as in YAML 1.2's core schema: true and false are the only truth values, so that a state
called NO stays a name.
"""

import math
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from ..limits import LARGEST_INTEGER
from .nodes import Mapping, Mark, Node, Plain, Scalar, Sequence, Word
from .problems import Findings
from .syntax import advice

LARGEST_FILE = 1 << 20
LARGEST_TREE = 200_000
DEEPEST = 24

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INTEGER = re.compile(r"[-+]?[0-9]+\Z")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\Z")
_CONTROL = re.compile("[^\\t\\n\\r -~\\x85\\xa0-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")
"""What YAML 1.2 does not count as printable."""
_MISLEADING = re.compile("[\\x85\u2028\u2029\ufeff]")
"""Line breaks that editors and YAML 1.2 don't know, and a byte order mark within a text."""
_NOT_FINITE = re.compile(r"([-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN))\Z")
_CONSTANTS: dict[str, bool | None] = {
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
}
TRUTH_WORDS = {
    **dict.fromkeys(("on", "yes", "y"), True),
    **dict.fromkeys(("off", "no", "n"), False),
}
"""Words that YAML 1.1 reads as true or false, in lower case."""


def read_file(path: Path, shown_as: str, findings: Findings) -> Node | None:
    """Read one file; problems go to ``findings`` and what could be read comes back."""
    whole = Mark(shown_as)
    try:
        if not path.is_file():
            findings.report(whole, "there is no such file")
            return None
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "its name can't be used"
        findings.report(whole, f"the file can't be read: {reason}")
        return None
    if len(data) > LARGEST_FILE:
        findings.report(whole, "the file is larger than 1 MiB")
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        findings.report(Mark(shown_as, line, 1), "the file is not UTF-8 text; save it as UTF-8")
        return None
    return read_text(text, shown_as, findings)


def read_text(text: str, shown_as: str, findings: Findings, *, lines: bool = True) -> Node | None:
    """Read YAML text; ``lines`` False marks everything as the whole of ``shown_as``."""
    whole = Mark(shown_as)
    if len(text) > LARGEST_FILE:
        findings.report(whole, "the text is larger than 1 MiB")
        return None
    if any("\ud800" <= character <= "\udfff" for character in text):
        findings.report(whole, "the text holds characters that are not valid Unicode")
        return None
    if found := _MISLEADING.search(text):
        _refuse_character(text, found.start(), shown_as, findings, lines)
        return None
    # Names are compared and hashed in NFC, so two spellings of one name are one name.
    reader = _Reader(unicodedata.normalize("NFC", text), shown_as, findings, lines)
    try:
        return reader.document()
    except _Refused:
        return None
    except yaml.reader.ReaderError:
        refused = _CONTROL.search(text)
        start = refused.start() if refused else 0
        _refuse_character(text, start, shown_as, findings, lines)
        return None
    except yaml.YAMLError as error:
        line, column, message = advice(text, error)
        findings.report(Mark(shown_as, line, column) if lines else whole, message)
        return None


def _refuse_character(
    text: str, start: int, shown_as: str, findings: Findings, lines: bool
) -> None:
    """Say where a character stands that a scenario may not hold, and which it is."""
    line, column = text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start)
    character = text[start]
    if character == "\ufeff":
        message = "a byte order mark stands within the text; delete it"
    elif character in "\x85\u2028\u2029":
        message = "this character ends a line for some readers and not for others; delete it"
    else:
        message = "this is not YAML: control characters are not allowed"
    mark = Mark(shown_as, line, column) if lines else Mark(shown_as)
    findings.report(mark, message, found=f"character {ord(character):#06x}")


def resolve_plain(text: str) -> Plain:
    """What an unquoted scalar means in YAML 1.2's core schema.

    Raises
    ------
    ValueError
        For infinities, NaN, and numbers too large to be exact.
    """
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if _NOT_FINITE.match(text):
        raise ValueError("infinity and NaN are not numbers a scenario can state")
    if _INTEGER.match(text):
        if len(text) > 17 or abs(int(text)) > LARGEST_INTEGER:
            raise ValueError("the number is too large to be exact")
        return int(text)
    if _FLOAT.match(text):
        number = float(text)
        if math.isinf(number):
            raise ValueError("the number is too large")
        return number
    return Word(text) if text.lower() in TRUTH_WORDS else text


def _unseen(character: str) -> bool:
    """Whether a character looks like nothing or like a space; joiners, which scripts need, pass."""
    kind = unicodedata.category(character)
    return (kind == "Zs" and character != " ") or (kind == "Cf" and character not in "\u200c\u200d")


class _Refused(Exception):
    """Reading can't go on; the reason is among the findings."""


class _Reader:
    """One reading of one text: the events left, the anchors seen and the budget spent."""

    def __init__(self, text: str, file: str, findings: Findings, lines: bool) -> None:
        self._file = file
        self._findings = findings
        self._lines = lines
        self._anchors: dict[str, tuple[Node, int] | None] = {}
        self._spent = 0
        self._events: Iterator[Any] = yaml.parse(text, Loader=_LOADER)

    def _mark(self, mark: Any) -> Mark:
        if mark is None or not self._lines:
            return Mark(self._file)
        return Mark(self._file, mark.line + 1, mark.column + 1)

    def document(self) -> Node | None:
        """The only document of the text; nothing for an empty one."""
        root: Node | None = None
        documents = 0
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._refuse(event, "a file holds one scenario; this starts a second document")
                root = self._node(next(self._events), 0)
        return root

    def _refuse(self, event: Any, message: str, found: object = "", allowed: str = "") -> None:
        mark = self._mark(event.start_mark)
        self._findings.report(mark, message, found=found, allowed=allowed)
        raise _Refused

    def _spend(self, event: Any, amount: int) -> None:
        self._spent += amount
        if self._spent > LARGEST_TREE:
            self._refuse(event, f"aliases expand this file to more than {LARGEST_TREE} values")

    def _node(self, event: Any, depth: int) -> Node:
        if depth > DEEPEST:
            self._refuse(event, f"nested deeper than {DEEPEST} levels")
        if isinstance(event, yaml.AliasEvent):
            return self._alias(event)
        if event.tag is not None:
            self._findings.report(
                self._mark(event.start_mark),
                "tags are refused: a scenario holds only text, numbers, lists and mappings",
                found=event.tag,
            )
        if event.anchor is not None:
            self._anchors[event.anchor] = None
        before = self._spent
        self._spend(event, 1)
        node: Node
        if isinstance(event, yaml.ScalarEvent):
            node = self._scalar(event)
        elif isinstance(event, yaml.SequenceStartEvent):
            node = self._sequence(event, depth)
        else:
            node = self._mapping(event, depth)
        if event.anchor is not None:
            self._anchors[event.anchor] = (node, self._spent - before)
        return node

    def _alias(self, event: Any) -> Node:
        known = self._anchors.get(event.anchor)
        if known is None:
            itself = event.anchor in self._anchors
            reason = "stands inside what it repeats" if itself else "repeats nothing named before"
            self._refuse(event, f"the alias *{event.anchor} {reason}")
            raise _Refused
        node, size = known
        self._spend(event, size)
        return node

    def _scalar(self, event: Any) -> Scalar:
        mark = self._mark(event.start_mark)
        if event.style:
            return Scalar(event.value, mark, event.value)
        try:
            return Scalar(resolve_plain(event.value), mark, event.value)
        except ValueError as error:
            self._findings.report(mark, str(error), found=event.value)
            return Scalar(0, mark, event.value)

    def _sequence(self, event: Any, depth: int) -> Sequence:
        items = []
        while not isinstance(inner := next(self._events), yaml.SequenceEndEvent):
            items.append(self._node(inner, depth + 1))
        return Sequence(tuple(items), self._mark(event.start_mark))

    def _mapping(self, event: Any, depth: int) -> Mapping:
        items: dict[str, Node] = {}
        marks: dict[str, Mark] = {}
        ambiguous: set[str] = set()
        while not isinstance(inner := next(self._events), yaml.MappingEndEvent):
            key = self._node(inner, depth + 1)
            value = self._node(next(self._events), depth + 1)
            self._keep(key, value, self._mark(inner.start_mark), (items, marks, ambiguous))
        return Mapping(items, self._mark(event.start_mark), marks, frozenset(ambiguous))

    def _keep(
        self,
        key: Node,
        value: Node,
        mark: Mark,
        kept: tuple[dict[str, Node], dict[str, Mark], set[str]],
    ) -> None:
        items, marks, ambiguous = kept
        if not isinstance(key, Scalar):
            self._findings.report(mark, "a key must be text, not a list or a mapping")
            return
        name = key.text
        if unseen := next((c for c in name if _unseen(c)), ""):
            self._findings.report(
                mark,
                "a key holds a character that can't be seen, or a space that is none; delete it",
                found=f"character {ord(unseen):#06x} in '{name}'",
            )
            return
        if name == "<<" and not isinstance(value, Scalar):
            self._findings.report(
                mark, "merge keys are refused; use extends, which merges by name", found="<<"
            )
            return
        if name in items:
            self._findings.report(
                mark, f"this key is already stated in line {marks[name].line}", found=name
            )
            return
        if not isinstance(key.value, str) or isinstance(key.value, Word):
            ambiguous.add(name)
        items[name] = value
        marks[name] = mark
