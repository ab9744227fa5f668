"""What the verifications of all kinds of results share: a finding, and errors that name a file."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from ..arrays import Words
from ..engine.build import Compiled
from ..engine.ensemble import run_trials
from ..engine.table import Column, trial_columns, trial_words
from ..errors import FolderError, InputError, ScenarioError, VerificationError
from ..kernel.jit import source_digest
from .shards import place_of
from .store import MANIFEST, OURS
from .stored import column_list

Progress = Callable[[int], None]
"""Told how many trials have been read."""


class Verified(NamedTuple):
    """What was found right: files whole, trials hashed, trials run again with equal values.

    ``trials`` is None where a result keeps no rows of trials, ``again`` where it keeps nothing that
    a trial run again could be held against. ``incomplete`` says in words what is missing of a
    result that was broken off; it is empty where nothing is.
    """

    files: int
    trials: int | None
    again: int | None
    incomplete: str = ""


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """Name a file in whatever goes wrong while its content is taken for what it should be.

    Raises
    ------
    VerificationError
        If anything does.
    """
    try:
        yield
    except (VerificationError, InputError):
        raise
    except FolderError as error:
        raise VerificationError(str(error)) from error
    except ScenarioError as error:
        raise VerificationError(f"{path} is not as it was written:\n{error}") from error
    except (
        *(ArithmeticError, AttributeError, LookupError, MemoryError, OSError, RecursionError),
        *(NotImplementedError, TypeError, ValueError),
    ) as error:
        why = f"{type(error).__name__}: {error}"
        raise VerificationError(f"{path} is not as it was written ({why})") from error


def agree(path: Path, stated: Mapping[str, Any], found: Mapping[str, Any]) -> None:
    """See that a file states what was found in others.

    Raises
    ------
    VerificationError
        With the first entry of which it states something else.
    """
    for key, value in found.items():
        if key not in stated:
            raise VerificationError(f"{path} states no {key}")
        if stated[key] != value:
            both = f": {stated[key]!r}, not {value!r}" if _short(stated[key], value) else ""
            raise VerificationError(f"{path} states another {key} than the other files{both}")


def _short(*values: Any) -> bool:
    return all(len(repr(value)) <= 100 for value in values)


def nothing_else(folder: Path, entries: Iterable[Mapping[str, Any]]) -> None:
    """See that a folder holds no file of a result that its manifest does not list.

    Raises
    ------
    VerificationError
        With the first that it does.
    """
    known = {MANIFEST, *(place_of(folder, dict(entry)).name for entry in entries)}
    for path in sorted(folder.iterdir()):
        ours = any(path.match(form) for form in OURS if form != ".*.part")
        if ours and path.name not in known:
            raise VerificationError(f"{path} is not listed in {MANIFEST}")


def same_columns(
    path: Path, rules: str, stated: Collection[Any], columns: Sequence[Column]
) -> None:
    """See that a manifest describes the columns that this version makes, if it made the result.

    Raises
    ------
    VerificationError
        If it describes others.
    """
    if rules == source_digest() and list(stated) != column_list(columns):
        raise VerificationError(f"{path} describes other columns than the scenario has")


def numbered(path: Path, table: Words, first: int) -> None:
    """See that rows are those of trials ``first``, ``first + 1`` and so on.

    Raises
    ------
    VerificationError
        If they are not.
    """
    if not np.array_equal(table[:, 0], np.arange(first, first + len(table))):
        raise VerificationError(f"{path} does not hold the trials from {first} on in their order")


def run_again(
    compiled: Compiled,
    columns: Sequence[Column],
    kept: Mapping[int, Words],
    place: Callable[[int], Path],
) -> None:
    """Run trials again and see that every column has the value that was kept.

    Raises
    ------
    VerificationError
        With the first trial that comes out otherwise.
    """
    if not kept:
        return
    scenario = compiled.scenario
    draws = 0 if compiled.draws is None else compiled.draws.words.shape[0]
    if tuple(columns) != trial_columns(scenario, draws > 0):
        raise VerificationError(f"{place(min(kept))} has other columns than its scenario")
    for trial, row in kept.items():
        again = trial_words(scenario, trial, run_trials(compiled, trial, 1).rows, draws)[0]
        comes_out_so(place(trial), trial, columns, again, row)


def comes_out_so(
    path: Path, trial: int, columns: Sequence[Column], again: Words, kept: Words
) -> None:
    """See that a trial run again has the values that were kept, rows of equal shape.

    Raises
    ------
    VerificationError
        With the first column in which it differs.
    """
    differing = np.argwhere(again != kept)
    if differing.size:
        raise VerificationError(
            f"{path}: trial {trial} comes out otherwise when it is run again, first in "
            f"{columns[differing[0][-1]].name}"
        )
