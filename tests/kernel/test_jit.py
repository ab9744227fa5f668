"""Compiled code is kept, found again, and never stale, missing or broken enough to stop a run.

Each test compiles rules of one line in a package of its own: the cache is that of the rulebook, the
rules are not.
"""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from sim.kernel import cache_folder, jit
from sim.kernel.capabilities import why_plain

ROOT = Path(__file__).resolve().parents[2]

CALLER = """
from sim.kernel import jit
from sim.kernel.jit import rule
from callee import callee

@rule
def caller(x):
    return callee(x) + 1.0

if __name__ == "__main__":
    import sys
    print(caller(1.0), sum(caller.stats.cache_hits.values()), jit.cache_folder())
"""

CALLEE = """
from sim.kernel.jit import rule

@rule
def callee(x):
    return x * {factor}
"""

DIGEST_OF_CALLEE = """
import hashlib, pathlib
from sim.kernel import jit
folder = pathlib.Path(__file__).parent
jit.PACKAGE = folder
jit.COMPILED = ("**/*.py",)
"""


def write(place: Path, factor: str = "10.0") -> None:
    (place / "callee.py").write_text(CALLEE.format(factor=factor))
    # The digest is taken over this package instead of the rulebook's.
    (place / "main.py").write_text(
        DIGEST_OF_CALLEE + CALLER.replace('if __name__ == "__main__":', "if True:")
    )


def start(place: Path, **environment: str) -> tuple[float, int, str]:
    """Result, cache hits and cache folder of a process that calls the rule once."""
    unset = ("PENINSULA_CACHE", "NUMBA_DISABLE_JIT", "XDG_CACHE_HOME")
    kept = {name: value for name, value in os.environ.items() if name not in unset}
    # Python takes its byte code for fresh if a source has the size and the second that it had: an edit within
    # a second would go unseen, whatever is done about machine code.
    kept["PYTHONDONTWRITEBYTECODE"] = "1"
    done = subprocess.run(
        [sys.executable, str(place / "main.py")],
        env={**kept, "PYTHONPATH": f"{ROOT}{os.pathsep}{place}", **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    value, hits, folder = done.stdout.split()
    return float(value), int(hits), folder


def test_code_is_found_again_and_an_edited_callee_is_never_left_in_use(tmp_path: Path) -> None:
    cache = str(tmp_path / "cache")
    write(tmp_path)
    value, hits, folder = start(tmp_path, PENINSULA_CACHE=cache)
    assert (value, hits) == (11.0, 0)
    assert start(tmp_path, PENINSULA_CACHE=cache) == (11.0, 1, folder)
    # The caller's own file does not change.
    write(tmp_path, factor="20.0")
    value, hits, other = start(tmp_path, PENINSULA_CACHE=cache)
    assert (value, hits) == (21.0, 0)
    assert other != folder


@pytest.mark.slow
def test_an_index_without_data_and_broken_files_are_compiled_anew(tmp_path: Path) -> None:
    cache = str(tmp_path / "cache")
    write(tmp_path)
    _, _, folder = start(tmp_path, PENINSULA_CACHE=cache)
    data = list(Path(folder).glob("*.nbc"))
    assert data
    for path in data:  # as a kill between the saving of index and data leaves it
        path.unlink()
    assert start(tmp_path, PENINSULA_CACHE=cache)[:2] == (11.0, 0)
    for path in Path(folder).glob("*.nbc"):  # as a full disk or a power cut leaves it
        path.write_bytes(path.read_bytes()[:40])
    assert start(tmp_path, PENINSULA_CACHE=cache)[:2] == (11.0, 0)
    for path in Path(folder).glob("*.nbi"):
        path.write_bytes(b"")
    assert start(tmp_path, PENINSULA_CACHE=cache)[:2] == (11.0, 0)
    assert start(tmp_path, PENINSULA_CACHE=cache)[:2] == (11.0, 1)


def test_where_nothing_can_be_kept_rules_still_run(tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / "file").write_text("a file is no folder")
    blocked = str(tmp_path / "file" / "cache")
    assert start(tmp_path, PENINSULA_CACHE=blocked)[:2] == (11.0, 0)


@pytest.mark.skipif(bool(why_plain()), reason="Numba by itself makes its folder at once")
def test_importing_the_rulebook_writes_nothing(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    code = "import sim.rulebook.month"
    environment = {**os.environ, "PENINSULA_CACHE": str(cache), "PYTHONPATH": str(ROOT)}
    subprocess.run([sys.executable, "-c", code], env=environment, check=True)
    assert not cache.exists()


def test_whichever_module_comes_first_svml_is_off() -> None:
    environment = {k: v for k, v in os.environ.items() if k != "NUMBA_DISABLE_INTEL_SVML"}
    environment["PYTHONPATH"] = str(ROOT)
    for module in ("kernel.tables", "kernel.jit", "rulebook.registry"):
        code = f"import sim.{module}, numba; print(numba.config.DISABLE_INTEL_SVML)"
        done = subprocess.run(
            [sys.executable, "-c", code],
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout.strip() == "1"


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="no owners of files here")
def test_a_fallback_folder_that_others_can_write_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "shared"
    folder.mkdir()
    folder.chmod(stat.S_IRWXU)
    assert cache_folder._private(folder)
    folder.chmod(stat.S_IRWXU | stat.S_IWOTH)
    assert not cache_folder._private(folder)
    link = tmp_path / "link"
    link.symlink_to(folder)
    assert not cache_folder._private(link)


@pytest.mark.skipif(bool(jit.plain_python() or why_plain()), reason="nothing is linked")
def test_a_rule_that_allocates_is_refused_when_compiled() -> None:
    import numba
    import numpy as np

    @jit.rule
    def allocates(n: int) -> float:
        return float(np.zeros(n)[0])

    with pytest.raises((numba.core.errors.NumbaError, RuntimeError, NotImplementedError)):
        allocates(3)


@pytest.mark.skipif(bool(jit.plain_python() or why_plain()), reason="nothing is linked")
def test_numbers_written_out_as_arguments_share_one_compilation() -> None:
    @jit.rule
    def double(x: int) -> int:
        return 2 * x

    @jit.rule
    def calls() -> int:
        return double(1) + double(2) + double(x=3)

    assert calls() == 12
    assert len(double.signatures) == 1  # type: ignore[attr-defined]  # hidden by rule()


def test_a_rule_compiled_into_its_caller_gives_the_same() -> None:
    @jit.inlined_rule
    def half(x: float) -> float:
        if x < 0.0:
            return 0.0
        return 0.5 * x

    @jit.rule
    def calls(x: float) -> float:
        return half(x) + half(-x)

    assert calls(3.0) == half(3.0) == 1.5
