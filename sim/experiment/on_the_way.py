"""What is found is kept while more is run, and let go of once the results are written."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from ..errors import FolderError, InputError, ScenarioError
from . import answers, kept_trials
from .answers import Keeping
from .store import make_folder, only_run


class Kind(NamedTuple):
    """What is kept on the way: how much of it a folder holds, in words; its removal; what it was part of."""

    kept_in: Callable[[Path], str]
    clear: Callable[[Path], None]
    work: str


ANSWERS = Kind(answers.kept_in, answers.clear, "no analysis")
MATCHED_TRIALS = Kind(
    kept_trials.kept_in,
    kept_trials.clear,
    "no comparison of these scenarios, with this seed, these draws and this version of the program,",
)


def check_resume(folder: Path, resume: bool, kind: Kind = ANSWERS) -> None:
    """See that there is something to go on from, if that is asked for.

    Raises
    ------
    FolderError
        If there is not.
    """
    if resume and not (folder.is_dir() and kind.kept_in(folder)):
        raise FolderError(f"{folder} holds nothing to resume: {kind.work} was broken off there")


@contextmanager
def kept(
    folder: Path,
    resume: bool,
    kind: Kind = ANSWERS,
    stop: Callable[[], bool] | None = None,
    unfinished: Callable[[], bool] = lambda: False,
) -> Iterator[Keeping]:
    """Keep what is found in ``folder``, which no other run may use meanwhile.

    Parameters
    ----------
    resume : bool
        Whether what the folder holds is gone on from, or else removed first.
    stop : callable, optional
        Asked now and then whether to stop.
    unfinished : callable
        Asked at the end whether there is more to find: what was found stays then.

    Raises
    ------
    FolderError
        If the folder can't be used.
    """
    make_folder(folder)
    with only_run(folder):
        if not resume:
            kind.clear(folder)
        try:
            yield Keeping(folder, resume, stop)
        except (InputError, ScenarioError):
            # What it found is of no use: nothing of it stays.
            _let_go(folder, kind)
            raise
        if not unfinished():
            _let_go(folder, kind)


def _let_go(folder: Path, kind: Kind) -> None:
    kind.clear(folder)
    # Where results are, or anything else, it stays.
    with suppress(OSError):
        folder.rmdir()
