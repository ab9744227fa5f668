"""What is written, to whatever reads it."""

import io
import os
import pty
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from sim.cli import main
from tests.cli.typed import Call

COMMAND = [sys.executable, "-m", "sim"]


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_run_whose_reader_leaves_is_finished_all_the_same(
    tmp_path: Path, unbuffered: str
) -> None:
    run = ["run", "two_state", "--set", "horizon=4", "--trials", "3", "--no-figures", "--out", "r"]
    with subprocess.Popen(
        [*COMMAND, *run],
        cwd=tmp_path,
        env={**os.environ, "PYTHONUNBUFFERED": unbuffered},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        said = process.stderr.read()
    assert (process.returncode, said) == (0, b"")
    assert (tmp_path / "r" / "summary.csv").exists()


def test_on_a_terminal_what_an_interruption_says_stands_below_the_bar(tmp_path: Path) -> None:
    screen, terminal = pty.openpty()
    run = ["run", "two_state", "--trials", "50000000", "--no-figures", "--out", "r"]
    process = subprocess.Popen(
        [*COMMAND, *run], cwd=tmp_path, stdout=terminal, stderr=terminal, start_new_session=True
    )
    os.close(terminal)
    seen = b""
    try:
        while chunk := os.read(screen, 4096):
            asked = b"trials/s" in seen
            seen += chunk
            if b"trials/s" in seen and not asked:
                process.send_signal(signal.SIGINT)
    except OSError:
        # Linux ends a terminal that nobody writes to any more with an error.
        pass
    finally:
        os.close(screen)
    assert process.wait() == 3
    before, _, said = seen.partition(b"peninsula: ")
    assert b"trials/s" in before
    assert b"trials/s" not in said
    assert b"to go on: " in said
    # The bar has been wiped and the cursor is shown again before anything is said.
    assert before.rindex(b"\x1b[?25h") > before.rindex(b"trials/s")


def test_what_an_encoding_lacks_is_written_in_plain_signs() -> None:
    told = subprocess.run(
        [*COMMAND, "replay", "baseline", "--trial", "3", "--set", "horizon=3"],
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
        capture_output=True,
        check=True,
    )
    assert "Russia-DPRK is in force" in " ".join(told.stdout.decode("ascii").split())


def test_a_table_with_a_dash_is_written_in_ascii_too(tmp_path: Path) -> None:
    run = ["run", "two_state", "--set", "horizon=2", "--trials", "2", "--no-figures", "--out", "r"]
    told = subprocess.run(
        [*COMMAND, *run],
        cwd=tmp_path,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
        capture_output=True,
        check=True,
    )
    assert told.stdout.isascii()
    assert b"content hash" in told.stdout


@pytest.mark.parametrize(
    "command",
    [
        ["explain", "alliances.us-rok.commitment"],
        ["diff", "baseline", "no_pact"],
        ["evidence", "baseline"],
        ["codebook", "two_state"],
        ["check", "día.yaml"],
        ["compare", "two_state", "--off", "rally", "--trials", "3", "--no-figures", "--out", "ré"],
    ],
)
def test_a_terminal_of_ascii_gets_ascii_from_every_verb(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, command: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    streams = [io.TextIOWrapper(io.BytesIO(), encoding="ascii") for _ in range(2)]
    monkeypatch.setattr(sys, "stdout", streams[0])
    monkeypatch.setattr(sys, "stderr", streams[1])
    with suppress(SystemExit):
        main(command)
    written = b""
    for stream in streams:
        stream.flush()
        assert isinstance(stream.buffer, io.BytesIO)
        written += stream.buffer.getvalue()
    assert written.isascii()
    assert written.strip()


@pytest.mark.parametrize("columns", [60, 72])
def test_a_narrow_screen_folds_labels_and_shows_whole_numbers(
    peninsula: Call, monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    run = ["run", "two_state", "--set", "horizon=2", "--trials", "2", "--no-figures"]
    tables = peninsula(*run).out.partition("Worst outcome of a trial")[2]
    shares = tables.partition("How much")[0].splitlines()
    headings = [line for line in shares if "95% interval" in line]
    assert len(headings) == 3
    assert all(line.rstrip().endswith(("trials", "of")) for line in headings)
    assert max(map(len, shares)) <= columns
