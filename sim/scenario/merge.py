"""Lay one file over another: deep, by name, and removing only what is said to be removed."""

from .nodes import Mapping, Mark, Node, Scalar
from .problems import Findings
from .shapes import Named, Section, Shape


def merge(base: Node | None, over: Node, of: Shape, findings: Findings) -> Node:
    """The tree in which ``over``, where it says something, holds instead of ``base``.

    A value with its range and evidence is one thing: whoever states it states all of it.
    """
    if isinstance(of, Section) and isinstance(over, Mapping) and not of.whole:
        return _merge_fields(base, over, of, findings)
    if isinstance(of, Named) and isinstance(over, Mapping):
        return _merge_names(base, over, of, findings)
    return over


def _parts(base: Node | None) -> tuple[dict[str, Node], dict[str, Mark]]:
    if not isinstance(base, Mapping):
        return {}, {}
    return dict(base.items), dict(base.marks)


def _merge_fields(base: Node | None, over: Mapping, of: Section, findings: Findings) -> Node:
    items, marks = _parts(base)
    for key, node in over.items.items():
        inner = of.fields.get(key)
        items[key] = merge(items.get(key), node, inner, findings) if inner is not None else node
        marks[key] = over.where(key)
    return Mapping(items, over.mark, marks)


def _merge_names(base: Node | None, over: Mapping, of: Named, findings: Findings) -> Node:
    items, marks = _parts(base)
    for name, body in over.items.items():
        if is_removal(body):
            if isinstance(body, Mapping) and len(body.items) > 1:
                findings.report(
                    over.where(name), f"this {of.noun} is removed and yet states more", found=name
                )
            if name not in items:
                findings.report(
                    over.where(name),
                    f"there is no {of.noun} of this name to remove",
                    found=name,
                    near=items,
                )
            items.pop(name, None)
            continue
        items[name] = merge(items.get(name), body, of.each, findings)
        marks[name] = over.where(name)
    return Mapping(items, over.mark, marks)


def is_removal(body: Node) -> bool:
    """Whether a named thing's body says only that it is removed."""
    if not isinstance(body, Mapping):
        return False
    remove = body.get("remove")
    return isinstance(remove, Scalar) and remove.value is True


def place_new_rungs(base: Mapping, merged: Mapping) -> Mapping:
    """The ladder with rungs that ``base`` did not have moved to where their severity puts them."""
    order = [name for name in merged if name in base.items]
    for name in merged:
        if name in base.items:
            continue
        severity = severity_of(merged.items[name])
        later = [i for i, known in enumerate(order) if severity_of(merged.items[known]) > severity]
        order.insert(later[0] if later else len(order), name)
    return merged.changed({name: merged.items[name] for name in order})


def severity_of(rung: Node) -> float:
    """Severity that a rung's body states; infinite where it states none."""
    stated = rung.get("severity") if isinstance(rung, Mapping) else None
    if isinstance(stated, Mapping):
        stated = stated.get("value")
    value = stated.value if isinstance(stated, Scalar) else None
    return float(value) if isinstance(value, int | float) else float("inf")
