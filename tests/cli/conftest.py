"""The command as a person types it."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from sim.cli import interrupting, main
from sim.experiment import matched
from tests.cli.typed import Call, Said


@pytest.fixture
def peninsula(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Call:
    """Run the command in an empty folder: its exit code, output and errors."""
    monkeypatch.chdir(tmp_path)

    def call(*arguments: str) -> Said:
        monkeypatch.setattr(sys, "argv", ["peninsula", *arguments])
        code = 0
        try:
            main(arguments)
        except SystemExit as stop:
            code = stop.code if isinstance(stop.code, int) else 0
        caught = capsys.readouterr()
        return Said(code, caught.out, caught.err)

    return call


@pytest.fixture
def broken_off(peninsula: Call, monkeypatch: pytest.MonkeyPatch) -> Call:
    """Run the command as if Ctrl-C came once two arms have run 8 trials of a comparison."""
    monkeypatch.setattr(matched, "AT_ONCE", 8)

    def call(*arguments: str) -> Said:
        told: Iterator[bool] = iter([False, False])

        @contextmanager
        def asked_to_stop() -> Iterator[Callable[[], bool]]:
            yield lambda: next(told, True)

        with monkeypatch.context() as patch:
            patch.setattr(interrupting, "asked_to_stop", asked_to_stop)
            return peninsula(*arguments)

    return call
