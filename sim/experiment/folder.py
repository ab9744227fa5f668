"""Run trials into a result folder, shard by shard, so that an interrupted run can go on."""

import time
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

from .run import Progress, Request, trial_blocks
from .store import make_folder, only_run
from .stored import Stored
from .writer import Writer

SHARD_TRIALS = 25_000
SHARD_SECONDS = 60.0
"""A shard is written after so many trials or seconds, whichever comes first."""


class Interrupted(Exception):
    """A run that was asked to stop: ``finished`` of ``trials`` trials are in ``folder``."""

    def __init__(self, folder: Path, finished: int, trials: int) -> None:
        super().__init__(f"stopped after {finished:,} of {trials:,} trials")
        self.folder = folder
        self.finished = finished
        self.trials = trials


def run_into(
    wanted: Request,
    folder: Path,
    *,
    resume: bool = False,
    command: Sequence[str] = (),
    shard_trials: int = SHARD_TRIALS,
    shard_seconds: float = SHARD_SECONDS,
    progress: Progress | None = None,
    stop: Callable[[], bool] | None = None,
) -> Stored:
    """Run the trials that ``folder`` does not hold yet and list them in its manifest.

    A folder that holds a result of the same scenario and of no more trials is written anew; with
    ``resume`` it is gone on from, or extended if more trials are wanted. Any other folder that is
    not empty is refused.

    Parameters
    ----------
    command : sequence of str
        What was typed, for the manifest.
    progress : callable
        Told how many trials are done, those of an earlier run included.
    stop : callable
        Asked after each block whether to stop.

    Raises
    ------
    FolderError, InputError
        If the folder can't be used, or holds what can't be gone on from.
    VerificationError
        If a shard to go on from is not the file that was written.
    Interrupted
        If ``stop`` said so; finished blocks are kept.
    OSError
        If a file can't be written, for want of space for instance; finished shards are kept.
    """
    make_folder(folder)
    with only_run(folder):
        writer = Writer(folder, wanted, resume, command)
        if progress is not None:
            progress(writer.finished)
        began = time.monotonic()
        try:
            with closing(trial_blocks(wanted, writer.finished)) as running:
                for block in running:
                    writer.add(block)
                    if progress is not None:
                        progress(writer.finished + writer.waiting)
                    late = time.monotonic() - began > shard_seconds
                    if writer.waiting >= shard_trials or late:
                        writer.flush()
                        began = time.monotonic()
                    if stop is not None and writer.more and stop():
                        writer.flush()
                        raise Interrupted(folder, writer.finished, wanted.trials)
            writer.finish()
        finally:
            writer.drop()
    return Stored(folder)
