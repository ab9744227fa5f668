"""The rules' source uses only arithmetic that is equal, bit for bit, compiled and plain.

``**``, ``math.pow``, ``math.hypot``, ``math.gamma`` and ``math.lgamma`` differ in the last bit
between compiled and plain Python; so do NumPy's functions (``np.tanh`` for 28% of arguments) and
reductions of arrays, which are also summed in another order.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SIM = Path(__file__).resolve().parents[2] / "sim"

UNEQUAL_MATH = {"pow", "hypot", "gamma", "lgamma"}
UNEQUAL_BUILTINS = {"pow", "sum"}
REDUCTIONS = {"all", "any", "argmax", "argmin", "cumsum", "dot", "max", "mean", "min", "prod"}
REDUCTIONS |= {"std", "sum", "var"}
# Types and constants are exact, whoever evaluates them.
EXACT_NUMPY = {"bool_", "e", "float64", "inf", "int32", "int64", "nan", "pi", "uint32", "uint64"}
EXACT_NUMPY |= {"int8", "uint8"}
RULE_DECORATORS = {"rule", "small_rule", "inlined_rule", "njit"}


def breaches(source: str) -> list[str]:
    """Every breach in a rulebook module, as ``line: what``."""
    tree = ast.parse(source)
    names = _imported(tree)
    found = {*_unequal_arithmetic(tree, names)}
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef) and _is_rule(function):
            # The decorator and the annotations are never compiled.
            for statement in function.body:
                found |= {*_inexact_calls(statement, names)}
    return [f"{line}: {what}" for line, what in sorted(found)]


def _imported(tree: ast.Module) -> dict[str, str]:
    """What each imported name stands for: ``np`` for ``numpy``, ``tanh`` for ``numpy.tanh``."""
    names = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.asname or alias.name: alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names |= {a.asname or a.name: f"{node.module}.{a.name}" for a in node.names}
    return names


def _full_name(node: ast.AST, names: dict[str, str]) -> str:
    """The dotted name that an expression refers to, or an empty string."""
    if isinstance(node, ast.Name):
        return names.get(node.id, node.id)
    if isinstance(node, ast.Attribute):
        owner = _full_name(node.value, names)
        return f"{owner}.{node.attr}" if owner else ""
    return ""


def _is_rule(function: ast.FunctionDef) -> bool:
    for decorator in function.decorator_list:
        called = decorator.func if isinstance(decorator, ast.Call) else decorator
        if _full_name(called, {}).rpartition(".")[2] in RULE_DECORATORS:
            return True
    return False


def _unequal_arithmetic(tree: ast.Module, names: dict[str, str]) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.BinOp | ast.AugAssign) and isinstance(node.op, ast.Pow):
            yield node.lineno, "**"
        if isinstance(node, ast.Attribute | ast.Name):
            module, _, name = _full_name(node, names).rpartition(".")
            if module == "math" and name in UNEQUAL_MATH:
                yield node.lineno, f"math.{name}"


def _inexact_calls(body: ast.AST, names: dict[str, str]) -> Iterator[tuple[int, str]]:
    for node in ast.walk(body):
        if isinstance(node, ast.Attribute | ast.Name):
            module, _, name = _full_name(node, names).rpartition(".")
            if module.split(".")[0] == "numpy" and name not in EXACT_NUMPY:
                yield node.lineno, f"{module}.{name}"
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Name) and node.func.id in UNEQUAL_BUILTINS:
                yield node.lineno, node.func.id
            elif isinstance(node.func, ast.Attribute) and node.func.attr in REDUCTIONS:
                yield node.lineno, f".{node.func.attr}()"
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.MatMult):
            yield node.lineno, "@"


def _modules() -> list[Path]:
    return sorted(
        path for folder in ("kernel", "rulebook") for path in (SIM / folder).rglob("*.py")
    )


def test_every_rulebook_module_keeps_to_exact_arithmetic() -> None:
    modules = _modules()
    found = {
        str(path.relative_to(SIM)): bad
        for path in modules
        if (bad := breaches(path.read_text(encoding="utf-8")))
    }
    assert modules
    assert found == {}


def test_the_rules_are_recognised_by_their_decorator() -> None:
    functions = (
        node
        for path in _modules()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef)
    )
    assert any(_is_rule(function) for function in functions)


@pytest.mark.parametrize(
    ("source", "breach"),
    [
        ("HALF = 2 ** -1", "1: **"),
        ("def f(x):\n    x **= 2", "2: **"),
        ("import math\ny = math.hypot(3, 4)", "2: math.hypot"),
        ("import math as m\ny = m.pow(2, 3)", "2: math.pow"),
        ("from math import lgamma as lg\ny = lg(2)", "2: math.lgamma"),
        ("import numpy as np\n@rule\ndef f(x):\n    return np.tanh(x)", "4: numpy.tanh"),
        ("from numpy import exp\n@rule\ndef f(x):\n    return exp(x)", "4: numpy.exp"),
        ("import numpy as np\n@rule(cache=True)\ndef f(x):\n    return np.sum(x)", "4: .sum()"),
        ("@numba.njit\ndef f(x):\n    return x.mean()", "3: .mean()"),
        ("@rule\ndef f(x):\n    return sum(x)", "3: sum"),
        ("@rule\ndef f(x, y):\n    return x @ y", "3: @"),
    ],
)
def test_a_breach_is_found_with_its_line(source: str, breach: str) -> None:
    assert breach in breaches(source)


@pytest.mark.parametrize(
    "source",
    [
        "import math\n@rule\ndef f(x):\n    return math.exp(x) * math.sqrt(x) * x * x",
        "import numpy as np\n@rule\ndef f(x):\n    return max(x, np.inf) + np.uint64(7)",
        "import numpy as np\ndef table(x):\n    return np.exp(x)",
        "import numpy as np\n@rule\ndef f(x: np.ndarray) -> np.floating:\n    return x[0]",
        "def f(**options):\n    return dict(**options)",
    ],
)
def test_exact_arithmetic_passes(source: str) -> None:
    assert breaches(source) == []
