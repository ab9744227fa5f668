"""A line on the error stream that says what is being done and how far it is."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from rich.progress import BarColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.text import Text

from .terminal import console, say

if TYPE_CHECKING:
    from matplotlib.figure import Figure


@contextmanager
def doing(what: str) -> Iterator[None]:
    """Say on a terminal's error stream what is being done; the words go when it is done."""
    shown = sys.stderr.isatty()
    if shown:
        say(f"{what} ...", err=True, nl=False)
    try:
        yield
    finally:
        if shown:
            say(f"\r{' ' * (len(what) + 4)}\r", err=True, nl=False)


def save_figure(draw: "Callable[[], Figure]", folder: Path | None, name: str) -> None:
    """Draw a figure, saying so meanwhile, and save it below a result folder."""
    from ..presentation.saving import save

    if folder is not None:
        with doing("drawing the figure"):
            save(draw(), folder / "figures", name)


def save_plot(figure: "Figure", folder: Path, name: str) -> None:
    """Save a figure into a folder, and say on the error stream which files were written."""
    from ..presentation.saving import save

    for path in save(figure, folder, name):
        say(str(path), err=True)


@contextmanager
def progress() -> Iterator[Callable[[str, int, int], None]]:
    """Something to tell of what is done how many are done, and of how many.

    On a terminal the line is written over; elsewhere each thing done is named once, as it begins.
    """
    shown = sys.stderr.isatty()
    last = ""

    def tell(what: str, done: int, of: int) -> None:
        nonlocal last
        if shown:
            if last and what != last:
                say(err=True)
            say(f"\r{what}: {done:,} of {of:,}  ", err=True, nl=False)
        elif what != last:
            say(what, err=True)
        last = what

    try:
        yield tell
    finally:
        if last and shown:
            say(err=True)


class _Rate(ProgressColumn):
    def render(self, task: Task) -> Text:
        return Text(f"{task.speed:,.0f} trials/s" if task.speed else "")


@contextmanager
def progress_bar(trials: int) -> Iterator[Callable[[int], None]]:
    """A bar with rate and time left on the error stream, if that is a terminal."""
    screen = console(stderr=True)
    if not screen.is_terminal:
        yield lambda done: None
        return
    columns = (
        BarColumn(bar_width=24),
        TextColumn("{task.completed:,.0f}/{task.total:,.0f}"),
        _Rate(),
        TimeRemainingColumn(compact=True),
    )
    with Progress(*columns, console=screen, transient=True) as bar:
        task = bar.add_task("", total=trials)
        yield lambda done: bar.update(task, completed=done)
