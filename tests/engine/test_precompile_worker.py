"""A second process translates part of what is compiled, and is never needed."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from sim.engine import precompile_worker
from sim.engine.precompile_worker import translating_beside
from sim.kernel.jit import plain_python


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
    monkeypatch.setattr(precompile_worker.subprocess, "Popen", waiting)

    def work() -> None:
        assert begun[0].poll() is None
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk"), translating_beside():
        work()
    assert begun[0].returncode != 0


@pytest.mark.slow
@pytest.mark.skipif(plain_python(), reason="nothing is compiled")
def test_its_translations_are_those_that_the_engine_needs(tmp_path: Path) -> None:
    engine = "from sim.engine.build import build; from sim.engine.ensemble import run_trials; "
    engine += "from sim.scenario import load; run_trials(build(load('baseline')), 0, 1)"

    def kept_by(folder: str, *programs: tuple[str, str]) -> list[set[str]]:
        """Names of the translations that are kept after each program, run one after the other."""
        environment = {**os.environ, "PENINSULA_CACHE": str(tmp_path / folder)}
        found = []
        for how, what in programs:
            subprocess.run([sys.executable, how, what], env=environment, check=True)
            found.append({path.name for path in tmp_path.glob(f"{folder}/*/*.rule.*.nbc")})
        return found

    of_it, of_both = kept_by("both", ("-m", "sim.engine.precompile_worker"), ("-c", engine))
    (alone,) = kept_by("alone", ("-c", engine))
    assert len(of_it) > 20
    # One made for other types than the engine's would lie beside the one that it made for itself.
    assert of_both == alone
