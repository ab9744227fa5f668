"""Rules compiled by Numba alone give the same to the last bit, and a sentence says why they are."""

import ast
import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from sim.errors import InputError
from sim.kernel import capabilities
from sim.kernel.jit import plain_python

ROOT = Path(__file__).resolve().parents[2]
KERNEL = ROOT / "sim" / "kernel"
LINKED = ("cache", "indexing", "linked", "linked_tables", "linker")
DOCUMENTED = {"numba", "numba.core.cgutils", "numba.extending"}
"""Modules from which Numba's documentation imports what the plain path takes from them."""

PROGRAM = """
from dataclasses import dataclass
from typing import Any
import numpy as np
{before}
from sim.kernel.jit import inlined_rule, rule, small_rule
from sim.kernel.random import standard_normal, uniform
from sim.kernel.tables import Tables

@dataclass(frozen=True, eq=False)
class World(Tables):
    clock: Any
    keys: Any
    cube: Any
    words: Any

@small_rule
def squared(x):
    return x * x

@inlined_rule
def drawn(w, i, j):
    return standard_normal(uniform(w.keys, w.clock[0], i, j, np.uint64(7), 3))

@rule
def fill(w):
    for i in range(w.cube.shape[0]):
        for j in range(w.cube.shape[1]):
            for k in range(w.cube.shape[2]):
                w.cube[i, j, k] = squared(drawn(w, i, j)) + np.exp(w.words[0])
                w.clock[0].turn += 1
    return w.cube[1, 2, 3]

clock = np.zeros(1, [("trial", "i8"), ("month", "i8"), ("turn", "i8")]).view(np.recarray)
cube = np.zeros((2, 3, 4))
keys = np.arange(6, dtype=np.uint64).reshape(2, 3) * np.uint64(0x9E3779B97F4A7C15)
print(type(fill).__name__, fill(World(clock, keys, cube, cube.reshape(-1))).hex(), cube.tobytes().hex(), clock.turn[0])
"""

pytestmark = pytest.mark.skipif(plain_python(), reason="nothing is compiled")


