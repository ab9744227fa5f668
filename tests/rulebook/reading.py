"""Which rule reads which parameter and which state variable, worked out from the rules' source.

A rule receives the parameters ``p`` and the world ``w``, or records of them. What an expression
refers to is followed through assignments, subscripts and calls until nothing new is learnt; an
attribute of a record is then a field of a known axis.

``python -m tests.rulebook.reading`` prints the table.
"""

import ast
import sys
from collections import defaultdict
from dataclasses import dataclass, field, fields
from functools import cache
from pathlib import Path

import sim.rulebook
from sim.rulebook.layout import Parameters, WorldState

ROOT = Path(sim.rulebook.__file__).parent
AXES = {"p": {f.name for f in fields(Parameters)}, "w": {f.name for f in fields(WorldState)}}
"""Axes of the parameters ("p") and of the world ("w")."""


@dataclass(frozen=True, order=True)
class Field:
    """A field of an axis: ``side`` is p for parameters, w for the world."""

    side: str
    axis: str
    name: str


BESIDE_THE_RECORDS = {
    ("alliances", "believed"): Field("w", "beliefs", ""),
    ("ties", "tie"): Field("p", "ties", ""),
    **{
        ("ladder", f"needs_{stock}"): Field("p", "scales", "")
        for stock in ("elite", "shells", "missiles", "command")
    },
}
"""Parameters whose values go into a table of two axes, and that table."""


@dataclass
class Rule:
    """A function that rules are made of, and what its local names refer to."""

    module: str
    tree: ast.FunctionDef
    names: dict[str, set[tuple[str, ...]]] = field(default_factory=lambda: defaultdict(set))


def module_name(path: Path) -> str:
    """Dotted name below ``sim.rulebook``."""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts)


@cache
def modules() -> dict[str, ast.Module]:
    """Syntax tree of every rulebook module by name."""
    return {
        module_name(path): ast.parse(path.read_text(encoding="utf-8"))
        for path in sorted(ROOT.rglob("*.py"))
    }


def rules_of(tree: ast.Module) -> list[ast.FunctionDef]:
    """Functions that carry the ``rule`` decorator."""
    return [
        node
        for node in tree.body
        if isinstance(node, ast.FunctionDef)
        and any(
            isinstance(d, ast.Name) and d.id in {"rule", "small_rule", "inlined_rule"}
            for d in node.decorator_list
        )
    ]


@cache
def readers() -> dict[Field, frozenset[str]]:
    """Modules whose rules read a field; a field no rule reads is not a key."""
    rules = [Rule(name, node) for name, tree in modules().items() for node in rules_of(tree)]
    by_name: dict[str, list[Rule]] = defaultdict(list)
    for rule in rules:
        by_name[rule.tree.name].append(rule)
        for argument in rule.tree.args.args:
            if argument.arg in AXES:
                rule.names[argument.arg].add((argument.arg,))
    known = -1
    while known != (known := sum(len(s) for rule in rules for s in rule.names.values())):
        for rule in rules:
            _follow(rule, by_name)
    found: dict[Field, set[str]] = defaultdict(set)
    for rule in rules:
        for node in ast.walk(rule.tree):
            if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load):
                for kind in _kinds(rule, node.value):
                    if len(kind) == 2:
                        found[Field(kind[0], kind[1], node.attr)].add(rule.module)
            if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Load):
                for kind in _kinds(rule, node.value):
                    if len(kind) == 2:
                        found[Field(kind[0], kind[1], "")].add(rule.module)
    return {key: frozenset(value) for key, value in found.items()}


def _follow(rule: Rule, by_name: dict[str, list[Rule]]) -> None:
    for node in ast.walk(rule.tree):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                if isinstance(target, ast.Name):
                    rule.names[target.id] |= _kinds(rule, node.value)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            for called in by_name.get(node.func.id, []):
                for argument, value in zip(called.tree.args.args, node.args, strict=False):
                    called.names[argument.arg] |= _kinds(rule, value)


def _kinds(rule: Rule, node: ast.expr) -> set[tuple[str, ...]]:
    """What an expression may refer to: ("p",), ("p", "states") or, for numbers, nothing."""
    if isinstance(node, ast.Name):
        return set(rule.names[node.id])
    if isinstance(node, ast.Subscript):
        return {kind for kind in _kinds(rule, node.value) if len(kind) == 2}
    if isinstance(node, ast.IfExp):
        return _kinds(rule, node.body) | _kinds(rule, node.orelse)
    if isinstance(node, ast.Attribute):
        return {
            (*kind, node.attr)
            for kind in _kinds(rule, node.value)
            if len(kind) == 1 and node.attr in AXES[kind[0]]
        }
    return set()


def main() -> None:
    """Print every field and the modules that read it."""
    for key, names in sorted(readers().items()):
        what = "parameter" if key.side == "p" else "variable"
        where = f"{key.axis}.{key.name or '[...]'}"
        sys.stdout.write(f"{what:9} {where}: {', '.join(sorted(names))}\n")


if __name__ == "__main__":
    main()
