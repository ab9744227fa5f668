"""Run a study into a folder: whatever of its points and trials the folder does not hold yet."""

import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

from .executors import Executor
from .folder import SHARD_SECONDS, Interrupted
from .plan import Part, blocks_of, missing
from .run import Progress
from .store import make_folder, only_run
from .studies.study import Study
from .sweep_writer import SweepWriter
from .swept import Swept

More = Callable[[Swept], int | None]
"""Asked once all trials of a study are kept: how many a point there should be, None for enough."""


def sweep_into(
    study: Study,
    folder: Path,
    executor: Executor,
    *,
    threads: int = 1,
    part: Part | None = None,
    resume: bool = False,
    command: Sequence[str] = (),
    progress: Progress | None = None,
    stop: Callable[[], bool] | None = None,
    more: More | None = None,
    most: int | None = None,
    aim: Mapping[str, Any] | None = None,
) -> Swept:
    """Run the trials of a study that ``folder`` does not hold yet.

    A point that can't be run is recorded with its reason, and the rest goes on. Points and trials
    that are held stay as they are: with ``resume`` a study with more of them is only added to.

    Parameters
    ----------
    executor : Executor
        Who runs the blocks; it changes no result.
    threads : int
        How many run at once, for the manifest.
    part : Part, optional
        Which part of the study; all of it by default.
    resume : bool
        Go on from what the folder holds; failed points are tried again.
    command : sequence of str
        What was typed, for the manifest.
    progress : callable
        Told how many trials are done, those held before included.
    stop : callable
        Asked now and then whether to stop.
    more : callable, optional
        Decides, from trials that are kept, whether there are enough of them. What it says must hang
        on those trials alone, or an interrupted sweep would not end where an undisturbed one does.
    most : int, optional
        Trials a point that it may come to.
    aim : mapping, optional
        The precision by which ``more`` decides, for the manifest.

    Raises
    ------
    FolderError, InputError
        If the folder can't be used, or holds what can't be gone on from.
    VerificationError
        If a shard to go on from is not the file that was written.
    Interrupted
        If ``stop`` said so; what is finished is kept.
    OSError
        If a file can't be written, for want of space for instance; finished shards are kept.
    """
    make_folder(folder)
    with only_run(folder):
        writer = SweepWriter(folder, study, part, resume, command, threads, most, aim)
        _run_what_is_left(writer, study, executor, part, progress, stop)
        while more is not None and (trials := more(Swept(folder))) is not None:
            study = replace(study, trials=trials)
            writer.widen(study)
            _run_what_is_left(writer, study, executor, part, progress, stop)
    return Swept(folder)


def _run_what_is_left(
    writer: SweepWriter,
    study: Study,
    executor: Executor,
    part: Part | None,
    progress: Progress | None,
    stop: Callable[[], bool] | None,
) -> None:
    tasks = blocks_of(study.points, study.trials, part)
    wanted = sum(task.trials for task in tasks)
    failed = set(writer.ledger.failed)
    left = [task for task in missing(tasks, writer.held) if task.point.key not in failed]
    done = wanted - sum(task.trials for task in left)
    if progress is not None:
        progress(done)
    written = time.monotonic()
    with closing(executor(study, left)) as running:
        for piece in running:
            writer.take(piece)
            done += piece.task.trials
            if progress is not None:
                progress(done)
            if writer.full or time.monotonic() - written > SHARD_SECONDS:
                writer.flush()
                written = time.monotonic()
            if stop is not None and done < wanted and stop():
                writer.flush()
                writer.write_manifest(complete=False)
                raise Interrupted(writer.folder, done, wanted)
    writer.finish()
