"""A run from the terminal: what is said before, meanwhile and after, and how it is interrupted."""

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from threading import Thread
from typing import NamedTuple

from rich.progress import BarColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.text import Text

from ..api.results.runs import Result
from ..api.results.tables import keep, tables_of_run
from ..api.sources import prepare
from ..errors import InputError
from ..experiment.decisions import add_decisions
from ..experiment.draws import DrawSource, applied
from ..experiment.draws_requested import draws_for
from ..experiment.folder import run_into
from ..experiment.run import Request, request, warm
from ..experiment.store import read_manifest
from ..experiment.stored import Stored
from ..report.drawing import draws_text
from ..scenario.scenario import Scenario
from .interrupting import asked_to_stop, resumable
from .progress import doing
from .terminal import console, say

TRIALS = 10_000


class Order(NamedTuple):
    """What was typed; None where nothing was."""

    scenario: str
    trials: int | None
    seed: int | None
    sets: list[str]
    draws: str | None
    trajectories: bool
    decisions: int
    threads: int | None
    engine: str
    out: Path | None
    resume: bool
    figures: bool


def carry_out(order: Order) -> None:
    """Run what was ordered, write its folder and print its summary.

    Raises
    ------
    typer.Exit
        With code 3 if the run was interrupted and can be resumed.
    """
    scenario = prepare(order.scenario, order.seed, order.sets)
    draws = draws_for(order.draws, scenario)
    folder = _folder(order, scenario, draws)
    wanted = request(
        scenario, _trials(order, folder), order.threads, order.engine, order.trajectories, draws
    )
    if order.decisions < 0:
        raise InputError(f"decisions must be 0 or more, not {order.decisions:,}")
    _announce(order, scenario, wanted, draws)
    stored = _run(order, wanted, folder)
    result = Result(scenario, stored)
    with resumable(folder, _kept, command_line()):
        if order.decisions:
            add_decisions(stored, wanted.compiled, order.decisions)
        from .tables.outcomes import print_summary

        summary = result.summary()
        keep(folder, tables_of_run(summary))
        print_summary(summary, scenario, console(), result.draws is not None)
        if order.figures:
            with doing("drawing the figures"):
                result.save_figures(folder / "figures")
    _conclude(stored)


def _folder(order: Order, scenario: Scenario, draws: DrawSource | None) -> Path:
    """Folder named by the scenario and by the draws that are applied to it."""
    if order.out is not None:
        return order.out
    name = re.sub(r"[^\w-]+", "_", scenario.name)[:60]
    table = applied(draws, scenario)
    drawn = "" if table is None else f"-{table.digest[:8]}"
    return Path("results") / f"{name}-{scenario.digest[:8]}{drawn}"


def _trials(order: Order, folder: Path) -> int:
    """Trials asked for; with --resume and none asked for, those of the run to go on from."""
    if order.trials is not None:
        return order.trials
    manifest = read_manifest(folder) if order.resume else None
    return TRIALS if manifest is None else int(manifest["trials"])


def _announce(order: Order, scenario: Scenario, wanted: Request, draws: DrawSource | None) -> None:
    title = f": {scenario.title}" if scenario.title else ""
    say(f"{scenario.name}{title}")
    how = f"{wanted.threads} threads" if wanted.engine == "compiled" else "Mesa agents, one thread"
    say(
        f"{wanted.trials:,} trials of {scenario.horizon} months, seed {scenario.seed}, "
        f"{how.replace('1 threads', '1 thread') if wanted.threads == 1 else how}"
    )
    say(draws_text(draws, wanted.draws, scenario))
    if wanted.draws is not None:
        say(f"peninsula evidence {order.scenario} lists stated values and their ranges")


def _run(order: Order, wanted: Request, folder: Path) -> Stored:
    say(warm(wanted))
    command = command_line()
    # Half a second of imports that nothing needs before the first trials are written.
    Thread(target=import_module, args=("sim.cli.tables.outcomes",), daemon=True).start()
    with (
        resumable(folder, _kept, command_line()),
        progress_bar(wanted.trials) as advance,
        asked_to_stop() as stop,
    ):
        return run_into(
            wanted, folder, resume=order.resume, command=command, progress=advance, stop=stop
        )


def _conclude(stored: Stored) -> None:
    manifest = stored.manifest
    say()
    say(f"content hash  {stored.content_hash}")
    if manifest["trajectory_hash"]:
        say(f"trajectories  {manifest['trajectory_hash']}")
    say(f"results in    {stored.folder}")


def _kept(folder: Path) -> str:
    """How much of a run its folder keeps; empty where there is nothing to go on from."""
    try:
        manifest = read_manifest(folder)
    except ValueError:
        manifest = None
    if manifest is None:
        return ""
    return f"{manifest['finished']:,} of {manifest['trials']:,} trials are kept in {folder}"


def command_line() -> list[str]:
    """What was typed, as it can be typed again."""
    called = Path(sys.argv[0]).name
    first = ["python", "-m", "sim"] if called == "__main__.py" else ["peninsula"]
    return [*first, *sys.argv[1:]]


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
