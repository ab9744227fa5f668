"""The command as a person types it."""

import sys
from pathlib import Path

import pytest

from sim.cli import main
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
