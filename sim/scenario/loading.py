"""From a name or a path to a resolved scenario, with every problem on the way reported at once."""

import unicodedata
from collections.abc import Iterable
from collections.abc import Mapping as Settings
from dataclasses import replace
from pathlib import Path
from typing import Any

from ..errors import Problem, ScenarioError
from .catalogue import catalogue, default_ladder
from .claims import expanded, report_overridden, without_claims
from .entities import section
from .files import chain, find
from .language import shape
from .merge import merge, place_new_rungs
from .nearest import closest
from .nodes import Mapping, Mark, Node, Scalar, Sequence, node_of
from .normal import normalise
from .overlay import overlay, parse_setting
from .problems import Findings
from .references import BEARING
from .resolve import resolve
from .scenario import Scenario
from .shapes import Leaf, Named
from .validate import validate
from .values import DEFAULT_LADDER, build

_OWN = ("name", "title", "description", "extends")
"""What a scenario says of itself and passes on to none that extends it."""


def load(name_or_path: str | Path, sets: Iterable[str] = ()) -> Scenario:
    """Read, check and resolve a scenario.

    Parameters
    ----------
    name_or_path : str or Path
        A shipped scenario's name, or the path of a file.
    sets : iterable of str
        Settings ``path=value`` laid over the file, the last one winning.

    Returns
    -------
    Scenario

    Raises
    ------
    ScenarioError
        With every problem found, each with its place, what is allowed and the nearest valid name.
    """
    path = find(name_or_path)
    findings = Findings()
    spoiled: set[str] = set()
    tree = _merged(path, findings, spoiled)
    paths: list[str] = []
    for setting in sets:
        parsed = parse_setting(setting, findings)
        if parsed is None:
            continue
        for one in expanded(tree, parsed[0]):
            tree = _overlaid(tree, one, parsed[1], findings, spoiled)
            paths.append(one)
    report_overridden(tree, paths, findings)
    return resolved(tree, str(path.resolve().parent), findings, spoiled)


def resolved(tree: Mapping, folder: str, findings: Findings, spoiled: set[str]) -> Scenario:
    """The scenario that a merged, validated tree means, without the claims that do not hold."""

    def apply(tree: Mapping, path: str, value: Node) -> Mapping:
        return _overlaid(tree, path, value, findings, spoiled)

    found = resolve(without_claims(tree, apply), folder, findings, spoiled, replaced)
    return replace(found, tree=tree)


def check(path: str | Path, *, strict: bool = False) -> list[Problem]:
    """Problems of a scenario file, none if it can be run.

    ``strict`` also asks for evidence behind every number that a file states.
    """
    try:
        scenario = load(path)
    except ScenarioError as error:
        return list(error.problems)
    if not strict:
        return []
    from .support import unsupported

    return [
        Problem(value.origin, 0, 0, f"{where} has no evidence; cite it or say assumption")
        for where, value in unsupported(scenario)
    ]


def replaced(scenario: Scenario, settings: Settings[str, Any]) -> Scenario:
    """The scenario with other values at some paths; see ``Scenario.replace``."""
    settings = {unicodedata.normalize("NFC", path): value for path, value in settings.items()}
    quick = _replace_values(scenario, settings)
    if quick is not None:
        return quick
    findings = Findings()
    spoiled: set[str] = set()
    tree = scenario.tree
    for path, value in settings.items():
        known = isinstance(value, Scalar | Sequence | Mapping)
        node = value if known else node_of(value, Mark(f"setting {path}"))
        for one in expanded(tree, path):
            tree = _overlaid(tree, one, node, findings, spoiled)
    report_overridden(tree, settings, findings)
    return resolved(tree, scenario.folder, findings, spoiled)


def _merged(path: Path, findings: Findings, spoiled: set[str]) -> Mapping:
    """The trees of a file and all it extends, over the default ladder, each checked on its own."""
    tree = Mapping({}, Mark(str(path), 1, 1))
    files = chain(path, findings)
    checked = [_checked(raw, findings, spoiled) for raw in files]
    if not files or _lacks_its_base(files[0]):
        # What the missing scenario would have held would only be missed again.
        findings.stop()
    for number, over in enumerate(checked):
        base = tree.changed({k: node for k, node in tree.items.items() if k not in _OWN})
        tree = _laid(base, over if number else _with_default_rungs(over), findings)
    if tree.get("name") is None:
        tree = tree.changed({**tree.items, "name": node_of(path.stem, tree.mark)})
    return tree


def _lacks_its_base(most_basic: Mapping) -> bool:
    """Whether a file that nothing was found for to extend was to extend something."""
    known = shape().fields
    return any(
        key == "extends" or (key not in known and closest(key, known) == "extends")
        for key in most_basic.items
    )


