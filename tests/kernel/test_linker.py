"""A rule is translated alone, and made machine code only as part of what Python calls."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import llvmlite.binding as llvm
import numba
import numpy as np
import pytest

from sim.kernel import jit
from sim.kernel.capabilities import why_plain

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.skipif(bool(jit.plain_python() or why_plain()), reason="nothing is linked")

START = """
import pathlib
from sim.kernel import jit
from sim.kernel.jit import rule
jit.PACKAGE = pathlib.Path(__file__).parent
jit.COMPILED = ("*.py",)
{before}
import program
{after}
"""

PROGRAM = """
from sim.kernel.jit import rule

@rule
def lowest(x):
    return max(x, 2.0)

@rule
def middle(x):
    return lowest(x) + lowest(3.0 * x)

@rule
def first(x):
    return middle(x) - 1.0

@rule
def second(x):
    return middle(x) + lowest(x)

print(first(1.0), second(1.0))
print(*(len(r.overloads) for r in (lowest, middle, first, second)))
print(*(sum(r.stats.cache_hits.values()) for r in (lowest, middle, first, second)))
"""


OF_RECORDS = """
import numpy as np
from sim.kernel.jit import rule

@rule
def lowest(one):
    return max(one.x, 2.0)

@rule
def first(many):
    return lowest(many[0]) - 1.0

print(first(np.array([(5.0,)], dtype=[("x", "f8")])))
"""


def run(
    place: Path, before: str = "", after: str = "", program: str = PROGRAM
) -> list[list[float]]:
    """What a process prints that calls two of the four rules: results, translations in use, entries found.

    Code ``before`` and ``after`` the calls is not part of what the rules are kept under.
    """
    (place / "program.py").write_text(program)
    (place / "start").write_text(START.format(before=before, after=after))
    environment = {k: v for k, v in os.environ.items() if k != "NUMBA_DISABLE_JIT"}
    done = subprocess.run(
        [sys.executable, str(place / "start")],
        env={**environment, "PYTHONPATH": str(ROOT), "PENINSULA_CACHE": str(place / "cache")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return [[float(word) for word in line.split()] for line in done.stdout.splitlines()]


def below_and_above() -> tuple[Any, Any]:
    """A rule, and one that calls it, of which Python has called the second."""

    @jit.rule
    def below(x: float) -> float:
        return 2.0 * x

    @jit.rule
    def above(x: float) -> float:
        return below(x) + 1.0

    assert above(1.0) == 3.0
    return below, above


def test_what_python_calls_is_found_again_and_needs_nothing_below_it(tmp_path: Path) -> None:
    assert run(tmp_path) == [[4.0, 7.0], [1, 1, 1, 1], [0, 0, 0, 0]]
    kept = sorted(path.name.split("-")[1] for path in tmp_path.glob("cache/*/*.entry.*.nbi"))
    assert kept == ["first", "second"]
    assert run(tmp_path) == [[4.0, 7.0], [0, 0, 0, 0], [0, 0, 1, 1]]


def test_without_machine_code_the_kept_translations_give_the_same(tmp_path: Path) -> None:
    first = run(tmp_path)
    for path in tmp_path.glob("cache/*/*.entry.*"):
        path.unlink()
    before = {path: path.stat().st_mtime_ns for path in tmp_path.glob("cache/*/*.rule.*")}
    assert len(before) == 8  # an index and the data of each rule
    assert run(tmp_path) == first
    assert {path: path.stat().st_mtime_ns for path in tmp_path.glob("cache/*/*.rule.*")} == before


def test_a_broken_translation_is_made_anew(tmp_path: Path) -> None:
    first = run(tmp_path)
    for path in tmp_path.glob("cache/*/*.entry.*"):
        path.unlink()
    for path in tmp_path.glob("cache/*/program-middle*.nbc"):
        path.write_bytes(path.read_bytes()[:100])
    assert run(tmp_path) == first


def test_code_kept_for_other_arguments_is_not_taken(tmp_path: Path) -> None:
    both = "print(program.lowest(1), program.lowest(5.5))\n"
    first = run(tmp_path, after=both)
    assert first[-1] == [2.0, 5.5]
    for kind in ("entry", "rule"):
        # An index of one process with the data of another, as saving at once can leave them.
        one, other = sorted(tmp_path.glob(f"cache/*/program-lowest*.{kind}.*.nbc"))
        other.write_bytes(one.read_bytes())
    assert run(tmp_path, after=both)[-1] == [2.0, 5.5]


def test_a_rule_has_no_machine_code_of_its_own() -> None:
    below, _ = below_and_above()
    (translation,) = below.overloads.values()
    with pytest.raises(RuntimeError, match="no machine code of its own"):
        translation.library.finalize()
    assert below(1.0) == 2.0


def test_rules_below_are_part_of_the_machine_code_of_what_python_calls() -> None:
    _, above = below_and_above()
    (entry,) = above._entered.values()
    reachable = [
        function.name
        for function in entry.library.get_defined_functions()
        if function.linkage == llvm.Linkage.external
    ]
    assert reachable == [entry.fndesc.llvm_cpython_wrapper_name]


def test_translations_made_by_different_processes_fit_together(tmp_path: Path) -> None:
    first = run(tmp_path)
    for path in (*tmp_path.glob("cache/*/*.entry.*"), *tmp_path.glob("cache/*/program-lowest*")):
        path.unlink()
    # Another process, which numbers its functions otherwise, makes anew what lies below.
    again = run(tmp_path, "rule(lambda x: x)(1.0)\n")
    assert again == first


def test_rules_of_records_made_by_different_processes_fit_together(tmp_path: Path) -> None:
    assert run(tmp_path, program=OF_RECORDS) == [[4.0]]
    for path in (*tmp_path.glob("cache/*/*.entry.*"), *tmp_path.glob("cache/*/program-lowest*")):
        path.unlink()
    # Another process, which numbers its types otherwise, makes anew what lies below.
    others = "import numba, numpy; numba.typeof(numpy.zeros(1, [('y', 'i8')]))\n"
    assert run(tmp_path, others, program=OF_RECORDS) == [[4.0]]


def test_a_rule_takes_every_index_as_it_is_and_other_code_of_numba_does_not() -> None:
    values = np.array([1.0, 2.0, 3.0])

    @jit.rule
    def at(array: Any, place: int) -> float:
        return float(array[place])

    # What is kept on disk shows nothing of how it was made.
    at.translations = at.entries = None  # type: ignore[attr-defined]

    @numba.njit
    def by_numba(array: Any, place: int) -> float:
        return float(array[place])

    assert [at(values, place) for place in range(3)] == [1.0, 2.0, 3.0]
    (translation,) = at.overloads.values()  # type: ignore[attr-defined]
    assert "icmp slt" not in str(translation.library._final_module)
    assert by_numba(values, -1) == 3.0
