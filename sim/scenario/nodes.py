"""The tree a scenario file is read into: values that remember where they were written."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

type Plain = bool | int | float | str | None


@dataclass(frozen=True, slots=True)
class Mark:
    """Where something was written; line and column from 1, a line of 0 for a whole file."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}" if self.line else self.file


class Word(str):
    """Text written without quotes, which a reader of YAML 1.1 might take for a truth value."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Scalar:
    """One value: true or false, a finite number, text, or nothing (None)."""

    value: Plain
    mark: Mark
    text: str = ""


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list."""

    items: tuple["Node", ...]
    mark: Mark


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys and their values, in the order written; ``marks`` says where each key stands."""

    items: dict[str, "Node"]
    mark: Mark
    marks: dict[str, Mark] = field(default_factory=dict)
    ambiguous: frozenset[str] = frozenset()
    """Keys that were written without quotes and read as something other than a name."""

    def where(self, key: str) -> Mark:
        """Where ``key`` was written."""
        return self.marks.get(key, self.mark)

    def __iter__(self) -> Iterator[str]:
        return iter(self.items)

    def get(self, key: str) -> "Node | None":
        """The value of ``key``, or None."""
        return self.items.get(key)

    def changed(self, items: dict[str, "Node"], marks: dict[str, Mark] | None = None) -> "Mapping":
        """A mapping with other items, known to be written at the same place."""
        known = self.marks if marks is None else marks
        return Mapping(
            items, self.mark, {k: known.get(k, self.mark) for k in items}, self.ambiguous
        )


type Node = Scalar | Sequence | Mapping


def plain(node: Node) -> Any:
    """The node as ordinary Python values, without its marks."""
    if isinstance(node, Scalar):
        return node.value
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return {key: plain(item) for key, item in node.items.items()}


def node_of(value: Any, mark: Mark) -> Node:
    """Ordinary Python values as a node, everything written at ``mark``."""
    if isinstance(value, dict):
        items = {normal(str(key)): node_of(item, mark) for key, item in value.items()}
        return Mapping(items, mark, dict.fromkeys(items, mark))
    if isinstance(value, list | tuple):
        return Sequence(tuple(node_of(item, mark) for item in value), mark)
    if isinstance(value, str):
        value = normal(value)
    return Scalar(value, mark, "" if value is None else str(value))


def normal(text: str) -> str:
    """The text as it is compared, hashed and written: two spellings of one text are one."""
    readable = text.encode("utf-8", "replace").decode("utf-8")
    return unicodedata.normalize("NFC", readable)


def shown(node: Node) -> object:
    """What to show of a node in a message: its text, or what kind of thing it is."""
    if isinstance(node, Sequence):
        return "a list"
    if isinstance(node, Mapping):
        return "a mapping"
    if node.value is None:
        return node.text or "nothing"
    return node.value