def _checked(raw: Node, findings: Findings, spoiled: set[str]) -> Mapping:
    tree = normalise(raw, shape(), findings)
    return validate(tree, findings, spoiled) if isinstance(tree, Mapping) else Mapping({}, raw.mark)


def _laid(base: Mapping, over: Mapping, findings: Findings) -> Mapping:
    tree = merge(base, over, shape(), findings)
    if not isinstance(tree, Mapping):
        return over
    before, after = section(base, "ladder"), section(tree, "ladder")
    if not before.items or not after.items:
        return tree
    stated = section(over, "ladder")
    if stated.items and all(
        name in before.items and isinstance(body, Mapping) and not body.items
        for name, body in stated.items.items()
    ):
        findings.report(
            over.where("ladder"),
            "these rungs are there already; to shorten the ladder of an extended scenario, "
            "write NAME: {remove: true} for each rung that goes",
        )
    return tree.changed({**tree.items, "ladder": place_new_rungs(before, after)}, tree.marks)


def _overlaid(
    tree: Mapping, path: str, value: Node, findings: Findings, spoiled: set[str]
) -> Mapping:
    over = overlay(tree, path, value, findings)
    if over is None:
        return tree
    laid = _laid(tree, _checked(over, findings, spoiled), findings)
    return Mapping(laid.items, tree.mark, laid.marks)


def _with_default_rungs(tree: Mapping) -> Mapping:
    """The most basic file with the default ladder, or with what its own rungs take from it.

    A file without ``extends`` lists its whole ladder; a rung of a default rung's name has that
    rung's values wherever the file says nothing else.
    """
    mark = Mark(DEFAULT_LADDER)
    defaults = {
        str(rung["name"]): node_of({k: v for k, v in rung.items() if k != "name"}, mark)
        for rung in default_ladder()
    }
    stated = section(tree, "ladder")
    if not stated.items:
        ladder: Node = Mapping(defaults, mark, dict.fromkeys(defaults, mark))
        return Mapping({**tree.items, "ladder": ladder}, tree.mark, {**tree.marks, "ladder": mark})
    shapes = shape().fields["ladder"]
    each = shapes.each if isinstance(shapes, Named) else shape()
    rungs = {}
    for name, body in stated.items.items():
        base = defaults.get(name)
        rungs[name] = merge(base, body, each, Findings()) if base is not None else body
    return tree.changed({**tree.items, "ladder": stated.changed(rungs)})


def _replace_values(scenario: Scenario, settings: Settings[str, Any]) -> Scenario | None:
    """The quick way, for numbers on which nothing else depends; None where it can't be taken."""
    values = dict(scenario.values)
    tree = scenario.tree
    findings = Findings()
    for path, given in settings.items():
        if any(path in claim.paths and not claim.holds for claim in scenario.claims):
            return None
        leaf = number_leaf(scenario, path)
        if path.endswith(BEARING):
            # A scenario may need references then that it did not need before.
            return None
        if leaf is None or isinstance(given, bool) or not isinstance(given, int | float):
            return None
        node = node_of(given, Mark(f"setting {path}"))
        value = build(leaf, node, path, findings)
        if value is None:
            return None
        values[path] = value
        tree = _written(tree, path.split("."), node)
    return replace(scenario, values=values, tree=tree)


def number_leaf(scenario: Scenario, path: str) -> Leaf | None:
    """What a number may be on which nothing else depends; None for any other parameter."""
    keys = path.split(".")
    if path not in scenario.values or keys[0] in ("timeline", "ladder") or "doctrine" in keys:
        return None
    axis = keys[0]
    if axis == "mechanisms":
        axis = ".".join(keys[:2])
    elif axis == "states" and len(keys) > 3:
        axis = keys[2]
    parameter = catalogue().parameters(axis).get(keys[-1])
    # What names a state, rung or option is checked against others, so only numbers go this way.
    if parameter is None or parameter.kind not in ("number", "integer") or axis == "policies":
        return None
    return None if scenario.values[path].evidence in scenario.hindsight else Leaf.of(parameter)


def _written(tree: Mapping, keys: list[str], node: Node) -> Mapping:
    """The tree with ``node`` at the end of ``keys``."""
    key = keys[0]
    if len(keys) > 1:
        below = tree.get(key)
        node = _written(
            below if isinstance(below, Mapping) else Mapping({}, node.mark), keys[1:], node
        )
    return Mapping({**tree.items, key: node}, tree.mark, {**tree.marks, key: tree.where(key)})
