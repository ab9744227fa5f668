"""Which modules of the rulebook read a field: found in their sources, not kept in a list."""

import ast
from functools import cache
from pathlib import Path


@cache
def _loads() -> dict[str, tuple[str, ...]]:
    """Names of attributes that each rulebook module reads, the other way round."""
    folder = Path(__file__).resolve().parents[1] / "rulebook"
    readers: dict[str, set[str]] = {}
    for path in sorted(folder.rglob("*.py")):
        module = ".".join(path.relative_to(folder).with_suffix("").parts)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load):
                readers.setdefault(node.attr, set()).add(module)
    return {name: tuple(sorted(modules)) for name, modules in readers.items()}


def readers(field: str) -> tuple[str, ...]:
    """Modules of the rulebook that read ``field``, such as ``terms.moral_hazard``.

    A field of the same name on another axis counts as well: sources name fields, not axes.
    """
    return _loads().get(field, ())
