"""Parts of a study's tree that need not be there."""

from ...scenario.nodes import Mapping, Scalar, Word
from .study import Plain


def part(tree: Mapping, key: str) -> Mapping:
    """What stands at a key of a study, empty where nothing does."""
    found = tree.get(key)
    return found if isinstance(found, Mapping) else Mapping({}, tree.where(key))


def plain_of(tree: Mapping, key: str, otherwise: Plain | None = None) -> Plain | None:
    """The plain value at a key, or another where there is none."""
    node = tree.get(key)
    return node.value if isinstance(node, Scalar) and node.value is not None else otherwise


def number_of(tree: Mapping, key: str, otherwise: int) -> int:
    """The whole number at a key, or another where there is none."""
    value = plain_of(tree, key)
    return value if isinstance(value, int) else otherwise


def text_of(tree: Mapping, key: str) -> str:
    """The text at a key, empty where there is none."""
    value = plain_of(tree, key, "")
    return str(value) if isinstance(value, Word) else str(value or "").strip()
