"""Claims about what a scenario assumes, each of which can be left out.

A claim names values that say the scenario without it. ``claims.NAME.holds`` is true unless a file or a
setting says otherwise; where it is false, those values hold. So a claim can be set, varied and
attributed by the path of one truth value, like any parameter.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from .entities import section
from .nodes import Mapping, Node, Plain, Scalar, Word
from .problems import Findings
from .reading import TRUTH_WORDS
from .rules import text

AXIS, HOLDS, WITHOUT = "claims", "holds", "without"
EVERY = "all"
"""Stands for the name of every claim in a setting."""

Apply = Callable[[Mapping, str, Node], Mapping]


@dataclass(frozen=True, slots=True)
class Claim:
    """What is claimed, whether the scenario assumes it, and the paths that it decides."""

    name: str
    meaning: str
    holds: bool
    paths: tuple[str, ...]


def claims(tree: Mapping) -> tuple[Claim, ...]:
    """The claims of a merged tree, in the order in which they are stated."""
    listed = section(tree, AXIS)
    return tuple(
        Claim(name, text(body, "meaning"), _holds(body), tuple(section(body, WITHOUT)))
        for name, body in listed.items.items()
    )


def without_claims(tree: Mapping, apply: Apply) -> Mapping:
    """The tree with the values of every claim that does not hold.

    ``apply`` lays a value at a path over a tree, and reports what is wrong with it.
    """
    for _, body in _left_out(tree):
        evidence = body.get("evidence") if isinstance(body, Mapping) else None
        for path, value in section(body, WITHOUT).items.items():
            if not _is_gone(tree, path):
                tree = apply(tree, path, _supported(value, evidence))
    return tree


def expanded(tree: Mapping, path: str) -> tuple[str, ...]:
    """The paths that a path means: ``claims.all.X`` is that of every claim, ``claims.3.X`` of the third."""
    keys = path.split(".")
    names = list(section(tree, AXIS))
    if keys[0] != AXIS or len(keys) < 2 or keys[1] in names:
        return (path,)
    if keys[1] == EVERY:
        return tuple(".".join([AXIS, name, *keys[2:]]) for name in names)
    if keys[1].isdecimal() and 1 <= int(keys[1]) <= len(names):
        return (".".join([AXIS, names[int(keys[1]) - 1], *keys[2:]]),)
    return (path,)


def report_overridden(tree: Mapping, paths: Iterable[str], findings: Findings) -> None:
    """Report settings of values that a claim decides which is left out."""
    for name, body in _left_out(tree):
        without = section(body, WITHOUT)
        for path in paths:
            if path in without.items:
                findings.report(
                    without.where(path),
                    f"{path} is decided by the claim {name}, which is left out; set one of the two",
                    found=path,
                )


def _left_out(tree: Mapping) -> Iterator[tuple[str, Node]]:
    """Claims that do not hold, by name."""
    return ((name, body) for name, body in section(tree, AXIS).items.items() if not _holds(body))


def _holds(body: Node) -> bool:
    holds = body.get(HOLDS) if isinstance(body, Mapping) else None
    value: Plain = holds.value if isinstance(holds, Scalar) else True
    return bool(TRUTH_WORDS.get(value.lower(), True) if isinstance(value, Word) else value)


def _is_gone(tree: Mapping, path: str) -> bool:
    """Whether a path removes what is not there: a scenario may have removed it itself."""
    *row, last = path.split(".")
    node: Node | None = tree
    for key in row:
        node = node.get(key) if isinstance(node, Mapping) else None
    return last == "remove" and node is None


def _supported(value: Node, evidence: Node | None) -> Node:
    """A number with the evidence of its claim, where it has none of its own."""
    if evidence is None or not isinstance(value, Scalar):
        return value
    if isinstance(value.value, bool) or not isinstance(value.value, int | float):
        return value
    items = {"value": value, "evidence": evidence}
    return Mapping(items, value.mark, dict.fromkeys(items, value.mark))
