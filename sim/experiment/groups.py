"""Scenarios between two others: what differs, grouped by named thing, and any part of it laid over."""

from collections.abc import Collection, Iterator
from typing import Any, NamedTuple

from ..errors import InputError, ScenarioError
from ..scenario.loading import resolved
from ..scenario.nodes import Mapping, Node, plain
from ..scenario.problems import Findings
from ..scenario.scenario import Scenario

Path = tuple[str, ...]
_ROWS = ("rivalries", "alliances", "pacts", "sanctions", "ties", "timeline", "mechanisms", "claims")
_OF_STATES = ("policies", "doctrine", "stocks", "tracks", "levels")
_NOT_ASSUMPTIONS = ("name", "title", "description", "extends", "outcomes", "seed")
_BOUND = ("states", "rivalries", "alliances", "pacts", "ties")


class Group(NamedTuple):
    """Assumptions that change together, under the name of what they belong to."""

    name: str
    paths: tuple[Path, ...]


def groups(a: Scenario, b: Scenario) -> tuple[Group, ...]:
    """What B assumes otherwise than A, by named thing: an alliance, a mechanism, an entry.

    Plain numbers of a state are one group, its policies, doctrine, stocks, tracks and levels one
    each. States that only one scenario has form one group with the rows that come with them and
    with all else that can't be said without them. What changes no result is left out.

    Raises
    ------
    InputError
        If the differences can't be told apart.
    """
    found = [Group(name, tuple(paths)) for name, paths in _by_name(a.tree, b.tree).items()]
    bound = _bound(a, b, found)
    if bound:
        joined = Group(_joined_name(bound), tuple(path for g in bound for path in g.paths))
        found = [joined, *(group for group in found if group not in bound)]
    whole = said(between(a, b, found))
    if whole != said(b):
        raise InputError(f"what {b.name} and {a.name} differ in can't be told apart by name")
    start = said(a)
    return tuple(
        sorted(
            group
            for group in found
            if said(between(a, b, [group])) != start
            or said(between(a, b, [g for g in found if g != group])) != whole
        )
    )


def between(a: Scenario, b: Scenario, some: Collection[Group]) -> Scenario:
    """Scenario A with some groups of assumptions taken from B.

    Raises
    ------
    InputError
        If they make no scenario without the others.
    """
    tree: Mapping = a.tree
    for group in some:
        for path in group.paths:
            tree = _replaced(tree, b.tree, path)
    try:
        return resolved(tree, a.folder, Findings(), set()).varying(a.varied | b.varied)
    except ScenarioError as error:
        names = ", ".join(group.name for group in some) or "nothing"
        raise InputError(
            f"{a.name} with {names} taken from {b.name} is no scenario: {error}"
        ) from error


def said(scenario: Scenario) -> dict[str, Any]:
    """All of a scenario that its trials depend on, but the seed and its own outcomes."""
    kept = scenario.canonical().items()
    return {key: value for key, value in kept if key not in ("name", "seed", "outcomes")}


def _by_name(a: Mapping, b: Mapping) -> dict[str, list[Path]]:
    found: dict[str, list[Path]] = {}
    for path in _differing(a, b):
        found.setdefault(_name(path), []).append(path)
    return found


def _differing(a: Mapping, b: Mapping) -> Iterator[Path]:
    """Paths to swap: rows of an axis, a state's parameters or sections, top-level values."""
    for key in dict.fromkeys([*a.items, *b.items]):
        one, other = a.get(key), b.get(key)
        if key in _NOT_ASSUMPTIONS or _plain(one) == _plain(other):
            continue
        rows = key in (*_ROWS, "states")
        if not rows or not isinstance(one, Mapping) or not isinstance(other, Mapping):
            yield (key,)
            continue
        for row in dict.fromkeys([*one.items, *other.items]):
            here, there = one.get(row), other.get(row)
            if _plain(here) == _plain(there):
                continue
            if key != "states" or not isinstance(here, Mapping) or not isinstance(there, Mapping):
                yield (key, row)
                continue
            for field in dict.fromkeys([*here.items, *there.items]):
                if _plain(here.get(field)) != _plain(there.get(field)):
                    yield (key, row, field)


def _name(path: Path) -> str:
    if path[0] == "states" and len(path) == 3 and path[2] not in _OF_STATES:
        return ".".join(path[:2])
    return ".".join(path)


def _bound(a: Scenario, b: Scenario, found: list[Group]) -> list[Group]:
    """Groups that stand and fall together because states come or go."""
    if set(a.names["states"]) == set(b.names["states"]):
        return []
    come_or_go = {
        (axis, row)
        for axis in _BOUND
        for row in set(_rows(a.tree, axis)) ^ set(_rows(b.tree, axis))
    }
    bound = [group for group in found if set(group.paths) & come_or_go]
    for group in found:
        if group not in bound:
            rest = [g for g in found if g != group]
            if not (_stands(a, b, [group]) and _stands(a, b, rest)):
                bound.append(group)
    return bound


def _stands(a: Scenario, b: Scenario, some: Collection[Group]) -> bool:
    try:
        between(a, b, some)
    except InputError:
        return False
    return True


def _joined_name(bound: list[Group]) -> str:
    states = [group.name for group in bound if group.name.startswith("states.")]
    return f"{', '.join(states or [bound[0].name])} and what comes with them"


def _rows(tree: Mapping, axis: str) -> list[str]:
    listed = tree.get(axis)
    return list(listed.items) if isinstance(listed, Mapping) else []


def _plain(node: Node | None) -> Any:
    return None if node is None else plain(node)


def _replaced(tree: Mapping, other: Node | None, path: Path) -> Mapping:
    """The tree with what the other holds at a path; without anything there, if it holds nothing."""
    key, rest = path[0], path[1:]
    node = other.get(key) if isinstance(other, Mapping) else None
    below = tree.get(key)
    if rest:
        empty = Mapping({}, tree.mark)
        node = _replaced(below if isinstance(below, Mapping) else empty, node, rest)
    items = {k: v for k, v in tree.items.items() if k != key or node is not None}
    if node is not None:
        items[key] = node
    return Mapping(items, tree.mark, {k: tree.where(k) for k in items}, tree.ambiguous)
