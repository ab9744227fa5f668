"""Check one file's tree against the models; say where and what is allowed instead."""

import re
from typing import Any

from pydantic import ValidationError

from .language import shape
from .models import LONG, SHORT, model
from .nodes import Mapping, Mark, Node, Scalar, Sequence, Word, plain, shown
from .problems import Findings
from .shapes import Leaf, Listed, Named, Section, Shape, child

type Place = tuple[str | int, ...]


def validate(
    tree: Mapping, findings: Findings, spoiled: set[str], of: Section | None = None
) -> Mapping:
    """Report what may not stand in a normalised tree and return the tree without it.

    ``of`` is the shape of the file, that of a scenario by default.

    ``spoiled`` collects the paths that were dropped, so that later checks don't call them missing.
    """
    root = shape() if of is None else of
    try:
        model(root).model_validate(plain(tree))
    except ValidationError as error:
        places = []
        for mistake in error.errors(include_url=False, include_context=False):
            place = tuple(key for key in mistake["loc"] if key not in (SHORT, LONG))
            place = _report(tree, root, place, mistake["type"], findings)
            places.append(place)
            spoiled.add(".".join(str(key) for key in place))
        for place in sorted(set(places), key=_position, reverse=True):
            tree = _without(tree, place)  # type: ignore[assignment]  # the root is never dropped
    return tree


def _position(place: Place) -> tuple[tuple[bool, int, str], ...]:
    return tuple((isinstance(k, str), k if isinstance(k, int) else 0, str(k)) for k in place)


def _report(tree: Mapping, root: Section, place: Place, kind: str, findings: Findings) -> Place:
    """Say what is wrong at a place; return the place of the value that has to go."""
    parent: Shape = root
    of: Shape | None = parent
    node: Node = tree
    mark = tree.mark
    written = mark
    dropped: Place = place
    for depth, key in enumerate(place):
        if isinstance(of, Leaf) and len(dropped) > depth:
            dropped = place[:depth]
        parent = of if of is not None else parent
        of = child(parent, key)
        if isinstance(node, Mapping) and isinstance(key, str):
            written = node.where(key)
        node, mark = _below(node, key, mark)
    path = ".".join(str(key) for key in place)
    if kind == "extra_forbidden":
        _unknown_key(tree, parent, place, written if written.line else mark, findings)
    elif kind == "literal_error" and isinstance(parent, Named) and place[-1] == "[key]":
        findings.report(mark, f"{path} is unknown", allowed=parent.keys)
    elif findings.has(mark):
        # The reader has refused what is written here: what stands for it is no second mistake.
        pass
    elif isinstance(of, Leaf):
        if isinstance(node, Scalar) and isinstance(node.value, Word) and of.kind != "any":
            hint = " (quote it if it is a name)" if of.kind in ("state", "rung") else ""
            findings.report(mark, f"{path} must be {of.allowed()}{hint}", found=node.text)
        else:
            findings.report(
                mark,
                f"{path} must be {of.allowed()}",
                found=shown(node),
                near=of.choices,
                nearest=_meant(of, node),
            )
    else:
        findings.report(mark, f"{path} must be {_container(of)}", found=shown(node))
    return dropped


def _unknown_key(
    tree: Mapping, parent: Shape, place: Place, mark: Mark, findings: Findings
) -> None:
    of_value = isinstance(parent, Leaf)
    if isinstance(parent, Leaf):
        parent = parent.full()
    allowed = list(parent.fields) if isinstance(parent, Section) else []
    noun = parent.noun if isinstance(parent, Section) else "list"
    where = ".".join(str(key) for key in place[:-1])
    found = str(place[-1])
    message = f"unknown key of {where}" if where else f"unknown key of the {noun}"
    if of_value and found.isdecimal():
        message += ": a comma parts entries here, and a number has a decimal point"
    elif above := _empty_above(tree, place):
        message += f": {above} above it holds nothing; what belongs to it is indented further"
    findings.report(mark, message, found=found, allowed=allowed, near=allowed)


def _empty_above(tree: Mapping, place: Place) -> str:
    """The key just above one that is unknown, where it holds nothing, else an empty text."""
    node: Node = tree
    for key in place[:-1]:
        node, _ = _below(node, key, node.mark)
    if not isinstance(node, Mapping) or place[-1] not in node.items:
        return ""
    keys = list(node.items)
    at = keys.index(str(place[-1]))
    above = node.items[keys[at - 1]] if at else None
    empty = isinstance(above, Scalar) and above.value is None
    return keys[at - 1] if empty or (isinstance(above, Mapping) and not above.items) else ""


def _meant(of: Leaf, node: Node) -> str:
    """The number that was meant by 0,9 or 90 (or 90%) where a number from 0 to 1 belongs."""
    if not isinstance(node, Scalar) or of.kind not in ("number", "any"):
        return ""
    written = node.text.strip()
    decimal = re.fullmatch(r"([-+]?[0-9]+),([0-9]+)", written)
    if decimal:
        number = float(f"{decimal[1]}.{decimal[2]}")
    else:
        percent = re.fullmatch(r"([0-9]+(?:\.[0-9]+)?) ?%?", written)
        if percent is None or (of.low, of.high) != (0, 1):
            return ""
        number = float(percent[1]) / 100
    return f"{number:g}" if of.low <= number <= of.high else ""


def _container(of: Shape | None) -> str:
    if isinstance(of, Named) and isinstance(of.each, Section):
        return f"a mapping by name, or a list of items with a name, each a {of.noun}"
    if isinstance(of, Listed):
        return f"a list of {of.length} numbers" if of.length else "a list"
    if isinstance(of, Section) and of.noun == "mechanism":
        whole = "a mapping of its parameters"
        return f"on, off or {whole}" if of.shorthand else f"{whole}: it has no switch"
    return "a mapping"


def _below(node: Node, key: str | int, mark: Mark) -> tuple[Node, Mark]:
    if isinstance(node, Mapping) and isinstance(key, str) and key in node.items:
        inner = node.items[key]
        return inner, node.where(key) if isinstance(inner, Mapping) else _known(
            inner, node.where(key)
        )
    if isinstance(node, Sequence) and isinstance(key, int) and key < len(node.items):
        return node.items[key], node.items[key].mark
    return node, mark


def _known(node: Node, key: Mark) -> Mark:
    return node.mark if node.mark.line else key


def _without(node: Node, place: Place) -> Node:
    """The tree without what stands at ``place``."""
    key: Any = place[0] if place else None
    if isinstance(node, Mapping) and key in node.items:
        items = dict(node.items)
        if len(place) == 1:
            del items[key]
        else:
            items[key] = _without(items[key], place[1:])
        return node.changed(items)
    if isinstance(node, Sequence) and isinstance(key, int) and key < len(node.items):
        kept = list(node.items)
        if len(place) == 1:
            del kept[key]
        else:
            kept[key] = _without(kept[key], place[1:])
        return Sequence(tuple(kept), node.mark)
    return node
