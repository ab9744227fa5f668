"""A second process translates part of what is compiled, and is never needed."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from sim.engine import beside
from sim.engine.beside import translating_beside
from sim.rulebook.compiling import plain_python


def test_without_a_second_process_all_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/no/such/interpreter")
    done = []
    with translating_beside():
        done.append(1)
    assert done == [1]


def test_what_goes_wrong_meanwhile_is_told_and_the_process_is_gone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    begun: list[subprocess.Popen[bytes]] = []

    def waiting(_: list[str], **how: int) -> subprocess.Popen[bytes]:
        begun.append(started([sys.executable, "-c", "import time; time.sleep(600)"], **how))
        return begun[0]

    started = subprocess.Popen
    monkeypatch.setattr(beside.subprocess, "Popen", waiting)

    def work() -> None:
        assert begun[0].poll() is None
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk"), translating_beside():
        work()
    assert begun[0].returncode != 0


@pytest.mark.slow
@pytest.mark.skipif(plain_python(), reason="nothing is compiled")
def test_its_translations_are_those_that_the_engine_needs(tmp_path: Path) -> None:
    environment = {**os.environ, "PENINSULA_CACHE": str(tmp_path)}

    def translated() -> dict[str, int]:
        return {path.name: path.stat().st_mtime_ns for path in tmp_path.glob("*/*.rule.*.nbi")}

    subprocess.run([sys.executable, "-m", "sim.engine.beside"], env=environment, check=True)
    of_it = translated()
    assert len(of_it) > 20
    engine = "from sim.engine.build import build; from sim.engine.ensemble import run_trials; "
    engine += "from sim.scenario import load; run_trials(build(load('baseline')), 0, 1)"
    subprocess.run([sys.executable, "-c", engine], env=environment, check=True)
    # An index that is written again is that of a translation made for other types.
    assert {name: translated()[name] for name in of_it} == of_it
