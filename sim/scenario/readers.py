"""Which modules of the rulebook read or write a field: found in their sources, not kept in a list."""

import ast
from functools import cache
from pathlib import Path


@cache
def _modules(context: type[ast.expr_context]) -> dict[str, tuple[str, ...]]:
    """Rulebook modules by the names of the attributes that they use in one way."""
    folder = Path(__file__).resolve().parents[1] / "rulebook"
    users: dict[str, set[str]] = {}
    for path in sorted(folder.rglob("*.py")):
        module = ".".join(path.relative_to(folder).with_suffix("").parts)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and isinstance(node.ctx, context):
                users.setdefault(node.attr, set()).add(module)
    return {name: tuple(sorted(modules)) for name, modules in users.items()}


def readers(field: str) -> tuple[str, ...]:
    """Modules of the rulebook that read ``field``, such as ``terms.moral_hazard``.

    A field of the same name on another axis counts as well: sources name fields, not axes.
    """
    return _modules(ast.Load).get(field, ())


def writers(field: str) -> tuple[str, ...]:
    """Modules of the rulebook that change ``field`` in the course of a trial; as ``readers``."""
    return _modules(ast.Store).get(field, ())
