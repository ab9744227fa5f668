"""Settings on top of the files: ``--set path=value`` and values given in Python."""

import unicodedata

from .language import shape
from .nodes import Mapping, Mark, Node
from .problems import Findings
from .reading import read_text
from .shapes import Leaf, Listed, Named, Section, Shape, child

_ROWS_BY_NAME_ELSEWHERE = ("levels", "ties", "pairs")


def parse_setting(setting: str, findings: Findings) -> tuple[str, Node] | None:
    """Path and value of one ``path=value``, the value read as YAML."""
    shown_as = f"--set {setting if len(setting) <= 80 else setting[:79] + '…'}"
    shown_as = "".join(c if c.isprintable() else " " for c in shown_as)
    # Names are kept in NFC: as typed on some computers, a letter comes in several characters.
    path, equals, text = unicodedata.normalize("NFC", setting).partition("=")
    if not equals or not path.strip():
        findings.report(Mark(shown_as), "a setting is written path=value")
        return None
    value = read_text(text, shown_as, findings, lines=False)
    if value is None and not any(problem.file == shown_as for problem in findings):
        findings.report(Mark(shown_as), "a setting is written path=value; this one has no value")
    return None if value is None else (path.strip(), value)


def overlay(tree: Mapping, path: str, value: Node, findings: Findings) -> Mapping | None:
    """A tree that holds nothing but ``value`` at ``path``, to be merged over ``tree``."""
    keys = _keys(path)
    if not _stands(tree, keys, value.mark, findings):
        return None
    for key in reversed(keys):
        value = Mapping({key: value}, value.mark, {key: value.mark})
    return value if isinstance(value, Mapping) else None


def _shorthand(of: Shape | None) -> str:
    """The key that a plain value stands for in each of some named things; empty where it can't."""
    return of.each.shorthand if isinstance(of, Named) and isinstance(of.each, Section) else ""


def _keys(path: str) -> list[str]:
    """Keys of a path; what stands below ``set`` or ``otherwise`` is itself a path."""
    keys = path.split(".")
    if keys[0] == "timeline" and len(keys) > 3 and keys[2] in ("set", "otherwise"):
        return [*keys[:3], ".".join(keys[3:])]
    return keys


def _stands(tree: Mapping, keys: list[str], mark: Mark, findings: Findings) -> bool:
    """Whether each named thing on the way exists: a setting never invents one by a slip."""
    of: Shape | None = shape()
    node: Node | None = tree
    in_a_list = False
    for depth, key in enumerate(keys):
        last = depth == len(keys) - 1
        below = node.get(key) if isinstance(node, Mapping) else None
        axis = keys[depth - 1] if depth else ""
        named = isinstance(of, Named) and isinstance(of.each, Section) and not of.keys
        new = below is None and (not last or bool(_shorthand(of)))
        if named and new and axis not in _ROWS_BY_NAME_ELSEWHERE:
            known = list(node.items) if isinstance(node, Mapping) else []
            noun = of.noun if isinstance(of, Named) else axis
            findings.report(mark, f"there is no such {noun}", found=key, allowed=known, near=known)
            return False
        if isinstance(of, Leaf | Listed):
            findings.report(mark, f"{'.'.join(keys[:depth])} has nothing below it", found=key)
            return False
        removal = key == "remove" and last and in_a_list
        if isinstance(of, Section) and key not in of.fields and not removal:
            findings.report(
                mark,
                f"there is nothing of this name at {'.'.join(keys[:depth]) or 'the top'}",
                found=key,
                allowed=list(of.fields),
                near=of.fields,
            )
            return False
        in_a_list = isinstance(of, Named)
        of = child(of, key) if of is not None else None
        node = below
    return True
