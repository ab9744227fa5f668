"""Ctrl-C and full disks: work stops at once, keeps what is finished, and says how to go on."""

import errno
import shlex
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import typer

from ..errors import FolderError
from ..experiment.checkpoint import remove, waiting
from ..experiment.folder import Interrupted
from .progress import progress_bar
from .terminal import INTERRUPTED, command_line, complain, say


@contextmanager
def resumable(folder: Path, kept: Callable[[Path], str], command: Sequence[str]) -> Iterator[None]:
    """Tell an interrupted work's keeper how to go on from it, and exit with code 3.

    Parameters
    ----------
    kept : callable
        Says how much a folder keeps; empty where there is nothing to go on from.
    command : sequence of str
        What was typed.

    Raises
    ------
    FolderError
        If it can't be written, and keeps nothing to go on from.
    """
    try:
        yield
    except (Interrupted, OSError) as error:
        told = kept(folder)
        if isinstance(error, OSError):
            # Arrow puts the number into its message instead of the error.
            full = error.errno == errno.ENOSPC or f"errno {errno.ENOSPC}]" in str(error)
            why = "the disk is full" if full else error.strerror or str(error)
            if not told:
                raise FolderError(f"{folder} can't be written: {why}") from error
            complain(f"{folder} can't be written: {why}")
        elif not told:
            raise
        complain(told)
        again = command if "--resume" in command else [*command, "--resume"]
        complain("to go on: " + " ".join(shlex.quote(part) for part in again))
        raise typer.Exit(INTERRUPTED) from None


@contextmanager
def at_work(
    folder: Path | None, kept: Callable[[Path], str], trials: int
) -> Iterator[tuple[Callable[[int], None], Callable[[], bool]]]:
    """Show how far the trials are, and let Ctrl-C end them so that they can be gone on from.

    Yields what takes the number of trials done, and what says whether to stop.
    """
    if folder is None:
        raise ValueError("a command keeps what it runs")
    with (
        resumable(folder, kept, command_line()),
        progress_bar(trials) as advance,
        asked_to_stop() as stop,
    ):
        yield advance, stop


@contextmanager
def asked_to_stop() -> Iterator[Callable[[], bool]]:
    """Whether Ctrl-C or a polite kill has come; a second Ctrl-C stops at once."""
    asked: list[int] = []

    def note(number: int, frame: FrameType | None) -> None:
        if asked:
            raise KeyboardInterrupt
        asked.append(number)

    before = {number: signal.signal(number, note) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield lambda: bool(asked)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def say_what_waits(folder: Path | None, here: Path) -> None:
    """Say which other trials of comparisons wait in a folder; those of other versions are removed."""
    for other in () if folder is None else waiting(folder):
        if other.path == here:
            continue
        if other.usable:
            say(
                f"{other.amount}, of another comparison: its command with --resume goes on from them"
            )
        else:
            remove(other.path)
            say(f"{other.path} held trials of another version of the program: removed")
