"""What documents show below a command is what the command prints."""

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.documented import commands

ELSEWHERE = {"", "..."}
"""Lines that stand for others, or for none."""


@pytest.mark.slow
@pytest.mark.parametrize(
    "document",
    [f"docs/{name}.md" for name in ("compare", "pact", "sweep", "sensitivity", "tables-and-data")],
)
def test_every_line_that_a_document_shows_is_printed(document: str, tmp_path: Path) -> None:
    """Rows may be left out and columns be narrower without them; no line may be another."""
    stale = []
    shown = commands(document)
    assert any(lines for _, lines in shown)
    for command, lines in shown:
        words = shlex.split(command)
        assert words[0] == "peninsula"
        done = subprocess.run(
            [sys.executable, "-m", "sim", *words[1:]],
            cwd=tmp_path,
            env={**os.environ, "COLUMNS": "80"},
            capture_output=True,
            text=True,
            check=True,
        )
        printed = {" ".join(line.split()) for line in done.stdout.splitlines()}
        wanted = {" ".join(line.split()) for line in lines} - ELSEWHERE
        stale += [f"{command}: {line}" for line in wanted - printed]
    assert not stale, "\n".join(stale)
