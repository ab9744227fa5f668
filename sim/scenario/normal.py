"""Bring a file's tree into one form: lists of named things by name, short forms written out."""

import unicodedata

from .nodes import Mapping, Mark, Node, Scalar, Sequence, Word
from .problems import Findings
from .shapes import Leaf, Listed, Named, Section, Shape

MOST_NAMED = 500
"""Most items of one kind; a scenario that needs more is a mistake or an attack."""


def normalise(node: Node, of: Shape, findings: Findings, path: str = "") -> Node:
    """The tree in its one form; what has no such form is left for the models to refuse."""
    if isinstance(of, Leaf):
        return node
    if isinstance(node, Scalar) and node.value is None and not isinstance(of, Listed):
        return Mapping({}, node.mark)
    if isinstance(of, Section):
        return _section(node, of, findings, path)
    if isinstance(of, Named):
        return _named(node, of, findings, path)
    if isinstance(node, Sequence):
        items = tuple(normalise(item, of.each, findings, path) for item in node.items)
        return Sequence(items, node.mark)
    return node


def _section(node: Node, of: Section, findings: Findings, path: str) -> Node:
    if isinstance(node, Scalar) and of.shorthand:
        return Mapping({of.shorthand: node}, node.mark, {of.shorthand: node.mark})
    if not isinstance(node, Mapping):
        return node
    items = {
        key: normalise(item, of.fields[key], findings, _join(path, key))
        if key in of.fields
        else item
        for key, item in node.items.items()
    }
    return node.changed(items)


def _named(node: Node, of: Named, findings: Findings, path: str) -> Node:
    listed = isinstance(of.each, Section) and not of.paths
    if isinstance(node, Sequence) and listed:
        node = _by_name(node, of, findings)
    if not isinstance(node, Mapping):
        return node
    if len(node.items) > MOST_NAMED:
        findings.report(
            node.mark,
            f"{path} lists more than {MOST_NAMED} items",
            found=f"{len(node.items)} items",
        )
        return Mapping({}, node.mark)
    items: dict[str, Node] = {}
    for name, body in node.items.items():
        mark = node.where(name)
        if listed:
            if name in node.ambiguous:
                _ask_for_quotes(name, of.noun, mark, findings)
            if not _is_name(name, of, mark, findings):
                continue
        inner = normalise(body, of.each, findings, _join(path, name))
        items[name] = _own_name(inner, name, of, findings) if listed else inner
    return node.changed(items)


def _by_name(node: Sequence, of: Named, findings: Findings) -> Mapping:
    items: dict[str, Node] = {}
    marks: dict[str, Mark] = {}
    for item in node.items:
        name = item.get("name") if isinstance(item, Mapping) else item
        if not isinstance(name, Scalar) or not isinstance(name.value, str):
            what = "this item has no name" if name is None else "the name must be text; quote it"
            found = name.text if isinstance(name, Scalar) else ""
            findings.report(
                item.mark, f"{what} (each {of.noun} of the list needs one)", found=found
            )
            continue
        if isinstance(name.value, Word):
            _ask_for_quotes(name.text, of.noun, name.mark, findings)
        text = str(name.value)
        if text in items:
            findings.report(
                name.mark,
                f"this {of.noun} is already listed in line {marks[text].line}",
                found=text,
            )
            continue
        items[text] = item if isinstance(item, Mapping) else Mapping({}, item.mark)
        marks[text] = name.mark
    return Mapping(items, node.mark, marks)


def _own_name(body: Node, name: str, of: Named, findings: Findings) -> Node:
    """The body without a ``name`` that only repeats its key."""
    each = of.each
    if not isinstance(body, Mapping) or not isinstance(each, Section) or "name" in each.fields:
        return body
    stated = body.get("name")
    if stated is None:
        return body
    if not isinstance(stated, Scalar) or stated.value != name:
        findings.report(
            stated.mark, f"this {of.noun} is named {name} by its key; drop the other name"
        )
    return body.changed({key: item for key, item in body.items.items() if key != "name"})


def _ask_for_quotes(name: str, noun: str, mark: Mark, findings: Findings) -> None:
    findings.report(
        mark,
        f"without quotes this is not a name to every reader of YAML; "
        f'write "{name}" in quotes to name a {noun} so',
        found=name,
    )


def _is_name(name: str, of: Named, mark: Mark, findings: Findings) -> bool:
    if of.keys and name not in of.keys:
        findings.report(mark, f"unknown {of.noun}", found=name, allowed=of.keys, near=of.keys)
        return False
    fault = ""
    if not name.strip():
        fault = "is empty"
    elif name != name.strip():
        fault = "begins or ends with a space"
    elif len(name) > 80:
        fault = "is longer than 80 characters"
    elif "." in name or "=" in name:
        fault = "holds a '.' or '=', which paths and --set need for themselves"
    elif any(unicodedata.category(character).startswith("C") for character in name):
        fault = "holds a character that can't be printed"
    if fault:
        findings.report(mark, f"the name of this {of.noun} {fault}", found=name)
    return not fault


def _join(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key
