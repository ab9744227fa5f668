"""Matched trials: the same trial numbers of several scenarios, on the same seed and draws."""

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from itertools import accumulate
from typing import NamedTuple

import numpy as np

from ..arrays import Words
from ..engine.table import trial_columns, trial_words
from .checkpoint import Checkpoint, Resumable
from .compare import Arm
from .draws import DrawSource, applied
from .folder import Interrupted
from .run import Progress, Request, request, trial_blocks

CHUNK = 8192
"""Trials of every arm that are in memory at once."""
AT_ONCE = 1024
"""Trials that an arm runs before it is the next one's turn: a run that is broken off loses no more."""


class Chunk(NamedTuple):
    """Consecutive trials from number ``first``: a table of exact values for each arm.

    Trials take ``draws`` parameter draws in turn; 0 where no arm has any.
    """

    first: int
    tables: tuple[Words, ...]
    draws: int = 0


def matched(
    arms: Sequence[Arm],
    trials: int,
    threads: int | None = None,
    first: int = 0,
    chunk: int = CHUNK,
    draws: DrawSource | None = None,
    keeping: Resumable | None = None,
) -> Iterator[Chunk]:
    """Trials ``first`` to ``first + trials - 1`` of every arm, in chunks, each arm with its draws.

    With ``keeping``, for trials from number 0, the run can be resumed: the rows of all arms are kept,
    not sums over them, so the chunks are the same however often it was broken off.

    Raises
    ------
    InputError
        If a number is out of range, or the seed gives two pairs of states one key.
    FolderError, VerificationError
        If the folder to keep trials in can't be used, or holds other than what was written.
    Interrupted
        While chunks are taken, if ``keeping`` says to stop; the trials so far are kept.
    """
    wanted = [request(arm.scenario, first + trials, threads, draws=draws) for arm in arms]
    kept = None
    if keeping is not None:
        checkpoint = Checkpoint(
            keeping, "trials", requested(arms, draws), first + trials, "matched trials"
        )
        columns = [len(trial_columns(arm.scenario)) for arm in arms]
        kept = _Kept(keeping, checkpoint, list(accumulate(columns))[:-1])
    return _chunks(wanted, first, chunk, kept)


def requested(arms: Sequence[Arm], draws: DrawSource | None) -> str:
    """All that matched trials depend on but the rules: arms, seed, the draws applied to each."""
    found = []
    for arm in arms:
        table = applied(draws, arm.scenario)
        found += [
            arm.scenario.digest,
            str(arm.scenario.seed),
            "" if table is None else table.digest,
        ]
    return json.dumps(found)


def told(chunks: Iterable[Chunk], progress: Progress | None) -> Iterator[Chunk]:
    """The chunks; ``progress`` hears after each how many trials of every arm are done."""
    for chunk in chunks:
        yield chunk
        if progress is not None:
            progress(chunk.first + chunk.tables[0].shape[0])


class _Kept(NamedTuple):
    """A checkpoint of matched trials, and where the columns of an arm end and the next one's begin."""

    keeping: Resumable
    checkpoint: Checkpoint
    cuts: list[int]


def _chunks(
    wanted: Sequence[Request], first: int, chunk: int, kept: _Kept | None
) -> Iterator[Chunk]:
    end = wanted[0].trials
    rows_of = [one.draws.rows for one in wanted if one.draws is not None]
    for start in range(first, end, chunk):
        pieces = list(_pieces(wanted, start, min(end, start + chunk), kept))
        tables = tuple(np.concatenate(parts) for parts in zip(*pieces, strict=True))
        yield Chunk(start, tables, max(rows_of, default=0))
    if kept is not None:
        kept.checkpoint.flush()


def _pieces(
    wanted: Sequence[Request], start: int, end: int, kept: _Kept | None
) -> Iterator[tuple[Words, ...]]:
    """Tables of all arms that together hold trials ``start`` to ``end - 1``: kept ones, then new."""
    if kept is not None:
        for rows in kept.checkpoint.held(start, end):
            yield tuple(np.split(rows, kept.cuts, axis=1))
            start += len(rows)
    while start < end:
        after = min(end, start + AT_ONCE)
        tables = tuple(_run(one, start, after, kept) for one in wanted)
        if kept is not None:
            kept.checkpoint.add(np.concatenate(tables, axis=1))
        yield tables
        start = after


def _run(wanted: Request, start: int, end: int, kept: _Kept | None) -> Words:
    rows = []
    with closing(trial_blocks(wanted._replace(trials=end), start)) as running:
        for block in running:
            rows.append(block.rows)
            if kept is not None and kept.keeping.stopping:
                kept.checkpoint.flush()
                raise Interrupted(kept.keeping.folder, kept.checkpoint.count, wanted.trials)
    return trial_words(wanted.compiled.scenario, start, np.concatenate(rows))