def printed(place: Path, before: str = "", **environment: str) -> tuple[list[str], str]:
    """How a process compiles rules of every kind and what they give, and what it says of it."""
    program = place / "program.py"
    program.write_text(PROGRAM.format(before=before))
    settings = {
        "PYTHONPATH": str(ROOT),
        "PENINSULA_CACHE": str(place / "cache"),
        "PENINSULA_JIT": "",
    }
    done = subprocess.run(
        [sys.executable, str(program)],
        env={**os.environ, **settings, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.split(), done.stderr


def test_rules_give_the_same_by_both_paths_and_from_the_cache(tmp_path: Path) -> None:
    linked, said = printed(tmp_path)
    assert (linked[0], said) == ("Rule", "")
    for _ in range(2):
        plain, said = printed(tmp_path, PENINSULA_JIT="plain")
        assert plain[0] == "CPUDispatcher"
        assert plain[1:] == linked[1:]
        assert said.count("rules are compiled by Numba alone") == 1
        assert "PENINSULA_JIT is plain" in said


@pytest.mark.parametrize(
    ("before", "settings", "reason"),
    [
        ("", {"NUMBA_OPT": "1"}, "NUMBA_OPT is 1"),
        (
            "import numba.core.compiler_machinery as machinery; del machinery.PassManager",
            {},
            "has no numba.core.compiler_machinery.PassManager.add_pass and 1 more",
        ),
        ("", {"PENINSULA_JIT": "linked"}, ""),
    ],
)
def test_the_plain_path_is_taken_where_the_linked_one_would_break(
    tmp_path: Path, before: str, settings: dict[str, str], reason: str
) -> None:
    (way, *_), said = printed(tmp_path, before, **settings)
    assert way == ("CPUDispatcher" if reason else "Rule")
    assert reason in said
    assert bool(said) == bool(reason)


def test_a_path_that_is_none_is_refused_with_those_that_are(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PENINSULA_JIT", "palin")
    with pytest.raises(InputError, match="'palin'; allowed: linked, plain"):
        capabilities.why_plain.__wrapped__()


def test_the_installed_numba_has_every_private_name() -> None:
    assert list(capabilities.missing()) == []


@pytest.mark.parametrize(
    "name", [f"{module}:{name}" for module, names in capabilities.PRIVATE.items() for name in names]
)
def test_each_private_name_is_missed_where_it_is_not(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    module, _, path = name.partition(":")
    top = path.split(".", maxsplit=1)[0]
    monkeypatch.delattr(import_module(module), top)
    assert f"{module}.{path}" in capabilities.missing()


def test_a_member_given_at_making_is_missed_where_a_class_gives_none() -> None:
    class Made:
        def __init__(self) -> None:
            self._given = 1

    assert capabilities._has(Made, "_given")
    assert not capabilities._has(Made, "_other")


def imports_of_numba(module: str) -> set[tuple[str, str]]:
    """What a module of the kernel imports from Numba: from which module, and what."""
    tree = ast.parse((KERNEL / f"{module}.py").read_text())
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "numba":
            found |= {(str(node.module), alias.name) for alias in node.names}
        elif isinstance(node, ast.Import):
            found |= {
                (a.name, "") for a in node.names if a.name.split(".")[0] in ("numba", "llvmlite")
            }
    return found


def test_only_the_linked_path_imports_what_numba_does_not_document() -> None:
    for path in KERNEL.glob("*.py"):
        if path.stem not in LINKED:
            for module, name in imports_of_numba(path.stem):
                assert {module, f"{module}.{name}"} & {*DOCUMENTED, "llvmlite.binding"}, path


def test_every_private_import_of_the_linked_path_is_looked_up_beforehand() -> None:
    listed = {
        f"{module}.{name.split('.')[0]}"
        for module, names in capabilities.PRIVATE.items()
        for name in names
    }
    for module in LINKED:
        for place, name in imports_of_numba(module):
            if place in ("numba", "numba.extending") and name not in ("infer_getattr",):
                continue
            # A module as a whole, or a name of one.
            whole = f"{place}.{name}"
            assert (
                whole in listed or whole in capabilities.PRIVATE or place == "llvmlite.binding"
            ), whole


def test_every_private_member_that_the_linked_path_uses_is_looked_up_beforehand() -> None:
    listed = {name.rpartition(".")[2] for names in capabilities.PRIVATE.values() for name in names}
    used, ours = set(), set()
    for module in LINKED:
        for node in ast.walk(ast.parse((KERNEL / f"{module}.py").read_text())):
            if (
                isinstance(node, ast.Attribute)
                and node.attr.startswith("_")
                and node.attr[1] != "_"
            ):
                (used if isinstance(node.ctx, ast.Load) else ours).add(node.attr)
            elif isinstance(node, ast.FunctionDef | ast.ClassDef):
                ours.add(node.name)
            elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                ours.add(node.id)
    assert "_final_module" in used
    # Numba's documentation reads values of structures by ``_getvalue``.
    assert used - listed - ours == {"_getvalue"}


@pytest.mark.slow
@pytest.mark.parametrize("engine", ["compiled", "mesa"])
def test_a_run_has_the_same_content_hash_by_both_paths(engine: str, tmp_path: Path) -> None:
    hashes = set()
    for way in ("linked", "plain"):
        command = ["run", "baseline", "--trials", "40", "--engine", engine, "--no-figures"]
        done = subprocess.run(
            [sys.executable, "-m", "sim", *command, "--out", str(tmp_path / way)],
            env={**os.environ, "PENINSULA_JIT": way},
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        says = "peninsula: rules are compiled by Numba alone"
        assert done.stderr.count(says) == (way == "plain")
        assert "Warning" not in done.stderr
        (line,) = (line for line in done.stdout.splitlines() if line.startswith("content hash"))
        hashes.add(line)
    assert len(hashes) == 1
