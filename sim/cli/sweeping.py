"""A sweep from the terminal: what is said before, meanwhile and after."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import typer

from ..analysis import sweeps
from ..analysis.precise_sweeps import SweepWatch
from ..api.results.sweeps import Sweep, checked_threads, prepare, watched
from ..api.results.sweeps import carry_out as carry_out_sweep
from ..api.results.tables import as_csv, keep, tables_of_sweep
from ..engine.build import build
from ..engine.jit_warmup import ensure_compiled
from ..errors import InputError
from ..experiment.executors import Executor
from ..experiment.executors.threads import on_threads
from ..experiment.ledger import Ledger
from ..experiment.plan import Part, blocks_of, missing
from ..experiment.store import read_manifest
from ..experiment.studies.study import Study
from ..experiment.swept import Swept
from ..report.drawing import draws_text
from ..report.naming import counted
from ..report.precision import aim_text, precision_text
from ..report.sweeps import design_words
from .interrupting import asked_to_stop, resumable
from .progress import doing, progress_bar
from .tables.sweeps import SHOWN, print_contrasts, print_points
from .terminal import BAD_INPUT, command_line, complain, say


class Order(NamedTuple):
    """What was typed; None where nothing was."""

    study: str
    trials: int | None
    precision: float | None
    outcomes: list[str]
    most: int
    draws: str | None
    threads: int | None
    out: Path | None
    resume: bool
    part: str | None
    workers: int | None
    cluster: str | None
    dry_run: bool
    csv: bool
    figures: bool


def carry_out(order: Order) -> None:
    """Run what was ordered, write its folder and print its tables.

    Raises
    ------
    typer.Exit
        With code 3 if the sweep was interrupted and can be resumed, with 2 if a point failed.
    """
    study = prepare(order.study, order.trials, order.draws)
    watch = watched(study, order.trials, order.precision, order.outcomes, order.most, order.part)
    part = None if order.part is None else Part.read(order.part)
    threads = checked_threads(order.threads)
    if order.workers is not None and order.cluster is not None:
        raise InputError(
            "--workers starts workers here, --cluster uses those of others: choose one"
        )
    if watch is not None and order.dry_run:
        raise InputError(
            "how many trials a precision takes is not known before they are run: ask for one or "
            "the other"
        )
    folder = order.out or _usual_folder(study, part)
    _announce(study, part, order, threads, watch)
    if order.dry_run:
        _say_what_is_left(study, part, folder, order.resume)
        return
    sweep = _run(order, study, part, folder, threads, watch)
    if part is not None:
        say(f"part {part} is in {folder}; peninsula merge puts parts together")
    else:
        with resumable(folder, kept_in, command_line()):
            conclude(sweep, csv=order.csv, figures=order.figures)
    say_what_failed(sweep.swept)


def conclude(sweep: Sweep, *, csv: bool, figures: bool) -> None:
    """Write what is known of a whole sweep beside its trials, and print it."""
    table, contrasts = sweep.summary(), sweep.contrasts()
    keep(sweep.folder, tables_of_sweep(table, contrasts))
    if sweep.watch is not None:
        say("\n" + precision_text(sweep.watch), err=csv)
    if csv:
        say(as_csv(table), nl=False)
        return
    print_points(sweep.study, table)
    print_contrasts(contrasts)
    if figures:
        with doing("drawing the figures"):
            _draw(sweep)
    say(f"\ncontent hash  {sweep.content_hash}")
    say(f"results in    {sweep.folder}")


def kept_in(folder: Path) -> str:
    """How much of a sweep its folder keeps; empty where there is nothing to go on from."""
    try:
        manifest = read_manifest(folder, "sweep")
        shards = Ledger(folder).shards
    except ValueError:
        return ""
    if manifest is None:
        return ""
    trials = sum(piece.trials for shard in shards for piece in shard.pieces)
    return f"{counted(trials, 'trial')} of {manifest['points']:,} points are kept in {folder}"


def _usual_folder(study: Study, part: Part | None) -> Path:
    name = "".join(c if c.isalnum() or c in "_-" else "_" for c in study.name)[:60]
    suffix = "" if part is None else f"-part-{part.number}-of-{part.of}"
    return Path("results") / f"sweep-{name}{suffix}"


def _announce(
    study: Study, part: Part | None, order: Order, threads: int, watch: SweepWatch | None
) -> None:
    title = f": {study.title}" if study.title else ""
    how = counted(threads, "thread")
    if order.workers is not None:
        how = counted(order.workers, "worker")
    elif order.cluster is not None:
        how = f"workers of {order.cluster}"
    say(f"{study.name}{title}", err=order.csv)
    of = "" if part is None else f", part {part}"
    most = None if watch is None else watch.most
    say(f"{design_words(study, most)}{of}, {how}", err=order.csv)
    if watch is not None:
        say(aim_text(watch), err=order.csv)
    say(draws_text(study.draws, study.laid(0), study.bases[0]), err=order.csv)


def _run(
    order: Order,
    study: Study,
    part: Part | None,
    folder: Path,
    threads: int,
    watch: SweepWatch | None,
) -> Sweep:
    if order.workers is None and order.cluster is None:
        say(str(ensure_compiled(build(study.bases[0]))), err=order.csv)
    total = sum(task.trials for task in blocks_of(study.points, study.trials, part))
    if watch is not None:
        total = len(study.points) * watch.most
    with (
        resumable(folder, kept_in, command_line()),
        _executor(order, threads) as executor,
        progress_bar(total) as advance,
        asked_to_stop() as stop,
    ):
        return carry_out_sweep(
            study,
            folder,
            executor,
            watch,
            threads=threads,
            part=part,
            resume=order.resume,
            command=command_line(),
            progress=advance,
            stop=stop,
        )


@contextmanager
def _executor(order: Order, threads: int) -> Iterator[Executor]:
    if order.workers is None and order.cluster is None:
        yield on_threads(threads)
        return
    from ..experiment.executors.cluster import cluster_of

    with cluster_of(order.workers, order.cluster) as executor:
        yield executor


def _say_what_is_left(study: Study, part: Part | None, folder: Path, resume: bool) -> None:
    held = Swept(folder).places if resume and read_manifest(folder, "sweep") else {}
    ranges = {key: [(r.first, r.first + r.trials) for r in rows] for key, rows in held.items()}
    tasks = blocks_of(study.points, study.trials, part)
    left = list(missing(tasks, ranges))
    for point in list(dict.fromkeys(task.point for task in tasks))[:SHOWN]:
        say(f"  {point.number:>6}  {point.key}  {point.name}")
    if len(study.points) > SHOWN:
        say(f"  and {len(study.points) - SHOWN:,} more")
    trials = sum(task.trials for task in left)
    say(f"{counted(trials, 'trial')} in {counted(len(left), 'block')} would be run into {folder}")


def say_what_failed(swept: Swept) -> None:
    """Say which points failed and why, and exit with code 2 if any did."""
    failed = [point for point in swept.study.points if point.key in swept.ledger.failed]
    for point in failed[:SHOWN]:
        complain(f"point {point.number} ({point.name}) failed: {swept.ledger.failed[point.key]}")
    if failed:
        complain(f"{len(failed):,} of {counted(len(swept.study.points), 'point')} failed")
        raise typer.Exit(BAD_INPUT)


def _draw(sweep: Sweep) -> None:
    from ..report.figures.sweeps import MOST_OUTCOMES, kind_of
    from ..report.style import save

    if not kind_of(sweep.study):
        return
    names = sweeps.outcomes_of(sweep.study)
    for number_, start in enumerate(range(0, len(names), MOST_OUTCOMES), 1):
        name = "sweep" if number_ == 1 else f"sweep_{number_}"
        figure = sweep.plot(names[start : start + MOST_OUTCOMES])
        save(figure, sweep.folder / "figures", name)
